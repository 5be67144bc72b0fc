import FoundationEssentials
import Glibc

/// A folder of its own for a test, removed with everything in it when the test lets go of it.
package final class ScratchFolder: Sendable {
    package let path: String

    /// The path is short, so that Unix sockets have room in it. Throws when the folder cannot be made.
    package init() throws {
        path = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString.prefix(13))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func path(_ name: String) -> String { "\(path)/\(name)" }

    /// The number of the user whose file it is.
    package func owner(of name: String) -> UInt32? {
        var status = stat()
        return unsafe stat(path(name), &status) == 0 ? status.st_uid : nil
    }

    package func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(filePath: path(name))) }

    /// What the file has so far; empty when there is no such file.
    ///
    /// Not by `Data`, which leaks its buffer when a file is empty (swift-foundation of Swift 6.3): the address sanitizer tells.
    package func read(_ name: String) -> String {
        let file = unsafe open(path(name), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe Glibc.read(file, &piece, piece.count)
            guard count > 0 else { return String(decoding: all, as: UTF8.self) }
            all += piece[..<count]
        }
    }
}
