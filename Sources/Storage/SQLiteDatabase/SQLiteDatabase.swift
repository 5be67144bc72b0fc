import CSQLite
package import Database
import Glibc
import Synchronization

/// A SQLite file as ``Database``: readers on the calling thread, one writer thread with shared durable commits.
///
/// The file is in WAL mode, so readers and the writer never wait for each other. Tables are expected to be STRICT.
/// Dropping the last reference closes it too, but without waiting: call ``close()``.
package final class SQLiteDatabase: Database {
    package let path: String
    let writer: WriterThread
    private let readers: ReaderPool
    private let end: Latch

    /// Opens the file at `path`, and makes it (readable by its owner only) when there is none.
    /// - Throws: ``DatabaseError``; `corrupt` for a file that is no database, or that `checksOnOpen` found damaged.
    package convenience init(path: String, options: SQLiteOptions = SQLiteOptions()) throws {
        try self.init(path: path, options: options, whenClosed: {})
    }

    /// - Parameter whenClosed: runs when the file was let go of.
    init(path: String, options: SQLiteOptions, whenClosed: @escaping @Sendable () -> Void) throws {
        Self.makeDirectory(of: path)
        // SQLite would make the file, and its WAL with the same mode, readable by everyone.
        let file = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw DatabaseError(kind: .other, message: "\(path) cannot be opened for writing: \(reason)")
        }
        Glibc.close(file)

        let connection = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE, gathersLog: true)
        try Self.configure(connection, options)
        let end = Latch()
        let readers = ReaderPool(keeps: options.readers) {
            let reader = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READONLY)
            // Small, because every commit of the writer empties it; what is read often stays with the operating system. Not
            // mapped: a mapping is undone by each checkpoint, and counts as memory of ours.
            try reader.executeScript("PRAGMA query_only = ON; PRAGMA cache_size = -500;")
            return reader
        }
        self.path = path
        self.readers = readers
        self.end = end
        let checkpointer = Checkpointer(connection: try SQLiteConnection(path: path, flags: SQLITE_OPEN_READWRITE))
        connection.watchLog()
        let waitForDisk = options.synchronous == .full ? options.waitForDisk : nil
        writer = WriterThread(
            connection: connection, path: path, waitForDisk: waitForDisk, patience: options.patience, checkpointer: checkpointer
        ) { connection in
            checkpointer.stop {
                readers.close()
                // Leaves one plain file behind; what a reader still holds stays in the WAL and is not lost.
                _ = try? connection.query("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
                connection.close()
                whenClosed()
                end.open()
            }
        }
        try checkpointer.start()
        do {
            try writer.start()
        } catch {
            checkpointer.stop {}
            throw error
        }
    }

    deinit {
        writer.queue.close()
    }

    /// Makes the directory that is to hold the file, so that a first start needs no preparation; opening tells of failure.
    private static func makeDirectory(of path: String) {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
        _ = unsafe mkdir(String(path[..<slash]), 0o700)
    }

    private static func configure(_ connection: SQLiteConnection, _ options: SQLiteOptions) throws {
        let mode = try connection.first("PRAGMA journal_mode = WAL") { try $0.text(0) }
        guard mode == "wal" else {
            throw DatabaseError(
                kind: .other, message: "the file system of the database does not support WAL (mode \(mode ?? "none"))")
        }
        // Without SQLite's own wait within COMMIT: DiskWait waits. What is deleted is overwritten where its page is written anyhow;
        // Debian's SQLite would write every page that becomes free, too. Secrets are sealed before they get here.
        try connection.executeScript(
            """
            PRAGMA synchronous = \(options.synchronous == .full ? "NORMAL" : "OFF");
            PRAGMA foreign_keys = ON;
            PRAGMA trusted_schema = OFF;
            PRAGMA secure_delete = FAST;
            PRAGMA cache_size = -4000;
            PRAGMA temp_store = MEMORY;
            PRAGMA journal_size_limit = 67108864;
            """)
        guard options.checksOnOpen else { return }
        let report = try connection.query("PRAGMA quick_check(5)") { try $0.text(0) }
        guard report == ["ok"] else {
            throw DatabaseError(kind: .corrupt, message: "the database is damaged: \(report.joined(separator: "; "))")
        }
    }

    /// Runs `body` at once on the calling thread, on its own read-only connection.
    package func read<R: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> R) async throws -> R {
        try readers.use { connection in
            try connection.execute("BEGIN")
            // Nothing was changed, so ending the transaction cannot lose anything: its own failure says nothing.
            defer { _ = try? connection.execute("COMMIT") }
            return try body(connection)
        }
    }

    @discardableResult
    package func write<R: Sendable>(
        isUrgent: Bool, _ body: @escaping @Sendable (any SQLConnection) throws -> R
    ) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            let call = WriteCall(body, continuation)
            if !writer.add(call, isUrgent: isUrgent) {
                call.finish(failure: DatabaseError(kind: .other, message: "the database is closed"))
            }
        }
    }

    /// Does the writes that wait, moves everything into the one file and closes it.
    package func close() async {
        writer.queue.close()
        await end.wait()
    }
}
