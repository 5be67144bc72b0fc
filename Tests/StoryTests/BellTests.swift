import Delivery
import Testing

struct BellTests {
    @Test(.timeLimit(.minutes(1))) func `a bell rung before the sleep counts for it, and every sleep ends`() async {
        let bell = Bell()
        bell.ring()
        await bell.wait(atMost: .seconds(3600))
        // The second sleep is not woken by the first ring: it lasts until its time is up.
        let began = ContinuousClock.now
        await bell.wait(atMost: .milliseconds(30))
        #expect(ContinuousClock.now - began >= .milliseconds(30))
        await bell.wait(atMost: .milliseconds(30))
        #expect(ContinuousClock.now - began >= .milliseconds(60), "a sleep that timed out leaves the bell as it was")
    }

    @Test(.timeLimit(.minutes(1))) func `a cancelled sleeper wakes`() async {
        let bell = Bell()
        let sleeper = Task { await bell.wait(atMost: .seconds(3600)) }
        sleeper.cancel()
        await sleeper.value
    }
}
