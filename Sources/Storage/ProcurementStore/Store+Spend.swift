import Database
package import Procurement

/// The sums that reports read, kept with the documents they are taken from: an order or an invoice that is written takes off what it
/// had added and adds what it is now, in the same transaction.
extension Store {
    private static let cellColumns =
        "c.month, c.currency, c.legal_entity_id, c.supplier_id, c.department_id, c.gl_account_id, e.ordered, e.billed, e.open"

    struct KeptEntry {
        var number: Int
        var cell: SpendCell
        var amounts: SpendAmounts
    }

    /// Notes what an order adds to the reports. Nothing is read of one that was never asked for.
    func keepFigures(of order: PurchaseOrder) throws {
        guard !order.isTest else { return }
        try keepTimes(of: order)
        // An approval that was taken back has left what it added.
        if try order.approvedAt != nil || !spendEntries(of: order.id.text).isEmpty { try keepSpend(of: order) }
    }

    private func keepSpend(of order: PurchaseOrder) throws {
        try keepSpend(of: order.id.text, try spend(of: order))
    }

    /// What an order adds to which sums, as it stands.
    func spend(of order: PurchaseOrder) throws -> [SpendCell: SpendAmounts] {
        order.spend(accepted: try accepted(of: order))
    }

    /// What accepted and paid invoices bill of an order.
    private func accepted(of order: PurchaseOrder) throws -> BilledQuantities {
        BilledQuantities(order.billing == .none ? [] : try owedInvoices(of: order.id), of: order.id)
    }

    /// Writes an order of which another part is billed than before, and nothing else of it changed.
    package func updateBilling(of order: PurchaseOrder) throws {
        try sql.execute(
            "UPDATE purchase_orders SET billing = ?2, updated_at = ?3, version = ?4 WHERE id = ?1",
            [SQLValue(order.id), SQLValue(order.billing.rawValue), SQLValue(order.updatedAt), SQLValue(order.version)])
        orders?.note(order)
        guard !order.isTest else { return }
        try keepTimes(of: order)
        // No sum changes before anything is owed.
        if order.approvedAt != nil, try hasOwedInvoices(order.id) { try keepSpend(of: order) }
    }

    /// Notes what an invoice adds to the reports, and what its orders have open since.
    func keepFigures(of invoice: Invoice) throws {
        let counts = invoice.status == .accepted || invoice.status == .paid
        guard try counts || !spendEntries(of: invoice.id.text).isEmpty else { return }
        let orders = try ordersBilled(by: invoice)
        guard try keepSpend(of: invoice.id.text, invoice.spend(of: orders)) else { return }
        for order in orders.values.sorted(by: { $0.id.text < $1.id.text }) where !order.isTest { try keepSpend(of: order) }
    }

    /// The orders that an invoice bills, by identifier.
    package func ordersBilled(by invoice: Invoice) throws -> [Identifier<PurchaseOrder>: PurchaseOrder] {
        var orders: [Identifier<PurchaseOrder>: PurchaseOrder] = [:]
        for id in invoice.orderIDs { orders[id] = try order(id) }
        return orders
    }

    func spendEntries(of document: String) throws -> [KeptEntry] {
        try sql.query(
            """
            SELECT e.cell, \(Self.cellColumns) FROM spend_entries e JOIN spend_cells c ON c.number = e.cell
            WHERE e.document_id = ?1
            """, [SQLValue(document)]
        ) { row in
            var read = RowReader(row)
            return KeptEntry(
                number: try read.integer(), cell: try Self.spendCell(&read),
                amounts: SpendAmounts(
                    ordered: Int64(try read.integer()), billed: Int64(try read.integer()), open: Int64(try read.integer())))
        }
    }

    private static func spendCell(_ read: inout RowReader) throws -> SpendCell {
        func id<Subject>(_ text: String) -> Identifier<Subject>? { text.isEmpty ? nil : Identifier(trusted: text) }
        let (month, currency, entity) = (try read.text(), try read.currency(), try read.text())
        return SpendCell(
            month: month, currency: currency, legalEntityID: id(entity), supplierID: try read.id(),
            departmentID: id(try read.text()), glAccountID: id(try read.text()))
    }

    /// Answers whether anything changed.
    @discardableResult
    private func keepSpend(of document: String, _ sums: [SpendCell: SpendAmounts]) throws -> Bool {
        var sums = sums
        var hasChanged = false
        for kept in try spendEntries(of: document) {
            let now = sums.removeValue(forKey: kept.cell) ?? .zero
            if now == kept.amounts { continue }
            hasChanged = true
            let change = now - kept.amounts
            try sql.execute(
                """
                UPDATE spend_cells SET documents = documents + ?2, ordered = ordered + ?3, billed = billed + ?4, open = open + ?5
                WHERE number = ?1
                """, [SQLValue(kept.number), now.isZero ? -1 : 0] + Self.values(of: change))
            if now.isZero {
                try sql.execute(
                    "DELETE FROM spend_entries WHERE document_id = ?1 AND cell = ?2", [SQLValue(document), SQLValue(kept.number)])
            } else {
                try sql.execute(
                    "UPDATE spend_entries SET ordered = ?3, billed = ?4, open = ?5 WHERE document_id = ?1 AND cell = ?2",
                    [SQLValue(document), SQLValue(kept.number)] + Self.values(of: now))
            }
        }
        for (cell, amounts) in sums {
            hasChanged = true
            let number = try add(amounts, to: cell)
            try sql.execute(
                "INSERT INTO spend_entries (document_id, cell, ordered, billed, open) VALUES (?1, ?2, ?3, ?4, ?5)",
                [SQLValue(document), SQLValue(number)] + Self.values(of: amounts))
        }
        return hasChanged
    }

    /// Adds what a document has in a cell that it was not in, and answers the cell's number.
    private func add(_ amounts: SpendAmounts, to cell: SpendCell) throws -> Int {
        let key = [
            SQLValue(cell.month), SQLValue(cell.currency.code), .text(cell.legalEntityID?.text ?? ""), SQLValue(cell.supplierID),
            .text(cell.departmentID?.text ?? ""), .text(cell.glAccountID?.text ?? ""),
        ]
        // A number that is known may be that of a transaction that was taken back, and another cell's by now.
        if let number = orders?.cells[cell],
            try sql.execute(
                """
                UPDATE spend_cells SET documents = documents + 1, ordered = ordered + ?7, billed = billed + ?8, open = open + ?9
                WHERE number = ?10 AND month = ?1 AND currency = ?2 AND legal_entity_id = ?3 AND supplier_id = ?4
                    AND department_id = ?5 AND gl_account_id = ?6
                """, key + Self.values(of: amounts) + [SQLValue(number)]) == 1
        {
            return number
        }
        let number = try sql.first(
            """
            INSERT INTO spend_cells (month, currency, legal_entity_id, supplier_id, department_id, gl_account_id, documents, ordered,
            billed, open) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9)
            ON CONFLICT (month, currency, legal_entity_id, supplier_id, department_id, gl_account_id) DO UPDATE SET
            documents = documents + 1, ordered = ordered + excluded.ordered, billed = billed + excluded.billed,
            open = open + excluded.open RETURNING number
            """, key + Self.values(of: amounts)
        ) { try $0.integer(0) }
        guard let number else { throw StoredValueError(description: "A sum of reports was not written.") }
        orders?.cells.keep(number, as: cell)
        return number
    }

    private static func values(of amounts: SpendAmounts) -> [SQLValue] {
        [.integer(amounts.ordered), .integer(amounts.billed), .integer(amounts.open)]
    }
}
