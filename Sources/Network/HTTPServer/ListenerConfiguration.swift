package import HTTP
package import TLS

/// What the listener is told: where to listen and how much of everything it takes.
package struct ListenerConfiguration: Sendable {
    /// Where to listen: a numeric address and a port, 0 for a free one; or the path of a Unix socket as `unix:/path`.
    package struct Address: Sendable, Hashable {
        package var host: String
        package var port: Int
        /// Connections speak TLS, with the configuration's certificates.
        package var isSecure: Bool
        /// Connections begin with a PROXY protocol header; others are closed.
        package var hasProxyHeader: Bool

        package init(host: String, port: Int, isSecure: Bool = false, hasProxyHeader: Bool = false) {
            self.host = host
            self.port = port
            self.isSecure = isSecure
            self.hasProxyHeader = hasProxyHeader
        }

        /// As a browser would write it, for people.
        package var url: String {
            if path != nil { return host }
            return "\(isSecure ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }

        /// The path of a Unix socket; `nil` for others.
        var path: String? { host.hasPrefix("unix:") ? String(host.dropFirst(5)) : nil }
    }

    package var listen: [Address]
    /// For the secure addresses.
    package var tls: TLSContext?
    /// Threads that serve, each with its own sockets; `nil` is one a core.
    package var reactors: Int?
    package var limits = Limits()
    /// Seconds until the first octet of a new connection.
    package var firstByteSeconds = 30
    /// Seconds from the first octet of a head to its end; the same for a TLS handshake and for a PROXY header.
    package var headSeconds = 10
    /// Seconds a connection may stand between two requests.
    package var idleSeconds = 75
    /// Octets a second that a body must bring, and an answer must be read with, in the time that the server waited for them.
    package var minimumRate = 256
    /// Seconds of waiting before the minimum rate holds.
    package var rateGraceSeconds = 10
    /// Connections in all; more are answered 503.
    package var maximumConnections = 20_000
    /// Connections of one address; more are answered 503. 0: no limit.
    package var connectionsPerAddress = 0
    /// Addresses that the limit per address does not hold for: proxies and this machine.
    package var isExempt: @Sendable (String) -> Bool = { _ in false }
    package var requestsPerConnection = 100_000
    /// Octets of a body that nobody read which are passed over before the next request; beyond them the connection closes.
    package var drainLimit = 256 * 1024

    package init(listen: [Address]) { self.listen = listen }
}
