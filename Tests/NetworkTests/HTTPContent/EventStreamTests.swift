import HTTP
import HTTPContent
import Synchronization
import Testing

@Suite struct `Server-sent events` {
    /// WHATWG HTML §9.2.5 and §9.2.6.
    @Test(
        arguments: [
            (ServerSentEvent(data: "a"), nil, "data: a\n\n"), (ServerSentEvent("n", data: ""), nil, "event: n\ndata: \n\n"),
            (ServerSentEvent("n", data: "a\nb"), "7", "id: 7\nevent: n\ndata: a\ndata: b\n\n"),
            (ServerSentEvent(data: "a\r\nb\rc\n"), nil, "data: a\ndata: b\ndata: c\ndata: \n\n"),
            (ServerSentEvent(data: "a\n\nevent: evil"), nil, "data: a\ndata: \ndata: event: evil\n\n"),
            (ServerSentEvent("n\r\ndata: evil", data: "a"), "1\u{0}2", "id: 1\nevent: n\ndata: a\n\n"),
            (ServerSentEvent(data: " ü"), nil, "data:  ü\n\n"),
        ] as [(ServerSentEvent, String?, String)])
    func `an event is written in lines, and no data begins another`(_ event: ServerSentEvent, _ id: String?, _ text: String) {
        #expect(String(decoding: event.encoded(id: id), as: UTF8.self) == text)
    }

    @Test func `the time to the next try is told in milliseconds`() {
        #expect(ServerSentEvent.retry(.milliseconds(2500)) == Array("retry: 2500\n\n".utf8))
    }

    /// A state that a test changes, and a stream that tells it.
    private final class Scene: Sendable {
        let state = Mutex<[ServerSentEvent]?>([ServerSentEvent("a", data: "1"), ServerSentEvent("b", data: "1")])
        let looks = Atomic(0)
        let signal = EventSignal()

        func stream(_ change: (inout EventStream.Pace) -> Void = { _ in }, after id: String? = nil, known: [String: String] = [:])
            -> EventStream
        {
            var pace = EventStream.Pace()
            pace.heartbeat = .seconds(600)
            pace.rest = .zero
            change(&pace)
            return EventStream(signal: signal, pace: pace, lastEventID: id, known: known) {
                self.looks.add(1, ordering: .relaxed)
                return self.state.withLock { $0 }
            }
        }

        func set(_ name: String, _ data: String) {
            state.withLock { state in
                state = state?.map { $0.name == name ? ServerSentEvent(name, data: data) : $0 }
            }
            signal.ring()
        }
    }

    private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    private func events(_ text: String?) -> [String] {
        (text ?? "").split(separator: "\n").filter { $0.hasPrefix("event: ") || $0.hasPrefix("data: ") }.map(String.init)
    }

    @Test func `the state is told at once, then what changes`() async throws {
        let scene = Scene()
        let stream = scene.stream()
        let first = text(try await stream.next())
        #expect(first?.hasPrefix("retry: 5000\n\n") == true)
        #expect(events(first) == ["event: a", "data: 1", "event: b", "data: 1"])
        scene.set("b", "2")
        #expect(events(text(try await stream.next())) == ["event: b", "data: 2"])
    }

    @Test func `states in between are passed over, and rings without news say nothing`() async throws {
        let scene = Scene()
        let stream = scene.stream()
        _ = try await stream.next()
        scene.signal.ring()
        async let next = stream.next()
        while scene.looks.load(ordering: .relaxed) < 2 { await Task.yield() }
        scene.set("a", "5")
        #expect(events(text(try await next)) == ["event: a", "data: 5"])
        for value in 6...20 { scene.set("a", "\(value)") }
        #expect(events(text(try await stream.next())) == ["event: a", "data: 20"])
        #expect(scene.looks.load(ordering: .relaxed) <= 4)
    }

    @Test func `whoever comes back with the last id hears nothing that they know`() async throws {
        let scene = Scene()
        let first = text(try await scene.stream().next())
        let id = try #require(first?.split(separator: "\n").first { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) })
        #expect(text(try await scene.stream(after: id).next()) == "retry: 5000\n\n")
        scene.set("a", "2")
        #expect(events(text(try await scene.stream(after: id).next())).count == 4)
    }

    @Test func `what the page shows already is not told again`() async throws {
        let scene = Scene()
        #expect(events(text(try await scene.stream(known: ["a": "1"]).next())) == ["event: b", "data: 1"])
    }

    @Test func `silence is broken by a comment`() async throws {
        let scene = Scene()
        let stream = scene.stream { $0.heartbeat = .milliseconds(1) }
        _ = try await stream.next()
        #expect(text(try await stream.next()) == ":\n\n")
        #expect(text(try await stream.next()) == ":\n\n")
    }

    @Test func `a listener who no longer may hear is let go, also in silence`() async throws {
        let scene = Scene()
        let stream = scene.stream { $0.heartbeat = .milliseconds(1) }
        _ = try await stream.next()
        scene.state.withLock { $0 = nil }
        while let piece = try await stream.next() { #expect(text(piece) == ":\n\n") }
        #expect(try await stream.next() == nil)
    }

    @Test func `a stream that is waiting ends at once when the server stops`() async throws {
        let scene = Scene()
        let stream = scene.stream()
        _ = try await stream.next()
        async let next = stream.next()
        scene.signal.end(.stopped)
        #expect(try await next == nil)
        #expect(try await stream.next() == nil)
    }

    @Test func `a stream that is resting does not look, and ends at once, too`() async throws {
        let scene = Scene()
        let stream = scene.stream { $0.rest = .seconds(600) }
        _ = try await stream.next()
        scene.set("a", "2")
        async let next = stream.next()
        // Long enough for a look, if there were one.
        for _ in 0..<2000 { await Task.yield() }
        scene.signal.end(.stopped)
        #expect(try await next == nil)
        #expect(scene.looks.load(ordering: .relaxed) == 1)
    }

    @Test func `a displaced stream says goodbye`() async throws {
        let scene = Scene()
        let stream = scene.stream()
        _ = try await stream.next()
        scene.signal.end(.displaced)
        #expect(events(text(try await stream.next())) == ["event: bye", "data: too many"])
        #expect(try await stream.next() == nil)
    }

    @Test func `cancelling a wait leaves the stream as it was`() async throws {
        let scene = Scene()
        let stream = scene.stream()
        _ = try await stream.next()
        let task = Task { await scene.signal.wait(atMost: .seconds(600)) }
        task.cancel()
        #expect(await task.value == .quiet)
        scene.set("a", "2")
        #expect(events(text(try await stream.next())) == ["event: a", "data: 2"])
    }

    @Test func `an answer with a stream is not stored and not compressed`() async {
        let stream = Scene().stream()
        let handler = Answering { _ in stream.response }
        let response = await Compression().respond(to: .get([("Accept-Encoding", "gzip")]), next: handler)
        #expect(response["Content-Type"] == "text/event-stream" && response["Cache-Control"] == "no-store")
        #expect(response["Content-Encoding"] == nil)
    }
}
