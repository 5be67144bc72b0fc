package import HTTP
import Sockets
import Synchronization
package import TLS

/// The listener: reactors that share the configured addresses.
package final class HTTPServer: Sendable {
    private let configuration: ListenerConfiguration
    private let responder: any Responder
    private let onFinished: (@Sendable (FinishedRequest) -> Void)?
    private let reactors = Mutex<[Reactor]>([])
    /// Of the Unix sockets, one for each path.
    private let named = Mutex<[ListeningSocket]>([])
    private let certificates: Certificates

    package init(
        configuration: ListenerConfiguration, responder: any Responder, onFinished: (@Sendable (FinishedRequest) -> Void)? = nil
    ) {
        self.configuration = configuration
        self.responder = responder
        self.onFinished = onFinished
        certificates = Certificates(configuration.tls)
    }

    /// Binds every address and starts serving. Answers the addresses with their real ports. Throws `SocketError`, with
    /// nothing left open.
    package func start() throws -> [ListenerConfiguration.Address] {
        ProcessLimits.prepare()
        let count = max(1, configuration.reactors ?? ProcessLimits.cores)
        let (bound, listeners) = try bind(reactors: count)
        let shared = Reactor.Shared(admission: Admission(configuration), certificates: certificates)
        let started = try listeners.enumerated().map { index, listeners in
            try Reactor(
                index: index, listeners: listeners, configuration: configuration, shared: shared, responder: responder,
                onFinished: onFinished)
        }
        for reactor in started { try reactor.start() }
        reactors.withLock { $0 = started }
        return bound
    }

    private func bind(reactors count: Int) throws -> ([ListenerConfiguration.Address], [[Reactor.Listener]]) {
        var bound: [ListenerConfiguration.Address] = []
        var listeners: [[Reactor.Listener]] = Array(repeating: [], count: count)
        do {
            for address in configuration.listen {
                var address = address
                var first: ListeningSocket?
                for index in 0..<count {
                    let socket = try Self.socket(for: address, beside: first)
                    if first == nil, address.path != nil { named.withLock { $0.append(socket) } }
                    first = first ?? socket
                    // The first takes a free port, the others share it.
                    address.port = socket.port
                    listeners[index].append(Reactor.Listener(socket: socket, address: address))
                }
                bound.append(address)
            }
        } catch {
            removeFiles()
            for listener in listeners.joined() { listener.socket.close() }
            throw error
        }
        return (bound, listeners)
    }

    private static func socket(
        for address: ListenerConfiguration.Address, beside first: ListeningSocket?
    ) throws(SocketError) -> ListeningSocket {
        guard let path = address.path else {
            return try ListeningSocket(host: address.host, port: address.port, joins: first != nil)
        }
        if let first { return try ListeningSocket(sharing: first) }
        return try ListeningSocket(path: path)
    }

    /// What the listener has counted since its start, for `/metrics`. Each reactor counts for itself, so that threads do not
    /// take a line of memory from each other with every request.
    package var figures: ListenerFigures {
        reactors.withLock { $0.reduce(ListenerFigures()) { $0 + $1.counters.figures } }
    }

    /// Takes other certificates for the connections to come; those that are open keep theirs.
    package func renew(_ context: TLSContext) { certificates.renew(context) }

    /// The first moment, in seconds since 1970, at which one of the certificates ends; `nil` without any.
    package var certificatesExpireAt: Int? { certificates.current?.expiresAt }

    /// Stops accepting, lets running requests finish for at most `limit`, closes everything, and returns when all threads ended.
    package func stop(within limit: Duration) async {
        let reactors = reactors.withLock { $0 }
        removeFiles()
        for reactor in reactors { reactor.stop() }
        await Self.wait(for: reactors, limit)
        for reactor in reactors { reactor.closeAll() }
        await Self.wait(for: reactors, .seconds(2))
    }

    private func removeFiles() {
        let sockets = named.withLock { named in
            defer { named = [] }
            return named
        }
        for socket in sockets { socket.removeFile() }
    }

    private static func wait(for reactors: [Reactor], _ limit: Duration) async {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end, reactors.contains(where: { !$0.isFinished }) {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }
}
