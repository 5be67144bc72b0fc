import CSQLite
import Database

/// One prepared statement, owned by one connection.
@safe final class SQLiteStatement {
    let handle: OpaquePointer
    let sql: String
    let parameterCount: Int
    let row: SQLiteRow
    /// When the connection last used it, as a count of uses.
    var lastUse: UInt64 = 0
    /// A statement that is being stepped cannot be stepped again: its text used inside its own loop needs a second one.
    var isBusy = false
    /// Where texts and blobs lie while they are bound: SQLite's own copies would be an allocation each.
    private var bound = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)

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
        self.sql = sql
        unsafe parameterCount = Int(sqlite3_bind_parameter_count(handle))
        unsafe row = SQLiteRow(handle)
    }

    deinit {
        unsafe sqlite3_finalize(handle)
        unsafe bound.deallocate()
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
        var place = 0
        reserve(arguments.reduce(0) { $0 + Self.size(of: $1) })
        for (offset, argument) in arguments.enumerated() {
            try check(bind(argument, at: Int32(offset + 1), &place), of: offset + 1, sql)
        }
    }

    /// Binds a key, when there is one, and behind it values that lie in `octets` and, behind them, in `later`; both have to stay there
    /// until ``reset()``.
    func bind(
        _ key: String?, _ cells: [BoundValues.Cell], _ octets: UnsafeRawBufferPointer, _ later: UnsafeRawBufferPointer,
        sql: String
    ) throws {
        let keys = key == nil ? 0 : 1
        guard keys + cells.count == parameterCount else {
            throw DatabaseError(kind: .other, message: "\(parameterCount) parameters, but \(keys + cells.count) values", sql: sql)
        }
        if let key {
            var place = 0
            reserve(key.utf8.count)
            try check(bind(.text(key), at: 1, &place), of: 1, sql)
        }
        for (offset, cell) in cells.enumerated() {
            let number = keys + offset + 1
            try check(unsafe bind(cell, octets, later, at: Int32(number)), of: number, sql)
        }
    }

    private func check(_ result: Int32, of number: Int, _ sql: String) throws {
        guard result == SQLITE_OK else {
            throw SQLiteFailure.error(extended: result, message: "value \(number) cannot be bound", sql: sql)
        }
    }

    private func bind(
        _ cell: BoundValues.Cell, _ octets: UnsafeRawBufferPointer, _ later: UnsafeRawBufferPointer, at index: Int32
    ) -> Int32 {
        func place(_ start: Int, _ count: Int) -> UnsafeRawPointer? {
            let isLater = start >= octets.count
            let (piece, first) = unsafe isLater ? (later, start - octets.count) : (octets, start)
            return unsafe UnsafeRawBufferPointer(rebasing: piece[first..<first + count]).baseAddress
        }
        switch cell {
        // Nothing is bound when a statement begins, and nothing is NULL.
        case .null: return SQLITE_OK
        case .integer(let integer): return unsafe sqlite3_bind_int64(handle, index, integer)
        case .real(let real): return unsafe sqlite3_bind_double(handle, index, real)
        case .text(let start, let count):
            guard count <= Int(Int32.max) else { return SQLITE_TOOBIG }
            return unsafe portico_sqlite_bind_text(handle, index, place(start, count), Int32(count))
        case .blob(let start, let count):
            guard count <= Int(Int32.max) else { return SQLITE_TOOBIG }
            return unsafe portico_sqlite_bind_blob(handle, index, place(start, count), Int32(count))
        }
    }

    private static func size(of value: SQLValue) -> Int {
        switch value {
        case .text(let text): text.utf8.count
        case .blob(let blob): blob.count
        case .null, .integer, .real: 0
        }
    }

    /// Nothing is bound when this is called.
    private func reserve(_ count: Int) {
        guard unsafe bound.count < count else { return }
        unsafe bound.deallocate()
        unsafe bound = .allocate(byteCount: max(count, 256), alignment: 1)
    }

    private func bind(_ value: SQLValue, at index: Int32, _ place: inout Int) -> Int32 {
        switch value {
        case .null:
            return unsafe sqlite3_bind_null(handle, index)
        case .integer(let integer):
            return unsafe sqlite3_bind_int64(handle, index, integer)
        case .real(let real):
            return unsafe sqlite3_bind_double(handle, index, real)
        case .text(var text):
            let octets = text.withUTF8 { unsafe copy(UnsafeRawBufferPointer($0), &place) }
            guard octets.count <= Int(Int32.max) else { return SQLITE_TOOBIG }
            return unsafe portico_sqlite_bind_text(handle, index, octets.baseAddress, Int32(octets.count))
        case .blob(let blob):
            let octets = unsafe blob.withUnsafeBytes { unsafe copy($0, &place) }
            guard octets.count <= Int(Int32.max) else { return SQLITE_TOOBIG }
            return unsafe portico_sqlite_bind_blob(handle, index, octets.baseAddress, Int32(octets.count))
        }
    }

    private func copy(_ octets: UnsafeRawBufferPointer, _ place: inout Int) -> UnsafeRawBufferPointer {
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: bound[place..<place + octets.count])
        unsafe target.copyMemory(from: octets)
        place += octets.count
        return UnsafeRawBufferPointer(target)
    }

    /// Makes it ready for the next use and lets go of what was bound; a large place for it is not kept.
    func reset() {
        unsafe sqlite3_reset(handle)
        if parameterCount > 0 { unsafe sqlite3_clear_bindings(handle) }
        if unsafe bound.count > 256 * 1024 {
            unsafe bound.deallocate()
            unsafe bound = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        }
        isBusy = false
    }
}
