import Procurement

/// A mail with made-up facts, for a preview of its words.
enum MailSample {
    static func frame(
        _ kind: MailKind, _ wording: MailWording, _ language: MailLanguage, publicURL: String
    ) -> MailFrame {
        switch kind {
        case .toSupplier(let kind): return facts(kind).frame(wording, language)
        case .notification(let kind):
            return facts(kind, language).frame(
                kind, wording, language, publicURL: publicURL,
                decision: kind.asksForDecision ? "\(publicURL)/approve/example" : nil)
        case .portal, .invitation, .signInLink: return portal(kind, wording, language, publicURL: publicURL)
        case .digest, .several, .alarm:
            return MailFrame(language: language, subject: wording.subject, name: "Dario", lead: wording.lead)
        }
    }

    /// To somebody of a supplier.
    private static func portal(
        _ kind: MailKind, _ wording: MailWording, _ language: MailLanguage, publicURL: String
    ) -> MailFrame {
        let words = SupplierMailWords.of(language)
        let name = "Sam Supplier"
        let values = [
            "by": "Alex Admin", "supplier": "Lamps & Co.", "name": name, "order": "PO-1042", "account": "A-77",
            "customer": "Example GmbH", "total": "249.00 EUR", "reason": "Two lamps too many",
        ]
        var frame = MailFrame(
            language: language, subject: MailWording.fill(wording.subject, values), name: name,
            lead: MailWording.fill(wording.lead, values), settings: "\(publicURL)/portal/account")
        frame.link = "\(publicURL)/portal"
        guard case .portal(let notice) = kind else { return frame }
        let isOrder = notice.placeholders.contains("order")
        frame.facts = [
            (words.customer, "Example GmbH"), isOrder ? (words.order, "PO-1042") : (words.account, "A-77"),
        ]
        if isOrder { frame.items = [("10 × Ballpoint pen", nil), ("1 × Desk lamp", nil)] }
        return frame
    }

    private static let comment = "Two of the lamps have come without a plug.\nCan you send them?"

    private static func facts(_ kind: Notification.Kind, _ language: MailLanguage) -> MailFacts {
        let words = MailWords.of(language)
        var facts = MailFacts(path: "/orders")
        facts.values = [
            "order": "PO-1042", "supplier": "Amazon Business", "total": "249.00 EUR", "buyer": "Bianca Brandt", "name": "Dario",
            "invoice": "INV-77", "budget": "Office 2026", "reason": kind == .budgetNearLimit ? "91 %" : "2026-12-01",
            "document": "PO-1042", "author": "Bianca Brandt", "comment": comment,
        ]
        if kind == .commented || kind == .commentedInternally {
            facts.quote = comment
        } else if kind != .budgetNearLimit {
            facts.rows = [(words.supplier, "Amazon Business"), (words.total, "249.00 EUR")]
            facts.lines = ["10 × Ballpoint pen", "1 × Desk lamp"]
        }
        return facts
    }

    private static func facts(_ kind: SupplierMail) -> SupplierFacts {
        SupplierFacts(
            values: [
                "document": "PO-1042", "customer": "Example GmbH", "total": "249.00 EUR", "author": "Bianca Brandt",
                "name": "Lamps & Co.", "comment": comment,
            ], quote: kind == .commented ? comment : nil)
    }
}

extension SupplierFacts {
    /// The words and the facts put together.
    func frame(_ wording: MailWording, _ language: MailLanguage) -> MailFrame {
        var frame = MailFrame(
            language: language, subject: MailWording.fill(wording.subject, values), name: values["name"] ?? "",
            lead: MailWording.fill(wording.lead, values))
        frame.quote = quote
        return frame
    }
}
