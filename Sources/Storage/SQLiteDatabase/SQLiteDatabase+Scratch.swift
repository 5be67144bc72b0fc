import Database
import Glibc

extension SQLiteDatabase {
    /// A new empty database in a directory of its own that is removed when it closes: for tests and trials.
    ///
    /// It does not wait for the disk, so what it held is lost with the machine's power.
    package static func scratch() throws -> SQLiteDatabase {
        let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/portico-XXXXXX".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return unsafe mkdtemp(start) != nil
        }
        guard made else { throw DatabaseError(kind: .other, message: "no directory can be made in \(base)") }
        let directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let path = "\(directory)/scratch.db"
        return try SQLiteDatabase(path: path, options: SQLiteOptions(synchronous: .off)) {
            for suffix in ["", "-wal", "-shm"] { unsafe unlink(path + suffix) }
            unsafe rmdir(directory)
        }
    }
}
