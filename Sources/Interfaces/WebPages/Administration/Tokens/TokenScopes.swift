/// The scopes that a token can be given, area by area.
enum TokenScopes {
    /// The areas of the REST interface, and of `/metrics`.
    static let areas = [
        "purchase-orders", "approvals", "punchout-sessions", "punchout-connections", "suppliers", "groups", "users",
        "organisation",
        "legal-entities", "locations", "addresses", "departments", "gl-accounts", "budgets", "approval-policies", "messages",
        "deliveries", "events", "api-tokens", "metrics",
    ]

    /// The words of a field in which they stand with blanks or commas between.
    static func words(_ text: String?) -> [String] {
        (text ?? "").split { $0.isWhitespace || $0 == "," }.map(String.init)
    }
}
