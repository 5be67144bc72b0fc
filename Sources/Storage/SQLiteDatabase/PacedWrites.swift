import CLinux
import CSQLite
import Glibc

/// Hands what a thread writes through SQLite to the disk bit by bit, instead of all of it at the wait for the disk: commits of other
/// threads wait for the same disk, behind whatever is before them. With megabytes before them, the slowest hundredth of the answers
/// took a third longer.
///
/// SQLite writes through a table of system calls that can be exchanged (`sqlite3_vfs.xSetSystemCall`). Threads that asked for nothing
/// write as ever.
enum PacedWrites {
    /// So many octets are on their way at once, and as many again are waited for.
    private static let piece = 65_536

    private static let key: pthread_key_t? = {
        var key = pthread_key_t()
        return unsafe pthread_key_create(&key, nil) == 0 ? key : nil
    }()

    private final class Count {
        /// Octets that the thread wrote since it last handed any to the disk.
        var octets = 0
        /// How often it did.
        var pieces = 0
    }

    /// To be called once, before SQLite opens a file. Where the calls cannot be exchanged, nothing is paced.
    static func install() {
        let write: @convention(c) (Int32, UnsafeRawPointer?, Int, off_t) -> Int = { file, octets, count, start in
            let written = unsafe pwrite(file, octets, count, start)
            if written > 0 { PacedWrites.wrote(written, to: file) }
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
        unsafe _ = pthread_setspecific(key, Unmanaged.passRetained(Count()).toOpaque())
    }

    /// - Returns: how often something was handed to the disk.
    @discardableResult
    static func end() -> Int {
        guard let key, let kept = unsafe pthread_getspecific(key) else { return 0 }
        _ = pthread_setspecific(key, nil)
        return unsafe Unmanaged<Count>.fromOpaque(kept).takeRetainedValue().pieces
    }

    private static func wrote(_ octets: Int, to file: Int32) {
        guard let key, let kept = unsafe pthread_getspecific(key) else { return }
        let count = unsafe Unmanaged<Count>.fromOpaque(kept).takeUnretainedValue()
        count.octets += octets
        guard count.octets >= piece else { return }
        count.octets = 0
        count.pieces += 1
        // A hint only: the wait for the disk that follows says whether all went well.
        _ = portico_start_writing(file)
    }
}
