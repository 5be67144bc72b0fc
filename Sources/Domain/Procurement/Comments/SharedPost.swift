package import FoundationEssentials

/// A comment that supplier and customer both read, in the thread of one document.
///
/// Internal comments are another type with another kind of words and another table: what a supplier is shown, mailed or
/// answered is made of this one, so that an internal word there does not compile.
package struct SharedPost: Hashable, Sendable, Identified {
    package static let identifierPrefix = "cmt"
    package let id: Identifier<SharedPost>
    package let document: CommentedDocument
    package let author: CommentAuthor
    package let words: SupplierNote
    package let channel: CommentChannel
    package let createdAt: Date

    package init(
        id: Identifier<SharedPost>, document: CommentedDocument, author: CommentAuthor, words: SupplierNote,
        channel: CommentChannel, createdAt: Date
    ) {
        self.id = id
        self.document = document
        self.author = author
        self.words = words
        self.channel = channel
        self.createdAt = createdAt
    }
}
