import HTTP
import HTTPServer
import Testing
import TestSupport

@Suite(.enabled(if: OpenSSLTool.isThere, "needs the command openssl")) struct `The life of a TLS connection` {
    @Test(arguments: [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")])
    func `a session is gone on with, on any reactor`(_ flag: String, _ version: String) async throws {
        try await SecureSite.run(configured: { $0.reactors = 3 }) { site async throws in
            let file = site.certificates.folder.path("session")
            let first = try await site.ask(flag, "-sess_out", file)
            #expect(first.contains("New, \(version), "), "\(first)")
            // What comes before the handshake's end could be sent again by anybody (RFC 8446 §8).
            #expect(!first.contains("Max Early Data: ") || first.contains("Max Early Data: 0"))
            for _ in 0..<4 {
                let said = try await site.ask(flag, "-sess_in", file)
                #expect(said.contains("Reused, \(version), ") && said.contains("200 OK"), "\(said)")
            }
            let figures = site.site.server.figures
            #expect(figures.fullHandshakes == 1 && figures.resumedHandshakes == 4)
        }
    }

    @Test func `a session that is none is no harm`() async throws {
        try await SecureSite.run { site async throws in
            try await SecureSite.run { other async throws in
                let file = other.certificates.folder.path("session")
                _ = try await other.ask("-sess_out", file)
                #expect(try await site.ask("-sess_in", file).contains("New, TLSv1.3"))
            }
        }
    }

    /// RFC 8446 §6.1 and RFC 9112 §9.8: without close_notify a client cannot tell the end from a cut. `s_client` says `closed`
    /// for one, and `unexpected eof` for the other.
    @Test(arguments: ["-tls1_2", "-tls1_3"]) func `the end is told`(_ version: String) async throws {
        try await SecureSite.run(configured: { $0.idleSeconds = 1 }) { site async throws in
            let asked = try await site.ask(version)
            #expect(asked.hasSuffix("closed\n") && !asked.contains("unexpected eof"), "\(asked)")
            // Left alone after an answer.
            let idle = try await OpenSSLTool.connect(
                site.port, [version], request: "GET /who HTTP/1.1\r\nHost: a.test\r\n\r\n")
            #expect(idle.contains("200 OK") && idle.hasSuffix("closed\n") && !idle.contains("unexpected eof"), "\(idle)")
            // Refused.
            let refused = try await OpenSSLTool.connect(site.port, [version], request: "nonsense\r\n\r\n")
            #expect(refused.contains("HTTP/1.1 400") && refused.hasSuffix("closed\n") && !refused.contains("unexpected eof"))
        }
    }

    @Test func `what broke off does not look whole`() async throws {
        struct Broken: Responder {
            struct Body: ResponseBodyProducer {
                func next() async throws -> [UInt8]? { throw CancellationError() }
            }
            func respond(to request: HTTPRequest) async -> HTTPResponse { HTTPResponse(body: .stream(length: nil, Body())) }
        }
        try await SecureSite.run(responder: Broken()) { site async throws in
            // In HTTP/1.0 only the end of the connection tells the end of the body.
            let said = try await OpenSSLTool.connect(site.port, request: "GET / HTTP/1.0\r\n\r\n")
            #expect(said.contains("HTTP/1.1 200 OK") && said.contains("unexpected eof"), "\(said)")
        }
    }

    @Test func `a stop tells connections that wait`() async throws {
        try await SecureSite.run { site async throws in
            let client = try OpenSSLTool.stay(site.port, ["-ign_eof"])
            try await client.says("Verify return code")
            await site.site.server.stop(within: .seconds(5))
            _ = try await client.end()
            #expect(client.text.hasSuffix("closed\n") && !client.text.contains("unexpected eof"), "\(client.text)")
        }
    }

    @Test func `plain HTTP is told that TLS is spoken here`() async throws {
        try await SecureSite.run { site async throws in
            let plain = try site.site.connect()
            let answer = try await plain.ask("/who")
            #expect(answer.status == 400 && answer.body.contains("https") && answer.field("Connection") == "close")
            #expect(try await plain.read().ending == .closed)
            // Anything else is answered by an alert or closed.
            let noise = try site.site.connect()
            await noise.send("EHLO there\r\n\r\n\r\n")
            let (bytes, _) = try await noise.read()
            #expect(bytes.isEmpty || bytes.first == 21)
            try await site.site.refuses(.handshake, times: 2)
        }
    }

    @Test func `why a handshake failed is not lost to a reset, whatever the client sent behind it`() async throws {
        try await SecureSite.run { site async throws in
            let client = try site.site.connect()
            let hello = ClientHello(suites: [0x002F]).bytes
            await client.send(hello + [UInt8](repeating: 0, count: 300_000))
            client.finishSending()
            let (bytes, ending) = try await client.read()
            #expect(bytes.starts(with: [21, 3, 3, 0, 2, 2, 40]) && ending == .closed)
        }
    }

    @Test func `a handshake that does not come on is ended, and so is one that stops half way`() async throws {
        try await SecureSite.run(configured: { $0.headSeconds = 1 }) { site async throws in
            let silent = try site.site.connect()
            let half = try site.site.connect()
            await half.send(Array(ClientHello(suites: [0xC02B]).bytes.prefix(20)))
            let answered = try site.site.connect()
            await answered.send(ClientHello(suites: [0xC02B]).bytes)
            #expect(try await silent.read().bytes.isEmpty)
            #expect(try await half.read().bytes.isEmpty)
            // It got the server's part, and never sent its own.
            #expect(try await answered.read().bytes.first == 22)
            try await site.site.refuses(.handshake, times: 3)
        }
    }

    @Test func `a large answer and a large body come through whole`() async throws {
        struct Large: Responder {
            func respond(to request: HTTPRequest) async -> HTTPResponse {
                let body = (try? await request.body.collect(upTo: .max)) ?? []
                return .bytes(
                    Array(repeating: UInt8(ascii: "x"), count: 3_000_000) + Array("\n\(body.count) came".utf8), type: "text/plain"
                )
            }
        }
        try await SecureSite.run(responder: Large()) { site async throws in
            let body = String(repeating: "y", count: 400_000)
            let client = try OpenSSLTool.stay(site.port, ["-quiet", "-ign_eof"])
            client.write(
                "POST / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(try await client.end() == 0)
            #expect(client.text.contains("400000 came") && client.text.count { $0 == "x" } >= 3_000_000)
        }
    }
}
