/// One thing that a token can be allowed: an area of the interface and `read` or `write`.
package struct Scope: Sendable, Hashable {
    /// In words of the address, for example `purchase-orders`.
    package let area: String
    /// `read` or `write`.
    package let verb: String

    /// As tokens name it: `purchase-orders.read`.
    package var word: String { "\(area).\(verb)" }

    /// For people.
    package var meaning: String {
        let noun = area.replacing("-", with: " ")
        return area == "metrics" ? "Read the figures at /metrics." : "\(verb == "read" ? "Read" : "Change") \(noun)."
    }

    /// The areas, in the order of the interface; a test holds them against what use cases demand.
    package static let areas = [
        "purchase-orders", "comments", "receipts", "invoices", "inbox", "approvals", "punchout-sessions", "punchout-connections",
        "suppliers",
        "groups", "users",
        "organisation", "legal-entities", "locations", "addresses", "departments", "gl-accounts", "projects", "tax-codes",
        "exchange-rates", "own-fields", "category-rules", "number-schemes", "substitutions", "budgets", "approval-policies",
        "catalogue-items", "messages", "mail-wordings", "attachments", "deliveries", "events", "webhooks", "event-rules",
        "reports",
        "accounting-consumers", "tables", "vendor-central", "vendor-connections", "vendor-customers",
        "api-tokens", "metrics", "portal-orders", "portal-accounts", "portal-registrations", "portal-profile",
    ]

    /// What tokens of suppliers' people can be allowed: nothing else is open to them whatever they hold.
    package static let supplierAreas = areas.filter { $0.hasPrefix("portal-") }

    /// Areas that nothing can be changed in.
    private static let readOnly: Set<String> = [
        "organisation", "attachments", "events", "reports", "metrics", "vendor-customers",
    ]

    package static let all = areas.flatMap { area in
        (readOnly.contains(area) ? ["read"] : ["read", "write"]).map { Scope(area: area, verb: $0) }
    }

    /// Whether `text` is one, `area.*` for both of an area, or `*` for everything.
    static func isKnown(_ text: String) -> Bool {
        if text == "*" || all.contains(where: { $0.word == text }) { return true }
        return text.hasSuffix(".*") && areas.contains(String(text.dropLast(2)))
    }

    /// Whether somebody with `scopes` may do what `wanted` allows, itself perhaps with a `*`.
    static func allows(_ wanted: String, by scopes: [String]) -> Bool {
        if scopes.contains("*") || scopes.contains(wanted) { return true }
        guard let area = wanted.split(separator: ".").first else { return false }
        return scopes.contains("\(area).*")
    }
}
