import Synchronization

/// What a listener counts, for `/metrics`. Adding is one relaxed atomic step and waits for nobody.
///
/// Reactors may share one or have one each; ``ListenerFigures`` of several are added where they are shown.
package final class ListenerCounters: Sendable {
    /// Why a connection or a request was not served. A connection that is idle for too long is closed, not refused.
    package enum Refusal: String, Sendable, CaseIterable {
        /// Connections in all: answered 503, or closed where that is not possible.
        case full
        /// Connections of one address.
        case perAddress = "per_address"
        /// The PROXY protocol header was missing, wrong or late.
        case proxyHeader = "proxy_header"
        /// The TLS handshake failed or took too long.
        case handshake
        /// A head or a body against the grammar: 400, 417, 501 and 505.
        case malformed
        /// A target, a head or a body beyond its limit: 413, 414 and 431.
        case tooLarge = "too_large"
        /// A head or a body that came too slowly: 408.
        case slowRequest = "slow_request"
        /// An answer that was read too slowly.
        case slowReader = "slow_reader"
        /// The client went away in the middle of a request or an answer.
        case brokenOff = "broken_off"
    }

    private let accepted = Atomic<Int>(0)
    private let closed = Atomic<Int>(0)
    private let bytesIn = Atomic<Int>(0)
    private let bytesOut = Atomic<Int>(0)
    private let handshakes = Atomic<Int>(0)
    private let resumptions = Atomic<Int>(0)
    private let streams = Atomic<Int>(0)
    private let refusals = Mutex(Array(repeating: 0, count: Refusal.allCases.count))

    package init() {}

    /// A connection was accepted; `connectionClosed` follows once, whatever becomes of it.
    package func connectionAccepted() { accepted.add(1, ordering: .relaxed) }
    package func connectionClosed() { closed.add(1, ordering: .relaxed) }

    /// Octets as they are read and written, without what TLS adds to them.
    package func received(_ octets: Int) { bytesIn.add(octets, ordering: .relaxed) }
    package func sent(_ octets: Int) { bytesOut.add(octets, ordering: .relaxed) }

    /// A TLS handshake came to its end; a failed one is refused as `handshake` instead.
    package func handshakeFinished(resumed: Bool) {
        if resumed { resumptions.add(1, ordering: .relaxed) } else { handshakes.add(1, ordering: .relaxed) }
    }

    /// An answer without an end of its own began; `streamEnded` follows once.
    package func streamBegan() { streams.add(1, ordering: .relaxed) }
    package func streamEnded() { streams.subtract(1, ordering: .relaxed) }

    package func refused(_ reason: Refusal) {
        let place = Refusal.allCases.firstIndex(of: reason) ?? 0
        refusals.withLock { $0[place] += 1 }
    }

    /// All counts as they are now.
    package var figures: ListenerFigures {
        let refusals = refusals.withLock { $0 }
        let accepted = accepted.load(ordering: .relaxed)
        return ListenerFigures(
            accepted: accepted, open: max(0, accepted - closed.load(ordering: .relaxed)),
            bytesIn: bytesIn.load(ordering: .relaxed), bytesOut: bytesOut.load(ordering: .relaxed),
            fullHandshakes: handshakes.load(ordering: .relaxed), resumedHandshakes: resumptions.load(ordering: .relaxed),
            streams: streams.load(ordering: .relaxed), refused: Dictionary(uniqueKeysWithValues: zip(Refusal.allCases, refusals)))
    }
}

/// The counts of one listener, or of several together.
package struct ListenerFigures: Sendable, Hashable {
    /// Connections since the start.
    package var accepted = 0
    /// Connections now.
    package var open = 0
    package var bytesIn = 0
    package var bytesOut = 0
    /// TLS handshakes with a key exchange of their own.
    package var fullHandshakes = 0
    /// TLS handshakes that went on with an earlier session.
    package var resumedHandshakes = 0
    /// Answers without an end of their own that are open now: streams of events.
    package var streams = 0
    package var refused: [ListenerCounters.Refusal: Int] = [:]

    package init() {}

    init(
        accepted: Int, open: Int, bytesIn: Int, bytesOut: Int, fullHandshakes: Int, resumedHandshakes: Int, streams: Int,
        refused: [ListenerCounters.Refusal: Int]
    ) {
        self.accepted = accepted
        self.open = open
        self.bytesIn = bytesIn
        self.bytesOut = bytesOut
        self.fullHandshakes = fullHandshakes
        self.resumedHandshakes = resumedHandshakes
        self.streams = streams
        self.refused = refused
    }

    package static func + (left: Self, right: Self) -> Self {
        ListenerFigures(
            accepted: left.accepted + right.accepted, open: left.open + right.open, bytesIn: left.bytesIn + right.bytesIn,
            bytesOut: left.bytesOut + right.bytesOut, fullHandshakes: left.fullHandshakes + right.fullHandshakes,
            resumedHandshakes: left.resumedHandshakes + right.resumedHandshakes, streams: left.streams + right.streams,
            refused: left.refused.merging(right.refused, uniquingKeysWith: +))
    }
}
