import HTTPClient
import Testing

/// What leaves, what comes back, and what a failure says of the request.
struct HTTPClientTests {
    private static let answer = "HTTP/1.1 201 Created\r\nX-One: a\r\nx-two:  b \r\nContent-Length: 5\r\n\r\nhello"

    private func client() throws -> HTTPClient { try HTTPClient(.init(allowPrivateTargets: true)) }

    @Test func `a request arrives as it was given and its answer comes back whole`() async throws {
        let server = try TinyServer([.bytes(Self.answer)])
        defer { server.stop() }
        let response = try await client().send(
            OutgoingRequest(
                method: "POST", url: server.url, headers: [("Content-Type", "text/xml"), ("X-Empty", "")],
                body: Array("<a/>".utf8)))
        #expect(response.status == 201)
        #expect(response.body == Array("hello".utf8))
        #expect(response.header("X-TWO") == "b")
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /path?q=1 HTTP/1.1\r\n"))
        #expect(request.contains("\r\nContent-Type: text/xml\r\n"))
        #expect(request.contains("\r\nX-Empty:\r\n"))
        #expect(request.contains("\r\nContent-Length: 4\r\n"))
        #expect(request.contains("\r\nUser-Agent: Portico\r\n"))
        #expect(!request.contains("Expect:"))
        #expect(request.hasSuffix("\r\n\r\n<a/>"))
    }

    @Test(arguments: ["GET", "DELETE", "PUT", "PATCH", "POST"])
    func `a method without a body works`(_ method: String) async throws {
        let server = try TinyServer([.bytes("HTTP/1.1 204 No Content\r\n\r\n")])
        defer { server.stop() }
        #expect(try await client().send(OutgoingRequest(method: method, url: server.url)).status == 204)
        #expect(server.requests.first?.hasPrefix("\(method) ") == true)
    }

    @Test func `a connection is used again`() async throws {
        let server = try TinyServer([.bytes(Self.answer), .bytes(Self.answer), .bytes(Self.answer)])
        defer { server.stop() }
        let client = try client()
        let began = ContinuousClock.now
        for _ in 0..<3 { _ = try await client.send(OutgoingRequest(method: "POST", url: server.url, body: [65])) }
        #expect(server.requests.count == 3)
        // A connection is given up when it is 20 s old: under a sanitizer, on a busy machine, it may have become so.
        if ContinuousClock.now - began < .seconds(20) { #expect(server.connections == 1) }
    }

    @Test func `a post is never sent twice when a kept connection closes without an answer`() async throws {
        let server = try TinyServer([.bytes(Self.answer), .bytesThenClose(""), .bytes(Self.answer)])
        defer { server.stop() }
        let client = try client()
        let request = OutgoingRequest(method: "POST", url: server.url, body: Array("order".utf8))
        _ = try await client.send(request)
        let error = await #expect(throws: HTTPClientError.self) { try await client.send(request) }
        #expect(error?.kind == .noAnswer)
        #expect(server.requests.count == 2)
    }

    @Test func `a redirect is an answer and is not followed`() async throws {
        let server = try TinyServer([.bytes("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")])
        defer { server.stop() }
        #expect(try await client().send(OutgoingRequest(url: server.url)).status == 302)
        #expect(server.requests.count == 1)
    }

    @Test func `an interim answer is passed over`() async throws {
        let server = try TinyServer([.bytes("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" + Self.answer)])
        defer { server.stop() }
        let response = try await client().send(OutgoingRequest(url: server.url))
        #expect(response.status == 201)
        #expect(response.header("X-Early") == nil)
    }

    @Test func `a refused connection says that nothing was sent`() async throws {
        let server = try TinyServer([])
        let url = server.url
        server.stop()
        // The port is free again once the server's thread has gone; until then the connection is accepted and closed.
        let client = try client()
        var kind = HTTPClientError.Kind.noAnswer
        for _ in 0..<200 where kind != .notSent {
            let error = await #expect(throws: HTTPClientError.self) { try await client.send(OutgoingRequest(url: url)) }
            kind = try #require(error).kind
        }
        #expect(kind == .notSent)
    }

    @Test func `a failed handshake says that nothing was sent`() async throws {
        let server = try TinyServer([], greeting: "no TLS here\r\n\r\n")
        defer { server.stop() }
        let request = OutgoingRequest(
            method: "POST", url: "https://127.0.0.1:\(server.port)/", body: [1])
        let error = await #expect(throws: HTTPClientError.self) { try await client().send(request) }
        #expect(error?.kind == .notSent)
        #expect(error?.mayHaveArrived == false)
    }

    @Test(arguments: [
        TinyServer.Answer.silence, .bytesThenClose(""), .bytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"),
    ])
    func `a request without a whole answer is unknown`(_ answer: TinyServer.Answer) async throws {
        let server = try TinyServer([answer])
        defer { server.stop() }
        let request = OutgoingRequest(method: "POST", url: server.url, body: [1], totalTimeout: .milliseconds(300))
        let error = await #expect(throws: HTTPClientError.self) { try await client().send(request) }
        #expect(error?.kind == .noAnswer)
        #expect(error?.mayHaveArrived == true)
    }

    @Test func `an answer that is too long is refused`() async throws {
        let server = try TinyServer([.bytesThenClose(Self.answer)])
        defer { server.stop() }
        let error = await #expect(throws: HTTPClientError.self) {
            try await client().send(OutgoingRequest(url: server.url, maximumResponseSize: 4))
        }
        #expect(error?.kind == .answerTooLarge)
    }

