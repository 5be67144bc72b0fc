package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A cart on its way to the buyer's system, to be written as a document.
package struct LeavingCart: Sendable {
    package var visit: CatalogueVisit
    package var connection: PunchOutConnection
    /// With each line, what the catalogue says of it.
    package var items: [(line: CatalogueLine, item: CatalogueItem)]
    /// Nothing changed, whatever is in the cart (cXML Status 204).
    package var isUnchanged: Bool
    package var payloadID: String
    package var timestamp: Date
}

/// Ends a visitor's trip: the cart is written once and for all, for the browser to carry it home.
///
/// A visitor who leaves without the cart, and one who only looked, tell their system that nothing changed: an empty cart would delete
/// its lines there (cXML Reference Guide, PunchOutOrderMessage).
package struct LeaveCatalogue: Command {
    /// The cookie is checked inside.
    package static let access = Access.anybody
    package var id: Identifier<CatalogueVisit>
    package var token: String
    package var withCart: Bool
    package var write: @Sendable (LeavingCart) -> [UInt8]

    package init(
        _ id: Identifier<CatalogueVisit>, token: String, withCart: Bool, write: @escaping @Sendable (LeavingCart) -> [UInt8]
    ) {
        self.id = id
        self.token = token
        self.withCart = withCart
        self.write = write
    }

    package func perform(in work: UnitOfWork) throws -> CatalogueVisit {
        let visit = try work.visit(id, token: token)
        guard visit.status == .open else {
            throw Refusal.conflict(code: "visit-over", "This cart has left already.")
        }
        let isUnchanged = !withCart || visit.isReadOnly
        let cart = try work.shown(visit)
        if !isUnchanged {
            if let problem = cart.problems.first { throw Refusal.invalid("/lines", "not-orderable", problem) }
            if cart.lines.isEmpty, visit.operation == .create {
                throw Refusal.invalid("/lines", "required", "The cart is empty. Put something into it, or leave without it.")
            }
        }
        var leaving = isUnchanged ? visit : cart.visit
        let connection = try work.need(cart.connection, "connection")
        let payloadID = work.newPayloadID()
        let document = write(
            LeavingCart(
                visit: leaving, connection: connection,
                items: isUnchanged ? [] : cart.lines.compactMap { shown in shown.item.map { (shown.line, $0) } },
                isUnchanged: isUnchanged, payloadID: payloadID, timestamp: work.now))
        leaving.status = try CatalogueVisit.lifecycle.after(isUnchanged ? .leave : .returnCart, from: leaving.status)
        leaving.endedAt = work.now
        leaving.document = document
        try work.store.save(leaving)
        try work.record(
            isUnchanged ? .catalogueVisitLeft : .catalogueVisitReturned, id,
            [("connection", connection.name), ("lines", String(leaving.lines.count)), ("total", leaving.total?.description)])
        try work.log(
            LoggedMessage(
                id: work.newID(), at: work.now, direction: .sent, kind: "PunchOutOrderMessage", connectionID: connection.id,
                payloadID: payloadID, statusText: "given to the buyer's browser", warnings: [], body: document, answer: []))
        return leaving
    }
}

/// Forgets visits that were never entered or never ended, a day after they expired.
package struct ForgetUnfinishedVisits: Command {
    package static let access = Access.system
    package init() {}

    package func perform(in work: UnitOfWork) throws {
        try work.store.deleteUnfinishedVisits(before: work.now.addingTimeInterval(-86400))
    }
}

/// Makes draft orders of the signed-in user's cart, one for each supplier and currency.
package struct OrderCart: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package init() {}

    package func perform(in work: UnitOfWork) throws -> [Identifier<PurchaseOrder>] {
        guard let user = work.actor.user, let visit = try work.store.openCatalogueVisit(of: user.id), !visit.lines.isEmpty else {
            throw Refusal.invalid("/lines", "required", "Your cart is empty. Put something into it first.")
        }
        var cart = try work.shown(visit)
        if let problem = cart.problems.first { throw Refusal.invalid("/lines", "not-orderable", problem) }
        var orders: [Identifier<PurchaseOrder>] = []
        for part in try parts(of: cart, in: work) {
            let lines = part.items.map { $0.ordered }
            let received = ReceivedCart(payloadID: "", currency: lines.first?.currency, lines: lines)
            orders.append(try work.makeOrder(received, origin: .catalogue, connection: part.connection, buyer: user).id)
        }
        cart.visit.status = try CatalogueVisit.lifecycle.after(.order, from: cart.visit.status)
        cart.visit.endedAt = work.now
        try work.store.save(cart.visit)
        return orders
    }

    private struct Part {
        var connection: PunchOutConnection
        var currency: Currency
        var items: [Entry]
    }

    private struct Entry {
        var line: CatalogueLine
        var item: CatalogueItem

        /// As the supplier knows it.
        var ordered: OrderLine {
            OrderLine(
                lineNumber: 0, supplierPartID: item.supplierPartID ?? item.sku, description: item.description,
                quantity: Decimal(line.quantity), unitPrice: item.price, currency: item.currency,
                unitOfMeasure: item.unitOfMeasure, classificationDomain: "UNSPSC", classificationCode: item.unspsc,
                manufacturerName: item.manufacturerName, manufacturerPartID: item.manufacturerPartID)
        }
    }

    private func parts(of cart: ShownCart, in work: UnitOfWork) throws -> [Part] {
        let connections = try work.store.connections()
        var parts: [Part] = []
        for shown in cart.lines {
            guard let item = shown.item else { continue }
            let own = connections.filter { $0.supplierID == item.supplierID }
            // A connection made for the catalogue is meant before one that leads to a shop.
            guard let connection = own.first(where: \.opensCatalogue) ?? own.first(where: { $0.mode == .active }) ?? own.first
            else {
                throw Refusal.invalid(
                    "/lines", "not-orderable", "\(item.description) has no supplier with a connection. Ask an administrator.")
            }
            if case .user(let buyer) = cart.visit.shopper { try work.demandOpen(connection.id, to: buyer) }
            let entry = Entry(line: shown.line, item: item)
            if let index = parts.firstIndex(where: { $0.connection.id == connection.id && $0.currency == item.currency }) {
                parts[index].items.append(entry)
            } else {
                parts.append(Part(connection: connection, currency: item.currency, items: [entry]))
            }
        }
        return parts
    }
}
