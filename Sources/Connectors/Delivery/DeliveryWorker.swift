package import CXMLExchange
import CXML
import FoundationEssentials
import HTTPClient
import Procurement
import Synchronization
import Telemetry
import UseCases

/// Sends what the outbox holds: leases what is due, posts it, keeps the answer, and sleeps until something is due or queued.
///
/// The bytes are the same on every attempt. What left and was not answered is *unknown*, never failed.
package final class DeliveryWorker: Sendable {
    private let application: Application
    private let exchange: Exchange
    private let bell: Bell

    /// `bell` is rung by the use cases when they queue something.
    package init(exchange: Exchange, bell: Bell) {
        application = exchange.application
        self.exchange = exchange
        self.bell = bell
    }

    /// Runs until its task is cancelled. An error of storage is reported and tried again.
    package func run(report: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do {
                while try await sendDue() > 0 {}
                let next = try await application.answer(NextDelivery(), as: .system)
                let pause = min(max(next?.timeIntervalSince(application.environment.now()) ?? 60, 0.2), 60)
                await bell.wait(atMost: .milliseconds(Int(pause * 1000)))
            } catch {
                report(error)
                await bell.wait(atMost: .seconds(5))
            }
        }
    }

    /// Sends everything that is due now; answers how many were tried.
    @discardableResult
    package func sendDue() async throws -> Int {
        let leased = try await application.perform(LeaseDeliveries(), as: .system)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for delivery in leased { group.addTask { try await self.send(delivery) } }
            try await group.waitForAll()
        }
        return leased.count
    }

    private func send(_ leased: LeasedDelivery) async throws {
        let credentials = Basic.encode(user: leased.connection.from.identity, password: leased.sharedSecret)
        var answer: [UInt8]?
        let start = application.environment.now()
        let outcome: DeliveryOutcome
        do {
            let response = try await exchange.sender.send(
                OutgoingRequest(
                    method: "POST", url: leased.connection.orderURL,
                    headers: [("Content-Type", "text/xml; charset=UTF-8"), ("Authorization", credentials)], body: leased.body))
            answer = CXMLRedaction.blanked(response.body)
            outcome = DeliveryAnswer.read(response)
        } catch {
            outcome = error.mayHaveArrived ? .noAnswer(error.message) : .notDelivered(error.message)
        }
        _ = try await application.perform(
            RecordDelivery(
                leased.delivery.id, outcome: outcome, document: CXMLRedaction.blanked(leased.body), answer: answer,
                duration: max(0, application.environment.now().timeIntervalSince(start))),
            as: .system)
    }
}
