package import FoundationEssentials
package import Procurement
import ProcurementStore

/// Switches a webhook on or off. What was queued waits while it is off; what happens meanwhile is sent only by a replay.
package struct SwitchWebhook: Command {
    package static let access = SaveWebhook.access
    package static let changesSetUp = false
    package var id: Identifier<Webhook>
    package var isActive: Bool

    package init(_ id: Identifier<Webhook>, isActive: Bool) {
        self.id = id
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> Webhook {
        var webhook = try work.need(try work.store.webhook(id), "webhook")
        guard webhook.isActive != isActive else { return webhook }
        webhook.isActive = isActive
        webhook.updatedAt = work.now
        webhook.disabledReason = nil
        if isActive {
            webhook.succeed()
            webhook.cursor = try work.store.lastEvent()?.sequence ?? 0
        }
        try work.store.update(webhook)
        try work.record(isActive ? .webhookEnabled : .webhookDisabled, id, [("name", webhook.name)])
        return webhook
    }
}

/// Records an event that goes to this webhook alone, whatever it asks for, so that its receiver can be tried.
package struct TestWebhook: Command {
    package static let access = SaveWebhook.access
    package static let changesSetUp = false
    package var id: Identifier<Webhook>
    package init(_ id: Identifier<Webhook>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> Webhook {
        var webhook = try work.need(try work.store.webhook(id), "webhook")
        try webhook.demandActive()
        // Whoever tries it has put something right.
        webhook.pausedUntil = nil
        try work.store.update(webhook)
        try work.record(.webhookTested, id, [("name", webhook.name)])
        return webhook
    }
}

/// Sends events again: one, or every one since a moment that the webhook asks for. Their `webhook-id` stays, so that a
/// receiver can tell what it has.
package struct ReplayWebhook: Command {
    package static let access = SaveWebhook.access
    package static let changesSetUp = false

    package enum Extent: Sendable, Hashable {
        /// The event's sequence number in the trail.
        case one(Int)
        case since(Date)
    }

    package var id: Identifier<Webhook>
    package var extent: Extent

    package init(_ id: Identifier<Webhook>, _ extent: Extent) {
        self.id = id
        self.extent = extent
    }

    package func perform(in work: UnitOfWork) throws -> Webhook {
        var webhook = try work.need(try work.store.webhook(id), "webhook")
        try webhook.demandActive()
        switch extent {
        case .one(let sequence):
            guard let event = try work.store.event(sequence), event.sequence == sequence else {
                throw Refusal.invalid("/sequence", "not-found", "The trail has no event \(sequence).")
            }
            guard webhook.wants(event) else {
                throw Refusal.invalid(
                    "/sequence", "not-wanted", "The webhook does not ask for \(event.type). Add it to its events first.")
            }
            try work.queue(event, for: webhook, again: true)
        case .since(let moment):
            guard moment <= work.now else {
                throw Refusal.invalid("/since", "future", "Nothing has happened since then: name a moment that is over.")
            }
            webhook.replayUntil = max(webhook.replayUntil, webhook.cursor)
            webhook.cursor = min(webhook.cursor, try work.store.firstSequence(since: moment) - 1)
        }
        webhook.pausedUntil = nil
        try work.store.update(webhook)
        let word: (String, String) =
            switch extent {
            case .one(let sequence): ("sequence", String(sequence))
            case .since(let moment): ("since", moment.formatted(.iso8601))
            }
        try work.record(.webhookReplayed, id, [("name", webhook.name), word])
        return webhook
    }
}

extension Webhook {
    fileprivate func demandActive() throws {
        guard !isActive else { return }
        throw Refusal.conflict(code: "disabled", "The webhook is switched off. Switch it on first.")
    }
}

extension UnitOfWork {
    /// Puts an event into a webhook's outbox; `again` also when it arrived before.
    func queue(_ event: StoredEvent, for webhook: Webhook, again: Bool) throws {
        try store.queue(
            WebhookDelivery(
                webhookID: webhook.id, sequence: event.sequence, eventID: event.id, type: event.type, nextAttemptAt: now,
                createdAt: now), again: again)
    }
}

/// Every webhook, with what waits and what failed.
package struct ListWebhooks: Query {
    package static let access = Access.roles(.auditor, scope: "webhooks.read")
    package init() {}

    package func answer(in view: View) throws -> [WebhookState] { try view.store.webhooks().map { try view.state(of: $0) } }
}

package struct PageOfWebhooks: Query {
    package static let access = ListWebhooks.access
    package var page: PageRequest
    package init(_ page: PageRequest = PageRequest()) { self.page = page }
    package func answer(in view: View) throws -> Page<Webhook> { try view.store.webhooks(page) }
}

package struct ShowWebhook: Query {
    package static let access = ListWebhooks.access
    package var id: Identifier<Webhook>
    package init(_ id: Identifier<Webhook>) { self.id = id }
    package func answer(in view: View) throws -> Webhook { try view.need(try view.store.webhook(id), "webhook") }
}

/// A webhook with how much waits and failed, each counted up to 1,000.
package struct WebhookState: Sendable {
    package var webhook: Webhook
    package var waiting: Int
    package var failed: Int
}

extension View {
    fileprivate func state(of webhook: Webhook) throws -> WebhookState {
        func count(_ status: WebhookDelivery.Status) throws -> Int {
            try store.countWebhookDeliveries(of: webhook.id, status: status)
        }
        return WebhookState(webhook: webhook, waiting: try count(.queued) + count(.retrying), failed: try count(.failed))
    }
}

/// What a webhook was told, the newest event first.
package struct ListWebhookDeliveries: Query {
    package static let access = ListWebhooks.access
    package var id: Identifier<Webhook>
    package var status: WebhookDelivery.Status?
    package var page: PageRequest

    package init(of id: Identifier<Webhook>, status: WebhookDelivery.Status? = nil, page: PageRequest = PageRequest()) {
        self.id = id
        self.status = status
        self.page = page
    }

    package func answer(in view: View) throws -> Page<WebhookDelivery> {
        _ = try view.need(try view.store.webhook(id), "webhook")
        return try view.store.webhookDeliveries(of: id, status: status, page)
    }
}
