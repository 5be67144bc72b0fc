import JSON

/// Example values, made of the schema itself, so that every operation of `/openapi.json` shows some.
extension Schema {
    /// A value that fits. What `shown` says wins wherever it fits, too: a request's example shines through in its answer.
    ///
    /// - Parameters:
    ///   - name: of the member that it stands in.
    ///   - chapter: the collection, which says what kind of thing `id` is.
    func sample(of name: String = "", in chapter: String = "", over shown: JSON? = nil) -> JSON {
        if let shown, isPlain, problems(in: shown).isEmpty { return shown }
        switch self {
        case .nullable(let inner): return inner.sample(of: name, in: chapter, over: shown == .null ? nil : shown)
        case .named(let type, let inner):
            return inner.sample(of: name, in: Self.chapters[type] ?? chapter, over: shown)
        case .object(let properties):
            return .object(
                properties.map { property in
                    JSON.Member(
                        property.name, property.schema.sample(of: property.name, in: chapter, over: shown?[property.name]))
                })
        case .array(let item):
            if let values = shown?.arrayValue { return .array(values.map { item.sample(of: name, in: chapter, over: $0) }) }
            return [item.sample(of: name, in: chapter)]
        case .map(let item): return ["key": item.sample(of: name, in: chapter)]
        case .identifier(let prefix): return .string("\(prefix)_01")
        case .word(let words): return .string(words.first ?? "")
        case .integer(let minimum): return JSON(max(1, minimum ?? 1))
        case .number: return 1
        case .boolean: return true
        case .string(let format, _): return .string(Self.text(of: name, format: format, in: chapter))
        }
    }

    /// Whether values of it have no members.
    private var isPlain: Bool {
        switch self {
        case .object, .array, .map: false
        case .nullable(let inner), .named(_, let inner): inner.isPlain
        default: true
        }
    }

    private static func text(of name: String, format: String?, in chapter: String) -> String {
        switch format {
        case "date-time": return "2026-01-31T12:00:00Z"
        case "date": return "2026-01-31"
        case "month": return "2026-01"
        case "currency": return "USD"
        case "uri": return "https://portico.example.com/\(name.hasSuffix("_url") ? name.dropLast(4) : name[...])"
        default: break
        }
        if name == "id" || name == "ids" { return "\(prefixes[chapter] ?? "id")_01" }
        if let known = texts[name] { return known }
        for suffix in ["_ids", "_id"] where name.hasSuffix(suffix) {
            let noun = name.dropLast(suffix.count)
            let prefix = noun == "parent" ? prefixes[chapter] : identifiers.first { noun.hasSuffix($0.noun) }?.prefix
            return "\(prefix ?? "id")_01"
        }
        return name.isEmpty ? "text" : name.replacing("_", with: " ")
    }

    /// What stands before an identifier of the collection.
    private static let prefixes = [
        "users": "usr", "legal-entities": "le", "locations": "loc", "addresses": "adr", "departments": "dep",
        "gl-accounts": "gl", "budgets": "bud", "suppliers": "sup", "punchout-connections": "poc", "groups": "grp",
        "approval-policies": "pol", "api-tokens": "tok", "oauth-clients": "tok", "punchout-sessions": "pos",
        "purchase-orders": "po", "approvals": "apr", "messages": "msg", "deliveries": "dlv", "events": "evt",
        "projects": "prj", "tax-codes": "tax", "exchange-rates": "fx", "own-fields": "own", "category-rules": "cat",
        "number-schemes": "num", "substitutions": "sub",
    ]

    /// Named schemas that stand in other collections' answers.
    private static let chapters = ["Event": "events", "BudgetEntry": "events"]

    /// What stands before an identifier that a member refers to, by the end of the member's name.
    private static let identifiers: [(noun: String, prefix: String)] = [
        ("purchase_order", "po"), ("legal_entity", "le"), ("location", "loc"), ("department", "dep"), ("gl_account", "gl"),
        ("to_budget", "bud"), ("budget", "bud"), ("counterpart", "bud"), ("connection", "poc"), ("supplier", "sup"),
        ("group", "grp"), ("delivery", "dlv"), ("approval", "apr"), ("address", "adr"), ("project", "prj"), ("tax_code", "tax"),
        ("user", "usr"), ("substitute", "usr"), ("approver", "usr"), ("buyer", "usr"), ("manager", "usr"), ("owner", "usr"),
        ("head", "usr"), ("by", "usr"), ("to", "usr"), ("subject", "po"),
    ]

    /// Words for members whose name alone says what they hold.
    private static let texts = [
        "amount": "12.50", "currency": "EUR", "from": "USD", "to": "EUR", "rate": "0.92", "percent": "50", "country": "US",
        "email": "b@example.com", "user_email": "b@example.com", "scopes": "purchase-orders.read", "token": "ptk_…",
        "client_secret": "pcs_…",
        "slug": "amazon", "shared_secret": "as the supplier told it", "hash": "9f86d081884c7d65", "prefix": "4412",
        "pattern": "PO-{YYYY}-{00000}", "street": "1 Main Street", "city": "Seattle", "payload_id": "1790000000.1@example.com",
        "number": "PO-2026-00001", "quorum": "any", "from_domain": "NetworkId", "to_domain": "NetworkId",
    ]
}
