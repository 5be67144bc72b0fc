package import HTTP

/// What the listener is told: where to listen and how much of everything it takes.
package struct ListenerConfiguration: Sendable {
    /// A numeric address and a port; port 0 takes a free one.
    package struct Address: Sendable, Hashable {
        package var host: String
        package var port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    package var listen: [Address]
    /// Threads that serve, each with its own sockets; `nil` is one a core.
    package var reactors: Int?
    package var limits = Limits()
    /// Seconds from the first octet of a head to its end.
    package var headSeconds = 10
    /// Seconds a connection may stand without a request.
    package var idleSeconds = 75
    /// Octets a second that a body must bring, and an answer must be read with, after the first ten seconds.
    package var minimumRate = 256
    package var maximumConnections = 20_000
    package var requestsPerConnection = 100_000
    /// Octets of a body that nobody read which are passed over before the next request; beyond them the connection closes.
    package var drainLimit = 256 * 1024

    package init(listen: [Address]) { self.listen = listen }
}

/// One finished request, for the access log and the metrics.
package struct FinishedRequest: Sendable {
    package var id: String
    package var method: Method
    package var path: String
    /// The route's pattern, when one matched.
    package var route: String?
    package var status: Status
    package var bytesOut: Int
    package var microseconds: Int64
    package var peer: String
}
