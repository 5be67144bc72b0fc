import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// Looks at events that webhooks were not told of yet and puts them into their outboxes, a batch at a time.
///
/// A write of its own: it is answered when the disk has all that it saw, so that nothing is sent of what is not durable.
package struct FanOutEvents: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    /// Events that are looked at for each webhook in one transaction.
    package static let batch = 500
    package init() {}

    /// Whether there may be more.
    package func perform(in work: UnitOfWork) throws -> Bool {
        let last = try work.store.lastEvent()?.sequence ?? 0
        var isMore = false
        // Webhooks mostly stand at the same place, so what one read serves the others.
        var read: [Int: [StoredEvent]] = [:]
        for var webhook in try work.store.webhooks() where webhook.isActive && webhook.cursor < last {
            let events = try read[webhook.cursor] ?? work.store.events(after: webhook.cursor, limit: Self.batch)
            read[webhook.cursor] = events
            for event in events where webhook.wants(event) {
                try work.queue(event, for: webhook, again: event.sequence <= webhook.replayUntil)
            }
            webhook.cursor = events.last?.sequence ?? last
            try work.store.update(webhook)
            isMore = isMore || webhook.cursor < last
        }
        return isMore
    }
}

/// A message that this process may send now.
package struct LeasedWebhookDelivery: Sendable {
    package var delivery: WebhookDelivery
    package var url: String
    package var event: StoredEvent
    /// The present one first; the one before while both sign.
    package var secrets: [[UInt8]]
}

/// What became of one attempt.
package struct WebhookAttempt: Sendable {
    package enum Outcome: Sendable, Hashable {
        /// HTTP status and the beginning of the answer.
        case answered(Int, String)
        /// No answer, with the reason.
        case unanswered(String)
    }

    package var sequence: Int
    package var outcome: Outcome
    package var milliseconds: Int
    /// What `Retry-After` asked for.
    package var retryAfter: TimeInterval?

    package init(_ sequence: Int, _ outcome: Outcome, milliseconds: Int, retryAfter: TimeInterval? = nil) {
        self.sequence = sequence
        self.outcome = outcome
        self.milliseconds = milliseconds
        self.retryAfter = retryAfter
    }
}

/// Keeps what became of attempts and takes the webhook's next messages, in one transaction.
package struct ServeWebhook: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    /// Seconds until a message that was taken counts as lost with its process.
    package static let lease: TimeInterval = 120
    package var id: Identifier<Webhook>
    package var attempts: [WebhookAttempt]
    /// Messages of this webhook that are under way still.
    package var underWay: Int

    package init(_ id: Identifier<Webhook>, attempts: [WebhookAttempt] = [], underWay: Int = 0) {
        self.id = id
        self.attempts = attempts
        self.underWay = underWay
    }

    /// None when it was deleted, switched off or has nothing due.
    package func perform(in work: UnitOfWork) throws -> [LeasedWebhookDelivery] {
        guard var webhook = try work.store.webhook(id) else { return [] }
        let before = webhook
        for attempt in attempts { try settle(attempt, of: &webhook, in: work) }
        if webhook != before { try work.store.update(webhook) }
        let isPaused = webhook.pausedUntil.map { $0 > work.now } ?? false
        guard webhook.isActive, !isPaused else { return [] }
        let limit = webhook.window - underWay
        guard limit > 0 else { return [] }
        let due = try work.store.leaseDue(
            of: id, at: work.now, until: work.now.addingTimeInterval(Self.lease), limit: limit)
        guard !due.isEmpty else { return [] }
        let secrets = try work.secrets(of: webhook)
        return try due.compactMap { delivery in
            guard let event = try work.store.event(delivery.sequence), event.sequence == delivery.sequence else { return nil }
            return LeasedWebhookDelivery(delivery: delivery, url: webhook.url, event: event, secrets: secrets)
        }
    }

    private func settle(_ attempt: WebhookAttempt, of webhook: inout Webhook, in work: UnitOfWork) throws {
        guard var delivery = try work.store.webhookDelivery(id, attempt.sequence) else { return }
        delivery.milliseconds = attempt.milliseconds
        switch attempt.outcome {
        case .answered(let code, let text):
            (delivery.statusCode, delivery.answer) = (code, text)
        case .unanswered(let reason):
            (delivery.statusCode, delivery.answer) = (nil, reason)
        }
        if let code = delivery.statusCode, (200..<300).contains(code) {
            delivery.arrive(at: work.now)
            webhook.succeed()
            return try work.store.update(delivery)
        }
        delivery.miss(at: work.now, notBefore: attempt.retryAfter.map { work.now.addingTimeInterval(min($0, 86400)) })
        let isOver = webhook.fail(at: work.now)
        // While a target is down its messages wait for it, and are not given up one after the other.
        if delivery.status == .failed, webhook.failures >= Webhook.failuresUntilDown, !isOver {
            delivery.status = .retrying
            delivery.nextAttemptAt = work.now.addingTimeInterval(Webhook.longestPause)
        }
        if delivery.statusCode == 410 {
            delivery.status = .failed
            delivery.nextAttemptAt = nil
            try disable(&webhook, "The target answered 410 Gone: it wants no more messages.", in: work)
        } else if isOver {
            try disable(&webhook, "Nothing has arrived for five days. The last answer: \(delivery.answer ?? "none")", in: work)
        }
        try work.store.update(delivery)
    }

    private func disable(_ webhook: inout Webhook, _ reason: String, in work: UnitOfWork) throws {
        guard webhook.isActive else { return }
        webhook.isActive = false
        webhook.disabledReason = String(reason.prefix(500))
        webhook.updatedAt = work.now
        try work.record(.webhookDisabled, id, [("name", webhook.name), ("reason", webhook.disabledReason)])
        let recipients = try work.store.users().filter { $0.isActive && $0.roles.contains(.administrator) }.map(\.email)
        try work.queue(
            Alarm(
                recipients: recipients, subject: "The webhook \(webhook.name) was switched off",
                text: """
                    Portico sends nothing to \(webhook.url) any more.

                    \(reason)

                    When the target works again: switch the webhook on, and send again what happened meanwhile.
                    \(work.rules.publicURL)/admin/webhooks/\(id)
                    """))
    }
}

