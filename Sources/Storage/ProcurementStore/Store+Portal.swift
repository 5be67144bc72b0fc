import Database
import FoundationEssentials
package import Procurement

/// What a supplier sees of orders and accounts. Every statement names the supplier.
extension Store {
    /// What the supplier may have: it left the house, or there is no other way to it than the portal. What left once stays in
    /// sight while a change or a cancellation of it waits in the outbox.
    private static let hasLeft = """
        number IS NOT NULL AND (transmission IN ('sent', 'acknowledged', 'unknown')
        OR connection_id IN (SELECT id FROM punchout_connections WHERE order_url = '')
        OR EXISTS (SELECT 1 FROM deliveries d WHERE d.order_id = purchase_orders.id
        AND d.kind IN (\(words(Delivery.Kind.ofOrders))) AND d.status IN (\(words(Delivery.Status.allCases.filter(\.mayHaveArrived))))))
        """

    private static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> String {
        words.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }

    private func conditions(_ filter: SupplierOrderFilter) -> (sql: String, arguments: [SQLValue]) {
        var sql = ["supplier_id = ?1", Self.hasLeft]
        var arguments = [SQLValue(filter.supplierID)]
        switch filter.state {
        case .toProcess:
            // What was refused as a whole is not waited for.
            sql.append("status = 'approved' AND billing IN ('none', 'partial') AND confirmation <> 'rejected'")
        case .changed:
            sql.append(
                """
                status = 'approved'
                AND id IN (SELECT order_id FROM supplier_changes WHERE supplier_id = ?1 AND status = 'open')
                """)
        case .billed: sql.append("status IN ('approved', 'closed') AND billing IN ('full', 'over')")
        case .closed: sql.append("status = 'closed'")
        case .cancelled: sql.append("status = 'cancelled'")
        case nil: sql.append("status IN ('approved', 'closed', 'cancelled')")
        }
        if let entity = filter.legalEntityID {
            arguments.append(SQLValue(entity))
            sql.append("legal_entity_id = ?\(arguments.count)")
        }
        if let search = filter.search {
            arguments.append(.text("%\(Self.escapedLike(search))%"))
            let place = "?\(arguments.count) ESCAPE '!'"
            sql.append(
                """
                (number LIKE \(place) OR supplier_reference LIKE \(place) OR EXISTS (SELECT 1 FROM order_lines l
                WHERE l.order_id = purchase_orders.id AND l.refused_by IS NULL
                AND (l.supplier_part_id LIKE \(place) OR l.description LIKE \(place))))
                """)
        }
        return (sql.joined(separator: " AND "), arguments)
    }

    static func escapedLike(_ text: String) -> String {
        text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
    }

