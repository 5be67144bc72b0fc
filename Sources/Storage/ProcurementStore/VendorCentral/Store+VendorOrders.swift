import Database
package import FoundationEssentials
package import Procurement
package import VendorCentral

extension Store {
    private static let vendorOrderColumns = """
        id, connection_id, programme, number, vendor_code, status, amazon_state, ordered_at, changed_at, window_start,
        window_end, freight, ship_from, ship_to, lines, holds, version, created_at, updated_at
        """

    private static func vendorOrder(_ row: any SQLRow) throws -> StoredVendorOrder {
        var read = RowReader(row)
        var order = VendorOrder(
            id: try read.id(), connection: try read.id(), programme: try read.word(), number: try read.text(),
            vendorCode: try read.text(), status: try read.word(), amazonState: try read.text())
        order.orderedAt = read.optionalDate()
        order.changedAt = read.optionalDate()
        let (start, end) = (read.optionalDate(), read.optionalDate())
        if let start, let end { order.window = DateWindow(start, end) }
        order.freight = read.optionalText().flatMap { VendorOrder.Freight(rawValue: $0) }
        order.shipFrom = read.optionalText()
        order.shipTo = read.optionalText().map { VendorParty(packed: $0) }
        order.lines = try VendorOrderLine.unpack(try read.text())
        order.holds = try VendorOrder.Hold.unpack(try read.text())
        return StoredVendorOrder(
            order: order, version: try read.integer(), createdAt: try read.date(), updatedAt: try read.date())
    }

    package func vendorOrder(_ id: Identifier<VendorOrder>) throws -> StoredVendorOrder? {
        try sql.first(
            "SELECT \(Self.vendorOrderColumns) FROM vendor_orders WHERE id = ?1", [SQLValue(id)], Self.vendorOrder)
    }

    package func vendorOrder(
        _ programme: Programme, number: String, of connection: Identifier<VendorConnection>
    ) throws -> StoredVendorOrder? {
        try sql.first(
            """
            SELECT \(Self.vendorOrderColumns) FROM vendor_orders
            WHERE connection_id = ?1 AND programme = ?2 AND number = ?3
            """, [SQLValue(connection), SQLValue(programme.rawValue), SQLValue(number)], Self.vendorOrder)
    }

    /// The hash of what Amazon said last about an order; `nil` for one that is new.
    package func vendorOrderHash(
        _ programme: Programme, number: String, of connection: Identifier<VendorConnection>
    ) throws -> [UInt8]? {
        try sql.first(
            "SELECT hash FROM vendor_orders WHERE connection_id = ?1 AND programme = ?2 AND number = ?3",
            [SQLValue(connection), SQLValue(programme.rawValue), SQLValue(number)]
        ) { try $0.blob(0) }
    }

    /// Newest first.
    package func vendorOrders(_ filter: VendorOrderFilter, _ page: PageRequest) throws -> Page<StoredVendorOrder> {
        let (condition, arguments) = Self.condition(of: filter, page)
        let rows = try sql.query(
            """
            SELECT \(Self.vendorOrderColumns) FROM vendor_orders WHERE \(condition) ORDER BY id DESC LIMIT \(page.limit + 1)
            """, arguments, Self.vendorOrder)
        return Page(reading: rows, limit: page.limit) { $0.order.id.text }
    }

    /// What WHERE says of a filter; the numbered arguments are those that it names.
    static func condition(of filter: VendorOrderFilter, _ page: PageRequest) -> (String, [SQLValue]) {
        var conditions = ["id < ?1"]
        var arguments = [SQLValue(page.after ?? afterEveryID)]
        func add(_ text: String, _ value: SQLValue) {
            arguments.append(value)
            conditions.append("\(text) = ?\(arguments.count)")
        }
        if let number = filter.number { add("number", SQLValue(number)) }
        // Half of all orders are of either: without a status they are read in the order of the list.
        if let programme = filter.programme {
            add(filter.status == nil ? "+programme" : "programme", SQLValue(programme.rawValue))
        }
        if let status = filter.status { add("status", SQLValue(status.rawValue)) }
        if let connection = filter.connection { add("connection_id", SQLValue(connection)) }
        if filter.isHeld { conditions.append("is_held = 1") }
        return (conditions.joined(separator: " AND "), arguments)
    }

    /// How many there are, up to 1,000.
    package func countVendorOrders(_ filter: VendorOrderFilter) throws -> Int {
        let (condition, arguments) = Self.condition(of: filter, PageRequest())
        return try sql.first(
            "SELECT count(*) FROM (SELECT 1 FROM vendor_orders WHERE \(condition) LIMIT 1000)", arguments
        ) { try $0.integer(0) } ?? 0
    }

    private static let vendorOrderRows = RowTable(
        "vendor_orders",
        [
            "id", "connection_id", "programme", "number", "vendor_code", "status", "amazon_state", "ordered_at", "changed_at",
            "window_start", "window_end", "freight", "ship_from", "ship_to", "lines", "holds", "is_held", "line_count", "total",
            "currency", "hash", "version", "created_at", "updated_at",
        ])

