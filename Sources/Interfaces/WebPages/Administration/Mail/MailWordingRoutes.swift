import HTML
import HTTP
import Procurement
import Routing
import UseCases

extension PageRoutes {
    /// The company's own words.
    mutating func addMailWordings() throws {
        try get("/admin/mail/wordings") { context in
            let language = MailLanguage(rawValue: context.query("language") ?? "en") ?? .english
            var rows: [MailWordingListView.Row] = []
            for kind in MailKind.worded {
                let answer = try await context.answer(ShowMailWording(kind, language))
                rows.append(.init(kind: kind, subject: answer.wording.subject, isOwn: answer.isOwn))
            }
            return try await context.page(
                "Wordings of mails", at: .mail, MailWordingListView(language: language, rows: rows).html)
        }
        try get("/admin/mail/wordings/{kind}/{language}") { context in
            try await context.wordingPage()
        }
        try get("/admin/mail/wordings/{kind}/{language}/preview") { context in
            let (kind, language) = try context.wordingName()
            return .mailPart(try await context.answer(ShowMailWording(kind, language)).preview.html)
        }
        try post("/admin/mail/wordings/{kind}/{language}") { context in
            let (kind, language) = try context.wordingName()
            let isStandard = context.form["action"] == "standard"
            let wording = MailWording(context.form["subject"] ?? "", context.form["lead"] ?? "")
            do {
                try await context.perform(SaveMailWording(kind, language, isStandard ? nil : wording))
                return context.redirect(
                    to: "/admin/mail/wordings/\(kind.rawValue)/\(language.rawValue)", .mailWordingSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.wordingPage(context.form.state(refused), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate func wordingName() throws -> (MailKind, MailLanguage) {
        guard let kind = MailKind.worded.first(where: { $0.rawValue == parameters["kind"] }),
            let language = parameters["language"].flatMap({ MailLanguage(rawValue: $0) })
        else { throw Refusal.notFound("wording") }
        return (kind, language)
    }

    fileprivate func wordingPage(_ state: FormState? = nil, status: Status = .ok) async throws -> HTTPResponse {
        let (kind, language) = try wordingName()
        let shown = try await answer(ShowMailWording(kind, language))
        let values = ["subject": shown.wording.subject, "lead": shown.wording.lead]
        let view = MailWordingView(
            kind: kind, language: language, isOwn: shown.isOwn, preview: shown.preview,
            state: state ?? FormState(values: values), token: csrf, canChange: isAdministrator)
        return try await page(MailWords.label(kind), at: .mail, status: status, view.html)
    }
}

/// The kinds of mail in one language.
struct MailWordingListView: Component {
    struct Row {
        var kind: MailKind
        var subject: String
        var isOwn: Bool
    }

    var language: MailLanguage
    var rows: [Row]

    var html: HTML {
        """
        \(PageHeader("Wordings of mails", lead: "The words of each mail, which your company may replace by its own.", back: ("Mail", "/admin/mail")))
        \(Tabs("Language", [
            .init("English", to: "/admin/mail/wordings?language=en", isCurrent: language == .english),
            .init("Deutsch", to: "/admin/mail/wordings?language=de", isCurrent: language == .german),
        ]))
        \(Card("Mails", isFlush: true, HTML(table)))
        """
    }

    private var table: DataTable {
        DataTable(
            ["Event", "Subject", "Words"],
            rows.map { row in
                .init(
                    [
                        "<a href=\"/admin/mail/wordings/\(row.kind.rawValue)/\(language.rawValue)\">\(MailWords.label(row.kind))</a>",
                        "\(row.subject)", row.isOwn ? HTML(Badge("Your own", .good)) : "Standard",
                    ], id: row.kind.rawValue)
            }, empty: "There are none.")
    }
}

/// One kind of mail: its words, and how it looks with them.
struct MailWordingView: Component {
    var kind: MailKind
    var language: MailLanguage
    var isOwn: Bool
    var preview: MailContent
    var state: FormState
    var token: String
    var canChange: Bool

    private var address: String { "/admin/mail/wordings/\(kind.rawValue)/\(language.rawValue)" }

    var html: HTML {
        """
        \(PageHeader(MailWords.label(kind), badges: [isOwn ? Badge("Your own words", .good) : Badge("Standard words", .neutral)],
            back: ("Wordings", "/admin/mail/wordings?language=\(language.rawValue)")))
        \(if: canChange, Card("Words", HTML(form)).html)
        \(Card("Preview with made-up facts: \(preview.subject)", "<iframe class=\"mail\" title=\"Preview\" sandbox src=\"\(address)/preview\" width=\"100%\" height=\"520\"></iframe>"))
        \(Card("As text", HTML(CodeBlock(preview.text))))
        """
    }

    private var form: Form {
        let names = kind.placeholders.map { "{\($0)}" }.joined(separator: ", ")
        return Form(
            post: address, token: token,
            """
            \(state.summary)
            \(state.field("subject", "Subject", isRequired: true))
            \(state.field("lead", "Text", .textarea(rows: 5), hint: "Facts, lines and the button follow by themselves. These are filled in: \(names).", isRequired: true))
            \(ButtonRow([
                Button("Save", .primary, name: "action", value: "save"),
                Button("Back to the standard words", .secondary, name: "action", value: "standard"),
            ]))
            """)
    }
}
