import HTML
import Procurement

/// One mail as its reader sees it.
struct MailView: Component {
    var mail: OutgoingMail
    var text: String
    var token: String
    var canChange: Bool
    var showsLinks: Bool

    private var delivery: Delivery { mail.delivery }

    var html: HTML {
        """
        \(PageHeader(mail.subject, badges: [Badge(status: delivery.status.rawValue)], back: ("Mail", "/admin/mail")))
        \(Card("What became of it", "\(DescriptionList(facts))\(again)"))
        \(if: !showsLinks, "<p class=\"muted\">Links that decide for their reader are blanked here.</p>" as HTML)
        \(Card("As HTML", "<iframe class=\"mail\" title=\"The mail as HTML\" sandbox src=\"/admin/mail/\(url: delivery.id.text)/html\" width=\"100%\" height=\"560\"></iframe>"))
        \(Card("As text", HTML(CodeBlock(text))))
        """
    }

    private var facts: [DescriptionList.Entry] {
        [
            .init("To", Optional(mail.recipient)), .init("About", Optional(MailWords.label(mail.kind))),
            .init("Written", Optional(Words.instant(delivery.createdAt))),
            .init("Attempts", Optional(String(delivery.attempts))),
            .init("Answer", delivery.lastAnswer), .init("Next attempt", delivery.nextAttemptAt.map(Words.instant)),
            .init("Message-ID", Optional("<\(delivery.payloadID)>")),
        ]
    }

    private var again: HTML {
        guard canChange, delivery.status == .failed || delivery.status == .unknown || delivery.status == .retrying else {
            return .empty
        }
        let hint: HTML =
            delivery.status == .unknown ? "<p>It may have arrived: the reader could get it twice.</p>" : .empty
        return HTML(
            Form(
                post: "/admin/mail/\(delivery.id)/send-again", token: token,
                "\(hint)\(ButtonRow([Button("Send again", .secondary)]))"))
    }
}

/// Names of what mails are about.
enum MailWords {
    static func label(_ kind: MailKind) -> String {
        switch kind {
        case .digest: "Daily summary"
        case .several: "Several events at once"
        case .alarm: "The server itself"
        case .notification(let kind): label(kind.rawValue)
        case .toSupplier(let kind): "To the supplier: \(kind == .order ? "the order on paper" : "a comment")"
        case .invitation: "Invitation of a supplier"
        case .signInLink: "Link that signs a supplier in"
        case .portal(let kind): "In the portal: \(kind.rawValue.replacing("_", with: " "))"
        }
    }

    private static func label(_ word: String) -> String {
        let words = word.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
