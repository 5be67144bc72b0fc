import CSQLite
import Database
import Synchronization

/// Read-only connections, lent on the calling thread without waiting.
///
/// A read is synchronous, so there are never more of them at once than threads: when none is free another is opened.
final class ReaderPool: Sendable {
    private struct State {
        var free: [SQLiteConnection] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let open: @Sendable () throws -> SQLiteConnection
    private let keeps: Int

    /// - Parameter keeps: how many stay open while nobody reads.
    init(keeps: Int, open: @escaping @Sendable () throws -> SQLiteConnection) {
        self.keeps = keeps
        self.open = open
    }

    func use<R>(_ body: (SQLiteConnection) throws -> R) throws -> R {
        let kept = try state.withLock { state in
            if state.isClosed { throw DatabaseError(kind: .other, message: "the database is closed") }
            return state.free.popLast()
        }
        let connection = try kept ?? open()
        defer {
            state.withLock { state in
                if !state.isClosed, state.free.count < keeps { state.free.append(connection) }
            }
        }
        return try body(connection)
    }

    func close() {
        let closing = state.withLock { state in
            state.isClosed = true
            defer { state.free = [] }
            return state.free
        }
        _ = consume closing
    }
}
