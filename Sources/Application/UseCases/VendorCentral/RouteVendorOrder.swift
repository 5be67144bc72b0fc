package import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// Asks Amazon for a carrier, where Amazon pays it; asking again changes the request.
package struct RouteVendorOrder: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package var pickUp: Date
    package var cartons: Int
    package var pallets: Int
    package var weight: Decimal

    package init(_ id: Identifier<VendorOrder>, pickUp: Date, cartons: Int, pallets: Int, weight: Decimal) {
        self.id = id
        self.pickUp = pickUp
        self.cartons = cartons
        self.pallets = pallets
        self.weight = weight
    }

    package func perform(in work: UnitOfWork) throws -> RoutingRequest {
        let order = try work.vendorOrder(id).order
        let connection = try work.vendorConnection(order.connection)
        let warehouse = try work.warehouse(of: order, connection)
        let earlier = try work.store.routings(of: id)
        var request =
            earlier.last(where: \.isOpen)
            ?? RoutingRequest(
                id: work.newID(), connection: connection.id, order: id, number: "\(order.number)-R\(earlier.count + 1)",
                pickUp: pickUp, cartons: cartons, pallets: pallets, weight: weight, createdAt: work.now)
        (request.pickUp, request.cartons, request.pallets, request.weight) = (pickUp, cartons, pallets, weight)
        let found = request.findings(of: order, now: work.now)
        guard found.isEmpty else { throw Refusal.findings(found) }
        try work.send(request, of: order, from: warehouse)
        return request
    }
}

/// Calls Amazon's carrier off.
package struct CancelVendorRouting: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    package init(_ id: Identifier<VendorOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> RoutingRequest {
        let order = try work.vendorOrder(id).order
        let connection = try work.vendorConnection(order.connection)
        guard var request = try work.store.routings(of: id).last(where: \.isOpen) else {
            throw Refusal.conflict(code: "not-routed", "No carrier was asked for, or the goods are gone already.")
        }
        request.isCancelled = true
        try work.send(request, of: order, from: try work.warehouse(of: order, connection))
        return request
    }
}

extension RoutingRequest {
    /// Whether it can still be changed or called off.
    fileprivate var isOpen: Bool { !isCancelled && amazonState.lowercased() != "shipped" }
}

extension UnitOfWork {
    /// Keeps a request as it is now and tells Amazon.
    fileprivate func send(
        _ request: RoutingRequest, of order: VendorOrder, from warehouse: ShipFromMapping.Warehouse
    ) throws {
        try store.save(request)
        _ = try translatingMessages {
            try post(
                .routing(request, order, from: warehouse), of: request.connection, order: order.id, subject: request.id.text)
        }
    }
}
