import Glibc
package import UseCases

/// Puts the words of the message log into the index by which it is searched, behind the documents' backs: nobody who sends one waits
/// for it. What is not in the index yet is found by reading.
package struct MessageIndexer: Sendable {
    private let application: Application

    package init(application: Application) { self.application = application }

    /// Runs until its task is cancelled. While the process has nothing else to do, it works for a fifth of the time; while there is, for
    /// a hundredth, which is what it takes from the documents of that moment.
    package func run(report: @Sendable (any Error) -> Void) async {
        var pace: Pace? = Pace()
        while !Task.isCancelled {
            do {
                if try await !batch(&pace) { try await Task.sleep(for: .seconds(5)) }
            } catch is CancellationError {
                return
            } catch {
                report(error)
                try? await Task.sleep(for: .seconds(60))
            }
        }
    }

    /// Everything there is to index now.
    package func round() async throws {
        var pace: Pace?
        while try await batch(&pace) {}
    }

    /// So many are written at once, which writes a tenth of the pages that as many writes would. They are read a few at a time: whoever
    /// needs the processor meanwhile has it soon.
    private static let batch = 32

    /// One batch; answers whether there may be more behind it. Without a pace it never rests.
    private func batch(_ pace: inout Pace?) async throws -> Bool {
        let clock = ContinuousClock()
        var messages: [(number: Int, words: String)] = []
        var mayBeMore = true
        while mayBeMore, messages.count < Self.batch {
            let start = clock.now
            let found = try await application.answer(UnindexedMessages(after: messages.last?.number), as: .system)
            messages += found.messages
            mayBeMore = found.mayBeMore
            if mayBeMore { try await rest(after: clock.now - start, &pace) }
        }
        if messages.isEmpty { return false }
        let writing = try await application.perform(IndexMessages(messages), as: .system)
        if mayBeMore { try await rest(after: writing, &pace) }
        return mayBeMore
    }

    private func rest(after work: Duration, _ pace: inout Pace?) async throws {
        guard let times = pace?.times() else { return }
        try await Task.sleep(for: min(max(work * times, .milliseconds(1)), .seconds(5)))
    }

    /// How long it rests, by what the process did since it was last asked.
    private struct Pace {
        private var asked = ContinuousClock.now
        private var worked = Self.processorTime()

        /// So many times as long as the work before took.
        mutating func times() -> Int {
            let (now, work) = (ContinuousClock.now, Self.processorTime())
            defer { (asked, worked) = (now, work) }
            let isBusy = (work - worked) * 2 > now - asked
            return isBusy ? 99 : 4
        }

        /// What all threads of the process took of the processors so far.
        private static func processorTime() -> Duration {
            var time = timespec()
            _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
    }
}
