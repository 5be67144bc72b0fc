import FoundationEssentials
package import HTTPClient
import Procurement
import Synchronization
package import UseCases

/// Tells webhooks of events: puts new events into their outboxes, and sends what is due there.
///
/// Every webhook has a lane of its own with few messages under way at once, and one at a time while its target fails. So a slow
/// target holds up its own messages only, and one that is down is asked now and then.
package final class WebhookWorker: Sendable {
    private let application: Application
    private let sender: any HTTPSender
    private let bell: Bell
    /// Webhooks that are being served.
    private let lanes = Mutex<Set<Identifier<Webhook>>>([])

    /// `bell` is rung after commits that recorded events.
    package init(application: Application, sender: any HTTPSender, bell: Bell) {
        self.application = application
        self.sender = sender
        self.bell = bell
    }

    /// Runs until its task is cancelled. An error of storage is reported and tried again.
    package func run(report: @escaping @Sendable (any Error) -> Void) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    let agenda = try await round()
                    for id in agenda.due where lanes.withLock({ $0.insert(id).inserted }) {
                        group.addTask { await self.runLane(id, report: report) }
                    }
                    if !agenda.hasNewEvents {
                        let wait = agenda.next?.timeIntervalSince(application.now) ?? 60
                        await bell.wait(atMost: .milliseconds(Int(min(max(wait, 0.1), 60) * 1000)))
                        // Events that come right behind are looked at together.
                        try? await Task.sleep(for: .milliseconds(50))
                    }
                } catch {
                    report(error)
                    await bell.wait(atMost: .seconds(5))
                }
            }
        }
    }

    /// Sends everything that is due now, events that were not looked at yet included.
    package func sendDue() async throws {
        while true {
            let agenda = try await round()
            if agenda.hasNewEvents { continue }
            if agenda.due.isEmpty { return }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in agenda.due { group.addTask { try await self.serve(id) } }
                try await group.waitForAll()
            }
        }
    }

    /// Looks at one batch of new events; answers what is to be done then.
    private func round() async throws -> WebhookAgenda.Answer {
        let agenda = try await application.answer(WebhookAgenda(), as: .system)
        guard agenda.hasNewEvents else { return agenda }
        _ = try await application.perform(FanOutEvents(), as: .system)
        return try await application.answer(WebhookAgenda(), as: .system)
    }

    private func runLane(_ id: Identifier<Webhook>, report: @Sendable (any Error) -> Void) async {
        do {
            try await serve(id)
        } catch {
            report(error)
            try? await Task.sleep(for: .seconds(5))
        }
        lanes.withLock { _ = $0.remove(id) }
        bell.ring()
    }

    /// Sends a webhook's messages until none is due.
    private func serve(_ id: Identifier<Webhook>) async throws {
        try await withThrowingTaskGroup(of: WebhookAttempt.self) { group in
            var (done, underWay): ([WebhookAttempt], Int) = ([], 0)
            while true {
                let leased = try await application.perform(
                    ServeWebhook(id, attempts: done, underWay: underWay), as: .system)
                for message in leased { group.addTask { await self.send(message) } }
                underWay += leased.count
                guard underWay > 0, let attempt = try await group.next() else { return }
                // What a stop broke off is no failure of the target: its lease ends by itself.
                if Task.isCancelled { return }
                underWay -= 1
                done = [attempt]
            }
        }
    }

    private func send(_ message: LeasedWebhookDelivery) async -> WebhookAttempt {
        let environment = application.environment
        let start = environment.now()
        let body = WebhookMessage.body(message.event, publicURL: environment.rules.publicURL)
        let headers = WebhookMessage.headers(
            id: message.event.id.text, at: Int(start.timeIntervalSince1970), body, secrets: message.secrets)
        let outcome: WebhookAttempt.Outcome
        var retryAfter: TimeInterval?
        do {
            let response = try await sender.send(
                OutgoingRequest(
                    method: "POST", url: message.url, headers: headers, body: body, connectTimeout: .seconds(5),
                    totalTimeout: .seconds(20), maximumResponseSize: 65_536))
            outcome = .answered(response.status, Self.words(of: response))
            retryAfter = response.header("Retry-After").flatMap { Int($0) }.map { TimeInterval(max(0, $0)) }
        } catch {
            outcome = .unanswered(error.kind == .refusedTarget ? Self.privateTarget : error.message)
        }
        let seconds = max(0, environment.now().timeIntervalSince(start))
        return WebhookAttempt(
            message.delivery.sequence, outcome, milliseconds: Int(seconds * 1000), retryAfter: retryAfter)
    }

    private static let privateTarget =
        "The target is not an address of the public internet. For one inside the house, the operator sets PORTICO_ALLOW_PRIVATE_TARGETS."

    /// The beginning of an answer, for the log.
    private static func words(of response: IncomingResponse) -> String {
        if (300..<400).contains(response.status) {
            let place = response.header("Location").map { " The target names \($0.prefix(300))." } ?? ""
            return "Redirects are not followed.\(place) Enter the right address."
        }
        let text = String(decoding: response.body.prefix(500), as: UTF8.self)
        return String(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    }
}
