import HTTP
import Sockets
import TLS

/// What comes before the first request.
extension Connection {
    /// Reads the PROXY header and finishes the TLS handshake, where the address asks for them; answers whether to go on.
    func begin() async -> Bool {
        if address.hasProxyHeader {
            watch.enter(.opening)
            guard await readProxyHeader() else { return refuseSilently(.proxyHeader) }
            if let admittedAs, !admit(as: admittedAs) { return false }
        }
        if address.isSecure {
            watch.enter(.opening)
            guard await handshake() else {
                if !isBroken, !timedOut { await linger() }
                return refuseSilently(.handshake)
            }
        }
        return true
    }

    /// Over a limit: says so without waiting for a request, so that the place is free again soon.
    func turnDown() async {
        let (_, isWhole) = await write(Self.overloaded, closes: true)
        if isWhole { await linger() }
    }

    private static let overloaded = HTTPResponse(
        status: .serviceUnavailable,
        headers: HeaderFields([("Retry-After", "2"), ("Content-Type", "text/plain; charset=utf-8")]),
        body: .bytes(Array("Too many connections. Try again in a moment.\n".utf8)))

    /// The header is taken from the socket before TLS begins, octet by octet as far as it is long.
    private func readProxyHeader() async -> Bool {
        while true {
            switch ProxyProtocol.parse(buffered) {
            case .complete(let header, let length):
                consume(length)
                if let source = header.source {
                    peer = source.address.description
                    admittedAs = peer
                }
                isSecure = isSecure || header.isSecure
                return true
            case .refused: return false
            case .needsMore: guard await receive(atMost: 1) else { return false }
            }
        }
    }

    /// Counts the client that the header told, instead of the proxy that all of them come through.
    private func admit(as client: String) -> Bool {
        switch reactor.admit(client) {
        case .welcome: return true
        case .refused(let reason):
            reactor.counters.refused(reason)
            isOverLimit = true
            return true
        case .turnedAway(let reason): return refuseSilently(reason)
        }
    }

    private func handshake() async -> Bool {
        guard let tls = reactor.tls, let session = try? TLSSession(tls, transport.socket) else { return false }
        let socket = transport.socket
        transport = .encrypted(socket, session)
        while true {
            switch session.handshake() {
            case .done:
                reactor.counters.handshakeFinished(resumed: session.isResumed)
                certificate = session.client.map { .init(subject: $0.subject, fingerprint: $0.fingerprint) }
                return true
            case .failed:
                // From here on only the socket is read, so that the alert is not lost to a reset.
                transport = .plain(socket)
                return false
            case .isPlainHTTP:
                transport = .plain(socket)
                _ = await write(Self.speaksTLS, closes: true)
                return false
            case .wouldBlock:
                if isBroken || timedOut || hasEnded { return false }
                await wait()
            }
        }
    }

    private static let speaksTLS = response(
        to: Refusal(.badRequest, "This port speaks TLS: use an address that begins with https."))
}
