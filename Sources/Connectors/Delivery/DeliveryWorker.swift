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
        let handover = application.environment.handover
        handover.open()
        var asked = ContinuousClock.now - Self.pause
        while !Task.isCancelled {
            do {
                let next = try await sendAll(&asked)
                let pause = min(max(next?.timeIntervalSince(application.now) ?? 60, 0.2), 60)
                await bell.wait(atMost: .milliseconds(Int(pause * 1000)))
            } catch {
                report(error)
                await bell.wait(atMost: .seconds(5))
            }
        }
        let left = handover.close().map(\.delivery.id)
        if !left.isEmpty { _ = try? await application.perform(EndLeases(left), as: .system) }
    }

    /// How long what is handed over is waited for before the store is asked again for what else is due.
    private static let pause = Duration.milliseconds(50)

    /// Sends what was handed over and what else is due; answers when the next is.
    /// - Parameter asked: when the store was asked last.
    private func sendAll(_ asked: inout ContinuousClock.Instant) async throws -> Date? {
        while true {
            let handed = application.environment.handover.take()
            if !handed.isEmpty {
                try await send(handed)
                if .now - asked < Self.pause { await bell.wait(atMost: Self.pause) }
                continue
            }
            asked = .now
            // Asked by reading: a lease is a write, and mostly there is nothing else.
            let next = try await application.answer(NextDelivery(), as: .system)
            guard let next, next <= application.now else { return next }
            // Due and not to be had: another process has it.
            if try await sendDue() == 0 { return next }
        }
    }

    /// Sends everything that is due now; answers how many were tried.
    @discardableResult
    package func sendDue() async throws -> Int {
        let leased = try await application.perform(LeaseDeliveries(), as: .system)
        try await send(leased)
        return leased.count
    }

    private func send(_ leased: [LeasedDelivery]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for delivery in leased { group.addTask { try await self.send(delivery) } }
            try await group.waitForAll()
        }
    }

    private func send(_ leased: LeasedDelivery) async throws {
        let credentials = Basic.encode(user: leased.connection.from.identity, password: leased.sharedSecret)
        var answer: [UInt8]?
        let start = application.now
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
                duration: max(0, application.now.timeIntervalSince(start))),
            as: .system)
    }
}
