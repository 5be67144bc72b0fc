import HTTP
import HTTPClient
import HTTPContent
import PorticoServer
import Procurement
import TestSupport
import Testing
import UseCases
import WebPages

/// Coded content and streams of events on real sockets.
struct ContentStories {
    private func plain(_ bytes: [UInt8]) throws -> [UInt8] {
        let inflater = try Inflater(.gzip)
        var (input, output) = (bytes[...], [UInt8]())
        while !inflater.isFinished {
            let piece = try inflater.inflate(&input, upTo: 64 * 1024)
            if piece.isEmpty, !inflater.isFinished { break }
            output += piece
        }
        #expect(inflater.isFinished && input.isEmpty)
        return output
    }

    @Test func `a long answer goes out compressed to whoever takes it, and is the same`() async throws {
        try await World.run { world in
            let url = "\(world.porticoURL)/openapi.json"
            let whole = try await world.client.send(OutgoingRequest(url: url))
            let coded = try await world.client.send(OutgoingRequest(url: url, headers: [("Accept-Encoding", "gzip")]))
            #expect(whole.header("Content-Encoding") == nil && coded.header("Content-Encoding") == "gzip")
            #expect(coded.header("Vary") == "Accept-Encoding")
            #expect(coded.body.count < whole.body.count / 3)
            #expect(try plain(coded.body) == whole.body)
        }
    }

    @Test func `a compressed request does what the plain one does; broken and unknown ones do nothing`() async throws {
        try await World.run { world in
            let token = try await world.token(of: "bianca")
            let connection = try #require(
                try await world.application.answer(ListConnections(), as: .system).first)
            let body = Array("{\"connection_id\":\"\(connection.id)\"}".utf8)
            let compressed = try Deflater(.gzip).deflate(body, .finish)
            func status(_ body: [UInt8], _ coding: String) async throws -> Int {
                try await world.client.send(
                    OutgoingRequest(
                        method: "POST", url: "\(world.porticoURL)/v1/punchout-sessions",
                        headers: [
                            ("Authorization", "Bearer \(token)"), ("Content-Type", "application/json"),
                            ("Content-Encoding", coding),
                        ], body: body)
                ).status
            }
            #expect(try await status(compressed, "gzip") == 201)
            #expect(try await status(Array(compressed.dropLast()), "gzip") == 400)
            #expect(try await status(body, "gzip") == 400)
            #expect(try await status(compressed, "br") == 415)
        }
    }

    @Test func `the tag of a compressed answer holds for If-Match, once`() async throws {
        try await World.run { world in
            let id = try await world.draft()
            let token = try await world.token(of: "bianca")
            func send(_ method: String, _ headers: [(String, String)], _ body: String = "") async throws -> IncomingResponse {
                try await world.client.send(
                    OutgoingRequest(
                        method: method, url: "\(world.porticoURL)/v1/purchase-orders/\(id)",
                        headers: [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")] + headers,
                        body: Array(body.utf8)))
            }
            let shown = try await send("GET", [("Accept-Encoding", "gzip")])
            let tag = try #require(shown.header("ETag"))
            #expect(shown.header("Content-Encoding") == "gzip" && tag.hasSuffix("-gzip\""))
            #expect(try await send("GET", [("Accept-Encoding", "gzip"), ("If-None-Match", tag)]).status == 304)
            #expect(try await send("PATCH", [("If-Match", tag)], "{\"comment\":\"soon\"}").status == 200)
            #expect(try await send("PATCH", [("If-Match", tag)], "{\"comment\":\"later\"}").status == 412)
        }
    }

    @Test func `a page that is closed lets go of its stream at once`() async throws {
        try await World.run { world in
            let user = try await world.application.perform(
                CreateUser(email: "eve@example.com", name: "Eve", roles: ["buyer"], password: "event-stream-1"), as: .system)
            let session = try #require(
                try await SignIn(email: user.email, password: "event-stream-1", browser: "b").run(in: world.application).session)
            let page = try RawConnection(port: Int(world.porticoURL.split(separator: ":").last ?? "") ?? 0)
            await page.send("GET /events HTTP/1.1\r\nHost: a.test\r\nCookie: portico_session=\(session.token)\r\n\r\n")
            _ = try await page.read(until: "event: counters")
            #expect(world.composition.announcements.count == 1)
            page.reset()
            // The heartbeat would take 15 seconds.
            let start = ContinuousClock.now
            try await Patience.wait("the end of the stream") { world.composition.announcements.count == 0 }
            #expect(ContinuousClock.now - start < .seconds(14))
        }
    }

    @Test func `a stream of events flows while it is open, and ends when the server stops`() async throws {
        try await World.run { world in
            let user = try await world.application.perform(
                CreateUser(email: "eve@example.com", name: "Eve", roles: ["buyer"], password: "event-stream-1"), as: .system)
            let session = try #require(
                try await SignIn(email: user.email, password: "event-stream-1", browser: "b").run(in: world.application).session)
            async let answer = world.client.send(
                OutgoingRequest(
                    url: "\(world.porticoURL)/events", headers: [("Cookie", "portico_session=\(session.token)")]))
            while world.composition.announcements.count == 0 { try await Task.sleep(for: .milliseconds(1)) }
            world.composition.announcements.close()
            let response = try await answer
            #expect(response.status == 200 && response.header("Content-Type") == "text/event-stream")
            #expect(String(decoding: response.body, as: UTF8.self).contains("event: counters\n"))
        }
    }
}
