/// What of one order is in the shipment. DTD element `ShipNoticePortion`.
package struct CXMLShipNoticePortion: Sendable, Hashable {
    /// The order.
    package var orderReference: CXMLOrderReference
    /// Remarks.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]
    /// The lines; empty means the whole order.
    package var items: [CXMLShipNoticeItem]

    /// Makes a value; what is left out is absent.
    package init(
        orderReference: CXMLOrderReference,
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = [],
        items: [CXMLShipNoticeItem] = []
    ) {
        self.orderReference = orderReference
        self.comments = comments
        self.extrinsics = extrinsics
        self.items = items
    }
}
