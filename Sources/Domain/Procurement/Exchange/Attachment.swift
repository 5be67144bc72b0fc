package import FoundationEssentials

/// A file that came along with a document, in its MIME parts.
package struct Attachment: Sendable, Hashable, Identified {
    package static let identifierPrefix = "att"

    package let id: Identifier<Attachment>
    /// The document that it came with; `nil` when that was purged and only the order keeps it.
    package var messageID: Identifier<LoggedMessage>?
    /// The order that the document made or changed.
    package var orderID: Identifier<PurchaseOrder>?
    /// The invoice that it is evidence of.
    package var invoiceID: Identifier<Invoice>?
    /// Without folders and control characters.
    package var name: String
    /// As the sender says; never believed when it is shown to a browser.
    package var mediaType: String
    /// By which the document refers to it (cXML `Attachment/URL`, `cid:…`), without the angle brackets.
    package var contentID: String?
    /// Octets.
    package var size: Int
    /// SHA-256.
    package var hash: [UInt8]
    package var createdAt: Date
    /// Whether the octets were kept, and not only what is known of them.
    package var isKept: Bool

    package init(
        id: Identifier<Attachment>, messageID: Identifier<LoggedMessage>?, orderID: Identifier<PurchaseOrder>?, name: String,
        mediaType: String, contentID: String?, size: Int, hash: [UInt8], createdAt: Date, isKept: Bool,
        invoiceID: Identifier<Invoice>? = nil
    ) {
        self.id = id
        self.messageID = messageID
        self.orderID = orderID
        self.name = name
        self.mediaType = mediaType
        self.contentID = contentID
        self.size = size
        self.hash = hash
        self.createdAt = createdAt
        self.isKept = isKept
        self.invoiceID = invoiceID
    }
}
