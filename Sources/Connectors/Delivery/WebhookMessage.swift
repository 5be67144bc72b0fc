import Cryptography
import FoundationEssentials
import JSON
package import Procurement
import UseCases

/// An event as receivers of webhooks read it, and the signature that proves it, after Standard Webhooks 1.0.0
/// (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md).
package enum WebhookMessage {
    /// The body: made of the event alone, which never changes, so that every attempt carries the same bytes.
    package static func body(_ event: StoredEvent, publicURL: String) -> [UInt8] {
        let kind = String(event.subjectID.prefix { $0 != "_" })
        let address = addresses[kind].map { "\(publicURL)/v1/\($0)/\(event.subjectID)" }
        let json: JSON = [
            "id": .string(event.id.text),
            "type": .string(event.type),
            "timestamp": .string(event.at.formatted(.iso8601)),
            "data": [
                "subject": ["id": .string(event.subjectID), "url": JSON(address)],
                "actor": ["kind": .string(event.actorKind), "id": JSON(event.actorID), "name": .string(event.actorName)],
                "details": .object(EventDetails.decode(event.details).map { JSON.Member($0.name, .string($0.value)) }),
                "sequence": JSON(event.sequence),
                "hash": .string(Hex.encode(event.hash)),
            ],
        ]
        return json.bytes()
    }

    /// Where a document can be read, by the letters before its identifier.
    private static let addresses = [
        "po": "purchase-orders", "inv": "invoices", "rcp": "receipts", "bud": "budgets", "poc": "punchout-connections",
        "usr": "users", "sup": "suppliers", "dep": "departments", "gl": "gl-accounts", "loc": "locations",
        "le": "legal-entities", "grp": "groups", "pol": "approval-policies", "whk": "webhooks",
    ]

    /// `webhook-id`, `webhook-timestamp`, `webhook-signature`: one signature for each secret, with a blank between.
    package static func headers(
        id: String, at seconds: Int, _ body: [UInt8], secrets: [[UInt8]]
    ) -> [(String, String)] {
        let signed = Array("\(id).\(seconds).".utf8) + body
        let signatures = secrets.map { "v1," + Base64.standard.encode(HMACSHA256.code(for: signed, key: $0)) }
        return [
            ("Content-Type", "application/json"), ("webhook-id", id), ("webhook-timestamp", String(seconds)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}
