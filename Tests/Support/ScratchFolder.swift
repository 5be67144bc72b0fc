import FoundationEssentials

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

    package func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(filePath: path(name))) }

    /// Empty when there is no such file.
    package func read(_ name: String) -> String {
        (try? String(contentsOf: URL(filePath: path(name)), encoding: .utf8)) ?? ""
    }
}
