import HTTP
import JSON
import UseCases

/// One operation as data: the router and `/openapi.json` are both made of these, so that the document describes what runs.
struct Route: Sendable {
    /// A query parameter that a list takes besides `limit` and `after`.
    struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let note: String
    }

    enum Kind: Sendable {
        /// GET of a list: takes `limit` and `after`, answers a page of `response`.
        case list
        /// GET of one: answers with `ETag`, takes `If-None-Match`.
        case show
        /// POST that makes something: answers 201 and `Location`.
        case create
        /// PATCH: changes the members that are given. Takes `If-Match`.
        case change
        /// POST `…/{verb}`: a change of state.
        case verb
        /// DELETE: answers 204 without a body.
        case remove
        /// GET of octets as they are, to be saved.
        case file
        /// POST of a file: a CSV text of any length, or whatever ``Route/uploadTypes`` names.
        case upload
    }

    let kind: Kind
    let pattern: String
    /// `operationId` of OpenAPI: a name for clients' methods.
    let name: String
    /// The collection, in the words of the document's chapters.
    let tag: String
    let summary: String
    /// What is worth knowing beyond the summary.
    var note: String?
    /// The demand of the use case behind it.
    let access: Access
    var parameters: [Parameter] = []
    /// The body it takes; `nil` for none.
    var body: Schema?
    /// The one thing it answers, or an item of the list.
    let response: Schema
    /// A body that fits ``body``; a test demands one wherever there is a body.
    var example: JSON?
    /// An answer that fits ``response``; made of the schema and the collection's other examples when left out.
    var responseExample: JSON?
    /// What a file may be.
    var fileTypes = ["application/octet-stream"]
    /// What an uploaded file may be, and its octets at most.
    var uploadTypes = ["text/csv"]
    var uploadLimit = 1 << 30
    /// Whether `If-Match` means something here beyond PATCH.
    var takesIfMatch = false
    /// Whether it is asked without a token: what it takes instead is in its body.
    var isOpen = false
    /// The most octets of its body.
    var bodyLimit = Gate.bodyLimit
    let handler: @Sendable (Call) async throws -> Answer

    var method: Method {
        switch kind {
        case .list, .show, .file: .get
        case .create, .verb, .upload: .post
        case .change: .patch
        case .remove: .delete
        }
    }

    /// The name of a verb's operation: `code-open-lines` of a `PurchaseOrder` is `codeOpenLinesPurchaseOrder`.
    static func name(_ verb: String, _ symbol: String) -> String {
        let parts = verb.split(separator: "-")
        return parts.prefix(1).joined() + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + symbol
    }

    var status: Status { kind == .create ? .created : kind == .remove ? .noContent : .ok }
}
