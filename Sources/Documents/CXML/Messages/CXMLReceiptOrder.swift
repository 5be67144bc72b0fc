/// What of one order was received. DTD element `ReceiptOrder`.
package struct CXMLReceiptOrder: Sendable, Hashable {
    /// The order.
    package var orderReference: CXMLOrderReference
    /// Nothing more is awaited.
    package var closesReceiving: Bool
    /// The lines.
    package var items: [CXMLReceiptItem]

    /// Makes a value; what is left out is absent.
    package init(
        orderReference: CXMLOrderReference,
        closesReceiving: Bool = false,
        items: [CXMLReceiptItem] = []
    ) {
        self.orderReference = orderReference
        self.closesReceiving = closesReceiving
        self.items = items
    }
}
