package import Database

/// The records of the domain in one transaction: loads and saves, decides nothing.
///
/// Lists are keyset-paged by identifier, newest first, because identifiers begin with their time.
package struct Store {
    package let sql: any SQLConnection
    /// Where records of the set-up are kept that were read before; `nil` for a transaction that may change them.
    package var known: KnownRecords?

    /// What the transaction knows of orders without reading them; `nil` reads all of them.
    package let orders: OrderMemory?

    package init(_ sql: any SQLConnection, orders: OrderMemory? = nil) {
        self.sql = sql
        self.orders = orders
    }

    /// Sorts behind every identifier: where lists that show the newest first begin.
    static let afterEveryID = "~"

    /// Writes `columns` of `table`, replacing the row whose first column is the same.
    func upsert(_ table: String, _ columns: [(String, SQLValue)]) throws {
        try sql.execute(RowStatements.upsert(table, columns), columns.map { $0.1 })
    }

    /// Writes a new row.
    func insert(_ table: String, _ columns: [(String, SQLValue)]) throws {
        try sql.execute(RowStatements.insert(table, columns), columns.map { $0.1 })
    }
}

/// A stored value that this version cannot read: a word it does not know.
package struct StoredValueError: Error, Sendable, CustomStringConvertible {
    package var description: String
}
