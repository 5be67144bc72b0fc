import FoundationEssentials
package import Procurement
import ProcurementStore

/// A new draft with the lines of an old order.
///
/// Items of our own catalogue take its price of today. All other prices are those of the old order, and each line says that they
/// have to be confirmed: a shop tells a price only for a cart that comes from there.
package struct Reorder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        let old = try work.ownOrder(id)
        let connection = try work.need(try work.store.connection(old.connectionID), "connection")
        let buyer = try work.actor.user ?? old.buyerID.flatMap { try work.store.user($0) }
        guard let buyer, buyer.isActive else {
            throw Refusal.conflict(code: "unclaimed", "Nobody would own the new order. Do it as a person.")
        }
        try work.demandOpen(connection.id, to: buyer.id)
        let lines = try old.lines.map { try copy(of: $0, from: old, connection, in: work) }
        var cart = ReceivedCart(payloadID: "", currency: old.currency, lines: lines)
        cart.number()
        let order = try work.makeOrder(cart, origin: .entered, connection: connection, buyer: buyer) { order in
            order.sourcePayloadID = nil
            order.coding = old.coding.over(order.coding)
            for index in order.lines.indices where index < old.lines.count {
                order.lines[index].coding = old.lines[index].coding
                order.lines[index].shares = old.lines[index].shares.filter { if case .percent = $0.part { true } else { false } }
            }
            order.supplierNote = old.supplierNote
        }
        try work.record(.orderCoded, order.id, [("like_order", old.number ?? old.id.text)])
        return order
    }

    private func copy(
        of line: OrderLine, from old: PurchaseOrder, _ connection: PunchOutConnection, in work: UnitOfWork
    ) throws -> OrderLine {
        var line = line
        line.lineNumber = 0
        line.confirmation = LineConfirmation()
        line.shipped = 0
        line.requestedDelivery = nil
        line.coding = Coding()
        line.shares = []
        line.warnings = []
        let name = old.number ?? "an order"
        if let item = try work.store.catalogueItem(sku: line.supplierPartID), connection.punchOutURL.isEmpty {
            if !item.isActive {
                line.warnings = ["The catalogue does not offer it any more. Ask the supplier before you order it."]
            } else if item.currency == old.currency {
                if line.unitPrice != item.price, let before = line.unitPrice {
                    line.warnings = ["The catalogue's price of today; it was \(ExactNumber.text(before)) in \(name)."]
                }
                line.unitPrice = item.price
                return line
            }
        }
        let remedy =
            connection.punchOutURL.isEmpty
            ? "Ask the supplier if it has to be sure."
            : "\(connection.name) tells its price only in the shop. To have it confirmed, bring a new cart from there; this one cannot be edited there."
        line.warnings.append(
            "The price is that of \(name) of \(Day(old.approvedAt ?? old.createdAt)), to be confirmed. \(remedy)")
        return line
    }
}
