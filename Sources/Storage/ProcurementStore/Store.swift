package import Database

/// The records of the domain in one transaction: loads and saves, decides nothing.
///
/// Lists are keyset-paged by identifier, newest first, because identifiers begin with their time.
package struct Store {
    package let sql: any SQLConnection

    package init(_ sql: any SQLConnection) { self.sql = sql }

    /// Writes `columns` of `table`, replacing the row whose first column is the same.
    func upsert(_ table: String, _ columns: [(String, SQLValue)]) throws {
        let names = columns.map(\.0)
        let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let updates = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        try sql.execute(
            "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places)) ON CONFLICT (\(names.first ?? "id")) DO UPDATE SET \(updates)",
            columns.map(\.1))
    }

    /// Writes a new row.
    func insert(_ table: String, _ columns: [(String, SQLValue)]) throws {
        let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        try sql.execute(
            "INSERT INTO \(table) (\(columns.map(\.0).joined(separator: ", "))) VALUES (\(places))", columns.map(\.1))
    }
}

/// A page of a list: at most `limit` rows after the one named `after`.
package struct PageRequest: Sendable, Hashable {
    package var limit: Int
    package var after: String?

    package init(limit: Int = 50, after: String? = nil) {
        self.limit = min(max(limit, 1), 100)
        self.after = after
    }
}

/// Rows of a list and whether more follow.
package struct Page<Item: Sendable>: Sendable {
    package var items: [Item]
    package var hasMore: Bool
    /// What to name as `after` for the next page; `nil` at the end.
    package var nextCursor: String?

    package init(items: [Item], hasMore: Bool, nextCursor: String?) {
        self.items = items
        self.hasMore = hasMore
        self.nextCursor = nextCursor
    }

    /// Makes a page of `limit` out of up to `limit` + 1 rows that were read.
    init(reading rows: [Item], limit: Int, cursor: (Item) -> String) {
        hasMore = rows.count > limit
        items = hasMore ? Array(rows.prefix(limit)) : rows
        nextCursor = hasMore ? items.last.map(cursor) : nil
    }

    package func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), hasMore: hasMore, nextCursor: nextCursor)
    }
}

/// A stored value that this version cannot read: a word it does not know.
package struct StoredValueError: Error, Sendable, CustomStringConvertible {
    package var description: String
}
