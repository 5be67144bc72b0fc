import Database
import FoundationEssentials
package import Procurement

extension Store {
    private static let webhookColumns = """
        id, name, url, patterns, is_active, disabled_reason, cursor, replay_until, failures, failing_since, paused_until,
        old_secret_until, created_at, updated_at
        """

    private static func webhook(_ row: any SQLRow) throws -> Webhook {
        var read = RowReader(row)
        return Webhook(
            id: try read.id(), name: try read.text(), url: try read.text(),
            patterns: try read.lines().map { EventPattern(trusted: $0) }, isActive: try read.bool(),
            disabledReason: read.optionalText(), cursor: try read.integer(), replayUntil: try read.integer(),
            failures: try read.integer(), failingSince: read.optionalDate(), pausedUntil: read.optionalDate(),
            oldSecretUntil: read.optionalDate(), createdAt: try read.date(), updatedAt: try read.date())
    }

    package func webhook(_ id: Identifier<Webhook>) throws -> Webhook? {
        try sql.first("SELECT \(Self.webhookColumns) FROM webhooks WHERE id = ?1", [SQLValue(id)], Self.webhook)
    }

    /// Every one: few by their nature.
    package func webhooks() throws -> [Webhook] {
        try sql.query("SELECT \(Self.webhookColumns) FROM webhooks ORDER BY id", [], Self.webhook)
    }

    /// A page in the order in which they were made.
    package func webhooks(_ page: PageRequest) throws -> Page<Webhook> {
        let rows = try sql.query(
            "SELECT \(Self.webhookColumns) FROM webhooks WHERE id > ?1 ORDER BY id LIMIT \(page.limit + 1)",
            [SQLValue(page.after ?? "")], Self.webhook)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    package func countWebhooks() throws -> Int {
        try sql.first("SELECT count(*) FROM webhooks", []) { try $0.integer(0) } ?? 0
    }

    /// A new one with its sealed secret.
    package func insert(_ webhook: Webhook, secret: [UInt8]) throws {
        try insert(
            "webhooks", Self.values(webhook) + [("secret", SQLValue(secret)), ("created_at", SQLValue(webhook.createdAt))])
    }

    /// Keeps the secrets.
    package func update(_ webhook: Webhook) throws {
        let values = Self.values(webhook).dropFirst()
        let changes = values.enumerated().map { "\($1.0) = ?\($0 + 2)" }.joined(separator: ", ")
        try sql.execute(
            "UPDATE webhooks SET \(changes) WHERE id = ?1", [SQLValue(webhook.id)] + values.map { $0.1 })
    }

    private static func values(_ webhook: Webhook) -> [(String, SQLValue)] {
        [
            ("id", SQLValue(webhook.id)), ("name", SQLValue(webhook.name)), ("url", SQLValue(webhook.url)),
            ("patterns", SQLValue(lines: webhook.patterns.map(\.text))), ("is_active", SQLValue(webhook.isActive)),
            ("disabled_reason", SQLValue(webhook.disabledReason)), ("cursor", SQLValue(webhook.cursor)),
            ("replay_until", SQLValue(webhook.replayUntil)), ("failures", SQLValue(webhook.failures)),
            ("failing_since", SQLValue(webhook.failingSince)), ("paused_until", SQLValue(webhook.pausedUntil)),
            ("old_secret_until", SQLValue(webhook.oldSecretUntil)), ("updated_at", SQLValue(webhook.updatedAt)),
        ]
    }

    /// The sealed secrets: the present one, and the one before while it may still be kept.
    package func sealedSecrets(of id: Identifier<Webhook>) throws -> (present: [UInt8], old: [UInt8]?)? {
        try sql.first("SELECT secret, old_secret FROM webhooks WHERE id = ?1", [SQLValue(id)]) {
            (present: try $0.blob(0), old: $0.optionalBlob(1))
        }
    }

    package func setSealedSecrets(_ present: [UInt8], old: [UInt8]?, of id: Identifier<Webhook>) throws {
        try sql.execute(
            "UPDATE webhooks SET secret = ?2, old_secret = ?3 WHERE id = ?1", [SQLValue(id), SQLValue(present), SQLValue(old)])
    }

    /// With everything that it was told.
    package func delete(_ id: Identifier<Webhook>) throws {
        try sql.execute("DELETE FROM webhook_deliveries WHERE webhook_id = ?1", [SQLValue(id)])
        try sql.execute("DELETE FROM webhooks WHERE id = ?1", [SQLValue(id)])
    }
}
