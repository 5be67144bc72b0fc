package import UseCases

/// Puts the words of the message log into the index by which it is searched, behind the documents' backs: nobody who sends one waits
/// for it. What is not in the index yet is found by reading.
package struct MessageIndexer: Sendable {
    private let application: Application

    package init(application: Application) { self.application = application }

    /// Runs until its task is cancelled. After each batch it rests nine times as long as that took, so that under load it takes no
    /// more than a tenth of one core.
    package func run(report: @Sendable (any Error) -> Void) async {
        let clock = ContinuousClock()
        while !Task.isCancelled {
            let start = clock.now
            do {
                let isMore = try await round()
                let pause = isMore ? (clock.now - start) * 9 : .seconds(5)
                try? await Task.sleep(for: min(max(pause, .milliseconds(5)), .seconds(5)))
            } catch {
                report(error)
                try? await Task.sleep(for: .seconds(60))
            }
        }
    }

    /// One batch; whether there may be more.
    package func round() async throws -> Bool {
        let messages = try await application.answer(UnindexedMessages(), as: .system)
        if messages.isEmpty { return false }
        try await application.perform(IndexMessages(messages), as: .system)
        return messages.count == UnindexedMessages.batch
    }
}