    /// Newest first, with their lines.
    package func orders(_ filter: SupplierOrderFilter, _ page: PageRequest) throws -> Page<PurchaseOrder> {
        var (condition, arguments) = conditions(filter)
        arguments.append(SQLValue(page.after ?? Self.afterEveryID))
        let ids: [Identifier<PurchaseOrder>] = try sql.query(
            """
            SELECT id FROM purchase_orders WHERE \(condition) AND id < ?\(arguments.count)
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, arguments
        ) { Identifier(trusted: try $0.text(0)) }
        let found = Page(reading: ids, limit: page.limit) { $0.text }
        return Page(items: try found.items.compactMap(order), hasMore: found.hasMore, nextCursor: found.nextCursor)
    }

    /// How many a list of the same filter has.
    package func countOrders(_ filter: SupplierOrderFilter) throws -> Int {
        let (condition, arguments) = conditions(filter)
        return try sql.first("SELECT count(*) FROM purchase_orders WHERE \(condition)", arguments) { try $0.integer(0) } ?? 0
    }

    /// An order that a supplier sees; `nil` for every other.
    package func order(_ id: Identifier<PurchaseOrder>, of supplier: Identifier<Supplier>) throws -> PurchaseOrder? {
        let (condition, arguments) = conditions(SupplierOrderFilter(supplier))
        let isSeen = try sql.first(
            "SELECT 1 FROM purchase_orders WHERE id = ?2 AND \(condition)", arguments + [SQLValue(id)]
        ) { _ in true }
        return isSeen == nil ? nil : try order(id)
    }

    /// The legal entities that a supplier has orders of.
    package func legalEntities(ordering supplier: Identifier<Supplier>) throws -> [Identifier<LegalEntity>] {
        let (condition, arguments) = conditions(SupplierOrderFilter(supplier))
        return try sql.query(
            "SELECT DISTINCT legal_entity_id FROM purchase_orders WHERE \(condition) AND legal_entity_id IS NOT NULL", arguments
        ) { Identifier(trusted: try $0.text(0)) }
    }

    /// How many accounts of a supplier are in a state.
    package func countInvoices(of supplier: Identifier<Supplier>, _ status: Invoice.Status) throws -> Int {
        try sql.first(
            "SELECT count(*) FROM invoices WHERE supplier_id = ?1 AND status = ?2 AND origin = 'portal'",
            [SQLValue(supplier), SQLValue(status.rawValue)]
        ) { try $0.integer(0) } ?? 0
    }

    /// Seconds that the newest accepted invoices of a supplier took from being sent to being accepted.
    package func acceptanceTimes(of supplier: Identifier<Supplier>, limit: Int) throws -> [Double] {
        try sql.query(
            """
            SELECT accepted_at - submitted_at FROM invoices
            WHERE supplier_id = ?1 AND accepted_at IS NOT NULL AND submitted_at IS NOT NULL ORDER BY id DESC LIMIT \(limit)
            """, [SQLValue(supplier)]
        ) { Double(try $0.integer(0)) / 1000 }
    }

    // MARK: Versions and pins

    package func versions(of invoice: Identifier<Invoice>) throws -> [InvoiceVersion] {
        try sql.query(
            "SELECT number, sent_at, sent_by, fields FROM invoice_versions WHERE invoice_id = ?1 ORDER BY number",
            [SQLValue(invoice)]
        ) { row in
            var read = RowReader(row)
            return InvoiceVersion(
                number: try read.integer(), sentAt: try read.date(), sentBy: try read.text(),
                fields: InvoiceFields.decode(try read.text()))
        }
    }

    package func lastVersion(of invoice: Identifier<Invoice>) throws -> Int {
        try sql.first("SELECT max(number) FROM invoice_versions WHERE invoice_id = ?1", [SQLValue(invoice)]) {
            $0.optionalInteger(0)
        }.flatMap(\.self) ?? 0
    }

    package func insert(_ version: InvoiceVersion, of invoice: Identifier<Invoice>) throws {
        try insert(
            "invoice_versions",
            [
                ("invoice_id", SQLValue(invoice)), ("number", SQLValue(version.number)), ("sent_at", SQLValue(version.sentAt)),
                ("sent_by", SQLValue(version.sentBy)), ("fields", SQLValue(InvoiceFields.encode(version.fields))),
            ])
    }

    package func pins(of invoice: Identifier<Invoice>) throws -> [InvoicePin] {
        try sql.query(
            "SELECT line_number, field, comment FROM invoice_pins WHERE invoice_id = ?1 ORDER BY position", [SQLValue(invoice)]
        ) { InvoicePin(lineNumber: $0.optionalInteger(0), field: try $0.text(1), comment: $0.optionalText(2)) }
    }

    /// In place of those of an earlier dispute.
    package func save(_ pins: [InvoicePin], of invoice: Identifier<Invoice>) throws {
        try sql.execute("DELETE FROM invoice_pins WHERE invoice_id = ?1", [SQLValue(invoice)])
        for (position, pin) in pins.enumerated() {
            try insert(
                "invoice_pins",
                [
                    ("invoice_id", SQLValue(invoice)), ("position", SQLValue(position)),
                    ("line_number", SQLValue(pin.lineNumber)), ("field", SQLValue(pin.field)),
                    ("comment", SQLValue(pin.comment)),
                ])
        }
    }
}

/// Fields as one text: line, name and value between tabs, one a line.
enum InvoiceFields {
    static func encode(_ fields: [InvoiceField]) -> String {
        fields.map { "\($0.lineNumber.map { String($0) } ?? "")\t\($0.name)\t\(escaped($0.value))" }.joined(separator: "\n")
    }

    static func decode(_ text: String) -> [InvoiceField] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            let value = String(parts[2]).replacing("%0D", with: "\r").replacing("%0A", with: "\n").replacing("%25", with: "%")
            return InvoiceField(lineNumber: Int(parts[0]), name: String(parts[1]), value: value)
        }
    }

    private static func escaped(_ value: String) -> String {
        // Scalars, because a carriage return and a line feed are one character.
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "%": text += "%25"
            case "\n": text += "%0A"
            case "\r": text += "%0D"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
