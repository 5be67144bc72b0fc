import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// What documents of a legal entity have of their own.
    mutating func addLetterheads() throws {
        try get("/admin/letterheads/{id}") { context in try await context.letterheadPage() }
        try post("/admin/letterheads/{id}") { context in
            do {
                let id = try context.legalEntityID
                _ = try await context.perform(SaveLetterhead(id, LetterheadView.letterhead(context.form)))
                return context.redirect(to: "/admin/letterheads/\(id)", .recordSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.letterheadPage(
                    context.form.state(refused), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate var legalEntityID: Identifier<LegalEntity> {
        get throws { try identifier("id", of: LegalEntity.self, kind: "legal entity") }
    }

    fileprivate func letterheadPage(_ state: FormState? = nil, status: Status = .ok) async throws -> HTTPResponse {
        try requireAdministrator()
        let (entity, letterhead) = try await answer(ShowLetterhead(try legalEntityID))
        let view = LetterheadView(
            entity: entity, standard: PaperWording(letterhead.language),
            state: state ?? FormState(values: LetterheadView.values(letterhead)), token: csrf)
        return try await page("Documents of \(entity.name)", at: .organisation, status: status, view.html)
    }
}

/// Letterhead, terms and words of a legal entity's documents.
struct LetterheadView: Component {
    var entity: LegalEntity
    /// What an empty word stands for.
    var standard: PaperWording
    var state: FormState
    var token: String

    var html: HTML {
        """
        \(PageHeader("Documents of \(entity.name)", lead: "What stands on its orders and invoices on paper.",
            back: (entity.name, "/admin/organisation/legal-entities/\(entity.id)")))
        \(Card("Letterhead and terms", HTML(form)))
        """
    }

    private var form: Form {
        Form(
            post: "/admin/letterheads/\(entity.id)", token: token, layout: .grid,
            """
            \(state.summary)
            \(state.field("name", "Name", hint: "Empty: \(entity.name)."))
            \(state.field("language", "Language", .select([.init("en", "English"), .init("de", "Deutsch")]), hint: "Of the standard words."))
            <div class="wide">\(state.field("lines", "Lines under the name", .textarea(rows: 4), hint: "Address, telephone, register: at most 8. Empty: the billing address."))</div>
            <div class="wide">\(state.field("terms", "Conditions of purchase", .textarea(rows: 6), hint: "On every order."))</div>
            <div class="wide">\(state.field("footer", "At the foot of each page", hint: "Empty: a sentence that asks to quote the order number."))</div>
            <details class="wide"><summary class="button secondary">Own words…</summary>
            <p class="muted">An empty field keeps the standard word.</p>
            \(each: PaperWording.names.map(\.name), { name in
                HTML(state.field("words.\(name)", standard[name] ?? name))
            })
            </details>
            \(ButtonRow([Button("Save"), Button("Cancel", to: "/admin/organisation/legal-entities/\(entity.id)", .quiet)]))
            """)
    }

    static func values(_ letterhead: Letterhead) -> [String: String] {
        var values = [
            "name": letterhead.name ?? "", "lines": letterhead.lines.joined(separator: "\n"), "terms": letterhead.terms ?? "",
            "footer": letterhead.footer ?? "", "language": letterhead.language.rawValue,
        ]
        for (name, word) in letterhead.words { values["words.\(name)"] = word }
        return values
    }

    static func letterhead(_ form: PostedForm) -> Letterhead {
        var words: [String: String] = [:]
        for (name, _) in PaperWording.names { words[name] = form.text("words.\(name)") }
        return Letterhead(
            name: form.text("name"),
            lines: (form["lines"] ?? "").split(whereSeparator: \.isNewline).map(String.init), terms: form.text("terms"),
            footer: form.text("footer"), language: form["language"].flatMap { MailLanguage(rawValue: $0) } ?? .english,
            words: words)
    }
}
