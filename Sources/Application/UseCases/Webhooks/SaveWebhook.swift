import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// A new webhook, or with `id` a changed one. A new one is told of what happens from now on.
package struct SaveWebhook: Command {
    package static let access = Access.roles(scope: "webhooks.write")
    package static let changesSetUp = false
    /// More would each be asked at every event.
    package static let most = 100
    package var id: Identifier<Webhook>?
    package var name: String
    package var url: String
    package var events: [String]

    package init(id: Identifier<Webhook>? = nil, name: String, url: String, events: [String]) {
        self.id = id
        self.name = name
        self.url = url
        self.events = events
    }

    /// The webhook, and for a new one its secret, which is told once.
    package func perform(in work: UnitOfWork) throws -> (webhook: Webhook, secret: String?) {
        let before = try id.map { try work.need(try work.store.webhook($0), "webhook") }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        let url = checks.url(url, "/url", "The address")
        if url.contains("@"), URL(string: url)?.user() != nil {
            checks.add("/url", "invalid", "The address holds a user name. Leave it out: messages prove themselves by signature.")
        }
        if work.environment.refusesTarget(url) {
            checks.add(
                "/url", "private-target",
                "The address leads inside: to this machine or its neighbours, and nothing is sent there. Write one of the public internet, or have the operator set PORTICO_ALLOW_PRIVATE_TARGETS."
            )
        }
        let patterns = checks.patterns(events)
        if before == nil, try work.store.countWebhooks() >= Self.most {
            checks.add("/url", "too-many", "There are \(Self.most) webhooks. Delete one that is not used any more.")
        }
        try checks.finish()
        let details: [(String, String?)] = [
            ("name", name), ("url", url), ("events", patterns.map(\.text).joined(separator: " ")),
        ]
        if var webhook = before {
            // Another address begins without the old one's failures.
            if webhook.url != url { webhook.succeed() }
            (webhook.name, webhook.url, webhook.patterns, webhook.updatedAt) = (name, url, patterns, work.now)
            try work.store.update(webhook)
            try work.record(.recordChanged, webhook.id, details)
            return (webhook, nil)
        }
        let webhook = Webhook(
            id: work.newID(), name: name, url: url, patterns: patterns, cursor: try work.store.lastEvent()?.sequence ?? 0,
            createdAt: work.now, updatedAt: work.now)
        let secret = work.newWebhookSecret()
        try work.store.insert(
            webhook, secret: work.environment.sealer.seal(secret, for: UnitOfWork.webhookContext(webhook.id)))
        try work.record(.recordCreated, webhook.id, details)
        return (webhook, WebhookSecret.text(secret))
    }
}

/// Ends a webhook for good, with its log.
package struct DeleteWebhook: Command {
    package static let access = SaveWebhook.access
    package static let changesSetUp = false
    package var id: Identifier<Webhook>
    package init(_ id: Identifier<Webhook>) { self.id = id }

    package func perform(in work: UnitOfWork) throws {
        let webhook = try work.need(try work.store.webhook(id), "webhook")
        try work.store.delete(id)
        try work.record(.recordDeleted, id, [("name", webhook.name), ("url", webhook.url)])
    }
}

/// Gives a webhook another secret, told once. The one before signs, too, until the receiver knows the new one.
package struct RotateWebhookSecret: Command {
    package static let access = SaveWebhook.access
    package static let changesSetUp = false
    /// Two weeks.
    package static let longestHours = 336
    package var id: Identifier<Webhook>
    /// How long both sign; 0 ends the old one at once.
    package var hours: Int

    package init(_ id: Identifier<Webhook>, keepingOldFor hours: Int = 24) {
        self.id = id
        self.hours = hours
    }

    package func perform(in work: UnitOfWork) throws -> (webhook: Webhook, secret: String) {
        var webhook = try work.need(try work.store.webhook(id), "webhook")
        guard (0...Self.longestHours).contains(hours) else {
            throw Refusal.invalid(
                "/keep_old_hours", "invalid", "Write whole hours from 0, which ends the old one at once, to \(Self.longestHours)."
            )
        }
        guard let sealed = try work.store.sealedSecrets(of: id) else { throw Refusal.notFound("webhook") }
        let secret = work.newWebhookSecret()
        try work.store.setSealedSecrets(
            work.environment.sealer.seal(secret, for: UnitOfWork.webhookContext(id)), old: hours == 0 ? nil : sealed.present,
            of: id)
        webhook.oldSecretUntil = hours == 0 ? nil : work.now.addingTimeInterval(Double(hours) * 3600)
        webhook.updatedAt = work.now
        try work.store.update(webhook)
        try work.record(.webhookSecretRotated, id, [("name", webhook.name), ("old_secret_hours", String(hours))])
        return (webhook, WebhookSecret.text(secret))
    }
}

/// Secrets of webhooks as Standard Webhooks writes them.
enum WebhookSecret {
    /// 32 random bytes; the specification wants 24 to 64.
    static let length = 32

    static func text(_ bytes: [UInt8]) -> String { "whsec_" + Base64.standard.encode(bytes) }
}

extension FieldChecks {
    /// What a webhook is told of, each once.
    mutating func patterns(_ texts: [String]) -> [EventPattern] {
        var patterns: [EventPattern] = []
        if texts.isEmpty {
            add("/events", "required", "Name at least one kind of event, for example purchase_order.*, or * for all.")
        }
        if texts.count > 100 {
            add("/events", "too-many", "Name at most 100 kinds of events; purchase_order.* means all of an area.")
        }
        for (index, text) in texts.prefix(100).enumerated() {
            let trimmed = Self.trimmed(text)
            if let pattern = EventPattern(trimmed) {
                if !patterns.contains(pattern) { patterns.append(pattern) }
            } else {
                add(
                    "/events/\(index)", "unknown",
                    "No event fits “\(String(trimmed.prefix(100)))”. Write *, an area such as invoice.*, or one such as purchase_order.approved."
                )
            }
        }
        return patterns
    }
}

extension UnitOfWork {
    /// What a sealed secret is bound to. Both secrets of a webhook open here: each was the present one once.
    static func webhookContext(_ id: Identifier<Webhook>) -> String { "webhook-secret:\(id)" }

    fileprivate func newWebhookSecret() -> [UInt8] { environment.random.bytes(WebhookSecret.length) }
}
