/// What a JSON value may be: the one description from which requests are checked and `/openapi.json` is written.
indirect enum Schema: Sendable {
    /// `format` is a word of JSON Schema, for example `date-time`, or one of ``looks``.
    case string(format: String? = nil, limit: Int? = nil)
    /// A record's identifier, by the letters before its `_`.
    case identifier(String)
    /// One of these words.
    case word([String])
    case integer(minimum: Int? = nil)
    /// Exact; a number, not a string.
    case number
    case boolean
    case array(Schema)
    case object([Property])
    /// Any names, with values of one kind.
    case map(Schema)
    case nullable(Schema)
    /// A schema under `components`, so that it is described once.
    case named(String, Schema)

    struct Property: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
        /// For people.
        let note: String?

        /// A member that is always there.
        static func required(_ name: String, _ schema: Schema, _ note: String? = nil) -> Property {
            Property(name: name, schema: schema, isRequired: true, note: note)
        }

        /// A member that may be left out.
        static func optional(_ name: String, _ schema: Schema, _ note: String? = nil) -> Property {
            Property(name: name, schema: schema, isRequired: false, note: note)
        }
    }

    static let text = Schema.string()
    static let time = Schema.string(format: "date-time")
    static let day = Schema.string(format: "date")
    static let uri = Schema.string(format: "uri")
    /// `2026-01`
    static let month = Schema.string(format: "month")
    /// ISO 4217, three letters.
    static let currency = Schema.string(format: "currency")

    /// What JSON Schema has no word for, as expressions of ECMA-262.
    static let looks = ["month": "^[12][0-9]{3}-(0[1-9]|1[0-2])$", "currency": "^[A-Za-z]{3}$"]

    /// An amount with the currency's digits, as in `12.50`.
    static let money = Schema.named(
        "Money",
        .object([
            .init(name: "amount", schema: .text, isRequired: true, note: "Digits with a point, exact: 12.50."),
            .init(name: "currency", schema: .text, isRequired: true, note: "ISO 4217, three letters."),
        ]))

    /// The object's members, whatever it is wrapped in.
    var properties: [Property] {
        switch self {
        case .object(let properties): properties
        case .nullable(let inner), .named(_, let inner): inner.properties
        default: []
        }
    }

    /// Whether an empty body says enough.
    var allowsEmpty: Bool { properties.allSatisfy { !$0.isRequired } }
}