    /// Writes the order, new or changed, under the next version.
    ///
    /// - Parameter hash: of what Amazon said; `nil` keeps the one that is there.
    package func save(_ stored: StoredVendorOrder, hash: [UInt8]?, at now: Date) throws {
        let order = stored.order
        var row = BoundValues(cells: 24, octets: 512 + order.lines.count * 96)
        row.append(order.id.text)
        row.append(order.connection.text)
        row.append(order.programme.rawValue)
        row.append(order.number)
        row.append(order.vendorCode)
        row.append(order.status.rawValue)
        row.append(order.amazonState)
        row.append(order.orderedAt)
        row.append(order.changedAt)
        row.append(order.window?.start)
        row.append(order.window?.end)
        row.append(order.freight?.rawValue)
        row.append(order.shipFrom)
        row.append(order.programme == .retail ? order.shipTo?.packed : nil)
        row.append(VendorOrderLine.pack(order.lines))
        row.append(VendorOrder.Hold.pack(order.holds))
        row.append(!order.holds.isEmpty)
        row.append(order.lines.count)
        let total = order.total
        row.append(total.map { Int($0.minorUnits) })
        row.append(total?.currency.code)
        let kept =
            try hash
            ?? sql.first("SELECT hash FROM vendor_orders WHERE id = ?1", [SQLValue(order.id)]) { try $0.blob(0) } ?? []
        row.append(kept)
        row.append(stored.version + 1)
        row.append(stored.createdAt)
        row.append(now)
        try sql.execute(Self.vendorOrderRows.upsert, row)
    }

    // MARK: Amazon's customers

    /// Where a direct fulfillment order goes, sealed; `nil` when it was forgotten.
    package func sealedCustomer(of id: Identifier<VendorOrder>) throws -> [UInt8]? {
        try sql.first("SELECT address FROM vendor_customers WHERE order_id = ?1", [SQLValue(id)]) { try $0.blob(0) }
    }

    package func keepCustomer(
        _ sealed: [UInt8], of id: Identifier<VendorOrder>, _ connection: Identifier<VendorConnection>, at now: Date
    ) throws {
        try upsert(
            "vendor_customers",
            [
                ("order_id", SQLValue(id)), ("connection_id", SQLValue(connection)), ("address", SQLValue(sealed)),
                ("received_at", SQLValue(now)),
            ])
    }

    /// Forgets customers, labels and slips that came before `time`; answers how many.
    package func forgetCustomers(of connection: Identifier<VendorConnection>, before time: Date) throws -> Int {
        try ["vendor_customers", "vendor_documents"].reduce(0) { count, table in
            count
                + (try sql.execute(
                    "DELETE FROM \(table) WHERE connection_id = ?1 AND received_at < ?2", [SQLValue(connection), SQLValue(time)]))
        }
    }

    // MARK: Labels and slips

    private static let vendorDocumentColumns = "id, connection_id, order_id, kind, format, tracking_number, received_at"

    private static func vendorDocument(_ row: any SQLRow) throws -> VendorDocument {
        var read = RowReader(row)
        return VendorDocument(
            id: try read.id(), connection: try read.id(), order: try read.id(), kind: try read.word(), format: try read.text(),
            trackingNumber: read.optionalText(), receivedAt: try read.date())
    }

    package func vendorDocuments(of order: Identifier<VendorOrder>) throws -> [VendorDocument] {
        try sql.query(
            "SELECT \(Self.vendorDocumentColumns) FROM vendor_documents WHERE order_id = ?1 ORDER BY kind, id",
            [SQLValue(order)], Self.vendorDocument)
    }

    package func vendorDocument(_ id: Identifier<VendorDocument>) throws -> (document: VendorDocument, sealed: [UInt8])? {
        guard
            let document = try sql.first(
                "SELECT \(Self.vendorDocumentColumns) FROM vendor_documents WHERE id = ?1", [SQLValue(id)], Self.vendorDocument),
            let sealed = try sql.first(
                "SELECT content FROM vendor_documents WHERE id = ?1", [SQLValue(id)], { try $0.blob(0) })
        else { return nil }
        return (document, sealed)
    }

    package func insert(_ document: VendorDocument, sealed: [UInt8]) throws {
        try insert(
            "vendor_documents",
            [
                ("id", SQLValue(document.id)), ("connection_id", SQLValue(document.connection)),
                ("order_id", SQLValue(document.order)), ("kind", SQLValue(document.kind.rawValue)),
                ("format", SQLValue(document.format)), ("tracking_number", SQLValue(document.trackingNumber)),
                ("content", SQLValue(sealed)), ("received_at", SQLValue(document.receivedAt)),
            ])
    }

    /// Makes room for newer ones of the kind.
    package func deleteVendorDocuments(of order: Identifier<VendorOrder>, _ kind: VendorDocument.Kind) throws {
        try sql.execute(
            "DELETE FROM vendor_documents WHERE order_id = ?1 AND kind = ?2", [SQLValue(order), SQLValue(kind.rawValue)])
    }

    /// Direct orders that are to be shipped and have no document of the kind yet.
    package func vendorOrdersLacking(
        _ kind: VendorDocument.Kind, of connection: Identifier<VendorConnection>, after: String, limit: Int
    ) throws -> [(id: Identifier<VendorOrder>, number: String)] {
        try sql.query(
            """
            SELECT id, number FROM vendor_orders WHERE programme = 'direct_fulfillment' AND status = 'pending_fulfillment'
            AND id > ?3 AND connection_id = ?1 AND NOT EXISTS
            (SELECT 1 FROM vendor_documents WHERE order_id = vendor_orders.id AND kind = ?2) ORDER BY id LIMIT \(limit)
            """, [SQLValue(connection), SQLValue(kind.rawValue), SQLValue(after)]
        ) { (id: Identifier(trusted: try $0.text(0)), number: try $0.text(1)) }
    }
}
