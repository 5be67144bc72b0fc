import FoundationEssentials
import TestSupport
import Testing

/// What operators see of a server that runs as it would for them.
@Suite(.enabled(if: RunningPortico.isBuilt, "build the product portico first")) struct SeenStories {
    @Test func `the figures tell of everything that a listener does, and the access log of every request without its secrets`()
        async throws
    {
        let server = try RunningPortico(["operations_listen: [127.0.0.1:0]", "log_format: json", "limits:", "  body_bytes: 1024"])
        let ports = try await server.addresses().map(RunningPortico.port)
        let secrets = ["s3cr3t-query", "s3cr3t-cookie", "s3cr3t-bearer", "s3cr3t-path", "s3cr3t-body"]
        let client = try RawConnection(port: ports[0])
        #expect(try await client.ask("/sign-in?token=\(secrets[0])", ["Cookie: portico_session=\(secrets[1])"]).status == 200)
        #expect(try await client.ask("/v1/suppliers", ["Authorization: Bearer \(secrets[2])"]).status == 401)
        #expect(try await client.ask("/punchout/return/\(secrets[3])", method: "POST", body: secrets[4]).status == 303)
        #expect(try await client.ask("/\(secrets[3])").status == 404)
        let large = try RawConnection(port: ports[0])
        await large.send("POST /cxml HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1025\r\n\r\n")
        #expect(try await large.answer().status == 413)

        let operators = try RawConnection(port: ports[1])
        #expect(try await operators.ask("/healthz").body == "ok\n")
        #expect(try await operators.ask("/readyz").body == "database ok\nmigrations ok\nkey ok\n")
        let figures = try await operators.ask("/metrics")
        #expect(figures.status == 200 && figures.field("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        let names = Set(
            figures.body.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }.compactMap {
                $0.split(separator: " ").dropFirst(2).first.map(String.init)
            })
        for name in [
            "http_requests_total", "http_request_seconds", "connections_open", "connections_total", "event_streams_open",
            "received_bytes_total", "sent_bytes_total", "tls_handshakes_total", "refused_total", "writer_waiting",
            "writer_writes_total", "writer_commits_total", "writer_failures_total",
        ] { #expect(names.contains("portico_\(name)"), "\(name)") }
        var checkout = URL(filePath: #filePath)
        for _ in 0..<4 { checkout.deleteLastPathComponent() }
        let readme = try String(contentsOf: checkout.appending(path: "README.md"), encoding: .utf8)
        for name in names { #expect(readme.contains("`\(name)`"), "the README does not tell of \(name)") }
        for line in [
            "http_requests_total{route=\"/sign-in\",status=\"200\"} 1", "http_requests_total{route=\"none\",status=\"404\"} 1",
            "http_request_seconds_count{route=\"/sign-in\"} 1", "connections_open{listener=\"operations\"} 1",
            "connections_total{listener=\"public\"} 2", "event_streams_open{listener=\"public\"} 0",
            "refused_total{listener=\"public\",reason=\"too_large\"} 1",
        ] { #expect(figures.body.contains("portico_\(line)\n"), "\(line) in\n\(figures.body)") }

        #expect(try await server.stop() == 0)
        let lines = server.accessLog.split(separator: "\n")
        #expect(lines.count == 8)
        for line in lines {
            for field in ["time", "id", "method", "route", "peer", "status", "micros", "bytes"] {
                #expect(line.contains("\"\(field)\":"), "\(line)")
            }
        }
        #expect(server.accessLog.contains("\"route\":\"/punchout/return/{session}\""))
        for secret in secrets + ["s3cr3t"] { #expect(!(server.accessLog + server.log).contains(secret), "\(secret)") }
    }

    @Test func `behind the PROXY protocol the log and the limits know the client`() async throws {
        let server = try RunningPortico([
            "listen: [\"proxy:127.0.0.1:0\"]", "rate_limits:", "  sign_in_per_minute: 1",
        ])
        let port = RunningPortico.port(try #require(try await server.addresses().first))
        func signIn(_ client: String) async throws -> Int {
            let connection = try RawConnection(port: port)
            await connection.send("PROXY TCP4 \(client) 192.0.2.1 4000 443\r\n")
            return try await connection.ask("/sign-in", method: "POST", ["X-Forwarded-For: 203.0.113.1"], body: "email=x").status
        }
        #expect(try await signIn("198.51.100.7") != 429)
        #expect(try await signIn("198.51.100.7") == 429)
        #expect(try await signIn("198.51.100.8") != 429)
        let direct = try RawConnection(port: port)
        await direct.send("GET /sign-in HTTP/1.1\r\nHost: a.test\r\n\r\n")
        #expect(try await direct.read().bytes.isEmpty)
        #expect(try await server.stop() == 0)
        #expect(server.accessLog.contains("route=/sign-in peer=198.51.100.8 status=4"))
        #expect(!server.accessLog.contains("127.0.0.1") && !server.accessLog.contains("203.0.113.1"))
    }

    @Test func `a Unix socket that is served already keeps a second server from starting`() async throws {
        let folder = try ScratchFolder()
        let first = try RunningPortico(["listen: [\"unix:\(folder.path("s"))\"]"])
        _ = try await first.addresses()
        let second = try RunningPortico(["listen: [\"unix:\(folder.path("s"))\"]"])
        #expect(try await second.program.end() == 1)
        #expect(second.program.text.contains("the address is in use"))
        #expect(try await RawConnection(path: folder.path("s")).ask("/healthz").status == 200)
        #expect(try await first.stop() == 0)
    }
}
