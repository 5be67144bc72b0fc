package import FoundationEssentials

/// A message that came in, at one of the addresses that it came to, and what became of it.
package struct InboundMail: Hashable, Sendable, Identified {
    package static let identifierPrefix = "min"

    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// A comment that both sides read.
        case comment
        case internalComment = "internal_comment"
        /// Its files are in the invoice inbox.
        case invoice
        /// A report about a mail of ours, which is marked.
        case bounce
        /// A program wrote it: kept, and answered nowhere.
        case automatic
        /// It came before.
        case duplicate
        /// Nothing could be made of it; the reason says why.
        case refused
        /// To an address that nobody reads.
        case unread
    }

    package enum Way: String, Hashable, Sendable, CaseIterable {
        case lmtp
        /// `portico ingest-mail`.
        case pipe
    }

    package let id: Identifier<InboundMail>
    /// SHA-256 of the message's octets, under which they are kept.
    package let hash: [UInt8]
    package let recipient: String
    /// Of the envelope; empty for none.
    package let sender: String
    /// The From field.
    package let author: String
    package let subject: String
    package let way: Way
    package let at: Date
    package var outcome: Outcome
    /// In words, where the outcome alone does not say it.
    package var reason: String?
    /// The document, delivery or inbox entry that it became part of.
    package var subjectID: String?

    package init(
        id: Identifier<InboundMail>, hash: [UInt8], recipient: String, sender: String, author: String, subject: String, way: Way,
        at: Date, outcome: Outcome, reason: String? = nil, subjectID: String? = nil
    ) {
        self.id = id
        self.hash = hash
        self.recipient = recipient
        self.sender = sender
        self.author = author
        self.subject = subject
        self.way = way
        self.at = at
        self.outcome = outcome
        self.reason = reason
        self.subjectID = subjectID
    }
}

/// Where the answers of one reader about one document come back to.
package struct ReplyAddress: Hashable, Sendable {
    /// 16 letters and digits that cannot be guessed.
    package let id: String
    package let document: CommentedDocument
    /// The user, or the supplier.
    package let reader: String
    /// From which answers are taken; in small letters.
    package let address: String
    package let name: String
    /// Whether the supplier reads the answer.
    package let isShared: Bool
    package var expiresAt: Date

    package init(
        id: String, document: CommentedDocument, reader: String, address: String, name: String, isShared: Bool, expiresAt: Date
    ) {
        self.id = id
        self.document = document
        self.reader = reader
        self.address = address
        self.name = name
        self.isShared = isShared
        self.expiresAt = expiresAt
    }

    /// What its code is made over: all that decides what an answer becomes.
    package var binding: String { [id, document.id, reader, address, isShared ? "shared" : "internal"].joined(separator: "\n") }
}
