package import Procurement
import ProcurementStore

/// What a legal entity's documents have of their own; the standard where nobody changed it.
package struct ShowLetterhead: Query {
    package static let access = Access.roles(.auditor, .accountsPayable, scope: "legal-entities.read")
    package var id: Identifier<LegalEntity>
    package init(_ id: Identifier<LegalEntity>) { self.id = id }

    package func answer(in view: View) throws -> (entity: LegalEntity, letterhead: Letterhead) {
        let entity = try view.need(try view.store.legalEntity(id), "legal entity")
        return (entity, try view.store.letterhead(of: id) ?? Letterhead())
    }
}

/// Changes what a legal entity's documents have of their own. Documents that were mailed stay as they are.
package struct SaveLetterhead: Command {
    package static let access = Access.roles(scope: "legal-entities.write")
    package static let changesSetUp = false
    package var id: Identifier<LegalEntity>
    package var letterhead: Letterhead

    package init(_ id: Identifier<LegalEntity>, _ letterhead: Letterhead) {
        self.id = id
        self.letterhead = letterhead
    }

    package func perform(in work: UnitOfWork) throws -> Letterhead {
        let entity = try work.need(try work.store.legalEntity(id), "legal entity")
        var checks = FieldChecks()
        var kept = Letterhead(language: letterhead.language)
        kept.name = checks.optionalText(letterhead.name, "/name", "The name", limit: 200)
        let lines = letterhead.lines.map(FieldChecks.trimmed).filter { !$0.isEmpty }
        if lines.count > 8 { checks.add("/lines", "too-many", "A letterhead has at most 8 lines.") }
        kept.lines = lines.prefix(8).map { checks.text($0, "/lines", "A line of the letterhead", limit: 120) }
        kept.terms = longText(letterhead.terms, "/terms", "The terms", 8000, &checks)
        kept.footer = checks.optionalText(letterhead.footer, "/footer", "The footer", limit: 300)
        for (name, text) in letterhead.words.sorted(by: { $0.key < $1.key }) {
            guard PaperWording()[name] != nil else {
                checks.add("/words/\(name)", "unknown", "“\(name.prefix(40))” is no word of a document.")
                continue
            }
            let words = PaperWording(letterhead.language)
            if let text = checks.optionalText(text, "/words/\(name)", "The word", limit: 200), text != words[name] {
                kept.words[name] = text
            }
        }
        try checks.finish()
        try work.store.save(kept, of: id)
        try work.record(
            .recordChanged, id,
            [("kind", "letterhead"), ("name", kept.name ?? entity.name), ("language", kept.language.rawValue)])
        return kept
    }

    /// With line breaks.
    private func longText(
        _ value: String?, _ pointer: String, _ label: String, _ limit: Int, _ checks: inout FieldChecks
    ) -> String? {
        guard let value else { return nil }
        let lines = value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")
        let trimmed = FieldChecks.trimmed(lines)
        if trimmed.isEmpty { return nil }
        _ = checks.text(trimmed.replacing("\n", with: " ").replacing("\t", with: " "), pointer, label, limit: limit)
        return trimmed
    }
}
