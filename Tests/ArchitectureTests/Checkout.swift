import FoundationEssentials
import Testing

/// The source tree that these tests read.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path()

    /// Paths below `folder`, relative to the root, of files with one of the endings.
    static func files(below folder: String, endings: [String]) -> [String] {
        let base = root + folder
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: base) else { return [] }
        return paths.filter { path in endings.contains { path.hasSuffix($0) } }.map { "\(folder)/\($0)" }.sorted()
    }

    static func text(of path: String) -> String {
        FileManager.default.contents(atPath: root + path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// A module as the folders show it.
struct SourceModule: CustomTestStringConvertible, Sendable {
    let name: String
    let layer: String
    let files: [String]

    var testDescription: String { "\(layer)/\(name)" }

    /// Every module under Sources, by folder.
    static let all: [SourceModule] = {
        let files = Checkout.files(below: "Sources", endings: [".swift"])
        let grouped = Dictionary(grouping: files) { $0.split(separator: "/").prefix(3).joined(separator: "/") }
        return grouped.map { folder, files in
            let parts = folder.split(separator: "/").map(String.init)
            return SourceModule(name: parts[2], layer: parts[1], files: files)
        }.sorted { $0.name < $1.name }
    }()

    /// The modules its files import.
    var imports: Set<String> {
        Set(
            files.flatMap { file in
                Checkout.text(of: file).split(separator: "\n").compactMap { line -> String? in
                    var words = line.split(separator: " ")
                    while let first = words.first,
                        ["package", "public", "internal", "private", "@preconcurrency"].contains(first)
                    {
                        words.removeFirst()
                    }
                    guard words.first == "import", words.count >= 2 else { return nil }
                    return String(words[1].split(separator: ".")[0])
                }
            })
    }
}
