import FoundationEssentials

/// A mail server that others wrote (aiosmtpd of PyPI), on loopback in a process of its own.
package final class MailServer: Sendable {
    /// How it is spoken to; see the head of mail-server.py. A password is asked for under the two with TLS:
    /// user `portico`, password `p@ss:word`.
    package enum Mode: String, Sendable, CaseIterable {
        case plain, starttls, smtps, silent
    }

    package let port: Int
    private let program: Program

    /// Whether it can be started here; says so where it cannot.
    package static func isThere() async -> Bool {
        let found = await PythonTool.has("aiosmtpd")
        if !found { print("Skipped: aiosmtpd (PyPI) is not there; make test-python installs it.") }
        return found
    }

    /// - Parameters:
    ///   - pair: for the modes with TLS.
    ///   - answers: to the next recipients, one each, as the head of mail-server.py says.
    package init(_ mode: Mode, _ pair: OpenSSLTool.Certificates.Pair? = nil, answers: [String] = []) async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "mail-server.py").path
        program = try Program(
            [PythonTool.program, script, mode.rawValue, pair?.certificate ?? "", pair?.key ?? ""] + answers)
        try await program.says("\"port\": ")
        let text = program.text
        let digits = text.firstRange(of: "\"port\": ").map { text[$0.upperBound...].prefix { $0.isNumber } }
        guard let port = digits.flatMap({ Int($0) }) else { throw Program.Failure(what: "a mail server without a port: \(text)") }
        self.port = port
    }

    /// Everything that happened, a line of JSON for each.
    package var text: String { program.text }

    /// How many messages came whole, whatever became of them.
    package var count: Int { text.ranges(of: "\"event\": \"message\"").count }

    /// Waits until that happened.
    package func says(_ part: String) async throws { try await program.says(part) }
}
