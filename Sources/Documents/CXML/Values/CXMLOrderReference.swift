/// The order that a fulfilment document speaks of. DTD element `OrderReference`. One of orderID and payloadID is there at
/// least.
package struct CXMLOrderReference: Sendable, Hashable {
    /// The buyer's order number.
    package var orderID: String?
    /// payloadID of the OrderRequest (`DocumentReference`).
    package var payloadID: String?
    /// When it was ordered.
    package var orderDate: CXMLTimestamp?

    /// Makes a value; what is left out is absent.
    package init(orderID: String? = nil, payloadID: String? = nil, orderDate: CXMLTimestamp? = nil) {
        self.orderID = orderID
        self.payloadID = payloadID
        self.orderDate = orderDate
    }
}
