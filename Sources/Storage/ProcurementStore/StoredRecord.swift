package import Database
package import Procurement

/// A record of set-up data: one row of one table, found by its identifier.
package protocol StoredRecord: Identified {
    var id: Identifier<Self> { get }
    static var table: String { get }
    /// The SELECT list that `init(reading:)` takes, in its order.
    static var columns: String { get }
    /// What FROM names besides the table; empty for most.
    static var joins: String { get }
    static func read(_ row: any SQLRow) throws -> Self
    /// Columns and values of its row, the identifier first.
    var values: [(String, SQLValue)] { get }
    /// Whether it is part of the set-up, which is kept in memory as of its version; not so for what may be many.
    static var isSetUp: Bool { get }
    /// A coding of its own, kept beside it.
    var codingToKeep: Coding? { get }
}

extension StoredRecord {
    package static var joins: String { "" }
    package static var isSetUp: Bool { true }
    package var codingToKeep: Coding? { nil }

    fileprivate static var select: String { "SELECT \(columns) FROM \(table) \(joins)" }
}

extension Store {
    package func record<Record: StoredRecord>(_ id: Identifier<Record>) throws -> Record? {
        func read() throws -> Record? {
            try sql.first("\(Record.select) WHERE \(Record.table).id = ?1", [SQLValue(id)], Record.read)
        }
        return Record.isSetUp ? try known(id.text, read) : try read()
    }

    /// A page in the order in which they were made. `isActive` `nil` shows all.
    package func page<Record: StoredRecord>(
        of _: Record.Type, _ page: PageRequest, isActive: Bool? = nil
    ) throws -> Page<Record> {
        let active = isActive.map { "AND \(Record.table).is_active = \($0 ? 1 : 0)" } ?? ""
        let rows = try sql.query(
            "\(Record.select) WHERE \(Record.table).id > ?1 \(active) ORDER BY \(Record.table).id LIMIT \(page.limit + 1)",
            [SQLValue(page.after ?? "")], Record.read)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// Every one, in the order in which they were made: for what is few by its nature.
    func all<Record: StoredRecord>(_: Record.Type = Record.self) throws -> [Record] {
        try sql.query("\(Record.select) ORDER BY \(Record.table).id", [], Record.read)
    }

    /// The records that `condition` holds for; it has to be answered by an index.
    func all<Record: StoredRecord>(where condition: String, _ arguments: [SQLValue]) throws -> [Record] {
        try sql.query("\(Record.select) WHERE \(condition) ORDER BY \(Record.table).id", arguments, Record.read)
    }

    /// The record that `condition` holds for; it has to be answered by an index.
    func one<Record: StoredRecord>(where condition: String, _ arguments: [SQLValue]) throws -> Record? {
        try sql.first("\(Record.select) WHERE \(condition)", arguments, Record.read)
    }

    /// Writes the record, new or changed, with its coding.
    package func save<Record: StoredRecord>(_ record: Record) throws {
        try upsert(Record.table, record.values)
        guard let coding = record.codingToKeep else { return }
        if coding.isEmpty {
            try sql.execute("DELETE FROM default_codings WHERE owner_id = ?1", [SQLValue(record.id)])
        } else {
            try upsert("default_codings", [("owner_id", SQLValue(record.id))] + coding.columns)
        }
    }
}
