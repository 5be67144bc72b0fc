import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// Direct fulfillment: tells Amazon that goods which were promised cannot be shipped.
package struct DenyVendorOrder: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package var version: Int?

    package init(_ id: Identifier<VendorOrder>, version: Int? = nil) {
        self.id = id
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> StoredVendorOrder {
        var stored = try work.vendorOrder(id)
        try stored.demand(version)
        guard stored.order.programme == .directFulfillment else {
            throw Refusal.conflict(
                code: "wrong-programme", "Only direct fulfillment orders can be denied. Ship a retail order in part.")
        }
        let connection = try work.vendorConnection(stored.order.connection)
        _ = try work.warehouse(of: stored.order, connection)
        try stored.order.apply(.deny)
        let items = stored.order.lines.map { Carton.Content(order: stored.order.number, line: $0.sequence, quantity: 0) }
        let shipment = VendorShipment(
            id: work.newID(), connection: connection.id, order: id, status: .denied,
            fulfilment: Fulfilment(
                number: "\(stored.order.number)-denied", order: stored.order.number, shippedAt: work.now, items: items),
            carriage: Carriage(), createdAt: work.now)
        try work.store.save(shipment)
        try work.save(stored)
        _ = try work.translatingMessages {
            try work.post(
                .confirmation(shipment, stored.order, connection.region), of: connection.id, order: id, subject: shipment.id.text)
        }
        try work.record(.vendorOrderChanged, id, [("number", stored.order.number), ("status", stored.order.status.rawValue)])
        return try work.vendorOrder(id)
    }
}

/// Asks Amazon to make shipping labels; they come with a later round of fulfilment.
package struct RequestVendorLabels: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package init(_ id: Identifier<VendorOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> VendorTransaction {
        let order = try work.vendorOrder(id).order
        guard order.programme == .directFulfillment, order.status == .pendingFulfillment else {
            throw Refusal.conflict(
                code: "wrong-state", "Amazon makes labels for direct fulfillment orders that are confirmed and not shipped yet.")
        }
        let connection = try work.vendorConnection(order.connection)
        _ = try work.warehouse(of: order, connection)
        try work.store.setVendorRound(.fulfilment, at: work.now.addingTimeInterval(60), of: connection.id)
        return try work.translatingMessages { try work.post(.labelRequest(order), of: connection.id, order: id) }
    }
}
