import FoundationEssentials
package import Procurement
import ProcurementStore

/// How a partner's document names the order it is about, best key first.
package struct OrderReference: Sendable, Hashable {
    /// The payloadID of our OrderRequest.
    package var payloadID: String?
    /// Our order number.
    package var number: String?
    /// The supplier's own number of the order.
    package var supplierNumber: String?

    package init(payloadID: String?, number: String?, supplierNumber: String? = nil) {
        self.payloadID = payloadID
        self.number = number
        self.supplierNumber = supplierNumber
    }
}

/// What a partner's document wants done, in the domain's words.
package enum InboundEffect: Sendable {
    /// A cart that requires approval.
    case requisition(ReceivedCart)
    /// The whole cart again, in place of what an earlier document brought. The reference has that document's payloadID and the
    /// partner's number.
    case requisitionChange(ReceivedCart, of: OrderReference)
    /// What an earlier document brought is not wanted any more.
    case requisitionWithdrawal(OrderReference)
    /// With the payloadID of the confirmation that it replaces, if it is an update.
    case confirmation(OrderReference, SupplierConfirmation, updating: String?)
    /// One entry an order; a withdrawn shipment has `isWithdrawn`.
    case shipment([(OrderReference, Shipment)], isWithdrawn: Bool)
    /// A bill, or money that comes back.
    case invoice(ReceivedInvoice)
    /// The supplier takes a bill back: its number, and the payloadID of its document where that is named.
    case invoiceWithdrawal(String, document: String?)
    /// A document that is kept in the message log with the orders it names, and changes nothing by itself.
    case record([OrderReference])
    /// The partner asks where one of its own orders stands.
    case orderStatus(OrderReference)
    /// A shopping session is asked for: in the internal catalogue, or at the door of the punch-in.
    case setup(InboundSetup)
    /// The last word about a document that was answered *not finished*.
    case status(payloadID: String?, code: Int, text: String)

    /// The same with the rows of a new order's lines, which cost more to lay out than to write.
    func laidOut() -> InboundEffect {
        guard case .requisition(var cart) = self else { return self }
        cart.number()
        cart.rows = OrderLineRows(cart.lines)
        return .requisition(cart)
    }
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
    /// What a set-up opened in the catalogue.
    package var visitID: Identifier<CatalogueVisit>?
    /// Where the buyer's browser is to go after a set-up.
    package var startPage: String?
    /// The Response that says so; the same octets for a repeat.
    package var document: [UInt8] = []

    package init(code: Int, text: String, orderID: Identifier<PurchaseOrder>? = nil) {
        self.code = code
        self.text = text
        self.orderID = orderID
    }
}
