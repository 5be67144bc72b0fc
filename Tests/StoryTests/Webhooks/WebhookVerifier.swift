import FoundationEssentials
import JSON
import TestSupport

/// The library of Standard Webhooks from PyPI, in a process of its own.
enum WebhookVerifier {
    private static var script: String {
        var file = URL(filePath: #filePath)
        file.deleteLastPathComponent()
        return file.appending(path: "verify.py").path
    }

    /// The Python that has the library; `nil` when none is found.
    static func python() async -> String? { await PythonTool.has("standardwebhooks") ? PythonTool.program : nil }

    /// What the library says of a message under each secret.
    static func verify(_ message: Receiver.Message, _ secrets: [String], _ python: String) async throws -> [Bool] {
        let headers: JSON = .object(message.headers.map { JSON.Member($0.key, .string($0.value)) })
        let line: JSON = ["headers": headers, "body": .string(message.body)]
        let said = try await Program.run([python, script] + secrets, input: line.text() + "\n").text
        return said.split(separator: "\n").compactMap { $0 == "good" ? true : $0.hasPrefix("bad") ? false : nil }
    }
}
