import FoundationEssentials
package import Procurement

/// How a partner's document names the order it is about, best key first.
package struct OrderReference: Sendable, Hashable {
    /// The payloadID of our OrderRequest.
    package var payloadID: String?
    /// Our order number.
    package var number: String?

    package init(payloadID: String?, number: String?) {
        self.payloadID = payloadID
        self.number = number
    }
}

/// What a partner's document wants done, in the domain's words.
package enum InboundEffect: Sendable {
    /// A cart that requires approval.
    case requisition(ReceivedCart)
    case confirmation(OrderReference, SupplierConfirmation)
    /// One entry an order; a withdrawn shipment has `isWithdrawn`.
    case shipment([(OrderReference, Shipment)], isWithdrawn: Bool)
    /// The last word about a document that was answered *not finished*.
    case status(payloadID: String?, code: Int, text: String)
}

/// A document that cannot be carried out, with the cXML Status that says so.
package struct InboundRefusal: Error, Sendable, Hashable {
    package var code: Int
    package var text: String

    package init(code: Int, text: String) {
        self.code = code
        self.text = text
    }
}

/// The cXML Status that a document is answered with.
package struct InboundAnswer: Sendable, Hashable {
    package var code: Int
    package var text: String
    package var orderID: Identifier<PurchaseOrder>?

    package init(code: Int, text: String, orderID: Identifier<PurchaseOrder>? = nil) {
        self.code = code
        self.text = text
        self.orderID = orderID
    }
}