extension UnitOfWork {
    /// Those that sign now.
    fileprivate func secrets(of webhook: Webhook) throws -> [[UInt8]] {
        guard let sealed = try store.sealedSecrets(of: webhook.id) else { return [] }
        let isOldGood = webhook.oldSecretUntil.map { $0 > now } ?? false
        return try ([sealed.present] + (isOldGood ? [sealed.old].compactMap(\.self) : [])).map {
            try environment.sealer.open($0, for: Self.webhookContext(webhook.id))
        }
    }
}

/// What the worker has to do: webhooks with something due, whether events wait to be looked at, and when to look again.
package struct WebhookAgenda: Query {
    package static let access = Access.system
    package init() {}

    package struct Answer: Sendable {
        package var due: [Identifier<Webhook>]
        package var hasNewEvents: Bool
        /// When something becomes due that is not yet.
        package var next: Date?
    }

    package func answer(in view: View) throws -> Answer {
        var answer = Answer(due: [], hasNewEvents: false, next: nil)
        let webhooks = try view.store.webhooks().filter(\.isActive)
        guard !webhooks.isEmpty else { return answer }
        let last = try view.store.lastEvent()?.sequence ?? 0
        for webhook in webhooks {
            answer.hasNewEvents = answer.hasNewEvents || webhook.cursor < last
            guard let next = try view.store.nextDue(of: webhook.id) else { continue }
            let due = webhook.pausedUntil.map { max($0, next) } ?? next
            // Kept to the millisecond, perhaps rounded up.
            if due.timeIntervalSince(view.now) < 0.001 {
                answer.due.append(webhook.id)
            } else {
                answer.next = min(answer.next ?? due, due)
            }
        }
        return answer
    }
}

/// Empties the logs of what came to its end a month ago.
package struct ForgetWebhookDeliveries: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package static let batch = 500
    package init() {}

    /// Whether there may be more.
    package func perform(in work: UnitOfWork) throws -> Bool {
        let webhooks = try work.store.webhooks()
        guard !webhooks.isEmpty else { return false }
        let border = try work.store.firstSequence(since: work.now.addingTimeInterval(-30 * 86400))
        return try webhooks.contains {
            try work.store.forgetWebhookDeliveries(of: $0.id, before: border, limit: Self.batch) == Self.batch
        }
    }
}
