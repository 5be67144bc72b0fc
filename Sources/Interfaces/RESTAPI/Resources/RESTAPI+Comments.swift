import HTTP
import JSON
import Procurement
import UseCases

/// Comments on orders and invoices: two threads each, of which a supplier reads one.
extension RESTAPI {
    private static let commonMembers: [Schema.Property] = [
        .required("text", .text, "Lines end in a line feed."), .required("author_name", .text),
        .required("author_user_id", .nullable(.text), "Of one of our own people."),
        .required("channel", .word(CommentChannel.allCases.map(\.rawValue))), .required("created_at", .time),
    ]

    static let commentSchema = Schema.named(
        "Comment",
        .object(
            [.required("id", .text), .required("document_id", .text)] + commonMembers + [
                .required("author_supplier_id", .nullable(.text), "Of somebody at the supplier.")
            ]))

    private static let internalCommentSchema = Schema.named(
        "InternalComment", .object([.required("id", .text), .required("document_id", .text)] + commonMembers))

    static func json(_ post: SharedPost) -> JSON {
        var supplier = JSON.null
        if case .supplier(let id, _, _) = post.author { supplier = JSON(id) }
        return [
            "id": JSON(post.id), "document_id": .string(post.document.id), "text": .string(post.words.text),
            "author_name": .string(post.author.name), "author_user_id": JSON(post.author.userID),
            "channel": .string(post.channel.rawValue), "created_at": JSON(post.createdAt), "author_supplier_id": supplier,
        ]
    }

    private static func json(_ post: InternalPost) -> JSON {
        [
            "id": JSON(post.id), "document_id": .string(post.document.id), "text": .string(post.words.text),
            "author_name": .string(post.author.name), "author_user_id": JSON(post.author.userID),
            "channel": .string(post.channel.rawValue), "created_at": JSON(post.createdAt),
        ]
    }

    private static let body = Schema.object([.required("text", .string(limit: 4000))])

    /// The same for suppliers, of what both sides read.
    var portalCommentRoutes: [Route] {
        portalCommentRoutes(of: "orders", "PortalOrder") { .order(try $0.id("order")) }
            + portalCommentRoutes(of: "accounts", "Account") { .invoice(try $0.id("account")) }
    }

    private func portalCommentRoutes(
        of collection: String, _ symbol: String, _ document: @escaping @Sendable (Call) throws -> CommentedDocument
    ) -> [Route] {
        let pattern = "/v1/portal/\(collection)/{id}/comments"
        return [
            Route(
                kind: .list, pattern: pattern, name: "list\(symbol)Comments", tag: "portal",
                summary: "List what you and the customer wrote, newest first.", access: ListSupplierComments.access,
                response: Self.commentSchema
            ) { call in
                let page = try call.page(of: SharedPost.self)
                return .page(
                    try await call.answer(ListSupplierComments(on: try document(call), page: page)), for: call, Self.json)
            },
            Route(
                kind: .create, pattern: pattern, name: "write\(symbol)Comment", tag: "portal",
                summary: "Write to the customer, who is told by mail.", access: WriteSupplierComment.access, body: Self.body,
                response: Self.commentSchema, example: ["text": "The second parcel leaves on Friday."]
            ) { call in
                let post = try await call.perform(WriteSupplierComment(on: try document(call), try call.body.string("text")))
                return .created(Self.json(post), at: call.request.path)
            },
        ]
    }

    var commentRoutes: [Route] {
        commentRoutes(of: "purchase-orders", "PurchaseOrder", "purchase order") { .order(try $0.id("purchase order")) }
            + commentRoutes(of: "invoices", "Invoice", "invoice") { .invoice(try $0.id("invoice")) }
    }

    private func commentRoutes(
        of collection: String, _ symbol: String, _ noun: String,
        _ document: @escaping @Sendable (Call) throws -> CommentedDocument
    ) -> [Route] {
        let shared = "/v1/\(collection)/{id}/comments"
        let hidden = "/v1/\(collection)/{id}/internal-comments"
        return [
            Route(
                kind: .list, pattern: shared, name: "list\(symbol)Comments", tag: collection,
                summary: "List what supplier and customer wrote about one \(noun), newest first.", access: ListComments.access,
                response: Self.commentSchema
            ) { call in
                let page = try call.page(of: SharedPost.self)
                return .page(try await call.answer(ListComments(on: try document(call), page: page)), for: call, Self.json)
            },
            Route(
                kind: .create, pattern: shared, name: "write\(symbol)Comment", tag: collection,
                summary: "Write a comment that the supplier reads, too.",
                note: "Who takes part is told by mail. 409 not-shared while the supplier does not know the document.",
                access: WriteComment.access, body: Self.body, response: Self.commentSchema,
                example: ["text": "Two of the lamps have come without a plug."]
            ) { call in
                let document = try document(call)
                let post = try await call.perform(WriteComment(on: document, try call.body.string("text")))
                return .created(Self.json(post), at: "/v1/\(collection)/\(document.id)/comments")
            },
            Route(
                kind: .list, pattern: hidden, name: "list\(symbol)InternalComments", tag: collection,
                summary: "List what our own people wrote to each other about one \(noun), newest first.",
                access: ListInternalComments.access, response: Self.internalCommentSchema
            ) { call in
                let page = try call.page(of: InternalPost.self)
                return .page(
                    try await call.answer(ListInternalComments(on: try document(call), page: page)), for: call, Self.json)
            },
            Route(
                kind: .create, pattern: hidden, name: "writeInternal\(symbol)Comment", tag: collection,
                summary: "Write a comment that only our own people read.", access: WriteInternalComment.access,
                body: Self.body, response: Self.internalCommentSchema, example: ["text": "Do we still need these?"]
            ) { call in
                let document = try document(call)
                let post = try await call.perform(WriteInternalComment(on: document, try call.body.string("text")))
                return .created(Self.json(post), at: "/v1/\(collection)/\(document.id)/internal-comments")
            },
        ]
    }
}
