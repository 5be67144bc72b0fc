import HTTP
import HTTPContent
import HTTPServer
import Synchronization
import Testing
import TestSupport

/// A client that leaves a stream is noticed at once: nobody waits for the next heartbeat, which is ten minutes away here.
@Suite struct `A stream of events over a socket` {
    /// Streams that tell nothing after the first event.
    private final class Streams: Responder {
        let signals = Mutex<[EventSignal]>([])

        func respond(to request: HTTPRequest) async -> HTTPResponse {
            guard request.path == "/events" else { return .text("other") }
            let signal = EventSignal()
            signals.withLock { $0.append(signal) }
            var pace = EventStream.Pace()
            pace.heartbeat = .seconds(600)
            return EventStream(signal: signal, pace: pace) { [ServerSentEvent("a", data: "1")] }.response
        }
    }

    private let request = "GET /events HTTP/1.1\r\nHost: a.test\r\n\r\n"

    private func run(_ body: (ServedSite, Streams) async throws -> Void) async throws {
        let streams = Streams()
        try await ServedSite.run(responder: streams) { site async throws in
            try await body(site, streams)
            // Leaving is no fault.
            #expect(site.refused.values.allSatisfy { $0 == 0 })
        }
    }

    private func open(_ site: ServedSite, _ number: Int) async throws {
        try await Patience.wait("\(number) streams") { site.server.figures.streams == number }
    }

    @Test func `is counted while it is open, and over as soon as the client closes`() async throws {
        try await run { site, _ in
            let (one, two) = (try site.connect(), try site.connect())
            for connection in [one, two] {
                await connection.send(request)
                _ = try await connection.read(until: "data: 1")
            }
            try await open(site, 2)
            one.finishSending()
            try await open(site, 1)
            two.reset()
            try await open(site, 0)
            try await Patience.wait("all closed") { site.server.figures.open == 0 }
            #expect(site.finished.count == 2 && site.finished.allSatisfy(\.isEndless))
        }
    }

    @Test func `ends in order for a client that had finished sending before`() async throws {
        try await run { site, _ in
            let connection = try site.connect()
            await connection.send(request)
            connection.finishSending()
            let all = try await connection.readAll()
            #expect(all.contains("data: 1") && all.hasSuffix("0\r\n\r\n"), "\(all)")
        }
    }

    @Test func `is left by a client that asked for more behind it`() async throws {
        try await run { site, _ in
            let connection = try site.connect()
            await connection.send(request + "GET /other HTTP/1.1\r\nHost: a.test\r\n\r\n")
            _ = try await connection.read(until: "data: 1")
            try await open(site, 1)
            connection.reset()
            try await open(site, 0)
        }
    }

    @Test func `goes on for whom it interests, and ends when the server says so`() async throws {
        try await run { site, streams in
            let connection = try site.connect()
            await connection.send(request)
            _ = try await connection.read(until: "data: 1")
            for signal in streams.signals.withLock({ $0 }) { signal.end(.displaced) }
            #expect(try await connection.read(until: "0\r\n\r\n").contains("event: bye"))
            // The connection is as good as before.
            #expect(try await connection.ask("/other").body == "other")
            #expect(site.finished.map(\.isEndless) == [true, false])
            try await open(site, 0)
        }
    }

    @Test(.enabled(if: OpenSSLTool.isThere, "needs the command openssl"))
    func `is left over TLS, too`() async throws {
        try await SecureSite.run(responder: Streams()) { site async throws in
            let client = try OpenSSLTool.stay(site.port)
            client.write(request)
            try await client.says("data: 1")
            try await open(site.site, 1)
            client.closeInput()
            _ = try await client.end()
            try await open(site.site, 0)
        }
    }

    @Test func `does not hold up a stop that breaks off`() async throws {
        try await run { site, _ in
            let connection = try site.connect()
            await connection.send(request)
            _ = try await connection.read(until: "data: 1")
            await site.server.stop(within: .zero)
            #expect(site.server.figures.open == 0)
        }
    }
}
