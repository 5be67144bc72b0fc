package import UseCases

/// What Portico does by itself from time to time: cancels old test orders, minds approvals that nobody decides and carts whose
/// prices end, empties the message log and the webhooks' logs of what is too old, and forgets what can no longer be taken back,
/// visits to the catalogue that nothing came of, and customers of Amazon's whose time is up.
package struct Housekeeping: Sendable {
    private let application: Application

    package init(application: Application) { self.application = application }

    /// Runs until its task is cancelled, once a minute.
    package func run(report: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do {
                try await tidy()
            } catch {
                report(error)
            }
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// One round; answers how many test orders were cancelled.
    @discardableResult
    package func tidy() async throws -> Int {
        while try await application.perform(WatchApprovals(), as: .system) > 0 {}
        while try await application.perform(WatchPriceHolds(), as: .system) > 0 {}
        while try await application.perform(ForgetActs(), as: .system) == ForgetActs.batch {}
        while try await application.perform(ForgetMails(), as: .system) == ForgetMails.batch {}
        while try await application.perform(ForgetInboundMail(), as: .system) == ForgetInboundMail.batch {}
        if let days = application.environment.rules.messageRetentionDays {
            while try await application.perform(PurgeMessages(olderThan: days), as: .system) == PurgeMessages.batch {}
        }
        while try await application.perform(ForgetWebhookDeliveries(), as: .system) {}
        while try await application.perform(CountReports(), as: .system) {}
        try await application.perform(ForgetUnfinishedVisits(), as: .system)
        _ = try await application.perform(ForgetVendorCustomers(), as: .system)
        return try await application.perform(CancelOldTestOrders(), as: .system)
    }
}
