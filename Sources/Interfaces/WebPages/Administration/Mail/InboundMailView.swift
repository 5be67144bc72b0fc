import HTML
import Procurement
import UseCases

/// What came in by mail, and what became of it.
struct InboundMailListView: Component {
    var mails: Page<InboundMail>
    /// What the list is filtered by.
    var outcome: InboundMail.Outcome?
    var isFirst: Bool
    /// `nil` where no mail is set up.
    var rules: MailInRules?

    var html: HTML {
        """
        \(PageHeader("Mail", lead: "What came in, and what became of it.", actions: [Button("Wordings", to: "/admin/mail/wordings", .secondary)]))
        \(MailTabs(isReceived: true))
        \(some: hint, { HTML(Notice(.info, "\($0)")) })
        \(Tabs("What became of it", tabs))
        \(Card("Mails", isFlush: true, HTML(table)))
        \(Pager(newer: isFirst ? nil : address(), older: mails.nextCursor.map { address(after: $0) }))
        """
    }

    private var hint: String? {
        guard let rules else { return "No mail is taken: the settings smtp_url and mail_spool are both empty." }
        if rules.reply == nil { return "Answers to mail are not read: the setting mail.reply_address is empty." }
        return rules.invoiceAddresses.isEmpty
            ? "There is no e-invoicing address: the setting mail.invoice_addresses is empty." : nil
    }

    private func address(after cursor: String? = nil) -> String {
        let parts = [("outcome", outcome?.rawValue), ("after", cursor)].compactMap { name, value in
            value.map { "\(name)=\(LocalAddress.queryValue($0))" }
        }
        return parts.isEmpty ? "/admin/mail/received" : "/admin/mail/received?\(parts.joined(separator: "&"))"
    }

    private var tabs: [Tabs.Tab] {
        [Tabs.Tab("All", to: "/admin/mail/received", isCurrent: outcome == nil)]
            + InboundMail.Outcome.allCases.map {
                .init(InboundMailWords.label($0), to: "/admin/mail/received?outcome=\($0.rawValue)", isCurrent: outcome == $0)
            }
    }

    private var table: DataTable {
        DataTable(
            ["When", "From", "To", "Subject", "What became of it"],
            mails.items.map { mail in
                .init(
                    [
                        "\(Words.instant(mail.at))", "\(mail.author)", "\(mail.recipient)",
                        "<a href=\"/admin/mail/received/\(url: mail.id.text)\">\(mail.subject.isEmpty ? "(no subject)" : mail.subject)</a>",
                        HTML(InboundMailWords.badge(mail.outcome)),
                    ], id: mail.id.text, tone: mail.outcome == .refused ? .attention : nil)
            }, empty: outcome == nil ? "Nothing came in yet." : "There is nothing of this kind.")
    }
}

/// One mail that came in: its envelope, what became of it, and its octets for who may have them.
struct InboundMailView: Component {
    var mail: InboundMail
    var mayDownload: Bool

    var html: HTML {
        """
        \(PageHeader(mail.subject.isEmpty ? "(no subject)" : mail.subject, badges: [InboundMailWords.badge(mail.outcome)],
            back: ("Mail that came in", "/admin/mail/received")))
        \(Card("What became of it", "\(DescriptionList(facts))\(download)"))
        """
    }

    private var facts: [DescriptionList.Entry] {
        [
            .init("Came", Optional(Words.instant(mail.at))),
            .init("By", Optional(mail.way == .lmtp ? "LMTP" : "portico ingest-mail")), .init("To", Optional(mail.recipient)),
            .init("From", Optional(mail.author)),
            .init("Envelope's sender", Optional(mail.sender.isEmpty ? "none" : mail.sender)),
            .init("Became", subject), .init("Why", mail.reason),
        ]
    }

    private var subject: HTML {
        guard let id = mail.subjectID else { return "\(InboundMailWords.label(mail.outcome))" }
        let address: String? =
            if Identifier<PurchaseOrder>(id) != nil {
                "/orders/\(id)#comments"
            } else if Identifier<Invoice>(id) != nil {
                "/invoices/\(id)#comments"
            } else if Identifier<Delivery>(id) != nil {
                "/admin/mail/\(id)"
            } else {
                mail.outcome == .invoice ? "/inbox/\(id)" : nil
            }
        guard let address else { return "\(InboundMailWords.label(mail.outcome))" }
        return "<a href=\"\(address)\">\(InboundMailWords.label(mail.outcome))</a>"
    }

    private var download: HTML {
        guard mayDownload else { return .empty }
        return ButtonRow([Button("Download as it came", to: "/admin/mail/received/\(mail.id)/message", .secondary)]).html
    }
}

/// Out and in.
struct MailTabs: Component {
    var isReceived: Bool

    var html: HTML {
        Tabs(
            "Direction",
            [
                .init("Sent", to: "/admin/mail", isCurrent: !isReceived),
                .init("Received", to: "/admin/mail/received", isCurrent: isReceived),
            ]
        ).html
    }
}

enum InboundMailWords {
    static func label(_ outcome: InboundMail.Outcome) -> String {
        switch outcome {
        case .comment: "Comment"
        case .internalComment: "Internal comment"
        case .invoice: "Invoice inbox"
        case .bounce: "Report of a mail server"
        case .automatic: "Written by a program"
        case .duplicate: "Came before"
        case .refused: "Not taken over"
        case .unread: "Nobody's"
        }
    }

    static func badge(_ outcome: InboundMail.Outcome) -> Badge {
        let tone: Tone =
            switch outcome {
            case .comment, .internalComment, .invoice: .good
            case .bounce, .refused: .attention
            case .automatic, .duplicate, .unread: .neutral
            }
        return Badge(label(outcome), tone)
    }
}
