import CSQLite
import Database

/// One prepared statement, owned by one connection.
@safe final class SQLiteStatement {
    let handle: OpaquePointer
    let parameterCount: Int
    /// When the connection last used it, as a count of uses.
    var lastUse: UInt64 = 0
    /// A statement that is being stepped cannot be stepped again: its text used inside its own loop needs a second one.
    var isBusy = false

    /// - Throws: ``DatabaseError``, also when `sql` is empty or holds more than one statement: the rest would be dropped.
    init(_ sql: String, db: OpaquePointer, keeps: Bool) throws {
        var prepared: OpaquePointer?
        let flags = keeps ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        var text = sql
        let (result, rest): (Int32, Int) = text.withUTF8 { bytes in
            let start = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
            var tail: UnsafePointer<CChar>?
            let result = unsafe sqlite3_prepare_v3(db, start, Int32(bytes.count), flags, &prepared, &tail)
            guard let start = unsafe start, let tail = unsafe tail else { return (result, 0) }
            return (result, unsafe tail - start)
        }
        guard result == SQLITE_OK else { throw unsafe SQLiteFailure.last(db, sql: sql) }
        guard let handle = unsafe prepared else { throw DatabaseError(kind: .other, message: "no statement", sql: sql) }
        guard Self.isBlank(sql.utf8.dropFirst(rest)) else {
            unsafe sqlite3_finalize(handle)
            throw DatabaseError(kind: .other, message: "more than one statement", sql: sql)
        }
        unsafe self.handle = handle
        unsafe parameterCount = Int(sqlite3_bind_parameter_count(handle))
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    private static func isBlank(_ rest: Substring.UTF8View) -> Bool {
        rest.allSatisfy { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 || $0 == UInt8(ascii: ";") }
    }

    /// Binds `?1…?n`; the number of arguments must be the number of parameters.
    func bind(_ arguments: [SQLValue], sql: String) throws {
        guard arguments.count == parameterCount else {
            throw DatabaseError(
                kind: .other, message: "\(parameterCount) parameters, but \(arguments.count) arguments", sql: sql)
        }
        for (offset, argument) in arguments.enumerated() {
            let result = bind(argument, at: Int32(offset + 1))
            guard result == SQLITE_OK else {
                throw SQLiteFailure.error(extended: result, message: "argument \(offset + 1) cannot be bound", sql: sql)
            }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null:
            return unsafe sqlite3_bind_null(handle, index)
        case .integer(let integer):
            return unsafe sqlite3_bind_int64(handle, index, integer)
        case .real(let real):
            return unsafe sqlite3_bind_double(handle, index, real)
        case .text(var text):
            return text.withUTF8 { bytes in
                guard bytes.count <= Int(Int32.max) else { return SQLITE_TOOBIG }
                let start = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                return unsafe portico_sqlite_bind_text(handle, index, start, Int32(bytes.count))
            }
        case .blob(let blob):
            return unsafe blob.withUnsafeBytes { bytes in
                guard bytes.count <= Int(Int32.max) else { return SQLITE_TOOBIG }
                return unsafe portico_sqlite_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count))
            }
        }
    }

    /// Makes it ready for the next use and lets go of the copies of what was bound.
    func reset() {
        unsafe sqlite3_reset(handle)
        if parameterCount > 0 { unsafe sqlite3_clear_bindings(handle) }
        isBusy = false
    }
}
