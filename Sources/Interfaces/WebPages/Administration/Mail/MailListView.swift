import HTML
import Mail
import Procurement
import UseCases

/// Mails with their attempts and answers.
struct MailListView: Component {
    var mails: Page<OutgoingMail>
    /// What the list is filtered by.
    var status: Delivery.Status?
    var isFirst: Bool
    /// `nil` where no mail is written.
    var sender: Mailbox?
    var record: (name: String, text: String)?

    var html: HTML {
        """
        \(PageHeader("Mail", lead: "What people were told, and what became of it.", actions: [Button("Wordings", to: "/admin/mail/wordings", .secondary)]))
        \(MailTabs(isReceived: false))
        \(if: sender == nil, Notice(.attention, "No mail is written.", detail: "The settings smtp_url and mail_spool are both empty.").html)
        \(Tabs("State", tabs))
        \(some: explanation, { "<p class=\"muted\">\($0)</p>" })
        \(Card("Mails", isFlush: true, HTML(table)))
        \(Pager(newer: isFirst ? nil : address(), older: mails.nextCursor.map { address(after: $0) }))
        \(Card("Signature", signature))
        """
    }

    private func address(after cursor: String? = nil) -> String {
        let parts = [("status", status?.rawValue), ("after", cursor)].compactMap { name, value in
            value.map { "\(name)=\(LocalAddress.queryValue($0))" }
        }
        return parts.isEmpty ? "/admin/mail" : "/admin/mail?\(parts.joined(separator: "&"))"
    }

    private var tabs: [Tabs.Tab] {
        let states: [Delivery.Status] = [.queued, .retrying, .delivered, .failed, .unknown]
        return [Tabs.Tab("All", to: "/admin/mail", isCurrent: status == nil)]
            + states.map {
                .init(Badge.label(of: $0.rawValue), to: "/admin/mail?status=\($0.rawValue)", isCurrent: status == $0)
            }
    }

    private var explanation: String? {
        switch status {
        case .delivered: "The mail server, or the folder, has these."
        case .unknown:
            "The mail server may or may not have these: no answer came, or Portico was stopped in between. They are not sent again by "
                + "themselves, so that nobody gets a mail twice."
        case .failed: "The mail server refused these for good, the address is none, or every attempt failed."
        case .retrying: "These are tried again by themselves."
        default: nil
        }
    }

    private var table: DataTable {
        DataTable(
            ["When", "To", "Subject", "State", .init("Attempts", .number), "Answer"], mails.items.map(row),
            empty: status == nil ? "Nothing was mailed yet." : "Nothing is in this state.")
    }

    private func row(_ mail: OutgoingMail) -> DataTable.Row {
        let isLost = mail.delivery.status == .failed || mail.delivery.status == .unknown
        return .init(
            [
                "\(Words.instant(mail.delivery.createdAt))", "\(mail.recipient)",
                "<a href=\"/admin/mail/\(url: mail.delivery.id.text)\">\(mail.subject)</a>",
                HTML(Badge(status: mail.delivery.status.rawValue)), "\(mail.delivery.attempts)", "\(mail.delivery.lastAnswer)",
            ], id: mail.delivery.id.text, tone: isLost ? .bad : nil)
    }

    private var signature: HTML {
        guard let record else {
            return
                "<p>Mails are not signed. With the setting <code>mail.dkim_key</code> receivers can tell that they are yours (DKIM).</p>"
        }
        return """
            <p>Mails are signed (DKIM). The DNS has to hold this TXT record:</p>
            \(CopyField("Name", record.name))\(CopyField("Value", record.text))
            """
    }
}
