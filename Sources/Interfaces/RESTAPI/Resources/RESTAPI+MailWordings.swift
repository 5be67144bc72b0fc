import HTTP
import JSON
import Procurement
import Routing
import UseCases

/// A company's own words for the mails that leave: those to its own people, to suppliers, and of the portal.
extension RESTAPI {
    private static let wordingMembers: [Schema.Property] = [
        .required("id", .text, "Kind and language: portal_order_arrived.en"), .required("kind", .text),
        .required("language", .word(MailLanguage.allCases.map(\.rawValue))), .required("subject", .text),
        .required("lead", .text, "The text before facts, lines and the button."),
        .required("is_own", .boolean, "false: the standard words."),
        .required("placeholders", .array(.text), "What subject and lead may name between braces."),
    ]

    private static let wordingSchema = Schema.named("MailWording", .object(wordingMembers))
    private static let wordingDetailsSchema = Schema.named(
        "MailWordingDetails",
        .object(
            wordingMembers + [
                .required(
                    "preview",
                    .object([.required("subject", .text), .required("text", .text), .required("html", .text)]),
                    "The mail with made-up facts.")
            ]))

    private static func id(_ kind: MailKind, _ language: MailLanguage) -> String { "\(kind.rawValue).\(language.rawValue)" }

    private static func members(
        _ kind: MailKind, _ language: MailLanguage, _ shown: ShowMailWording.Answer
    ) -> [JSON.Member] {
        [
            JSON.Member("id", .string(id(kind, language))), JSON.Member("kind", .string(kind.rawValue)),
            JSON.Member("language", .string(language.rawValue)), JSON.Member("subject", .string(shown.wording.subject)),
            JSON.Member("lead", .string(shown.wording.lead)), JSON.Member("is_own", JSON(shown.isOwn)),
            JSON.Member("placeholders", JSON(kind.placeholders)),
        ]
    }

    private static func details(_ call: Call) async throws -> JSON {
        let (kind, language) = try name(call)
        let shown = try await call.answer(ShowMailWording(kind, language))
        let preview = shown.preview
        return .object(
            members(kind, language, shown) + [
                JSON.Member(
                    "preview",
                    [
                        "subject": .string(preview.subject), "text": .string(preview.text), "html": .string(preview.html),
                    ])
            ])
    }

    private static func name(_ call: Call) throws -> (MailKind, MailLanguage) {
        let parts = (call.parameters["id"] ?? "").split(separator: ".").map(String.init)
        guard parts.count == 2, let kind = MailKind.worded.first(where: { $0.rawValue == parts[0] }),
            let language = MailLanguage(rawValue: parts[1])
        else { throw Refusal.notFound("wording") }
        return (kind, language)
    }

    var mailWordingRoutes: [Route] { [listWordings, showWording, changeWording, resetWording] }

    private var listWordings: Route {
        Route(
            kind: .list, pattern: "/v1/mail-wordings", name: "listMailWordings", tag: "mail-wordings",
            summary: "List the words of every mail, in every language.", access: ShowMailWording.access,
            response: Self.wordingSchema
        ) { call in
            let page = try call.page()
            let all = MailKind.worded.flatMap { kind in MailLanguage.allCases.map { (kind, $0) } }
            var start = 0
            if let after = page.after {
                guard let place = all.firstIndex(where: { Self.id($0, $1) == after }) else {
                    throw Problem.badCursor
                }
                start = place + 1
            }
            let part = all.dropFirst(start).prefix(page.limit)
            var items: [JSON] = []
            for (kind, language) in part {
                items.append(
                    .object(Self.members(kind, language, try await call.answer(ShowMailWording(kind, language)))))
            }
            let hasMore = start + part.count < all.count
            let last = part.last.map { Self.id($0, $1) }
            return .page(Page(items: items, hasMore: hasMore, nextCursor: hasMore ? last : nil), for: call) { $0 }
        }
    }

    private var showWording: Route {
        Route(
            kind: .show, pattern: "/v1/mail-wordings/{id}", name: "showMailWording", tag: "mail-wordings",
            summary: "Show the words of one mail in one language, and how it looks with them.", access: ShowMailWording.access,
            response: Self.wordingDetailsSchema
        ) { call in Answer(try await Self.details(call)) }
    }

    private var changeWording: Route {
        Route(
            kind: .change, pattern: "/v1/mail-wordings/{id}", name: "changeMailWording", tag: "mail-wordings",
            summary: "Replace the words of one mail by the company's own.", access: SaveMailWording.access,
            body: .object([.optional("subject", .text), .optional("lead", .text)]), response: Self.wordingDetailsSchema,
            example: ["subject": "New order {order}", "lead": "{customer} orders for {total}."]
        ) { call in
            let (kind, language) = try Self.name(call)
            let seen = try await Self.details(call)
            try ETag.demand(ETag.make(version: nil, body: seen.bytes()), call.request.headers)
            var wording = try await call.answer(ShowMailWording(kind, language)).wording
            if call.body.has("subject") { wording.subject = try call.body.string("subject") }
            if call.body.has("lead") { wording.lead = try call.body.string("lead") }
            try await call.perform(SaveMailWording(kind, language, wording))
            return Answer(try await Self.details(call))
        }
    }

    private var resetWording: Route {
        Route(
            kind: .verb, pattern: "/v1/mail-wordings/{id}/reset", name: "resetMailWording", tag: "mail-wordings",
            summary: "Go back to the standard words of one mail.", access: SaveMailWording.access,
            response: Self.wordingDetailsSchema
        ) { call in
            let (kind, language) = try Self.name(call)
            try await call.perform(SaveMailWording(kind, language, nil))
            return Answer(try await Self.details(call))
        }
    }
}
