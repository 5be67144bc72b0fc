package import FoundationEssentials

/// One message, as values: whatever stands in them, no header can be added through one, because there is no place for a header
/// as text, and every text is encoded on its way out.
package struct MailMessage: Hashable, Sendable {
    /// Whether a program wrote it (RFC 3834), so that no other program answers.
    package enum Origin: Hashable, Sendable {
        case person
        case program
        /// An answer of a program to a message.
        case automaticReply
    }

    /// How a reader gets rid of messages like this one (RFC 2369), with one click where the mail program offers it (RFC 8058).
    package struct Unsubscribe: Hashable, Sendable {
        /// A web address, which takes a POST without further questions.
        package let url: String

        /// `nil` unless it is an http or https address of plain characters, at most 900 octets.
        package init?(url: String) {
            let isPlain = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
            guard isPlain, url.utf8.count <= 900, url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
            self.url = url
        }
    }

    package struct Attachment: Hashable, Sendable {
        /// Any text; slashes and control characters are left out.
        package var name: String
        package var type: MediaType
        package var octets: [UInt8]

        package init(name: String, type: MediaType, octets: [UInt8]) {
            self.name = name
            self.type = type
            self.octets = octets
        }
    }

    /// A type and a subtype (RFC 2045, 5.1) without parameters.
    package struct MediaType: Hashable, Sendable {
        package let text: String

        package static let octetStream = MediaType(trusted: "application/octet-stream")
        package static let pdf = MediaType(trusted: "application/pdf")
        package static let xml = MediaType(trusted: "application/xml")

        /// `nil` unless it is `type/subtype` of plain characters.
        package init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            let isPlain = text.utf8.allSatisfy { MailAddress.isAtomText($0) || $0 == UInt8(ascii: ".") }
            guard parts.count == 2, text.utf8.count <= 120, isPlain, !parts[0].isEmpty, !parts[1].isEmpty,
                !text.utf8.contains(where: { Array("=?'*%".utf8).contains($0) })
            else { return nil }
            self.text = text
        }

        private init(trusted: String) { text = trusted }
    }

    package var id: MessageID
    package var date: Date
    package var from: Mailbox
    package var replyTo: Mailbox?
    package var to: [Mailbox]
    package var subject: String
    package var text: String
    /// The same for programs that show HTML.
    package var html: String?
    package var attachments: [Attachment]
    /// The message that this one answers.
    package var inReplyTo: MessageID?
    /// The conversation so far, oldest first.
    package var references: [MessageID]
    package var origin: Origin
    package var unsubscribe: Unsubscribe?

    package init(
        id: MessageID, date: Date, from: Mailbox, replyTo: Mailbox? = nil, to: [Mailbox], subject: String, text: String,
        html: String? = nil, attachments: [Attachment] = [], inReplyTo: MessageID? = nil, references: [MessageID] = [],
        origin: Origin = .program, unsubscribe: Unsubscribe? = nil
    ) {
        self.id = id
        self.date = date
        self.from = from
        self.replyTo = replyTo
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.attachments = attachments
        self.inReplyTo = inReplyTo
        self.references = references
        self.origin = origin
        self.unsubscribe = unsubscribe
    }
}
