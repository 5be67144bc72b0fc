import CLinux

/// The octets of a representation, wherever they are.
package protocol RepresentationData: Sendable {
    /// In octets; stays the same.
    var length: Int { get }
    /// The octets of a range that lies inside `length`. Throws when they are not there any more.
    func octets(_ range: Range<Int>) throws -> [UInt8]
}

/// Octets in memory.
struct MemoryData: RepresentationData {
    let bytes: [UInt8]
    var length: Int { bytes.count }
    func octets(_ range: Range<Int>) -> [UInt8] { range == 0..<bytes.count ? bytes : Array(bytes[range]) }
}

/// Why a file could not be opened or read.
package struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The number that Linux gave, `ENOENT` for example; 0 when the file had become shorter.
    package let code: Int
    package let description: String
}

/// A file, open as long as this lives: what is sent is one file, even when its name is given to another meanwhile.
package final class FileData: RepresentationData {
    package let length: Int
    /// Seconds since 1970.
    package let modified: Int
    /// Changes when the file does: made of its number, length and time in nanoseconds.
    package let tag: String
    private let descriptor: Int32

    /// Opens a regular file; a link at the end of the path is not followed. Throws `FileError`.
    package convenience init(path: String) throws(FileError) {
        let descriptor = unsafe portico_open_file(path)
        guard descriptor >= 0 else { throw FileError(code: Int(-descriptor), description: "\(path) cannot be opened.") }
        try self.init(owning: descriptor)
    }

    /// Takes over an open descriptor and closes it at the end. Throws `FileError` for what is no regular file.
    package init(owning descriptor: Int32) throws(FileError) {
        var facts = portico_file_facts()
        let result = unsafe portico_file_look(descriptor, &facts)
        guard result >= 0 else {
            portico_close(descriptor)
            throw FileError(code: Int(-result), description: "This is no regular file.")
        }
        self.descriptor = descriptor
        length = Int(facts.length)
        modified = Int(facts.modified_seconds)
        tag = [Int64(bitPattern: facts.inode), facts.length, facts.modified_seconds, facts.modified_nanoseconds]
            .map { String($0, radix: 16) }.joined(separator: "-")
    }

    deinit { portico_close(descriptor) }

    /// Reads from the page cache as a rule; a disk that must be waited for holds up this thread.
    package func octets(_ range: Range<Int>) throws -> [UInt8] {
        var done = 0
        var failure = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while done < range.count {
                guard let start = buffer.baseAddress else { break }
                let result = unsafe portico_read_at(
                    descriptor, start + done, range.count - done, Int64(range.lowerBound + done))
                if result == -Int(EINTR) { continue }
                if result <= 0 {
                    failure = -result
                    break
                }
                done += result
            }
            count = done
        }
        guard done == range.count else { throw FileError(code: failure, description: "The file has become shorter.") }
        return bytes
    }
}
