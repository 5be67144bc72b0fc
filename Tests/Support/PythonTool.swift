import FoundationEssentials

/// Python with packages from PyPI that a test holds ours against; the program is named by `PORTICO_PYTHON`, else `python3`.
package enum PythonTool {
    package static let program = ProcessInfo.processInfo.environment["PORTICO_PYTHON"] ?? "python3"

    /// Whether it is there and can import all of these.
    package static func has(_ modules: String...) async -> Bool {
        let imports = "import " + modules.joined(separator: ", ")
        return (try? await Program.run([program, "-c", imports]).status) == 0
    }

    /// Runs a script to its end; answers its exit status and what it wrote.
    package static func run(_ script: String, _ arguments: [String] = []) async throws -> (status: Int, text: String) {
        try await Program.run([program, "-c", script] + arguments)
    }
}
