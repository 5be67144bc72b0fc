import Glibc

extension Session {
    /// What is refused, and with which status.
    private static let malformed: [(String, Int)] = [
        ("BROKEN\r\n\r\n", 400), ("GET / HTTP/1.1\nHost: a\n\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\n\r\n", 505),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", 400),
        ("\u{16}\u{03}\u{01}", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
        ("GET /../x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n X: y\r\n\r\n", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n", 417),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\ng\r\n", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 413), ("GET /\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n\u{00}", 200),
    ]

    /// Ends a connection, most of the time not as it should be.
    mutating func fault(_ client: Client) throws(ClientFault) {
        switch random.below(10) {
        case 0: try said(client)
        case 1, 2: try refused(client)
        case 3: try reset(client, Array(Self.get.dropLast(random.below(Self.get.count - 1) + 1)), "reset within a head")
        case 4: try reset(client, Array(Self.post(random.octets(5000)).dropLast(random.below(5000) + 1)), "reset within a body")
        case 5: try reset(client, Array(repeating: Self.get, count: 20).flatMap { $0 }, "reset with answers on their way")
        case 6: try cut(client)
        case 7: try reset(client, Self.post(random.octets(1 << 19)), "reset with a large answer on its way")
        case 8: try halfClosed(client)
        default: tally.add("closed between requests", requests: 0)
        }
    }

    private mutating func said(_ client: Client) throws(ClientFault) {
        doing = "Connection: close"
        try client.send(Array("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8) + Self.get)
        let answer = try Answer(from: client)
        try answer.expect(200, Self.hello, for: "close")
        guard answer.closes, try client.isAtEnd() else { throw .wrong("not closed after Connection: close") }
        tally.add("Connection: close", requests: 1)
    }

    private mutating func refused(_ client: Client) throws(ClientFault) {
        let before = random.below(4)
        let (text, status) = Self.malformed[random.below(Self.malformed.count)]
        doing = "malformed \(text.prefix(40).debugDescription)"
        let octets = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        try client.send(Array(repeating: Self.get, count: before).flatMap { $0 } + octets)
        for _ in 0..<before { try Answer(from: client).expect(200, Self.hello, for: "before a malformed one") }
        let answer = try Answer(from: client)
        try answer.expect(status, for: "malformed \(text.prefix(30).debugDescription)")
        if status == 200 { try Answer(from: client).expect(400, for: "a NUL behind a request") }
        client.finishSending()
        guard try client.isAtEnd() else { throw .wrong("not closed after \(status)") }
        tally.add("malformed", requests: before + 1)
    }

    private mutating func reset(_ client: Client, _ octets: [UInt8], _ kind: String) throws(ClientFault) {
        doing = kind
        try client.send(octets)
        client.resetOnClose()
        tally.add(kind, requests: 0)
    }

    /// Half a request and the end of the stream: nothing may be served.
    private mutating func cut(_ client: Client) throws(ClientFault) {
        doing = "ended within a request"
        let whole = Self.post(random.octets(100))
        try client.send(Array(whole.dropLast(random.below(100) + 1)))
        client.finishSending()
        guard try client.isAtEnd() else {
            let answer = try Answer(from: client)
            guard answer.status == 400 || answer.status == 408 else { throw .wrong("half a request got \(answer.status)") }
            return tally.add("ended within a request", requests: 0)
        }
        tally.add("ended within a request", requests: 0)
    }

    private mutating func halfClosed(_ client: Client) throws(ClientFault) {
        doing = "half-closed"
        try client.send(Self.get + Self.get)
        client.finishSending()
        for _ in 0..<2 { try Answer(from: client).expect(200, Self.hello, for: "half-closed") }
        guard try client.isAtEnd() else { throw .wrong("kept after the client had ended") }
        tally.add("half-closed behind two requests", requests: 2)
    }
}
