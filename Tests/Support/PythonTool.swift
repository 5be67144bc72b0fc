import FoundationEssentials

/// Python with packages from PyPI that a test holds ours against: what `PORTICO_PYTHON` names, else what `make test-python` made,
/// else `python3`.
package enum PythonTool {
    package static let program: String = {
        if let named = ProcessInfo.processInfo.environment["PORTICO_PYTHON"] { return named }
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let made = root.appending(path: ".build/python/bin/python").path
        return FileManager.default.isExecutableFile(atPath: made) ? made : "python3"
    }()

    /// Whether it is there and can import all of these.
    package static func has(_ modules: String...) async -> Bool {
        if Program.nothingIsSkipped { return true }
        let imports = "import " + modules.joined(separator: ", ")
        return (try? await Program.run([program, "-c", imports]).status) == 0
    }

    /// Runs a script to its end; answers its exit status and what it wrote.
    package static func run(_ script: String, _ arguments: [String] = []) async throws -> (status: Int, text: String) {
        try await Program.run([program, "-c", script] + arguments)
    }
}
