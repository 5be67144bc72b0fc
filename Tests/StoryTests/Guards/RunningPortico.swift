import FoundationEssentials
import Glibc
import HTTPClient
import TestSupport
import Testing

/// The built program, serving in a process and a folder of its own.
final class RunningPortico: Sendable {
    static let path: String = {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appending(path: ".build/debug/portico").path
    }()

    static let isBuilt = unsafe Program.nothingIsSkipped || access(path, X_OK) == 0

    let folder: ScratchFolder
    let program: Program

    /// - Parameters:
    ///   - folder: with the files that the settings name, if there are any.
    ///   - lines: of the configuration, beside those that keep the server in its folder; `listen` is one free port unless told.
    init(_ lines: [String] = [], in folder: ScratchFolder? = nil) throws {
        let folder = try folder ?? ScratchFolder()
        self.folder = folder
        for part in ["data", "logs"] {
            try FileManager.default.createDirectory(atPath: folder.path(part), withIntermediateDirectories: false)
            if getuid() == 0 { _ = unsafe chown(folder.path(part), 65534, 65534) }
        }
        let settings =
            [
                "database: sqlite:\(folder.path("data/p.db"))", "key_file: \(folder.path("data/p.key"))",
                "access_log: \(folder.path("logs/access.log"))", "log_file: \(folder.path("logs/portico.log"))",
            ] + (lines.contains { $0.hasPrefix("listen:") } ? [] : ["listen: [127.0.0.1:0]"]) + lines
        try folder.write(settings.joined(separator: "\n") + "\n", to: "p.yaml")
        program = try Program([Self.path, "serve", "--config", folder.path("p.yaml")])
    }

    var log: String { folder.read("logs/portico.log") }
    var accessLog: String { folder.read("logs/access.log") }

    /// Waits until it serves; answers its addresses, the public ones first.
    func addresses() async throws -> [String] {
        try await Patience.wait("the server's start: \(program.text)") { program.text.contains("user yet") }
        return program.text.split(separator: "\n").filter { $0.contains("listens on ") || $0.contains("Operators find ") }
            .compactMap { $0.split(separator: " ").last.map(String.init) }
    }

    /// The port of an address.
    static func port(_ address: String) -> Int { Int(address.split(separator: ":").last ?? "") ?? 0 }

    func logs(_ part: String) async throws { try await Patience.wait("\(part) in: \(log)") { log.contains(part) } }

    /// Ends it as systemd does; answers the exit status.
    func stop() async throws -> Int {
        program.signal(SIGTERM)
        return try await program.end()
    }

    static func get(_ url: String) async throws -> IncomingResponse {
        let client = try HTTPClient(HTTPClient.Options(allowPrivateTargets: true))
        defer { client.close() }
        return try await client.send(OutgoingRequest(method: "GET", url: url))
    }
}
