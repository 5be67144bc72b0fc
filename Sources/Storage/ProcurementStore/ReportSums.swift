import Database
import Procurement

/// What a transaction adds to the sums that reports read, while it counts documents: many add to the same few sums, each of which is
/// written once.
final class ReportSums {
    /// Where lengths of stages are counted.
    struct CycleCell: Hashable {
        /// `2026-11`, in UTC.
        var month: String
        var legalEntityID: String
        var supplierID: String
        var stage: String
        var bucket: Int
    }

    /// By the number of the sum.
    fileprivate var spend: [Int: (documents: Int, amounts: SpendAmounts)] = [:]
    fileprivate var cycles: [CycleCell: (orders: Int, seconds: Int)] = [:]
    /// Of sums that were found in this transaction.
    fileprivate var numbers: [SpendCell: Int] = [:]

    func add(_ amounts: SpendAmounts, documents: Int, to number: Int) {
        let sum = spend[number] ?? (0, .zero)
        spend[number] = (sum.documents + documents, sum.amounts + amounts)
    }

    func add(orders: Int, seconds: Int, to cell: CycleCell) {
        let sum = cycles[cell] ?? (0, 0)
        cycles[cell] = (sum.orders + orders, sum.seconds + seconds)
    }
}

extension Store {
    /// Counts documents, and writes what they add to the sums.
    func addingUp(_ count: (ReportSums) throws -> Void) throws {
        let sums = ReportSums()
        try count(sums)
        for (number, sum) in sums.spend.sorted(by: { $0.key < $1.key }) where sum.documents != 0 || !sum.amounts.isZero {
            try sql.execute(
                """
                UPDATE spend_cells SET documents = documents + ?2, ordered = ordered + ?3, billed = billed + ?4, open = open + ?5
                WHERE number = ?1
                """,
                [
                    SQLValue(number), SQLValue(sum.documents), .integer(sum.amounts.ordered), .integer(sum.amounts.billed),
                    .integer(sum.amounts.open),
                ])
        }
        for (cell, sum) in sums.cycles where sum.orders != 0 || sum.seconds != 0 {
            try sql.execute(
                """
                INSERT INTO cycle_cells (month, legal_entity_id, supplier_id, stage, bucket, orders, seconds)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                ON CONFLICT (month, legal_entity_id, supplier_id, stage, bucket) DO UPDATE SET
                orders = orders + excluded.orders, seconds = seconds + excluded.seconds
                """,
                [
                    .text(cell.month), .text(cell.legalEntityID), .text(cell.supplierID), .text(cell.stage),
                    SQLValue(cell.bucket),
                    SQLValue(sum.orders), SQLValue(sum.seconds),
                ])
        }
    }

    /// The number of a sum, which is made where there is none yet.
    func number(of cell: SpendCell, in sums: ReportSums) throws -> Int {
        if let number = sums.numbers[cell] { return number }
        let number = try storedNumber(of: cell)
        sums.numbers[cell] = number
        return number
    }

    private func storedNumber(of cell: SpendCell) throws -> Int {
        let key = [
            SQLValue(cell.month), SQLValue(cell.currency.code), .text(cell.legalEntityID?.text ?? ""), SQLValue(cell.supplierID),
            .text(cell.departmentID?.text ?? ""), .text(cell.glAccountID?.text ?? ""),
        ]
        let isThis = """
            month = ?1 AND currency = ?2 AND legal_entity_id = ?3 AND supplier_id = ?4 AND department_id = ?5 AND gl_account_id = ?6
            """
        // A number that is known may be that of a transaction that was taken back, and another sum's by now.
        if let number = orders?.cells[cell],
            try sql.first("SELECT 1 FROM spend_cells WHERE number = ?7 AND \(isThis)", key + [SQLValue(number)], { _ in true })
                != nil
        {
            return number
        }
        let found =
            try sql.first("SELECT number FROM spend_cells WHERE \(isThis)", key) { try $0.integer(0) }
            ?? sql.first(
                """
                INSERT INTO spend_cells (month, currency, legal_entity_id, supplier_id, department_id, gl_account_id, documents,
                ordered, billed, open) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, 0, 0) RETURNING number
                """, key
            ) { try $0.integer(0) }
        guard let found else { throw StoredValueError(description: "A sum of reports was not written.") }
        orders?.cells.keep(found, as: cell)
        return found
    }
}
