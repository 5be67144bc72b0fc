package import HTTP
import Sockets
import Synchronization

/// The listener: reactors that share the configured addresses.
package final class HTTPServer: Sendable {
    private let configuration: ListenerConfiguration
    private let responder: any Responder
    private let onFinished: (@Sendable (FinishedRequest) -> Void)?
    private let reactors = Mutex<[Reactor]>([])

    package init(
        configuration: ListenerConfiguration, responder: any Responder, onFinished: (@Sendable (FinishedRequest) -> Void)? = nil
    ) {
        self.configuration = configuration
        self.responder = responder
        self.onFinished = onFinished
    }

    /// Binds every address and starts serving. Answers the addresses with their real ports. Throws `SocketError`, with
    /// nothing left open.
    package func start() throws -> [ListenerConfiguration.Address] {
        ProcessLimits.prepare()
        let count = max(1, configuration.reactors ?? Self.cores)
        var bound: [ListenerConfiguration.Address] = []
        var sockets: [[ListeningSocket]] = Array(repeating: [], count: count)
        do {
            for address in configuration.listen {
                var port = address.port
                for index in 0..<count {
                    let socket = try ListeningSocket(host: address.host, port: port, joins: index > 0)
                    // The first takes a free port, the others share it.
                    port = socket.port
                    sockets[index].append(socket)
                }
                bound.append(ListenerConfiguration.Address(host: address.host, port: port))
            }
        } catch {
            for socket in sockets.joined() { socket.close() }
            throw error
        }
        let started = try sockets.enumerated().map { index, listeners in
            try Reactor(
                index: index, listeners: listeners, configuration: configuration, responder: responder, onFinished: onFinished)
        }
        for reactor in started { try reactor.start() }
        reactors.withLock { $0 = started }
        return bound
    }

    /// Stops accepting, lets running requests finish for at most `limit`, closes everything, and returns when all threads ended.
    package func stop(within limit: Duration) async {
        let reactors = reactors.withLock { $0 }
        for reactor in reactors { reactor.stop() }
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end, reactors.contains(where: { !$0.isFinished }) {
            try? await Task.sleep(for: .milliseconds(10))
        }
        for reactor in reactors { reactor.closeAll() }
        let lastCall = ContinuousClock.now + .seconds(2)
        while ContinuousClock.now < lastCall, reactors.contains(where: { !$0.isFinished }) {
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    private static var cores: Int { ProcessLimits.cores }
}
