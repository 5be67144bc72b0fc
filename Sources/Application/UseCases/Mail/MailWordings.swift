import FoundationEssentials
package import Procurement
import ProcurementStore

/// One kind of mail in one language as it would be written now: for the list, the form and the preview.
package struct ShowMailWording: Query {
    package static let access = Access.roles(.auditor, scope: "mail-wordings.read")

    package struct Answer: Sendable {
        package var wording: MailWording
        package var isOwn: Bool
        /// The mail with made-up facts.
        package var preview: MailContent
    }

    package var kind: MailKind
    package var language: MailLanguage
    /// Words to try instead of what is kept.
    package var trial: MailWording?

    package init(_ kind: MailKind, _ language: MailLanguage, trial: MailWording? = nil) {
        self.kind = kind
        self.language = language
        self.trial = trial
    }

    package func answer(in view: View) throws -> Answer {
        let own = try view.store.mailWording(kind, language)
        let wording = try trial ?? view.wording(kind, language)
        let frame = MailSample.frame(kind, wording, language, publicURL: view.rules.publicURL)
        return Answer(wording: wording, isOwn: own != nil, preview: frame.content)
    }
}

extension Workspace {
    /// The company's own words, or the standard ones.
    func wording(_ kind: MailKind, _ language: MailLanguage) throws -> MailWording {
        try store.mailWording(kind, language) ?? MailWords.of(language).standard(kind)
    }
}

/// Keeps the company's own words for a kind of mail; its placeholders are checked. Without words the standard ones come back.
package struct SaveMailWording: Command {
    package static let access = Access.roles(scope: "mail-wordings.write")
    package static let changesSetUp = false
    package var kind: MailKind
    package var language: MailLanguage
    package var wording: MailWording?

    package init(_ kind: MailKind, _ language: MailLanguage, _ wording: MailWording?) {
        self.kind = kind
        self.language = language
        self.wording = wording
    }

    package func perform(in work: UnitOfWork) throws {
        var kept: MailWording?
        if let wording {
            var checks = FieldChecks()
            let subject = checks.text(wording.subject, "/subject", "The subject", limit: 150)
            // CRLF, as browsers send it, is one character.
            let lead = wording.lead.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")
            _ = checks.text(lead.replacing("\n", with: " ").replacing("\t", with: " "), "/lead", "The text", limit: 2000)
            check(subject, "/subject", &checks)
            check(lead, "/lead", &checks)
            try checks.finish()
            kept = MailWording(subject, lead)
        }
        try work.store.save(kept, kind, language)
        if let user = work.actor.user {
            try work.record(
                .mailWordingChanged, user.id,
                [("mail", kind.rawValue), ("language", language.rawValue), ("subject", kept?.subject ?? "the standard words")])
        }
    }

    private func check(_ text: String, _ pointer: String, _ checks: inout FieldChecks) {
        let (names, isBalanced) = MailWording.placeholders(in: text)
        if !isBalanced {
            checks.add(pointer, "unbalanced", "A brace has no other. Write placeholders as {\(kind.placeholders[0])}.")
        }
        for name in names where !kind.placeholders.contains(name) {
            let known = kind.placeholders.map { "{\($0)}" }.joined(separator: ", ")
            checks.add(pointer, "unknown-placeholder", "{\(name.prefix(40))} is not known here. These are: \(known).")
        }
    }
}
