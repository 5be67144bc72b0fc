/// The buyer asks where an order is. DTD element `OrderStatusRequest` (Fulfill.dtd).
package struct CXMLOrderStatusRequest: Sendable, Hashable {
    /// The buyer's number of the question.
    package var requestID: String
    /// When it was asked.
    package var requestDate: CXMLTimestamp?
    /// The order.
    package var orderReference: CXMLOrderReference
    /// Whom to answer; the DTD wants one.
    package var contacts: [CXMLContact]
    /// Remarks.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]
    /// The lines asked for; none asks for all.
    package var items: [CXMLOrderStatusItem]

    /// Makes a value; what is left out is absent.
    package init(
        requestID: String,
        requestDate: CXMLTimestamp? = nil,
        orderReference: CXMLOrderReference,
        contacts: [CXMLContact] = [],
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = [],
        items: [CXMLOrderStatusItem] = []
    ) {
        self.requestID = requestID
        self.requestDate = requestDate
        self.orderReference = orderReference
        self.contacts = contacts
        self.comments = comments
        self.extrinsics = extrinsics
        self.items = items
    }
}
