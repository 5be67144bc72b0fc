import CSQLite
import Database

/// Turns SQLite's result codes into ``DatabaseError``.
enum SQLiteFailure {
    /// The error that the last call on `db` left.
    static func last(_ db: OpaquePointer?, sql: String? = nil) -> DatabaseError {
        let extended = unsafe sqlite3_extended_errcode(db)
        let message = unsafe sqlite3_errmsg(db).map { unsafe String(cString: $0) } ?? "out of memory"
        return error(extended: extended, message: message, sql: sql)
    }

    /// The error for a result code, with SQLite's words for it.
    static func error(extended: Int32, message: String, sql: String? = nil) -> DatabaseError {
        DatabaseError(
            kind: kind(extended: extended, message: message), primaryCode: Int(extended & 0xff), extendedCode: Int(extended),
            message: message, sql: sql)
    }

    private static func kind(extended: Int32, message: String) -> DatabaseError.Kind {
        switch extended & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED:
            return .busy
        case SQLITE_CONSTRAINT:
            // "UNIQUE constraint failed: orders.buyer, orders.number" — also said of primary keys.
            let unique = "UNIQUE constraint failed: "
            if message.hasPrefix(unique) { return .constraintUnique(String(message.dropFirst(unique.count))) }
            return .constraint(message)
        case SQLITE_FULL:
            return .full
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            return .corrupt
        default:
            return .other
        }
    }
}
