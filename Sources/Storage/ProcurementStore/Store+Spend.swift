import Database
package import Procurement

/// The sums that reports read, kept with the documents they are taken from: an order or an invoice that is counted takes off what it
/// had added and adds what it is now. An invoice is counted when it is written, an order moments later (`countLater`).
extension Store {
    private static let cellColumns =
        "c.month, c.currency, c.legal_entity_id, c.supplier_id, c.department_id, c.gl_account_id, e.ordered, e.billed, e.open"

    struct KeptEntry {
        var number: Int
        var cell: SpendCell
        var amounts: SpendAmounts
    }

    /// Counts what an order adds to the sums of spend.
    func keepSpend(of order: PurchaseOrder, in sums: ReportSums) throws {
        // An approval that was taken back has left what it added.
        if try order.approvedAt != nil || !spendEntries(of: order.id.text).isEmpty {
            try keepSpend(of: order.id.text, try spend(of: order), in: sums)
        }
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
        try countLater(order)
    }

    /// Notes what an invoice adds to the reports, and what its orders have open since.
    func keepFigures(of invoice: Invoice) throws {
        let counts = invoice.status == .accepted || invoice.status == .paid
        guard try counts || !spendEntries(of: invoice.id.text).isEmpty else { return }
        let orders = try ordersBilled(by: invoice)
        try addingUp { sums in
            guard try keepSpend(of: invoice.id.text, invoice.spend(of: orders), in: sums) else { return }
            for order in orders.values.sorted(by: { $0.id.text < $1.id.text }) where !order.isTest { try countLater(order) }
        }
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
    private func keepSpend(of document: String, _ amounts: [SpendCell: SpendAmounts], in sums: ReportSums) throws -> Bool {
        var amounts = amounts
        var hasChanged = false
        for kept in try spendEntries(of: document) {
            let now = amounts.removeValue(forKey: kept.cell) ?? .zero
            if now == kept.amounts { continue }
            hasChanged = true
            sums.add(now - kept.amounts, documents: now.isZero ? -1 : 0, to: kept.number)
            if now.isZero {
                try sql.execute(
                    "DELETE FROM spend_entries WHERE document_id = ?1 AND cell = ?2", [SQLValue(document), SQLValue(kept.number)])
            } else {
                try sql.execute(
                    "UPDATE spend_entries SET ordered = ?3, billed = ?4, open = ?5 WHERE document_id = ?1 AND cell = ?2",
                    [SQLValue(document), SQLValue(kept.number)] + Self.values(of: now))
            }
        }
        for (cell, amounts) in amounts {
            hasChanged = true
            let number = try number(of: cell, in: sums)
            sums.add(amounts, documents: 1, to: number)
            try sql.execute(
                "INSERT INTO spend_entries (document_id, cell, ordered, billed, open) VALUES (?1, ?2, ?3, ?4, ?5)",
                [SQLValue(document), SQLValue(number)] + Self.values(of: amounts))
        }
        return hasChanged
    }

    private static func values(of amounts: SpendAmounts) -> [SQLValue] {
        [.integer(amounts.ordered), .integer(amounts.billed), .integer(amounts.open)]
    }
}
