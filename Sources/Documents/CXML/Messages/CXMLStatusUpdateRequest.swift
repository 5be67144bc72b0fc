/// News of a document sent earlier. DTD element `StatusUpdateRequest`. After 200 for an order nothing more is to come.
package struct CXMLStatusUpdateRequest: Sendable, Hashable {
    /// The news.
    package var status: CXMLStatus
    /// payloadID of the document meant.
    package var documentReference: String?
    /// Name of the further element, such as `DocumentStatus` or `InvoiceStatus`.
    package var kind: String?
    /// Its `type`, such as `paid`.
    package var type: String?
    /// Its remarks.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        status: CXMLStatus,
        documentReference: String? = nil,
        kind: String? = nil,
        type: String? = nil,
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.status = status
        self.documentReference = documentReference
        self.kind = kind
        self.type = type
        self.comments = comments
        self.extrinsics = extrinsics
    }
}
