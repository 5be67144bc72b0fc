import FoundationEssentials
import Glibc
import HTTPClient
import Testing

/// The built program as a process: what signals do, and whose it is. Skipped where it was not built, as with `--filter`ed builds.
struct ProcessStories {
    static let program: String = {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appending(path: ".build/debug/portico").path
    }()

    static let isBuilt = unsafe access(program, X_OK) == 0

    /// A running server in a directory of its own.
    private struct Running {
        let process: pid_t
        let folder: String
        var url = ""

        init(_ lines: [String] = []) throws {
            folder = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString)"
            for part in ["", "/data", "/logs"] {
                try FileManager.default.createDirectory(atPath: folder + part, withIntermediateDirectories: false)
            }
            if getuid() == 0 { for part in ["/data", "/logs"] { _ = unsafe chown(folder + part, 65534, 65534) } }
            let settings =
                [
                    "listen: [127.0.0.1:0]", "database: sqlite:\(folder)/data/p.db", "key_file: \(folder)/data/p.key",
                    "access_log: \(folder)/logs/access.log", "log_file: \(folder)/logs/portico.log",
                ] + lines
            try Data((settings.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: folder + "/p.yaml"))
            let arguments = [ProcessStories.program, "serve", "--config", folder + "/p.yaml"]
            let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
            defer { unsafe words.forEach { unsafe free($0) } }
            var actions = unsafe posix_spawn_file_actions_t()
            unsafe posix_spawn_file_actions_init(&actions)
            for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
                unsafe posix_spawn_file_actions_addopen(
                    &actions, descriptor, "\(folder)/out.\(descriptor)", O_WRONLY | O_CREAT, 0o644)
            }
            var child = pid_t()
            let none: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
            let result = unsafe posix_spawn(&child, ProcessStories.program, &actions, nil, words, none)
            unsafe posix_spawn_file_actions_destroy(&actions)
            guard result == 0 else { throw CancellationError() }
            process = child
        }

        func text(_ name: String) -> String {
            (try? String(contentsOf: URL(filePath: "\(folder)/\(name)"), encoding: .utf8)) ?? ""
        }

        /// Looks again and again for up to 20 seconds.
        func wait(_ what: Comment, until isSo: () -> Bool) async throws {
            for _ in 0..<400 {
                if isSo() { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record(what)
            throw CancellationError()
        }

        /// Waits for the line that tells the address.
        mutating func listens() async throws {
            try await wait("the server did not start: \(text("out.2"))") { text("out.1").contains("Portico listens on ") }
            let line = text("out.1").split(separator: "\n").first ?? ""
            url = String(line.split(separator: " ").last ?? "")
        }

        /// The exit status, or 128 and the signal.
        func end() async throws -> Int32 {
            var status: Int32 = 0
            try await wait("the server did not end") { unsafe waitpid(process, &status, WNOHANG) == process }
            try? FileManager.default.removeItem(atPath: folder)
            return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        }
    }

    private func get(_ url: String) async throws -> Int {
        let client = try HTTPClient(HTTPClient.Options(allowPrivateTargets: true))
        defer { client.close() }
        return try await client.send(OutgoingRequest(method: "GET", url: url)).status
    }

    @Test(.enabled(if: isBuilt, "build the product portico first"))
    func `SIGUSR1 opens the log files again, SIGTERM ends with status 0 and leaves one plain database file`() async throws {
        var server = try Running()
        try await server.listens()
        #expect(try await get(server.url + "/readyz") == 200)
        let log = server.folder + "/logs/access.log"
        try await server.wait("no line") { server.text("logs/access.log").contains("route=/readyz") }
        try FileManager.default.moveItem(atPath: log, toPath: log + ".1")
        #expect(kill(server.process, SIGUSR1) == 0)
        try await server.wait("not opened again") { FileManager.default.fileExists(atPath: log) }
        #expect(try await get(server.url + "/sign-in?secret=1") == 200)
        kill(server.process, SIGTERM)
        try await server.wait("not stopped") { server.text("logs/portico.log").contains("message=stopped") }
        #expect(server.text("logs/access.log").contains("route=/sign-in"))
        #expect(!server.text("logs/access.log").contains("secret"))
        #expect(!FileManager.default.fileExists(atPath: server.folder + "/data/p.db-wal"))
        #expect(try await server.end() == 0)
        await #expect(throws: (any Error).self) { try await get(server.url + "/healthz") }
    }

    @Test(.enabled(if: isBuilt && getuid() == 0, "needs the built product, and root"))
    func `started as root it is somebody else in every thread once it listens, and its files are theirs`() async throws {
        var server = try Running(["run_as: nobody"])
        try await server.listens()
        let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(server.process)/task")
        #expect(tasks.count > 2)
        for task in tasks {
            let status = try String(contentsOf: URL(filePath: "/proc/\(server.process)/task/\(task)/status"), encoding: .utf8)
            let lines = status.split(separator: "\n").map { $0.replacing("\t", with: " ") }
            #expect(lines.contains("Uid: 65534 65534 65534 65534") && lines.contains("Gid: 65534 65534 65534 65534"))
            #expect(lines.contains("CapEff: 0000000000000000") && lines.contains("CapPrm: 0000000000000000"))
            #expect(!lines.contains { $0.hasPrefix("Groups:") && $0.split(separator: " ").dropFirst().contains("0") })
        }
        for file in ["data/p.db", "data/p.key", "logs/access.log"] {
            var status = stat()
            #expect(unsafe stat("\(server.folder)/\(file)", &status) == 0 && status.st_uid == 65534)
        }
        kill(server.process, SIGTERM)
        #expect(try await server.end() == 0)
    }

    @Test(
        .enabled(if: isBuilt && getuid() == 0, "needs the built product, and root"),
        arguments: ["root", "nobody:root", "no-such-user"])
    func `it does not start as somebody who is nobody's better`(_ account: String) async throws {
        let server = try Running(["run_as: \(account)"])
        try await server.wait("no message") { server.text("out.2").contains("run_as: ") }
        #expect(try await server.end() == 1)
    }
}
