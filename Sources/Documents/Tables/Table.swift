/// Rows under a header, whose cells are reached by column name.
///
/// Column names are compared without regard to case, spaces, hyphens and underscores: "Shared secret" is `shared_secret`.
package struct Table: Sendable {
    /// One row below the header.
    package struct Row: Sendable {
        /// As a spreadsheet counts: the first row below the header is 2.
        package let number: Int
        fileprivate let columns: [String: Int]
        fileprivate let fields: [String]

        /// The cell without spaces around it; `nil` when it is empty or there is no such column.
        package func optional(_ column: String) -> String? {
            guard let index = columns[Table.key(column)], index < fields.count else { return nil }
            let text = CSV.unguarded(Table.trimmed(fields[index]))
            return text.isEmpty ? nil : text
        }

        /// The cell without spaces around it.
        /// - Throws: ``TableError`` naming row and column when it is empty.
        package func text(_ column: String) throws(TableError) -> String {
            guard let text = optional(column) else { throw error(column, "is empty") }
            return text
        }

        /// An error about a cell, for checks of the caller's own.
        package func error(_ column: String, _ problem: String) -> TableError {
            TableError(row: number, column: column, problem: problem)
        }
    }

    /// The header's names as written.
    package let header: [String]
    package let rows: [Row]

    /// Reads a CSV text whose first row is the header.
    ///
    /// - Parameters:
    ///   - required: columns that must be there.
    ///   - allowed: columns that may be there besides; `nil` allows any.
    /// - Throws: ``TableError``, also for a column twice, and for a row with more fields than the header that are not empty.
    package init(csv bytes: [UInt8], required: [String] = [], allowed: [String]? = nil) throws(TableError) {
        let all = try CSV.rows(bytes)
        guard let first = all.first else {
            throw TableError(row: 1, problem: "the table is empty; its first row names the columns")
        }
        header = first.fields.map { Self.trimmed($0) }
        var columns: [String: Int] = [:]
        let known = allowed.map { Set(($0 + required).map { Self.key($0) }) }
        for (index, name) in header.enumerated() where !name.isEmpty {
            guard columns.updateValue(index, forKey: Self.key(name)) == nil else {
                throw TableError(row: first.number, column: name, problem: "the column stands twice")
            }
            if let known, !known.contains(Self.key(name)) {
                throw TableError(row: first.number, column: name, problem: "no such column is known")
            }
        }
        for name in required where columns[Self.key(name)] == nil {
            throw TableError(row: first.number, column: name, problem: "the column is missing")
        }
        var rows: [Row] = []
        for row in all.dropFirst() {
            let surplus = row.fields.dropFirst(header.count)
            guard surplus.allSatisfy({ Self.trimmed($0).isEmpty }) else {
                throw TableError(
                    row: row.number, problem: "there are more fields than columns; is a separator inside a field not quoted?")
            }
            // Spreadsheets leave rows of nothing but separators behind.
            if row.fields.allSatisfy({ Self.trimmed($0).isEmpty }) { continue }
            rows.append(Row(number: row.number, columns: columns, fields: row.fields))
        }
        self.rows = rows
    }

    static func key(_ name: String) -> String {
        String(name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" })
    }

    static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
