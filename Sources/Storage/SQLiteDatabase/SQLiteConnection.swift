import CSQLite
import Database

/// One connection to a file, with the statements it keeps prepared.
///
/// It is `@unchecked Sendable` because it travels between threads; whoever holds it (the writer thread, or the pool that
/// hands it out) sees to it that one thread uses it at a time, so SQLite's own locks are off.
@safe final class SQLiteConnection: SQLConnection, @unchecked Sendable {
    /// How many statements stay prepared; the least recently used one goes first.
    static let statementLimit = 256

    /// The name under which SQLite has files that write a commit at once; see `gathering.h`.
    private static let gathering: StaticString = "gathering"
    private static let isStarted: Bool = {
        guard portico_sqlite_start() == SQLITE_OK else { return false }
        PacedWrites.install()
        return unsafe portico_sqlite_gather_as(UnsafeRawPointer(gathering.utf8Start).assumingMemoryBound(to: CChar.self))
            == SQLITE_OK
    }()

    let db: OpaquePointer
    private var statements: [String: SQLiteStatement] = [:]
    /// The same statements by the place of their text in memory: most texts are constants, and finding them by their hash costs
    /// as much as a short statement.
    private var byPlace = [SQLiteStatement?](repeating: nil, count: 256)
    private var uses: UInt64 = 0
    private var isClosed = false
    /// Scripts run so far: what they do to the schema is no change of a row.
    private var scripts: Int64 = 0
    /// Pages in the log behind the last commit, when it is watched.
    private(set) var logPages = 0

    /// - Parameters:
    ///   - flags: `SQLITE_OPEN_…`; locks between threads are always off.
    ///   - gathersLog: for the connection that writes.
    init(path: String, flags: Int32, gathersLog: Bool = false) throws {
        guard Self.isStarted else { throw DatabaseError(kind: .other, message: "SQLite cannot be started") }
        var opened: OpaquePointer?
        let files = gathersLog ? "\(Self.gathering)" : nil
        let result = unsafe sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, files)
        guard let db = unsafe opened else { throw DatabaseError(kind: .other, message: "out of memory opening \(path)") }
        guard result == SQLITE_OK, unsafe portico_sqlite_harden(db) == SQLITE_OK, unsafe Self.addFunctions(to: db) == SQLITE_OK
        else {
            let failure = unsafe SQLiteFailure.last(db)
            unsafe sqlite3_close_v2(db)
            throw DatabaseError(
                kind: failure.kind, primaryCode: failure.primaryCode, extendedCode: failure.extendedCode,
                message: "\(failure.message): \(path)")
        }
        unsafe self.db = db
        unsafe sqlite3_busy_timeout(db, 5000)
    }

    deinit {
        close()
    }

    /// Lets go of the file; the connection is of no use afterwards.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        statements.removeAll()
        byPlace.removeAll()
        unsafe sqlite3_close_v2(db)
    }

    /// Keeps count of the pages in the log, and leaves it to others to move them. The connection must not move in memory, and
    /// does not: it is an object.
    func watchLog() {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe _ = sqlite3_wal_hook(
            db,
            { context, _, _, pages in
                guard let context = unsafe context else { return SQLITE_OK }
                unsafe Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue().logPages = Int(pages)
                return SQLITE_OK
            }, context)
    }

    /// Whether no transaction is open: SQLite ends one by itself after some errors.
    var isOutsideTransaction: Bool { unsafe sqlite3_get_autocommit(db) != 0 }

    /// Grows with every row that is changed and with every script.
    var changes: Int64 { unsafe sqlite3_total_changes64(db) + scripts }

    /// What was left, and behind how many changes.
    private var left: (object: AnyObject?, behind: Int64) = (nil, 0)

    var legacy: AnyObject? {
        get { left.behind == changes ? left.object : nil }
        set { left = (newValue, changes) }
    }

    /// Whether a foreign key that is checked at commit is not satisfied now.
    var hasDeferredViolation: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        guard unsafe sqlite3_db_status(db, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0) == SQLITE_OK else { return false }
        return current != 0
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let before = unsafe sqlite3_total_changes64(db)
        try run(sql, arguments) { _ in true }
        return unsafe Int(sqlite3_total_changes64(db) - before)
    }

    @discardableResult
    func execute(_ sql: String, key: String?, _ values: BoundValues) throws -> Int {
        let before = unsafe sqlite3_total_changes64(db)
        let statement = try statement(for: sql)
        statement.isBusy = true
        defer { statement.reset() }
        try unsafe values.octets.withUnsafeBytes { octets in
            try unsafe values.laterOctets.withUnsafeBytes { laterOctets in
                try unsafe statement.bind(key, values.cells, octets, laterOctets, sql: sql)
                try stepToEnd(statement, sql)
            }
        }
        return unsafe Int(sqlite3_total_changes64(db) - before)
    }

    private func stepToEnd(_ statement: SQLiteStatement, _ sql: String) throws {
        while true {
            let result = unsafe sqlite3_step(statement.handle)
            if result == SQLITE_DONE { return }
            guard result == SQLITE_ROW else { throw unsafe SQLiteFailure.last(db, sql: sql) }
        }
    }

    func forEach(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> Bool) throws {
        try run(sql, arguments, body)
    }

    func executeScript(_ sql: String) throws {
        scripts += 1
        guard unsafe sqlite3_exec(db, sql, nil, nil, nil) == SQLITE_OK else { throw unsafe SQLiteFailure.last(db, sql: sql) }
    }

    /// Steps a statement through its rows; it is reset on every way out.
    private func run(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> Bool) throws {
        let statement = try statement(for: sql)
        statement.isBusy = true
        defer { statement.reset() }
        try statement.bind(arguments, sql: sql)
        let row = statement.row
        while true {
            let result = unsafe sqlite3_step(statement.handle)
            if result == SQLITE_DONE { return }
            guard result == SQLITE_ROW else { throw unsafe SQLiteFailure.last(db, sql: sql) }
            let goOn = try body(row)
            if let failure = row.failure {
                row.failure = nil
                throw failure
            }
            if !goOn { return }
        }
    }

    private func statement(for sql: String) throws -> SQLiteStatement {
        uses &+= 1
        let place = Self.place(of: sql)
        if let place, let kept = byPlace[place], !kept.isBusy, kept.sql == sql {
            kept.lastUse = uses
            return kept
        }
        if let kept = statements[sql] {
            if kept.isBusy { return try unsafe SQLiteStatement(sql, db: db, keeps: false) }
            kept.lastUse = uses
            if let place { byPlace[place] = kept }
            return kept
        }
        if statements.count >= Self.statementLimit, let oldest = statements.min(by: { Self.goesBefore($0.value, $1.value) }) {
            statements[oldest.key] = nil
            byPlace = [SQLiteStatement?](repeating: nil, count: byPlace.count)
        }
        let made = try unsafe SQLiteStatement(sql, db: db, keeps: true)
        made.lastUse = uses
        statements[sql] = made
        return made
    }

    /// A slot for a text by where it lies; nil for a text that has no lasting place.
    private static func place(of sql: String) -> Int? {
        unsafe sql.utf8.withContiguousStorageIfAvailable { text in
            let address = UInt(bitPattern: text.baseAddress)
            return Int((address &* 0x9E37_79B9_7F4A_7C15) >> 56)
        }
    }

    private static func goesBefore(_ left: SQLiteStatement, _ right: SQLiteStatement) -> Bool {
        left.lastUse < right.lastUse
    }
}
