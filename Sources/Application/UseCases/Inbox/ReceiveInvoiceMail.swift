package import FoundationEssentials
package import Mail
package import Procurement
import ProcurementStore

/// Takes the files of a mail to the e-invoicing address into the invoice inbox: each once, however often the mail is handed in.
package struct ReceiveInvoiceMail: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var mail: ReceivedMail
    /// Who it is from: the address of the From field, or else that of the envelope.
    package var sender: String?
    package var recipient: String?
    /// `nil` is now.
    package var receivedAt: Date?

    package struct Outcome: Sendable, Hashable {
        /// In the order of the mail.
        package var entries: [InboxEntry]
        /// What was not taken, and why; `nil` when everything was.
        package var words: String?
    }

    package init(_ mail: ReceivedMail, from sender: String?, to recipient: String?, at receivedAt: Date? = nil) {
        self.mail = mail
        self.sender = sender
        self.recipient = recipient
        self.receivedAt = receivedAt
    }

    package func perform(in work: UnitOfWork) throws -> Outcome {
        try work.receive(mail, from: sender, to: recipient, at: receivedAt)
    }
}

extension UnitOfWork {
    /// Files of one mail that are taken.
    private static let mostFiles = 50

    /// ``ReceiveInvoiceMail`` within the change that keeps the mail itself.
    func receive(
        _ mail: ReceivedMail, from sender: String?, to recipient: String?, at moment: Date?
    ) throws -> ReceiveInvoiceMail.Outcome {
        let files = mail.attachments.filter { !Self.isDecoration($0) }
        var entries: [InboxEntry] = []
        for file in files.prefix(Self.mostFiles) {
            let document = InboxDocument(
                content: file.octets, fileName: file.name.isEmpty ? nil : file.name, declaredType: file.type, channel: .mail,
                sender: sender, recipient: recipient, messageID: mail["Message-ID"], receivedAt: moment)
            entries.append(try receive(document).entry)
        }
        var words: String?
        if files.isEmpty { words = "The mail has no file that could be an invoice." }
        if files.count > Self.mostFiles { words = "The mail has \(files.count) files; the first \(Self.mostFiles) were taken." }
        return .init(entries: entries, words: words)
    }

    /// Parts that mail programs add by themselves: pictures that the text shows, signatures, cards and appointments.
    private static func isDecoration(_ file: ReceivedMail.Attachment) -> Bool {
        if file.type.hasPrefix("image/"), file.contentID != nil { return true }
        let types: Set<String> = [
            "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys",
            "text/calendar", "text/vcard", "text/x-vcard", "message/delivery-status", "text/rfc822-headers", "text/html",
        ]
        return types.contains(file.type)
    }
}
