package import Procurement
import ProcurementStore

/// All that an order's document for print is made of.
package struct OrderPaper: Sendable, Hashable {
    package var order: PurchaseOrder
    /// Given at the last approval.
    package var number: String
    package var supplierName: String
    package var legalEntity: LegalEntity?
    package var billTo: Address?
    package var shipTo: Address?
    package var buyer: User?
    /// What the legal entity's documents have of their own.
    package var letterhead: Letterhead?
    /// The order's page.
    package var pageURL: String

    package init(
        order: PurchaseOrder, number: String, supplierName: String, legalEntity: LegalEntity? = nil, billTo: Address? = nil,
        shipTo: Address? = nil, buyer: User? = nil, letterhead: Letterhead? = nil, pageURL: String
    ) {
        self.order = order
        self.number = number
        self.supplierName = supplierName
        self.legalEntity = legalEntity
        self.billTo = billTo
        self.shipTo = shipTo
        self.buyer = buyer
        self.letterhead = letterhead
        self.pageURL = pageURL
    }
}

/// What stands on an order's document, for whoever may see the order. Refused before the last approval: an order leaves the house
/// in no form without its number.
package struct ShowOrderPaper: Query {
    package static let access = ShowOrder.access
    package var id: Identifier<PurchaseOrder>

    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }

    package func answer(in view: View) throws -> OrderPaper {
        let order = try view.visibleOrder(id)
        guard let number = order.number else {
            throw Refusal.conflict(
                code: "not-approved",
                "This order has no number yet, so there is no document of it. There will be one after its last approval.")
        }
        let entity = try order.coding.legalEntityID.flatMap(view.store.legalEntity)
        let shipTo = try order.coding.locationID.flatMap(view.store.location)?.addressID.flatMap(view.store.address)
        return OrderPaper(
            order: order, number: number, supplierName: try view.store.supplier(order.supplierID)?.name ?? "",
            legalEntity: entity, billTo: try entity?.billingAddressID.flatMap(view.store.address) ?? shipTo, shipTo: shipTo,
            buyer: try order.buyerID.flatMap(view.store.user),
            letterhead: try entity.flatMap { try view.store.letterhead(of: $0.id) },
            pageURL: "\(view.rules.publicURL)/orders/\(id)")
    }
}
