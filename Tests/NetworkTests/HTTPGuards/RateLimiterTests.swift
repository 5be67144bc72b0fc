import HTTP
import HTTPGuards
import Synchronization
import Testing

/// Microseconds that tests move.
final class Ticks: Sendable {
    private let time = Atomic<Int64>(1_000_000_000)
    var now: Int64 { time.load(ordering: .relaxed) }
    func pass(seconds: Double) { time.add(Int64(seconds * 1_000_000), ordering: .relaxed) }
}

@Suite struct `A token bucket` {
    let ticks = Ticks()

    func limiter(_ limit: RateLimit, capacity: Int = 16_384) -> RateLimiter {
        RateLimiter(limit, capacity: capacity, now: { [ticks] in ticks.now })
    }

    @Test func `gives its reserve at once, then one token in its time`() {
        let limiter = limiter(RateLimit("a", 60, per: 60, burst: 5))
        for left in (0..<5).reversed() { #expect(limiter.take("k").remaining == left) }
        let refused = limiter.take("k")
        #expect(!refused.isAllowed && refused.seconds == 1)
        ticks.pass(seconds: 0.9)
        #expect(!limiter.take("k").isAllowed)
        ticks.pass(seconds: 0.1)
        #expect(limiter.take("k").isAllowed)
        #expect(!limiter.take("k").isAllowed)
    }

    @Test func `is full again after a quiet time and never fuller`() {
        let limiter = limiter(RateLimit("a", 60, per: 60, burst: 5))
        for _ in 0..<5 { _ = limiter.take("k") }
        ticks.pass(seconds: 3600)
        #expect((0..<9).filter { _ in limiter.take("k").isAllowed }.count == 5)
    }

    @Test func `is one for each key, and looking takes nothing`() {
        let limiter = limiter(RateLimit("a", 1, per: 60))
        #expect(limiter.take("k").isAllowed)
        #expect(limiter.look("other").isAllowed && limiter.look("other").isAllowed)
        #expect(limiter.take("other").isAllowed)
        #expect(!limiter.look("other").isAllowed && limiter.look("k").seconds == 60)
    }

    @Test func `costs fixed memory: whoever is over the limit stays known while strangers come and go`() {
        let limiter = limiter(RateLimit("a", 10, per: 60, burst: 10), capacity: 1024)
        for _ in 0..<10 { _ = limiter.take("hammer") }
        for stranger in 0..<100_000 { #expect(limiter.take(stranger).isAllowed) }
        #expect(!limiter.take("hammer").isAllowed)
    }

    @Test func `of many keys at once is counted exactly by several threads`() async {
        let limiter = limiter(RateLimit("a", 1, per: 1, burst: 100))
        let allowed = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { (0..<50).filter { _ in limiter.take("k").isAllowed }.count } }
            return await group.reduce(0, +)
        }
        #expect(allowed == 100)
    }
}

@Suite struct `Rate limits` {
    let ticks = Ticks()
    let names = Names()

    final class Names: Sendable {
        private let names = Mutex<[String]>([])
        var all: [String] { names.withLock { $0 } }
        func add(_ name: String) { names.withLock { $0.append(name) } }
    }

    func limits(_ change: (inout RateLimiters, (RateLimit) -> RateLimiter) -> Void) -> RateLimits {
        var limiters = RateLimiters(exempt: [IPNetwork("127.0.0.0/8")].compactMap { $0 }, onRefused: { [names] in names.add($0) })
        change(&limiters) { RateLimiter($0, now: { [ticks] in ticks.now }) }
        return RateLimits(limiters, places: .init(signIn: "/sign-in", credentials: ["cxml"])) { _, seconds in
            .text("wait \(seconds)\n")
        }
    }

