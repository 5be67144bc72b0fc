import Database
package import FoundationEssentials
package import Procurement
package import VendorCentral

extension Store {
    private static let vendorTransactionColumns = """
        id, connection_id, kind, key, order_id, subject_id, status, transaction_ids, errors, attempts, created_at, next_at,
        sent_at, checked_at
        """

    private static func vendorTransaction(_ row: any SQLRow) throws -> VendorTransaction {
        var read = RowReader(row)
        var transaction = VendorTransaction(
            id: try read.id(), connection: try read.id(), kind: try read.word(), key: try read.text(), order: read.optionalID(),
            subject: read.optionalText(), status: try read.word(), transactionIDs: try read.lines(), errors: try read.lines(),
            attempts: try read.integer(), createdAt: try read.date(), nextAt: read.optionalDate())
        transaction.sentAt = read.optionalDate()
        transaction.checkedAt = read.optionalDate()
        return transaction
    }

    package func vendorTransaction(_ id: Identifier<VendorTransaction>) throws -> VendorTransaction? {
        try sql.first(
            "SELECT \(Self.vendorTransactionColumns) FROM vendor_transactions WHERE id = ?1", [SQLValue(id)],
            Self.vendorTransaction)
    }

    package func body(of id: Identifier<VendorTransaction>) throws -> [UInt8]? {
        try sql.first("SELECT body FROM vendor_transactions WHERE id = ?1", [SQLValue(id)]) { try $0.blob(0) }
    }

    package func bodyHash(of id: Identifier<VendorTransaction>) throws -> [UInt8]? {
        try sql.first("SELECT body_hash FROM vendor_transactions WHERE id = ?1", [SQLValue(id)]) { try $0.blob(0) }
    }

    /// Those with the same natural key, oldest first.
    package func vendorTransactions(
        _ kind: TransactionKind, key: String, of connection: Identifier<VendorConnection>
    ) throws -> [VendorTransaction] {
        try sql.query(
            """
            SELECT \(Self.vendorTransactionColumns) FROM vendor_transactions
            WHERE connection_id = ?1 AND kind = ?2 AND key = ?3 ORDER BY id
            """, [SQLValue(connection), SQLValue(kind.rawValue), SQLValue(key)], Self.vendorTransaction)
    }

    /// What is to be sent or asked about, the most overdue first.
    package func dueVendorTransactions(
        of connection: Identifier<VendorConnection>, by now: Date, limit: Int
    ) throws -> [VendorTransaction] {
        try sql.query(
            """
            SELECT \(Self.vendorTransactionColumns) FROM vendor_transactions
            WHERE connection_id = ?1 AND next_at <= ?2 ORDER BY next_at LIMIT \(limit)
            """, [SQLValue(connection), SQLValue(now)], Self.vendorTransaction)
    }

    /// Makes due what is due later than any message ever is: dates from before a clock was set back. Messages that wait to be
    /// sent are due at once, verdicts within an hour, and those that are overdue within six.
    package func hastenVendorTransactions(of connection: Identifier<VendorConnection>, at now: Date) throws {
        try sql.execute(
            """
            UPDATE vendor_transactions SET next_at = ?2 WHERE connection_id = ?1 AND next_at > ?2
            AND next_at > CASE status WHEN 'queued' THEN ?2 WHEN 'overdue' THEN ?4 ELSE ?3 END
            """,
            [
                SQLValue(connection), SQLValue(now), SQLValue(now.addingTimeInterval(3600)),
                SQLValue(now.addingTimeInterval(6 * 3600)),
            ])
    }

    /// When the next of a connection is due.
    package func nextVendorTransaction(of connection: Identifier<VendorConnection>) throws -> Date? {
        try sql.first(
            "SELECT next_at FROM vendor_transactions WHERE connection_id = ?1 AND next_at IS NOT NULL ORDER BY next_at LIMIT 1",
            [SQLValue(connection)]
        ) { try $0.date(0) }
    }

    /// Newest first.
    package func vendorTransactions(
        _ filter: VendorTransactionFilter, _ page: PageRequest
    ) throws -> Page<VendorTransaction> {
        var conditions = ["id < ?1"]
        var arguments = [SQLValue(page.after ?? Self.afterEveryID)]
        func add(_ column: String, _ value: SQLValue) {
            arguments.append(value)
            conditions.append("\(column) = ?\(arguments.count)")
        }
        if let order = filter.order { add("order_id", SQLValue(order)) }
        if let status = filter.status { add("status", SQLValue(status.rawValue)) }
        if let connection = filter.connection { add("connection_id", SQLValue(connection)) }
        let rows = try sql.query(
            """
            SELECT \(Self.vendorTransactionColumns) FROM vendor_transactions WHERE \(conditions.joined(separator: " AND "))
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, arguments, Self.vendorTransaction)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// How many there are in a state, up to 1,000.
    package func countVendorTransactions(_ status: VendorTransaction.Status) throws -> Int {
        try sql.first(
            "SELECT count(*) FROM (SELECT 1 FROM vendor_transactions WHERE status = ?1 LIMIT 1000)", [SQLValue(status.rawValue)]
        ) { try $0.integer(0) } ?? 0
    }

    package func insert(_ transaction: VendorTransaction, body: [UInt8], hash: [UInt8]) throws {
        try insert(
            "vendor_transactions",
            Self.values(transaction) + [("body", SQLValue(body)), ("body_hash", SQLValue(hash))])
    }

    /// Keeps the octets.
    package func update(_ transaction: VendorTransaction) throws {
        let values = Self.values(transaction).dropFirst()
        let changes = values.enumerated().map { "\($1.0) = ?\($0 + 2)" }.joined(separator: ", ")
        try sql.execute(
            "UPDATE vendor_transactions SET \(changes) WHERE id = ?1", [SQLValue(transaction.id)] + values.map { $0.1 })
    }

    private static func values(_ transaction: VendorTransaction) -> [(String, SQLValue)] {
        [
            ("id", SQLValue(transaction.id)), ("connection_id", SQLValue(transaction.connection)),
            ("kind", SQLValue(transaction.kind.rawValue)), ("key", SQLValue(transaction.key)),
            ("order_id", SQLValue(transaction.order)), ("subject_id", SQLValue(transaction.subject)),
            ("status", SQLValue(transaction.status.rawValue)), ("transaction_ids", SQLValue(lines: transaction.transactionIDs)),
            ("errors", SQLValue(lines: transaction.errors)), ("attempts", SQLValue(transaction.attempts)),
            ("created_at", SQLValue(transaction.createdAt)), ("sent_at", SQLValue(transaction.sentAt)),
            ("checked_at", SQLValue(transaction.checkedAt)), ("next_at", SQLValue(transaction.nextAt)),
        ]
    }
}
