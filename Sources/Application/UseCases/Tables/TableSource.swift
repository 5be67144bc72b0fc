import Procurement
package import Tables

/// A CSV text that can be read from its beginning, a piece at a time.
package struct TableSource: Sendable {
    /// Answers a reader that gives the next bytes, at most as many as asked for, and none at the end.
    package var open: @Sendable () -> (Int) throws -> [UInt8]
    package var encoding: CSVStream.Encoding

    package init(encoding: CSVStream.Encoding = .utf8, open: @escaping @Sendable () -> (Int) throws -> [UInt8]) {
        self.encoding = encoding
        self.open = open
    }

    /// A text in memory.
    package init(_ bytes: [UInt8], encoding: CSVStream.Encoding = .utf8) {
        self.init(encoding: encoding) {
            var place = 0
            return { count in
                let end = min(place + count, bytes.count)
                defer { place = end }
                return Array(bytes[place..<end])
            }
        }
    }
}

/// The rows below a header, by column name.
struct TableRows {
    private var stream: CSVStream
    private let columns: [String?]
    private let numbers: Set<String>

    /// Reads the header. Throws `Refusal.invalid` for a column that is missing, unknown or there twice.
    init(_ source: TableSource, of table: ExchangedTable, _ fields: [OwnField] = []) throws {
        let columns = table.columns(fields)
        var stream = CSVStream(encoding: source.encoding, read: source.open())
        guard let head = try Self.reading({ try stream.next() }) else {
            throw Refusal.invalid("/rows", "required", "The file is empty. Its first row names the columns; take the template.")
        }
        let known = Dictionary(columns.map { (Self.key($0), $0) }) { first, _ in first }
        var found: [String?] = []
        var checks = FieldChecks()
        for name in head.fields.map(FieldChecks.trimmed) {
            let column = columns.contains(name) ? name : known[Self.key(name)]
            if name.isEmpty {
                found.append(nil)
            } else if let column, found.contains(column) {
                checks.add(
                    "/rows/\(head.number)/\(column)", "twice",
                    "Row \(head.number), \(column): the column stands twice. Remove one.")
            } else if let column {
                found.append(column)
            } else {
                checks.add(
                    "/rows/\(head.number)", "unknown-column",
                    "Row \(head.number): there is no column “\(name.prefix(60))”. Those of the template are \(columns.joined(separator: ", "))."
                )
            }
        }
        for column in table.required where !found.contains(column) {
            checks.add(
                "/rows/\(head.number)/\(column)", "missing-column",
                "Row \(head.number), \(column): the column is missing. Take the template, or write its name in the first row.")
        }
        try checks.finish()
        let ownNumbers = fields.filter { $0.kind == .number }.flatMap {
            [OwnFieldColumns.name($0, ""), OwnFieldColumns.name($0, "line_")]
        }
        (self.stream, self.columns, numbers) = (stream, found, table.numbers.union(ownNumbers))
    }

    /// The next row that has anything in it; `nil` at the end. What is wrong with its numbers is added to `problems`.
    mutating func next(_ problems: inout [FieldProblem]) throws -> SpreadsheetRow? {
        while true {
            guard let row = try Self.reading({ try stream.next() }) else { return nil }
            var cells: [String: String] = [:]
            for (index, field) in row.fields.enumerated() {
                let text = CSV.unguarded(FieldChecks.trimmed(field))
                if text.isEmpty { continue }
                guard index < columns.count else {
                    throw Refusal.invalid(
                        "/rows/\(row.number)", "csv",
                        "Row \(row.number): there are more fields than columns. Quote fields that hold the separator.")
                }
                guard let column = columns[index] else { continue }
                cells[column] = numbers.contains(column) ? number(text, column, row.number, &problems) : text
            }
            if !cells.isEmpty { return SpreadsheetRow(number: row.number, cells: cells) }
        }
    }

    private func number(_ text: String, _ column: String, _ row: Int, _ problems: inout [FieldProblem]) -> String {
        if !text.utf8.contains(UInt8(ascii: ",")) { return text }
        if let plain = TableNumber.plain(text) { return plain }
        problems.append(
            FieldProblem(
                "/rows/\(row)/\(column)", "ambiguous",
                "Row \(row), \(column): “\(text.prefix(40))” is no number, or can be read in two ways. Write it with a point before decimals and nothing between thousands."
            ))
        return text
    }

    private static func key(_ name: String) -> String {
        String(name.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" })
    }

    /// What is wrong with the text, as a refusal that names the row.
    private static func reading<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as TableError {
            throw Refusal.invalid("/rows/\(error.row)", "csv", "Row \(error.row): \(error.problem).")
        }
    }
}
