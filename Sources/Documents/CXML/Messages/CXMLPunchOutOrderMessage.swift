/// A cart comes back. DTD element `PunchOutOrderMessage`.
package struct CXMLPunchOutOrderMessage: Sendable, Hashable {
    /// The cookie of our set-up, trimmed; "" is possible only with `inReplyTo`.
    package var buyerCookie: String
    /// What may be done with the cart later.
    package var operationAllowed: CXMLOperation
    /// True when the cart cannot be ordered until a final one arrives.
    package var isQuotePending: Bool
    /// Goods only, as the supplier says; never trusted.
    package var total: CXMLMoney?
    /// Where to.
    package var shipTo: CXMLAddress?
    /// Transport.
    package var shipping: CXMLShipping?
    /// Tax.
    package var tax: CXMLTax?
    /// The supplier's own order number, if it made one.
    package var supplierOrderID: String?
    /// And its date.
    package var supplierOrderDate: CXMLTimestamp?
    /// The lines (`ItemIn`).
    package var items: [CXMLItem]

    /// Makes a value; what is left out is absent.
    package init(
        buyerCookie: String,
        operationAllowed: CXMLOperation = .create,
        isQuotePending: Bool = false,
        total: CXMLMoney? = nil,
        shipTo: CXMLAddress? = nil,
        shipping: CXMLShipping? = nil,
        tax: CXMLTax? = nil,
        supplierOrderID: String? = nil,
        supplierOrderDate: CXMLTimestamp? = nil,
        items: [CXMLItem] = []
    ) {
        self.buyerCookie = buyerCookie
        self.operationAllowed = operationAllowed
        self.isQuotePending = isQuotePending
        self.total = total
        self.shipTo = shipTo
        self.shipping = shipping
        self.tax = tax
        self.supplierOrderID = supplierOrderID
        self.supplierOrderDate = supplierOrderDate
        self.items = items
    }
}