    @Test(arguments: [
        OutgoingRequest(url: "ftp://example.com/"), OutgoingRequest(url: "file:///etc/passwd"),
        OutgoingRequest(url: "example.com"),
        OutgoingRequest(url: "http://user:word@example.com/"), OutgoingRequest(url: "http://example.com/a b"),
        OutgoingRequest(url: "http://"),
        OutgoingRequest(method: "GE T", url: "http://example.com/"),
        OutgoingRequest(url: "http://example.com/", headers: [("A", "b\r\nC: d")]),
        OutgoingRequest(url: "http://example.com/", headers: [("A:", "b")]),
    ])
    func `a malformed request is refused before anything happens`(_ request: OutgoingRequest) async throws {
        let error = await #expect(throws: HTTPClientError.self) { try await client().send(request) }
        #expect(error?.kind == .invalidRequest)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"])
    func `a private target is refused although someone listens there`(_ host: String) async throws {
        let server = try TinyServer([.bytes(Self.answer)])
        defer { server.stop() }
        let client = try HTTPClient()
        let error = await #expect(throws: HTTPClientError.self) {
            try await client.send(OutgoingRequest(url: "http://\(host):\(server.port)/"))
        }
        #expect(error?.kind == .refusedTarget)
        #expect(server.connections == 0)
    }

    @Test func `a cancelled request ends, and a closed client sends nothing`() async throws {
        let server = try TinyServer([.silence])
        defer { server.stop() }
        let client = try client()
        let task = Task { try await client.send(OutgoingRequest(url: server.url)) }
        while server.connections == 0 { await Task.yield() }
        task.cancel()
        await #expect(throws: HTTPClientError.self) { try await task.value }
        client.close()
        let error = await #expect(throws: HTTPClientError.self) { try await client.send(OutgoingRequest(url: server.url)) }
        #expect(error?.kind == .notSent)
    }

    @Test func `many requests at once all get their answer`() async throws {
        let server = try TinyServer(
            (0..<40).map { _ in .bytesThenClose("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok") })
        defer { server.stop() }
        let client = try client()
        let good = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 { group.addTask { try await client.send(OutgoingRequest(url: server.url)).status } }
            return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
        }
        #expect(good == 40)
    }
}
