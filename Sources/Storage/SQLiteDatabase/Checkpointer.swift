import Database
import Synchronization

/// Moves what the log (WAL) holds into the database file, on a thread of its own: done by the writer thread, everyone who
/// waits for a commit would wait for it, too.
///
/// The log begins anew only when all of it was moved before a commit. Under steady load the writer always adds while this
/// thread moves, so the writer moves the short rest itself when this thread is done.
final class Checkpointer: Sendable {
    /// Pages in the log that are worth the two waits for the disk. The same pages are written again and again, above all the last
    /// ones of indexes, and moved once: an order cost 5 to 10 % less with 2000 than with 500. With many more of them at once,
    /// commits of that moment wait longer for the disk.
    static let threshold = 2000
