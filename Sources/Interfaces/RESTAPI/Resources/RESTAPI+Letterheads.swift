import JSON
import Procurement
import UseCases

/// What documents of one legal entity have of their own.
extension RESTAPI {
    private static let members: [Schema.Property] = [
        .required("name", .nullable(.string(limit: 200)), "null for the entity's own name."),
        .required("lines", .array(.text), "Under the name, at most 8; empty for the billing address."),
        .required("terms", .nullable(.string(limit: 8000)), "Conditions of purchase, on orders."),
        .required("footer", .nullable(.string(limit: 300)), "At the foot of each page."),
        .required("language", .word(MailLanguage.allCases.map(\.rawValue)), "Of the standard words."),
        .required(
            "words", .map(.text),
            "Own words in place of standard ones, by name: \(PaperWording.names.map(\.name).joined(separator: ", "))."),
    ]

    private static let letterheadSchema = Schema.named("Letterhead", .object(members))

    private static func json(_ letterhead: Letterhead) -> JSON {
        [
            "name": JSON(letterhead.name), "lines": JSON(letterhead.lines), "terms": JSON(letterhead.terms),
            "footer": JSON(letterhead.footer), "language": .string(letterhead.language.rawValue),
            "words": .object(
                letterhead.words.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }),
        ]
    }

    var letterheadRoutes: [Route] {
        let pattern = "/v1/legal-entities/{id}/letterhead"
        return [
            Route(
                kind: .show, pattern: pattern, name: "showLegalEntityLetterhead", tag: "legal-entities",
                summary: "Show what a legal entity's documents have of their own.", access: ShowLetterhead.access,
                response: Self.letterheadSchema
            ) { call in Answer(Self.json(try await call.answer(ShowLetterhead(try call.id("legal entity"))).letterhead)) },
            Route(
                kind: .change, pattern: pattern, name: "changeLegalEntityLetterhead", tag: "legal-entities",
                summary: "Change what a legal entity's documents have of their own.",
                note: "What is left out stays; words are replaced as a whole. Documents that were mailed stay as they are.",
                access: SaveLetterhead.access, body: .object(Self.members.map { .optional($0.name, $0.schema, $0.note) }),
                response: Self.letterheadSchema,
                example: [
                    "lines": ["1 Example Street", "98101 Seattle"], "terms": "Net 30 days.", "language": "en",
                    "words": ["purchase_order": "Order"],
                ]
            ) { call in
                let (id, body): (Identifier<LegalEntity>, JSONObject) = (try call.id("legal entity"), call.body)
                let command = Amend(ShowLetterhead(id)) { old in
                    SaveLetterhead(id, try Self.letterhead(body, over: old.letterhead))
                }
                return Answer(Self.json(try await call.perform(command)))
            },
        ]
    }

    private static func letterhead(_ body: JSONObject, over old: Letterhead) throws -> Letterhead {
        var new = old
        new.name = try body.text("name", over: old.name)
        new.lines = try body.texts("lines", over: old.lines)
        new.terms = try body.text("terms", over: old.terms)
        new.footer = try body.text("footer", over: old.footer)
        if let word = try body.optionalString("language") {
            guard let language = MailLanguage(rawValue: word) else { throw body.error("language", "must be en or de") }
            new.language = language
        }
        if let words = try body.optionalObject("words") {
            new.words = [:]
            for name in words.names { new.words[name] = try words.string(name) }
        }
        return new
    }
}
