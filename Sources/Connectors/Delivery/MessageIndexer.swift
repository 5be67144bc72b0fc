package import UseCases

/// Puts the words of the message log into the index by which it is searched, behind the documents' backs: nobody who sends one waits
/// for it. What is not in the index yet is found by reading.
package struct MessageIndexer: Sendable {
    private let application: Application

    package init(application: Application) { self.application = application }

    /// Runs until its task is cancelled. After each batch it rests nineteen times as long as the work took, so that under load it takes
    /// no more than a twentieth of one core.
    package func run(report: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do {
                let pause = try await batch().map { $0 * 19 } ?? .seconds(5)
                try? await Task.sleep(for: min(max(pause, .milliseconds(5)), .seconds(5)))
            } catch {
                report(error)
                try? await Task.sleep(for: .seconds(60))
            }
        }
    }

    /// Everything there is to index now.
    package func round() async throws {
        while try await batch() != nil {}
    }

    /// One batch; how much work it was, or `nil` when nothing is left behind it.
    private func batch() async throws -> Duration? {
        let clock = ContinuousClock()
        let start = clock.now
        let unindexed = try await application.answer(UnindexedMessages(), as: .system)
        let reading = clock.now - start
        if unindexed.messages.isEmpty { return nil }
        let writing = try await application.perform(IndexMessages(unindexed.messages), as: .system)
        return unindexed.mayBeMore ? reading + writing : nil
    }
}
