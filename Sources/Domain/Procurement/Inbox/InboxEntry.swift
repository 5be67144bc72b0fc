package import FoundationEssentials

/// A document in the invoice inbox: the file as it came, what was read in it, and what became of it.
package struct InboxEntry: Hashable, Sendable, Identified {
    package static let identifierPrefix = "inb"

    /// Which way it came.
    package enum Channel: String, Hashable, Sendable, CaseIterable { case mail, page, rest }

    package let id: Identifier<InboxEntry>
    package var status: Status
    /// Why it stands where it does, in words for accounts payable.
    package var reason: String?
    package let channel: Channel
    /// The sender's address, the domain in small letters; `nil` for what a person put in.
    package var sender: String?
    /// The address that it was sent to.
    package var recipient: String?
    /// The mail's Message-ID, without angle brackets: the files of one mail share it.
    package var messageID: String?
    /// The file as it came.
    package let attachmentID: Identifier<Attachment>
    /// The file's name, without folders and control characters.
    package var fileName: String
    /// As the sender says; never believed.
    package var declaredType: String
    /// What the octets themselves say; `nil` until it was looked at.
    package var fileType: InboxFileType?
    /// Octets.
    package var size: Int
    /// SHA-256.
    package var hash: [UInt8]
    /// What was found in it; `nil` until it was read.
    package var proposal: ProposedInvoice?
    /// Whose bill it is, as far as that is known.
    package var supplierID: Identifier<Supplier>?
    /// The order that it bills, where it bills one.
    package var orderID: Identifier<PurchaseOrder>?
    /// That of the order: by it people are limited.
    package var legalEntityID: Identifier<LegalEntity>?
    /// What it became, is evidence of, or repeats.
    package var invoiceID: Identifier<Invoice>?
    /// The earlier entry that it repeats.
    package var duplicateOf: Identifier<InboxEntry>?
    package let receivedAt: Date
    package var updatedAt: Date
    /// Counts changes, from 1; the value of the REST `ETag`.
    package var version: Int

    package init(
        id: Identifier<InboxEntry>, channel: Channel, attachmentID: Identifier<Attachment>, fileName: String,
        declaredType: String, size: Int, hash: [UInt8], receivedAt: Date
    ) {
        self.id = id
        self.status = .received
        self.channel = channel
        self.attachmentID = attachmentID
        self.fileName = fileName
        self.declaredType = declaredType
        self.size = size
        self.hash = hash
        self.receivedAt = receivedAt
        self.updatedAt = receivedAt
        self.version = 1
    }
}

/// What a file is by its octets, whatever it is called.
package enum InboxFileType: String, Hashable, Sendable, CaseIterable {
    case pdf, xml, zip, image, office, text, empty
    case other

    /// Whether anything is read in it.
    package var isRead: Bool { self == .pdf || self == .xml }
}

/// Which entries a list shows; `nil` does not choose.
package struct InboxFilter: Hashable, Sendable {
    package var status: InboxEntry.Status?
    package var supplierID: Identifier<Supplier>?
    package var invoiceID: Identifier<Invoice>?
    package var messageID: String?
    /// Only what a person has to look at.
    package var waits = false

    package init(status: InboxEntry.Status? = nil) { self.status = status }
}
