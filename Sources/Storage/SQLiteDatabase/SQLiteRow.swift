import CSQLite
import Database
import FoundationEssentials

/// The row that a statement stands on: one object for all rows of all its runs. It is used while the statement runs, and no longer.
@safe final class SQLiteRow: SQLRow {
    private let handle: OpaquePointer
    /// What an `optional…` function found wrong; thrown by the statement after the closure returned.
    var failure: (any Error)?

    init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    func isNull(_ column: Int) -> Bool { type(column) == SQLITE_NULL }

    func text(_ column: Int) throws -> String {
        guard type(column) == SQLITE_TEXT else { throw mismatch(column, expected: "TEXT") }
        return readText(column)
    }

    func optionalText(_ column: Int) -> String? { optional(column) { try text(column) } }

    func integer(_ column: Int) throws -> Int {
        guard type(column) == SQLITE_INTEGER else { throw mismatch(column, expected: "INTEGER") }
        return unsafe Int(sqlite3_column_int64(handle, Int32(column)))
    }

    func optionalInteger(_ column: Int) -> Int? { optional(column) { try integer(column) } }

    func bool(_ column: Int) throws -> Bool { try integer(column) != 0 }

    func date(_ column: Int) throws -> Date { Date(timeIntervalSince1970: Double(try integer(column)) / 1000) }

    func optionalDate(_ column: Int) -> Date? { optional(column) { try date(column) } }

    func decimal(_ column: Int) throws -> Decimal {
        if type(column) == SQLITE_INTEGER { return Decimal(try integer(column)) }
        guard let number = DecimalText.decimal(try text(column)) else { throw mismatch(column, expected: "a decimal number") }
        return number
    }

    func optionalDecimal(_ column: Int) -> Decimal? { optional(column) { try decimal(column) } }

    func blob(_ column: Int) throws -> [UInt8] {
        guard type(column) == SQLITE_BLOB else { throw mismatch(column, expected: "BLOB") }
        guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return [] }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    func optionalBlob(_ column: Int) -> [UInt8]? { optional(column) { try blob(column) } }

    private func type(_ column: Int) -> Int32 { unsafe sqlite3_column_type(handle, Int32(column)) }

    private func readText(_ column: Int) -> String {
        guard let start = unsafe sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// `nil` for NULL; a value of another kind is kept as the error that the statement will throw.
    private func optional<T>(_ column: Int, _ read: () throws -> T) -> T? {
        if isNull(column) { return nil }
        do {
            return try read()
        } catch {
            failure = error
            return nil
        }
    }

    private func mismatch(_ column: Int, expected: String) -> DatabaseError {
        let found =
            switch type(column) {
            case SQLITE_NULL: "NULL"
            case SQLITE_INTEGER: "INTEGER"
            case SQLITE_FLOAT: "REAL"
            case SQLITE_TEXT: "TEXT"
            default: "BLOB"
            }
        let name = unsafe sqlite3_column_name(handle, Int32(column)).map { unsafe String(cString: $0) } ?? "none"
        let sql = unsafe sqlite3_sql(handle).map { unsafe String(cString: $0) }
        return DatabaseError(kind: .other, message: "column \(column) (\(name)) is \(found), not \(expected)", sql: sql)
    }
}
