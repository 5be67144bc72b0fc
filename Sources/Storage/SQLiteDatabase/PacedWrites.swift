import CLinux
import CSQLite
import Glibc

/// How the mover of the log writes: the file grows ahead of it by pieces, and what it wrote goes to the disk piece by piece.
///
/// Each page that makes a file longer costs the file system several times what writing over one costs (it looks for room, and keeps a
/// page of memory of its own for it). So a piece of zeros is written first, which takes one large page of memory, and the pages go into
/// it: with ext4 of Linux 6.18 a page at the end costs 2.7 µs of a processor instead of 4.8. What the file is too long by, SQLite cuts
/// off when all of the log has been moved; until then it reads as many pages as the first one tells, as with
/// `SQLITE_FCNTL_CHUNK_SIZE`. Room that the disk does not have is missed before a page is lost.
///
/// Commits of other threads wait for the same disk, behind whatever is before them. With megabytes before them, the slowest hundredth
/// of the answers took a third longer; so pieces are handed over as they are complete.
///
/// SQLite writes through a table of system calls that can be exchanged (`sqlite3_vfs.xSetSystemCall`). Threads that asked for nothing
/// write as ever.
enum PacedWrites {
    /// So many octets are on their way at once, and as many again are waited for. With twice as many, a page costs 0.4 µs less, and the
    /// slowest hundredth of the answers takes a millisecond more.
    static let piece = 65_536

    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        return unsafe pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    private final class Progress {
        /// Octets that the thread wrote since it last handed any to the disk.
        private var octets = 0
        /// How often it did.
        private(set) var pieces = 0
        /// Where the last page that was written begins.
        private var last: off_t = 0
        /// The file reaches at least so far.
        private var end: off_t = 0
        /// Where the room ends that was made ahead of what is written.
        private var room: off_t = 0
        /// Where what is not handed over yet begins, and where what was handed over before it does.
        private var begins = (piece: off_t(0), before: off_t(0))

        /// To be called before each write.
        func makeRoom(for count: Int, at start: off_t, in file: Int32) {
            // Pages come in their order, so a smaller one begins another time through the log. The file may be shorter by now.
            if start < last { (end, room, begins) = (0, 0, (start, start)) }
            last = start
            // Less than any page has is a mark in another file.
            guard start + count > end, count >= 512 else { return }
            var status = stat()
            guard unsafe fstat(file, &status) == 0 else { return }
            end = status.st_size
            guard start >= end else { return }
            // Pieces end where large pages of memory do.
            let made = unsafe zeros.withUnsafeBytes { unsafe pwrite(file, $0.baseAddress, piece - start % piece, start) }
            // Without room, the page itself is missing it next.
            guard made > 0 else { return }
            end = start + made
            room = end
        }

        /// To be called behind each.
        func wrote(_ count: Int, at start: off_t, to file: Int32) {
            octets += count
            let reached = start + count
            // Room is handed over when it is full, not twice.
            guard octets >= piece, reached >= room else { return }
            octets = 0
            pieces += 1
            // A hint only: the wait for the disk that follows says whether all went well.
            _ = portico_start_writing(file, begins.before, reached - begins.before)
            begins = (reached, begins.piece)
        }
    }

    private static let zeros = [UInt8](repeating: 0, count: piece)

    /// To be called once, before SQLite opens a file. Where the calls cannot be exchanged, nothing is paced.
    static func install() {
        let write: @convention(c) (Int32, UnsafeRawPointer?, Int, off_t) -> Int = { file, octets, count, start in
            guard let progress = PacedWrites.progress else { return unsafe pwrite(file, octets, count, start) }
            progress.makeRoom(for: count, at: start, in: file)
            let written = unsafe pwrite(file, octets, count, start)
            if written > 0 { progress.wrote(written, at: start, to: file) }
            return written
        }
        guard key != nil, let files = unsafe sqlite3_vfs_find(nil), unsafe files.pointee.iVersion >= 3 else { return }
        // One of the two is what SQLite was compiled to call.
        for name in ["pwrite", "pwrite64"] {
            unsafe _ = files.pointee.xSetSystemCall?(files, name, unsafeBitCast(write, to: sqlite3_syscall_ptr.self))
        }
    }

    /// From now on, for as long as the calling thread lives or until ``end()``.
    static func begin() {
        guard let key else { return }
        unsafe _ = pthread_setspecific(key, Unmanaged.passRetained(Progress()).toOpaque())
    }

    /// - Returns: how often something was handed to the disk.
    @discardableResult
    static func end() -> Int {
        guard let key, let kept = unsafe pthread_getspecific(key) else { return 0 }
        _ = pthread_setspecific(key, nil)
        return unsafe Unmanaged<Progress>.fromOpaque(kept).takeRetainedValue().pieces
    }

    /// That of the calling thread, if it asked for it.
    private static var progress: Progress? {
        guard let key, let kept = unsafe pthread_getspecific(key) else { return nil }
        return unsafe Unmanaged<Progress>.fromOpaque(kept).takeUnretainedValue()
    }
}
