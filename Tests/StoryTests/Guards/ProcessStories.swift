import FoundationEssentials
import Glibc
import HTTPClient
import TestSupport
import Testing

/// The built program as a process: what signals do, and whose it is. Skipped where it was not built, as with `--filter`ed builds.
struct ProcessStories {
    private func get(_ url: String) async throws -> Int { try await RunningPortico.get(url).status }

    @Test(.enabled(if: RunningPortico.isBuilt, "build the product portico first"))
    func `SIGUSR1 opens the log files again, SIGTERM ends with status 0 and leaves one plain database file`() async throws {
        let server = try RunningPortico()
        let url = try #require(try await server.addresses().first)
        #expect(try await get(url + "/readyz") == 200)
        try await Patience.wait("a line") { server.accessLog.contains("route=/readyz") }
        let log = server.folder.path("logs/access.log")
        try FileManager.default.moveItem(atPath: log, toPath: log + ".1")
        server.program.signal(SIGUSR1)
        try await Patience.wait("the file") { FileManager.default.fileExists(atPath: log) }
        #expect(try await get(url + "/sign-in?secret=1") == 200)
        #expect(try await server.stop() == 0)
        #expect(server.log.contains("message=stopped") && server.accessLog.contains("route=/sign-in"))
        #expect(!server.accessLog.contains("secret"))
        #expect(!FileManager.default.fileExists(atPath: server.folder.path("data/p.db-wal")))
        await #expect(throws: (any Error).self) { try await get(url + "/healthz") }
    }

    @Test(.enabled(if: RunningPortico.isBuilt, "build the product portico first"))
    func `SIGTERM lets a running request finish and takes no new one`() async throws {
        let server = try RunningPortico(["limits:", "  slow_seconds: 600", "  shutdown_seconds: 600"])
        let port = RunningPortico.port(try #require(try await server.addresses().first))
        let (slow, idle) = (try RawConnection(port: port), try RawConnection(port: port))
        #expect(try await idle.ask("/healthz").status == 200)
        // It is being served once it may go on.
        await slow.send(
            "POST /cxml HTTP/1.1\r\nHost: a.test\r\nContent-Type: text/xml\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n")
        _ = try await slow.read(until: "100 Continue\r\n\r\n")
        server.program.signal(SIGTERM)
        #expect(try await idle.read().ending == .closed)
        try await Patience.wait("the end of listening") { (try? RawConnection(port: port)) == nil }
        await slow.send("<cXML>")
        let answer = try await slow.answer()
        #expect(answer.status == 200 && answer.body.contains("<Status code=") && answer.field("Connection") == "close")
        #expect(try await server.program.end() == 0)
        #expect(server.accessLog.contains("route=/cxml peer=127.0.0.1 status=200"), "\(server.accessLog)")
    }

    @Test(.enabled(if: RunningPortico.isBuilt && getuid() == 0, "needs the built product, and root"))
    func `started as root it is somebody else in every thread once it listens, and its files are theirs`() async throws {
        let server = try RunningPortico(["run_as: nobody"])
        _ = try await server.addresses()
        let process = server.program.process
        let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
        #expect(tasks.count > 2)
        for task in tasks {
            let status = try String(contentsOf: URL(filePath: "/proc/\(process)/task/\(task)/status"), encoding: .utf8)
            let lines = status.split(separator: "\n").map { $0.replacing("\t", with: " ") }
            #expect(lines.contains("Uid: 65534 65534 65534 65534") && lines.contains("Gid: 65534 65534 65534 65534"))
            #expect(lines.contains("CapEff: 0000000000000000") && lines.contains("CapPrm: 0000000000000000"))
            #expect(!lines.contains { $0.hasPrefix("Groups:") && $0.split(separator: " ").dropFirst().contains("0") })
        }
        for file in ["data/p.db", "data/p.key", "logs/access.log"] {
            #expect(server.folder.owner(of: file) == 65534)
        }
        #expect(try await server.stop() == 0)
    }

    @Test(
        .enabled(if: RunningPortico.isBuilt && getuid() == 0, "needs the built product, and root"),
        arguments: ["root", "nobody:root", "no-such-user"])
    func `it does not start as somebody who is nobody's better`(_ account: String) async throws {
        let server = try RunningPortico(["run_as: \(account)"])
        #expect(try await server.program.end() == 1)
        #expect(server.program.text.contains("run_as: "))
    }
}
