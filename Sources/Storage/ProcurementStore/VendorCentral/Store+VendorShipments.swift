import Database
import FoundationEssentials
package import Procurement
package import VendorCentral

extension Store {
    private static let vendorShipmentColumns =
        "s.id, s.connection_id, s.order_id, s.number, s.status, s.shipped_at, s.content, s.created_at, o.number"
    private static let fromVendorShipments = "FROM vendor_shipments s JOIN vendor_orders o ON o.id = s.order_id"

    private static func vendorShipment(_ row: any SQLRow) throws -> VendorShipment {
        var read = RowReader(row)
        let (id, connection, order) = (
            try read.id(VendorShipment.self), try read.id(VendorConnection.self), try read.id(VendorOrder.self)
        )
        let (number, status) = (try read.text(), try read.word(VendorShipment.Status.self))
        let (shippedAt, content, createdAt) = (try read.date(), try read.text(), try read.date())
        let fulfilment = Fulfilment(number: number, order: try read.text(), shippedAt: shippedAt, items: [])
        var shipment = VendorShipment(
            id: id, connection: connection, order: order, status: status, fulfilment: fulfilment, carriage: Carriage(),
            createdAt: createdAt)
        try shipment.unpack(content)
        return shipment
    }

    package func vendorShipment(_ id: Identifier<VendorShipment>) throws -> VendorShipment? {
        try sql.first(
            "SELECT \(Self.vendorShipmentColumns) \(Self.fromVendorShipments) WHERE s.id = ?1", [SQLValue(id)],
            Self.vendorShipment)
    }

    package func vendorShipments(of order: Identifier<VendorOrder>) throws -> [VendorShipment] {
        try sql.query(
            "SELECT \(Self.vendorShipmentColumns) \(Self.fromVendorShipments) WHERE s.order_id = ?1 ORDER BY s.id",
            [SQLValue(order)], Self.vendorShipment)
    }

    /// Newest first.
    package func vendorShipments(status: VendorShipment.Status?, _ page: PageRequest) throws -> Page<VendorShipment> {
        let rows = try sql.query(
            """
            SELECT \(Self.vendorShipmentColumns) \(Self.fromVendorShipments) WHERE s.id < ?1
            \(status == nil ? "" : "AND s.status = ?2") ORDER BY s.id DESC LIMIT \(page.limit + 1)
            """, [SQLValue(page.after ?? Self.afterEveryID)] + (status.map { [SQLValue($0.rawValue)] } ?? []),
            Self.vendorShipment)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    package func hasVendorShipment(number: String, of connection: Identifier<VendorConnection>) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM vendor_shipments WHERE connection_id = ?1 AND number = ?2", [SQLValue(connection), SQLValue(number)]
        ) { _ in true } ?? false
    }

    package func save(_ shipment: VendorShipment) throws {
        try upsert(
            "vendor_shipments",
            [
                ("id", SQLValue(shipment.id)), ("connection_id", SQLValue(shipment.connection)),
                ("order_id", SQLValue(shipment.order)), ("number", SQLValue(shipment.fulfilment.number)),
                ("status", SQLValue(shipment.status.rawValue)), ("shipped_at", SQLValue(shipment.fulfilment.shippedAt)),
                ("content", SQLValue(shipment.packed)),
                ("created_at", SQLValue(shipment.createdAt)),
            ])
    }

    // MARK: Routing

    private static let routingColumns = """
        id, connection_id, order_id, number, pick_up, cartons, pallets, weight, created_at, is_cancelled, amazon_state,
        reference, carrier, scheduled_pick_up
        """

    private static func routing(_ row: any SQLRow) throws -> RoutingRequest {
        var read = RowReader(row)
        var request = RoutingRequest(
            id: try read.id(), connection: try read.id(), order: try read.id(), number: try read.text(),
            pickUp: try read.date(), cartons: try read.integer(), pallets: try read.integer(), weight: try read.decimal(),
            createdAt: try read.date())
        request.isCancelled = try read.bool()
        request.amazonState = try read.text()
        request.reference = read.optionalText()
        request.carrier = read.optionalText()
        request.scheduledPickUp = read.optionalDate()
        return request
    }

    package func routing(_ id: Identifier<RoutingRequest>) throws -> RoutingRequest? {
        try sql.first("SELECT \(Self.routingColumns) FROM vendor_routings WHERE id = ?1", [SQLValue(id)], Self.routing)
    }

    package func routings(of order: Identifier<VendorOrder>) throws -> [RoutingRequest] {
        try sql.query(
            "SELECT \(Self.routingColumns) FROM vendor_routings WHERE order_id = ?1 ORDER BY id", [SQLValue(order)],
            Self.routing)
    }

    /// Those about which Amazon still has something to say.
    package func openRoutings(of connection: Identifier<VendorConnection>) throws -> [RoutingRequest] {
        try sql.query(
            "SELECT \(Self.routingColumns) FROM vendor_routings WHERE connection_id = ?1 AND is_open = 1 ORDER BY id LIMIT 500",
            [SQLValue(connection)], Self.routing)
    }

    package func save(_ request: RoutingRequest) throws {
        let isOpen = !request.isCancelled && request.amazonState.lowercased() != "shipped"
        try upsert(
            "vendor_routings",
            [
                ("id", SQLValue(request.id)), ("connection_id", SQLValue(request.connection)),
                ("order_id", SQLValue(request.order)), ("number", SQLValue(request.number)),
                ("is_cancelled", SQLValue(request.isCancelled)), ("pick_up", SQLValue(request.pickUp)),
                ("cartons", SQLValue(request.cartons)), ("pallets", SQLValue(request.pallets)),
                ("weight", SQLValue(exact: request.weight)), ("amazon_state", SQLValue(request.amazonState)),
                ("reference", SQLValue(request.reference)), ("carrier", SQLValue(request.carrier)),
                ("scheduled_pick_up", SQLValue(request.scheduledPickUp)), ("is_open", SQLValue(isOpen)),
                ("created_at", SQLValue(request.createdAt)),
            ])
    }
}
