import CSQLite
import Database
import Synchronization

/// Moves what the log (WAL) holds into the database file, on a thread of its own: done by the writer thread, everyone who
/// waits for a commit would wait for it, too.
///
/// The log begins anew only when all of it was moved before a commit. Under steady load the writer always adds while this
/// thread moves, so the writer moves the short rest itself when this thread is done.
final class Checkpointer: Sendable {
    /// Pages in the log that are worth the two waits for the disk. The same pages are written again and again, above all the last
    /// ones of indexes, and moved once: an order cost 5 to 10 % less with 2000 than with 500, and 8 % less with 6000 than with 2000.
    /// The log is 24 MB then; what is moved is handed to the disk in pieces (`PacedWrites`), so that commits do not wait for more.
    static let threshold = 6000

    /// Few enough pages for the writer to move, a millisecond's work.
    private static let rest = 400
    /// So often this thread goes on to what came meanwhile.
    private static let rounds = 8

    private enum Phase: Int, AtomicRepresentable { case idle, running, done }

    private let queue = WriteQueue()
    private let phase = Atomic<Phase>(.idle)
    private let connection: SQLiteConnection
    private let afterwards = Mutex<(@Sendable () -> Void)?>(nil)

    init(connection: SQLiteConnection) { self.connection = connection }

    /// Starts the thread; it keeps `self` until it is stopped.
    func start() throws {
        try WriterThread.start { self.run() }
    }

    /// Ends the thread; `afterwards` is the last that runs on it.
    func stop(_ afterwards: @escaping @Sendable () -> Void) {
        self.afterwards.withLock { $0 = afterwards }
        queue.close()
    }

    /// To be called by the writer behind each commit.
    /// - Parameter pages: how many the log holds.
    func committed(pages: Int, by writer: SQLiteConnection) {
        switch phase.load(ordering: .acquiring) {
        case .idle where pages >= Self.threshold:
            phase.store(.running, ordering: .releasing)
            if !queue.add(Pass(checkpointer: self)) { phase.store(.idle, ordering: .releasing) }
        case .done:
            if pages >= Self.threshold { writer.moveLog() }
            phase.store(.idle, ordering: .releasing)
        default: break
        }
    }

    private func run() {
        PacedWrites.begin()
        defer { PacedWrites.end() }
        while true {
            let passes = queue.take(atMost: 1)
            if passes.isEmpty { break }
            for pass in passes { try? pass.perform(on: connection) }
        }
        connection.close()
        afterwards.withLock { $0 }?()
    }

    private struct Pass: WriteJob {
        let checkpointer: Checkpointer

        func perform(on connection: SQLiteConnection) throws {
            // What comes while one round is under way is for the next, which has less to do; what comes during the last is the
            // writer's. SQLite waits for the disk only where it moved all there is: so what this thread moved is made durable here,
            // where nobody waits for it.
            var reached = 0
            for _ in 0..<Checkpointer.rounds {
                let before = reached
                reached = connection.moveLog()
                connection.syncFile()
                if reached - before <= Checkpointer.rest { break }
            }
            checkpointer.phase.store(.done, ordering: .releasing)
        }

        func finish(failure: (any Error)?) {}
    }
}

extension SQLiteConnection {
    /// Moves what can be moved without waiting for anybody. A failure leaves the log as it is, and another try follows.
    /// - Returns: how many pages of the log are moved by now.
    @discardableResult
    func moveLog() -> Int {
        // busy, pages in the log, those of them that are moved
        (try? query("PRAGMA wal_checkpoint(PASSIVE)", []) { try Int($0.integer(2)) })?.first ?? 0
    }

    /// Makes the database's file durable as it is. The log stays until SQLite made it durable by itself, so a failure loses nothing.
    func syncFile() { _ = unsafe portico_sqlite_sync_file(db) }
}
