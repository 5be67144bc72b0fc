import Database
import FoundationEssentials
package import Procurement

extension Store {
    // MARK: What both sides read

    private static let sharedColumns = """
        id, document_id, author_kind, author_id, author_name, author_address, text, channel, created_at
        """

    private static func sharedPost(_ row: any SQLRow) throws -> SharedPost {
        var read = RowReader(row)
        let id: Identifier<SharedPost> = try read.id()
        let document = try commentedDocument(try read.text())
        let (kind, authorID, name, address) = (
            try read.text(), read.optionalText(), try read.text(), read.optionalText()
        )
        let author: CommentAuthor =
            switch (kind, authorID) {
            case ("supplier", let supplier?): .supplier(Identifier(trusted: supplier), name: name, address: address)
            case ("user", let user?): .colleague(.user(Identifier(trusted: user), name: name))
            default: .colleague(.machine(name: name))
            }
        return SharedPost(
            id: id, document: document, author: author, words: SupplierNote(try read.text()), channel: try read.word(),
            createdAt: try read.date())
    }

    package func insert(_ post: SharedPost) throws {
        let (kind, id, address): (String, String?, String?) =
            switch post.author {
            case .colleague(.user(let id, _)): ("user", id.text, nil)
            case .colleague(.machine): ("machine", nil, nil)
            case .supplier(let id, _, let address): ("supplier", id.text, address)
            }
        try insert(
            "shared_comments",
            [
                ("id", SQLValue(post.id)), ("document_id", SQLValue(post.document.id)), ("author_kind", SQLValue(kind)),
                ("author_id", SQLValue(id)), ("author_name", SQLValue(post.author.name)), ("author_address", SQLValue(address)),
                ("text", SQLValue(post.words.text)), ("channel", SQLValue(post.channel.rawValue)),
                ("created_at", SQLValue(post.createdAt)),
            ])
    }

    package func sharedPost(_ id: Identifier<SharedPost>) throws -> SharedPost? {
        try sql.first("SELECT \(Self.sharedColumns) FROM shared_comments WHERE id = ?1", [SQLValue(id)], Self.sharedPost)
    }

    /// Newest first.
    package func sharedPosts(of document: CommentedDocument, _ page: PageRequest) throws -> Page<SharedPost> {
        let rows = try sql.query(
            """
            SELECT \(Self.sharedColumns) FROM shared_comments WHERE document_id = ?1 AND id < ?2
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, [SQLValue(document.id), SQLValue(page.after ?? "~")], Self.sharedPost)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    // MARK: What the company keeps to itself

    private static let internalColumns = "id, document_id, user_id, author_name, text, channel, created_at"

    private static func internalPost(_ row: any SQLRow) throws -> InternalPost {
        var read = RowReader(row)
        let id: Identifier<InternalPost> = try read.id()
        let document = try commentedDocument(try read.text())
        let userID: Identifier<User>? = read.optionalID()
        let name = try read.text()
        return InternalPost(
            id: id, document: document, author: userID.map { .user($0, name: name) } ?? .machine(name: name),
            words: InternalComment(try read.text()), channel: try read.word(), createdAt: try read.date())
    }

    package func insert(_ post: InternalPost) throws {
        try insert(
            "internal_comments",
            [
                ("id", SQLValue(post.id)), ("document_id", SQLValue(post.document.id)), ("user_id", SQLValue(post.author.userID)),
                ("author_name", SQLValue(post.author.name)), ("text", SQLValue(post.words.text)),
                ("channel", SQLValue(post.channel.rawValue)), ("created_at", SQLValue(post.createdAt)),
            ])
    }

    package func internalPost(_ id: Identifier<InternalPost>) throws -> InternalPost? {
        try sql.first("SELECT \(Self.internalColumns) FROM internal_comments WHERE id = ?1", [SQLValue(id)], Self.internalPost)
    }

    /// Newest first.
    package func internalPosts(of document: CommentedDocument, _ page: PageRequest) throws -> Page<InternalPost> {
        let rows = try sql.query(
            """
            SELECT \(Self.internalColumns) FROM internal_comments WHERE document_id = ?1 AND id < ?2
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, [SQLValue(document.id), SQLValue(page.after ?? "~")], Self.internalPost)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    private static func commentedDocument(_ text: String) throws -> CommentedDocument {
        guard let document = CommentedDocument(text) else {
            throw StoredValueError(description: "“\(text)” is neither an order nor an invoice.")
        }
        return document
    }
}