    @Test func `by address answer 429 with the time to wait`() async throws {
        let limits = limits { $0.address = $1(RateLimit("address", 2, per: 10)) }
        for _ in 0..<2 { #expect(await limits.respond(to: try guarded(), next: Mirror()).status == .ok) }
        let refused = await limits.respond(to: try guarded(), next: Mirror())
        #expect(refused.status == .tooManyRequests)
        #expect(refused.headers[first: "Retry-After"] == "5")
        #expect(refused.headers[first: "RateLimit-Policy"] == "\"address\";q=2;w=10")
        #expect(refused.headers[first: "RateLimit"] == "\"address\";r=0;t=5")
        #expect(names.all == ["address"])
        #expect(await limits.respond(to: try guarded(from: "203.0.113.10"), next: Mirror()).status == .ok)
        for _ in 0..<9 { #expect(await limits.respond(to: try guarded(from: "127.0.0.1"), next: Mirror()).status == .ok) }
    }

    @Test func `count all 64-bit neighbours of IPv6 as one`() async throws {
        let limits = limits { $0.address = $1(RateLimit("address", 1, per: 10)) }
        #expect(await limits.respond(to: try guarded(from: "2001:db8::1"), next: Mirror()).status == .ok)
        #expect(await limits.respond(to: try guarded(from: "2001:db8::2"), next: Mirror()).status == .tooManyRequests)
        #expect(await limits.respond(to: try guarded(from: "2001:db8:0:1::1"), next: Mirror()).status == .ok)
    }

    @Test func `by token hold across addresses and tell what is left`() async throws {
        let limits = limits { $0.token = $1(RateLimit("token", 2, per: 60)) }
        let fields = [("Authorization", "Bearer ptk_1")]
        let first = await limits.respond(to: try guarded(from: "203.0.113.3", with: fields), next: Mirror())
        #expect(first.headers[first: "RateLimit"] == "\"token\";r=1;t=30")
        _ = await limits.respond(to: try guarded(from: "203.0.113.1", with: fields), next: Mirror())
        #expect(
            await limits.respond(to: try guarded(from: "203.0.113.2", with: fields), next: Mirror()).status == .tooManyRequests)
        #expect(await limits.respond(to: try guarded(with: [("Authorization", "Bearer ptk_2")]), next: Mirror()).status == .ok)
        #expect(await limits.respond(to: try guarded(from: "127.0.0.1", with: fields), next: Mirror()).status == .ok)
        #expect(await limits.respond(to: try guarded(), next: Mirror()).headers[first: "RateLimit"] == nil)
    }

    @Test func `are tighter on the sign-in form alone`() async throws {
        let limits = limits { $0.signIn = $1(RateLimit("sign-in", 1, per: 60)) }
        #expect(await limits.respond(to: try guarded("/sign-in", method: .post), next: Mirror()).status == .ok)
        #expect(await limits.respond(to: try guarded("/sign-in", method: .post), next: Mirror()).status == .tooManyRequests)
        let further = await limits.respond(to: try guarded("/sign-in/code", method: .post), next: Mirror())
        #expect(further.status == .tooManyRequests, "a further step is one more try")
        #expect(await limits.respond(to: try guarded("/sign-in-help", method: .post), next: Mirror()).status == .ok)
        #expect(await limits.respond(to: try guarded("/sign-in"), next: Mirror()).status == .ok)
        #expect(await limits.respond(to: try guarded("/orders", method: .post), next: Mirror()).status == .ok)
    }

    @Test func `on guessing count wrong credentials only, then take not even right ones`() async throws {
        let limits = limits { $0.failure = $1(RateLimit("failure", 2, per: 60)) }
        let wrong = Mirror(refusesCredentials: true)
        for _ in 0..<9 {
            #expect(await limits.respond(to: try guarded("/cxml/acme", method: .post), next: Mirror()).status == .ok)
        }
        for _ in 0..<2 { #expect(await limits.respond(to: try guarded("/cxml/acme", method: .post), next: wrong).status == .ok) }
        #expect(await limits.respond(to: try guarded("/cxml/acme", method: .post), next: Mirror()).status == .tooManyRequests)
        // Another partner behind the same hub, another address, and pages, are not concerned.
        #expect(await limits.respond(to: try guarded("/cxml/other", method: .post), next: Mirror()).status == .ok)
        #expect(await limits.respond(to: try guarded("/cxml/acme", from: "203.0.113.1"), next: Mirror()).status == .ok)
        #expect(await limits.respond(to: try guarded("/orders"), next: Mirror()).status == .ok)
        ticks.pass(seconds: 30)
        #expect(await limits.respond(to: try guarded("/cxml/acme", method: .post), next: Mirror()).status == .ok)
    }

    @Test func `on guessing hold for tokens, too, whatever the address asked for`() async throws {
        let limits = limits { $0.failure = $1(RateLimit("failure", 2, per: 60)) }
        let fields = [("Authorization", "Bearer guess")]
        for path in ["/v1/a", "/v1/b"] {
            #expect(
                await limits.respond(to: try guarded(path, with: fields), next: Mirror(status: .unauthorized)).status
                    == .unauthorized)
        }
        #expect(await limits.respond(to: try guarded("/v1/c", with: fields), next: Mirror()).status == .tooManyRequests)
        // Without credentials there is nothing to guess with.
        #expect(await limits.respond(to: try guarded("/v1/c"), next: Mirror(status: .unauthorized)).status == .unauthorized)
    }

    @Test func `by account see through case and blanks`() throws {
        var limiters = RateLimiters(
            exempt: [IPNetwork("127.0.0.1")].compactMap { $0 }, onRefused: { [names] in names.add($0) })
        let (stranger, own) = (try guarded(), try guarded(from: "127.0.0.1"))
        #expect(limiters.trySignIn(account: "a@b.example", stranger) == nil)
        limiters.account = RateLimiter(RateLimit("account", 2, per: 60), now: { [ticks] in ticks.now })
        #expect(limiters.trySignIn(account: "a@b.example", stranger) == nil)
        #expect(limiters.trySignIn(account: " A@b.example", try guarded(from: "203.0.113.77")) == nil)
        #expect(limiters.trySignIn(account: "a@B.EXAMPLE ", stranger) == 30)
        #expect(limiters.trySignIn(account: "c@b.example", stranger) == nil)
        #expect(limiters.trySignIn(account: "a@b.example", own) == nil)
        #expect(names.all == ["account"])
    }
}
