import CSQLite
import Database
import Glibc

extension SQLiteDatabase {
    /// Copies one consistent state of the data to a new file while reads and writes go on.
    ///
    /// The copy is written beside its place and takes the name only when it is complete, so a file of that name is whole.
    /// - Throws: ``DatabaseError``, also when `target` exists: a backup never replaces a file.
    @concurrent
    package func backup(to target: String) async throws {
        guard unsafe access(target, F_OK) != 0 else {
            throw DatabaseError(kind: .other, message: "\(target) exists; a backup does not replace a file")
        }
        let partial = target + ".partial"
        unsafe unlink(partial)
        let file = unsafe Glibc.open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw DatabaseError(kind: .other, message: "\(partial) cannot be made: \(reason)")
        }
        defer { Glibc.close(file) }
        do {
            try copy(to: partial)
            guard fsync(file) == 0, unsafe rename(partial, target) == 0 else {
                throw DatabaseError(kind: .other, message: "\(target) cannot be completed: error \(errno)")
            }
        } catch {
            unsafe unlink(partial)
            throw error
        }
    }

    private func copy(to target: String) throws {
        let source = try SQLiteConnection(path: path, flags: SQLITE_OPEN_READONLY)
        let copy = try SQLiteConnection(path: target, flags: SQLITE_OPEN_READWRITE)
        guard let backup = unsafe sqlite3_backup_init(copy.db, "main", source.db, "main") else {
            throw unsafe SQLiteFailure.last(copy.db)
        }
        // All pages in one step: the source is then read under one snapshot, and the writer goes on in the WAL.
        let step = unsafe sqlite3_backup_step(backup, -1)
        let finish = unsafe sqlite3_backup_finish(backup)
        guard step == SQLITE_DONE, finish == SQLITE_OK else { throw unsafe SQLiteFailure.last(copy.db) }
        // A copy in WAL mode would need two files; as one plain file it can be moved and opened anywhere.
        _ = try copy.query("PRAGMA journal_mode = DELETE") { try $0.text(0) }
    }
}
