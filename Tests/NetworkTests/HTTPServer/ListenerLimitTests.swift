import HTTP
import HTTPServer
import Testing
import TestSupport

@Suite struct `The limits of the listener` {
    @Test func `connections beyond those of one address are told to come later, and served when one left`() async throws {
        try await ServedSite.run({ $0.connectionsPerAddress = 2 }) { site async throws in
            let (one, two) = (try site.connect(), try site.connect())
            for connection in [one, two] { #expect(try await connection.ask("/who").status == 200) }
            let third = try site.connect()
            let refused = try await third.answer()
            #expect(refused.status == 503 && refused.field("Retry-After") == "2" && refused.field("Connection") == "close")
            #expect(try await third.read().ending == .closed)
            #expect(try await one.ask("/who").status == 200)
            two.finishSending()
            try await Patience.wait("a free place") { site.server.figures.open == 1 }
            #expect(try await site.connect().ask("/who").status == 200)
            try await site.refuses(.perAddress)
        }
    }

    @Test func `nobody is counted by address who is exempt`() async throws {
        try await ServedSite.run({
            $0.connectionsPerAddress = 1
            $0.isExempt = { $0 == "127.0.0.1" }
        }) { site async throws in
            let all = try (0..<3).map { _ in try site.connect() }
            for connection in all { #expect(try await connection.ask("/who").status == 200) }
        }
    }

    @Test func `connections beyond all are told to come later, and served when one left`() async throws {
        try await ServedSite.run({ $0.maximumConnections = 3 }) { site async throws in
            let served = try (0..<3).map { _ in try site.connect() }
            for connection in served { #expect(try await connection.ask("/who").status == 200) }
            let refused = try await site.connect().answer()
            #expect(refused.status == 503 && refused.field("Retry-After") == "2")
            served[0].finishSending()
            try await Patience.wait("a free place") { site.server.figures.open == 2 }
            #expect(try await site.connect().ask("/who").status == 200)
            try await site.refuses(.full)
        }
    }

    @Test func `a flood is told so as far as there is room, closed beyond, and served again when it went`() async throws {
        try await ServedSite.run({ $0.maximumConnections = 1 }) { site async throws in
            let first = try site.connect()
            #expect(try await first.ask("/who").status == 200)
            do {
                let flood = try (0..<100).map { _ in try site.connect() }
                var (told, silent) = (0, 0)
                for connection in flood {
                    let all = try await connection.readAll()
                    if all.isEmpty { silent += 1 } else if all.hasPrefix("HTTP/1.1 503 ") { told += 1 }
                }
                // 64 places are kept for answers.
                #expect(told >= 64 && silent > 0 && told + silent == 100, "\(told) told, \(silent) closed")
            }
            #expect(try await first.ask("/who").status == 200)
            first.finishSending()
            try await Patience.wait("an empty house") { site.server.figures.open == 0 }
            #expect(try await site.connect().ask("/who").status == 200)
            try await site.refuses(.full, times: 100)
        }
    }

    @Test func `a head, or a body, that does not come on is answered 408`() async throws {
        try await ServedSite.run({
            $0.headSeconds = 1
            $0.rateGraceSeconds = 1
        }) { site async throws in
            let (head, body, chunks) = (try site.connect(), try site.connect(), try site.connect())
            await head.send("GET /who HTTP/1.1\r\nHost: a.")
            await body.send("POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1000\r\n\r\nabc")
            await chunks.send("POST /echo HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
            for connection in [head, body, chunks] {
                let answer = try await connection.answer()
                #expect(answer.status == 408 && answer.field("Connection") == "close")
                #expect(try await connection.read().ending == .closed)
            }
            try await site.refuses(.slowRequest, times: 3)
        }
    }

    @Test func `a connection that says nothing, or nothing more, is closed without a word`() async throws {
        func isClosed(_ connection: RawConnection, _ site: ServedSite) async throws {
            let (bytes, ending) = try await connection.read()
            #expect(bytes.isEmpty && ending == .closed)
            #expect(site.refused.values.allSatisfy { $0 == 0 })
        }
        try await ServedSite.run({ $0.firstByteSeconds = 1 }) { site async throws in
            try await isClosed(try site.connect(), site)
        }
        try await ServedSite.run({ $0.idleSeconds = 1 }) { site async throws in
            let idle = try site.connect()
            #expect(try await idle.ask("/who").status == 200)
            try await isClosed(idle, site)
        }
    }

    @Test func `an answer that nobody reads is given up`() async throws {
        struct Endless: Responder {
            struct Body: ResponseBodyProducer {
                func next() async throws -> [UInt8]? { Array(repeating: 0x78, count: 64 * 1024) }
            }
            func respond(to request: HTTPRequest) async -> HTTPResponse { HTTPResponse(body: .stream(length: nil, Body())) }
        }
        try await ServedSite.run(
            {
                $0.rateGraceSeconds = 1; $0.minimumRate = 1_000_000_000
            }, responder: Endless()
        ) {
            site async throws in
            let reader = try site.connect()
            await reader.send("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")
            try await site.refuses(.slowReader)
            try await Patience.wait("the end") { site.server.figures.open == 0 }
        }
    }

    @Test func `a body that is too long is refused before it is read, or as soon as it is`() async throws {
        try await ServedSite.run({ $0.limits.body = 1000 }) { site async throws in
            let told = try site.connect()
            await told.send("POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1001\r\n\r\n")
            #expect(try await told.answer().status == 413)
            let waits = try site.connect()
            await waits.send("POST /echo HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n")
            #expect(try await waits.answer().status == 413)
            let chunked = try site.connect()
            let chunk = "1f4\r\n" + String(repeating: "x", count: 500) + "\r\n"
            await chunked.send("POST /echo HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)1\r\n")
            let early = try site.connect()
            await early.send("POST /echo HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)\(chunk)")
            let answer = try await early.answer()
            #expect(answer.status == 413 && answer.field("Connection") == "close")
            #expect(try await early.read().ending == .closed)
            // This one is known to its end, and so the connection goes on.
            await chunked.send("x\r\n0\r\n\r\n")
            #expect(try await chunked.answer().status == 413)
            #expect(try await chunked.ask("/who").status == 200)
            let right = try await site.connect().ask("/echo", method: "POST", body: String(repeating: "x", count: 1000))
            #expect(right.status == 200 && right.body.utf8.count == 1000)
            try await site.refuses(.tooLarge, times: 4)
        }
    }

    @Test func `a target that is too long is 414, fields that are too large or too many 431`() async throws {
        try await ServedSite.run({ $0.limits.head = 2000 }) { site async throws in
            let long = String(repeating: "x", count: 9000)
            for (lines, status) in [
                ("GET /\(long) HTTP/1.1\r\nHost: a.test\r\n\r\n", 414), ("GET /\(long)", 414),
                ("GET / HTTP/1.1\r\nHost: a.test\r\nX: \(long)\r\n\r\n", 431),
                ("GET / HTTP/1.1\r\nHost: a.test\r\nX: \(long)", 431),
                ("GET / HTTP/1.1\r\nHost: a.test\r\n\(String(repeating: "A: b\r\n", count: 101))\r\n", 431),
            ] {
                let connection = try site.connect()
                await connection.send(lines)
                let answer = try await connection.answer()
                #expect(answer.status == status && answer.field("Connection") == "close")
                #expect(try await connection.read().ending == .closed)
            }
            try await site.refuses(.tooLarge, times: 5)
        }
    }

    @Test func `the last request of a connection says so`() async throws {
        try await ServedSite.run({ $0.requestsPerConnection = 3 }) { site async throws in
            let connection = try site.connect()
            for number in 1...3 {
                let answer = try await connection.ask("/who")
                #expect(answer.status == 200 && answer.field("Connection") == (number == 3 ? "close" : nil))
            }
            #expect(try await connection.read().ending == .closed)
            // What was sent too much is not answered.
            let many = try site.connect()
            await many.send(String(repeating: "GET /who HTTP/1.1\r\nHost: a.test\r\n\r\n", count: 5))
            #expect(try await many.readAll().ranges(of: "HTTP/1.1 200").count == 3)
        }
    }
}
