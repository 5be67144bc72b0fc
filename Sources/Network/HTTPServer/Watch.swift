import Sockets

/// What a connection is doing, since when, and whether that takes too long.
///
/// For bodies and answers only the time counts in which the server waited for the client, over all of the message: neither a
/// slow handler nor a client that sends one octet just in time changes that.
struct Watch {
    enum Phase {
        /// Before the first request: a PROXY header or a TLS handshake.
        case opening
        /// Nothing of the first request has come.
        case fresh
        /// Between two requests.
        case idle
        case head, handler, body, writing, lingering
    }

    private(set) var phase = Phase.fresh
    private var began = Clock.milliseconds
    /// Octets of the message so far.
    var moved = 0
    /// Milliseconds waited for the message, but for a wait that still lasts.
    private var waited: Int64 = 0
    private var waitBegan: Int64?

    mutating func enter(_ next: Phase) {
        phase = next
        began = Clock.milliseconds
        moved = 0
        waited = 0
    }

    /// Changes between the server's time and the client's within one message, without forgetting how slow the client was.
    mutating func turn(to next: Phase) { phase = next }

    mutating func beginWait() { waitBegan = Clock.milliseconds }

    mutating func endWait() {
        if let waitBegan { waited += Clock.milliseconds - waitBegan }
        waitBegan = nil
    }

    /// Whether the client has had its time, `now` in milliseconds of the reactor's clock.
    func isOver(_ now: Int64, _ configuration: ListenerConfiguration) -> Bool {
        switch phase {
        case .fresh: now - began > Int64(configuration.firstByteSeconds) * 1000
        case .idle: now - began > Int64(configuration.idleSeconds) * 1000
        case .opening, .head: now - began > Int64(configuration.headSeconds) * 1000
        case .body, .writing: isTooSlow(now, configuration)
        case .lingering: now - began > 2000
        case .handler: false
        }
    }

    private func isTooSlow(_ now: Int64, _ configuration: ListenerConfiguration) -> Bool {
        guard let waitBegan else { return false }
        let waited = waited + now - waitBegan
        return waited > Int64(configuration.rateGraceSeconds) * 1000
            && Int64(moved) * 1000 < Int64(configuration.minimumRate) * waited
    }
}
