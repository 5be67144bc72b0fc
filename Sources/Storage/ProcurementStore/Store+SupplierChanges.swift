import Database
import FoundationEssentials
package import Procurement

/// Changes of orders that suppliers are asked about.
extension Store {
    /// All of an order, oldest first.
    package func supplierChanges(of order: Identifier<PurchaseOrder>) throws -> [SupplierChange] {
        var days: [Int: [SupplierChange.Promise]] = [:]
        try sql.forEach(
            "SELECT version, line_number, day FROM supplier_change_days WHERE order_id = ?1 ORDER BY version, line_number",
            [SQLValue(order)]
        ) { row in
            let (version, line) = (try row.integer(0), try row.integer(1))
            if let day = Day(try row.text(2)) { days[version, default: []].append(.init(lineNumber: line, day: day)) }
            return true
        }
        return try sql.query(
            """
            SELECT order_id, supplier_id, version, since, asked_at, status, reason, answered_at, answered_by
            FROM supplier_changes WHERE order_id = ?1 ORDER BY version
            """, [SQLValue(order)]
        ) { row in
            var read = RowReader(row)
            let (order, supplier) = (try read.id(PurchaseOrder.self), try read.id(Supplier.self))
            let version = try read.integer()
            return SupplierChange(
                orderID: order, supplierID: supplier, version: version, since: try read.integer(), askedAt: try read.date(),
                status: try read.word(), reason: read.optionalText(), promises: days[version] ?? [],
                answeredAt: read.optionalDate(), answeredBy: read.optionalText())
        }
    }

    /// Whether the supplier still owes an answer.
    package func hasOpenChange(_ order: Identifier<PurchaseOrder>) throws -> Bool {
        try sql.first("SELECT 1 FROM supplier_changes WHERE order_id = ?1 AND status = 'open'", [SQLValue(order)]) { _ in true }
            ?? false
    }

    package func insert(_ change: SupplierChange) throws {
        try insert(
            "supplier_changes",
            [
                ("order_id", SQLValue(change.orderID)), ("version", SQLValue(change.version)), ("since", SQLValue(change.since)),
                ("supplier_id", SQLValue(change.supplierID)), ("asked_at", SQLValue(change.askedAt)),
                ("status", SQLValue(change.status.rawValue)), ("reason", SQLValue(change.reason)),
                ("answered_at", SQLValue(change.answeredAt)), ("answered_by", SQLValue(change.answeredBy)),
            ])
        try insertPromises(of: change)
    }

    /// Writes what became of a question.
    package func update(_ change: SupplierChange) throws {
        try sql.execute(
            """
            UPDATE supplier_changes SET status = ?3, reason = ?4, answered_at = ?5, answered_by = ?6
            WHERE order_id = ?1 AND version = ?2
            """,
            [
                SQLValue(change.orderID), SQLValue(change.version), SQLValue(change.status.rawValue), SQLValue(change.reason),
                SQLValue(change.answeredAt), SQLValue(change.answeredBy),
            ])
        try sql.execute(
            "DELETE FROM supplier_change_days WHERE order_id = ?1 AND version = ?2",
            [SQLValue(change.orderID), SQLValue(change.version)])
        try insertPromises(of: change)
    }

    private func insertPromises(of change: SupplierChange) throws {
        for promise in change.promises {
            try insert(
                "supplier_change_days",
                [
                    ("order_id", SQLValue(change.orderID)), ("version", SQLValue(change.version)),
                    ("line_number", SQLValue(promise.lineNumber)), ("day", SQLValue(promise.day.text)),
                ])
        }
    }

    /// For a change that was taken back before anybody answered.
    package func deleteSupplierChange(_ version: Int, of order: Identifier<PurchaseOrder>) throws {
        try sql.execute(
            "DELETE FROM supplier_changes WHERE order_id = ?1 AND version = ?2", [SQLValue(order), SQLValue(version)])
    }
}
