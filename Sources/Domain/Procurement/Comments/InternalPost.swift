package import FoundationEssentials

/// A comment that only the company's own people read, in the thread of one document. Nothing that a supplier gets is made of it.
package struct InternalPost: Hashable, Sendable, Identified {
    package static let identifierPrefix = "icm"
    package let id: Identifier<InternalPost>
    package let document: CommentedDocument
    package let author: Colleague
    package let words: InternalComment
    package let channel: CommentChannel
    package let createdAt: Date

    package init(
        id: Identifier<InternalPost>, document: CommentedDocument, author: Colleague, words: InternalComment,
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
