import FoundationEssentials
import Procurement
import ProcurementStore

extension Workspace {
    /// Throws `Refusal.notFound` where the actor may not see the document.
    func demandVisible(_ document: CommentedDocument) throws {
        switch document {
        case .order(let id): _ = try visibleOrder(id)
        case .invoice(let id): _ = try visibleInvoice(id)
        }
    }

    /// Why a comment on it would reach a supplier that knows nothing of it yet.
    func reasonNotToShare(_ document: CommentedDocument) throws -> String? {
        switch document {
        case .order(let id):
            guard let order = try store.order(id), !order.transmission.mayHaveArrived else { return nil }
            return "The supplier does not have this order yet. Write an internal comment, or a note that goes with the order."
        case .invoice(let id):
            guard let invoice = try store.invoice(id), invoice.status == .draft, invoice.origin == .rest else { return nil }
            return "This invoice is a draft of our own, which the supplier does not see. Write an internal comment."
        }
    }

    func demandShared(_ document: CommentedDocument) throws {
        if let reason = try reasonNotToShare(document) { throw Refusal.conflict(code: "not-shared", reason) }
    }
}

extension UnitOfWork {
    static let commentLimit = 4000

    /// The actor as one who comments inside the company.
    func colleague() throws -> Colleague {
        switch actor.kind {
        case .user(let user): return .user(user.id, name: user.name)
        case .machine(_, let name): return .machine(name: name)
        case .system: return .machine(name: actor.name)
        case .partner, .supplier, .nobody: throw Refusal.forbidden("This needs a sign-in of the company.")
        }
    }

    var commentChannel: CommentChannel { actor.origin.flatMap { CommentChannel(rawValue: $0) } ?? .page }

    /// Keeps a comment that both sides read, of somebody who may write it: the caller has made sure of that. What the same
    /// author wrote a moment ago, word for word, is not written twice.
    func share(
        _ text: String, on document: CommentedDocument, by author: CommentAuthor, channel: CommentChannel
    ) throws -> SharedPost {
        let words = try commentWords(text)
        let last = try store.sharedPosts(of: document, PageRequest(limit: 1)).items.first
        if let last, last.author == author, last.words.text == words,
            now.timeIntervalSince(last.createdAt) < Self.doubleClickSeconds
        {
            return last
        }
        let post = SharedPost(
            id: newID(after: last?.id), document: document, author: author, words: SupplierNote(words), channel: channel,
            createdAt: now)
        try store.insert(post)
        try record(
            .commentWritten, about: document.id,
            [("comment_id", post.id.text), ("author", author.isSupplier ? author.name : nil)])
        return post
    }

    /// Keeps a comment that the company reads; otherwise as ``share(_:on:by:channel:)``.
    func tellColleagues(
        _ text: String, on document: CommentedDocument, by author: Colleague, channel: CommentChannel
    ) throws -> InternalPost {
        let words = try commentWords(text)
        let last = try store.internalPosts(of: document, PageRequest(limit: 1)).items.first
        if let last, last.author == author, last.words.text == words,
            now.timeIntervalSince(last.createdAt) < Self.doubleClickSeconds
        {
            return last
        }
        let post = InternalPost(
            id: newID(after: last?.id), document: document, author: author, words: InternalComment(words), channel: channel,
            createdAt: now)
        try store.insert(post)
        try record(.internalCommentWritten, about: document.id, [("comment_id", post.id.text)])
        return post
    }

    private static let doubleClickSeconds: TimeInterval = 60

    /// Lines ended by LF, without other control characters.
    private func commentWords(_ text: String) throws -> String {
        var checks = FieldChecks()
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            String(
                String.UnicodeScalarView(line.unicodeScalars.filter { $0 == "\t" || $0.properties.generalCategory != .control }))
        }
        let words = FieldChecks.trimmed(lines.joined(separator: "\n"))
        if words.isEmpty { checks.add("/text", "required", "The comment is empty. Write it.") }
        if words.count > Self.commentLimit {
            checks.add("/text", "too-long", "The comment is longer than \(Self.commentLimit) characters. Shorten it.")
        }
        try checks.finish()
        return words
    }
}
