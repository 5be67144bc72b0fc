package import HTTP

/// A stream of server-sent events that tells the newest state of things: it looks when its signal rings, and sends what is
/// other than what it sent last. States in between are passed over.
///
/// Every event carries an id made of the state that it belongs to. A browser that connects again sends the last one
/// (`Last-Event-ID`), and hears nothing where nothing changed meanwhile.
package actor EventStream: ResponseBodyProducer {
    package struct Pace: Sendable, Hashable {
        /// Silence after which a comment is sent: proxies close silent connections after 30 to 60 seconds, and only writing
        /// finds out that the other side has gone without a word.
        package var heartbeat = Duration.seconds(15)
        /// From one look to the next at least: a busy server does not look more often than people can.
        package var rest = Duration.seconds(1)
        /// What the browser waits before it connects again.
        package var retry = Duration.seconds(5)

        package init() {}
    }

    private enum Stage { case opening, running, over }

    private let signal: EventSignal
    private let pace: Pace
    private let look: @Sendable () async throws -> [ServerSentEvent]?
    /// Data by name, as sent last.
    private var sent: [String: String]
    private let lastEventID: String?
    private var stage = Stage.opening
    private var looked: ContinuousClock.Instant?

    /// - Parameters:
    ///   - known: data by event name that the page has already.
    ///   - look: the newest state, one event a name; `nil` ends the stream, because whoever listens no longer may.
    package init(
        signal: EventSignal, pace: Pace = Pace(), lastEventID: String? = nil, known: [String: String] = [:],
        look: @escaping @Sendable () async throws -> [ServerSentEvent]?
    ) {
        self.signal = signal
        self.pace = pace
        self.lastEventID = lastEventID
        sent = known
        self.look = look
    }

    /// The answer that streams it.
    package nonisolated var response: HTTPResponse {
        HTTPResponse(headers: Self.headers, body: .stream(length: nil, self))
    }

    package nonisolated var isEndless: Bool { true }

    /// Not to be stored, nor held back by nginx and its like.
    package static var headers: HeaderFields {
        HeaderFields([
            ("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"), ("X-Accel-Buffering", "no"),
        ])
    }

    package func next() async throws -> [UInt8]? {
        switch stage {
        case .over: return nil
        case .opening:
            stage = .running
            guard let news = try await news(isFirst: true) else { return over(nil) }
            return ServerSentEvent.retry(pace.retry) + news
        case .running: return try await whatHappens()
        }
    }

    private func whatHappens() async throws -> [UInt8]? {
        while true {
            let wake = await signal.wait(atMost: pace.heartbeat)
            // Nobody listens any more.
            if Task.isCancelled { return over(nil) }
            if case .ended(let ending) = wake { return over(ending) }
            if let looked, case .rung = wake {
                let left = pace.rest - (ContinuousClock.now - looked)
                if left > .zero, case .ended(let ending) = await signal.wait(atMost: left, endOnly: true) { return over(ending) }
            }
            // Looks in silence, too, which finds out whether the listener still may.
            guard let news = try await news() else { return over(nil) }
            if !news.isEmpty { return news }
            if wake == .quiet { return ServerSentEvent.heartbeat }
        }
    }

    /// What changed since the last look; `nil` when the listener no longer may hear it.
    private func news(isFirst: Bool = false) async throws -> [UInt8]? {
        looked = .now
        guard let events = try await look() else { return nil }
        let id = Self.id(of: events)
        let isKnown = isFirst && id == lastEventID
        var bytes: [UInt8] = []
        for event in events where sent[event.name ?? ""] != event.data {
            sent[event.name ?? ""] = event.data
            if !isKnown { bytes += event.encoded(id: id) }
        }
        return bytes
    }

    private func over(_ ending: EventSignal.Ending?) -> [UInt8]? {
        stage = .over
        return ending == .displaced ? Self.farewell : nil
    }

    /// Asks the page to close: a browser whose stream only ends comes again and displaces another page's.
    private static let farewell = ServerSentEvent("bye", data: "too many").encoded()

    /// FNV-1a over the whole state: only to be compared, never trusted.
    private static func id(of events: [ServerSentEvent]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for event in events {
            for octet in "\(event.name ?? "")\0\(event.data)\0".utf8 { hash = (hash ^ UInt64(octet)) &* 0x0000_0100_0000_01B3 }
        }
        return String(hash, radix: 16)
    }
}
