package import UseCases

/// Puts the words of the message log into the index by which it is searched, behind the documents' backs: nobody who sends one waits
/// for it. What is not in the index yet is found by reading.
package struct MessageIndexer: Sendable {
    private let application: Application

    package init(application: Application) { self.application = application }

    /// Runs until its task is cancelled. After each piece of work it rests nineteen times as long as that took, so that under load it
    /// takes no more than a twentieth of one core.
    package func run(report: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do {
                if try await !batch(resting: true) { try await Task.sleep(for: .seconds(5)) }
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
        while try await batch(resting: false) {}
    }

    /// So many are written at once, which writes a tenth of the pages that as many writes would. They are read a few at a time: whoever
    /// needs the processor meanwhile has it soon.
    private static let batch = 32

    /// One batch; answers whether there may be more behind it.
    private func batch(resting: Bool) async throws -> Bool {
        let clock = ContinuousClock()
        var messages: [(number: Int, words: String)] = []
        var mayBeMore = true
        while mayBeMore, messages.count < Self.batch {
            let start = clock.now
            let found = try await application.answer(UnindexedMessages(after: messages.last?.number), as: .system)
            messages += found.messages
            mayBeMore = found.mayBeMore
            if resting, mayBeMore { try await rest(after: clock.now - start) }
        }
        if messages.isEmpty { return false }
        let writing = try await application.perform(IndexMessages(messages), as: .system)
        if resting, mayBeMore { try await rest(after: writing) }
        return mayBeMore
    }

    private func rest(after work: Duration) async throws {
        try await Task.sleep(for: min(max(work * 19, .milliseconds(1)), .seconds(5)))
    }
}
