package import UseCases

/// Counts orders that were written, for reports and budgets, so that whoever asks finds few uncounted.
package struct OrderCounter: Sendable {
    private let application: Application

    package init(application: Application) { self.application = application }

    /// Runs until its task is cancelled. Half a second after an order most of its steps are done, and it still is in memory.
    package func run(report: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do {
                try await application.countOrders()
                try? await Task.sleep(for: .milliseconds(500))
            } catch {
                report(error)
                try? await Task.sleep(for: .seconds(60))
            }
        }
    }
}
