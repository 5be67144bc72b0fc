package import Sockets
import Synchronization

/// Takes mail from the house's own mail server by LMTP (RFC 2033): bounded in connections, lines, recipients and octets.
package final class LMTPListener: Sendable {
    package enum Address: Sendable, Hashable {
        case port(host: String, Int)
        case file(String)
    }

    private struct State {
        var conversations = 0
        var octets = 0
        var isStopping = false
        var hasStopped = false
    }

    let mailbox: any LMTPMailbox
    let limits: LMTPLimits
    /// What it calls itself.
    let name: String
    private let socket: ListeningSocket
    private let poller: Poller
    private let state = Mutex(State())

    /// The port that it listens on.
    package var port: Int { socket.port }

    /// Binds at once; clients are accepted from ``start()`` on. Throws `SocketError`.
    package init(
        _ address: Address, name: String, limits: LMTPLimits = LMTPLimits(), mailbox: any LMTPMailbox
    ) throws(SocketError) {
        self.mailbox = mailbox
        self.limits = limits
        self.name = name
        socket =
            switch address {
            case .port(let host, let port): try ListeningSocket(host: host, port: port, backlog: 64)
            case .file(let path): try ListeningSocket(path: path, backlog: 64)
            }
        poller = try Poller()
        try poller.addListener(socket.descriptor, tag: 0)
    }

    /// Throws `SocketError` when the system has no thread left.
    package func start() throws(SocketError) { try Thread.start { self.acceptAll() } }

    /// Accepts nobody any more, lets messages that are on their way be answered, and ends the rest.
    package func stop(withinSeconds seconds: Int = 10) async {
        state.withLock { $0.isStopping = true }
        poller.wake()
        for _ in 0..<(seconds * 20) {
            if state.withLock({ $0.hasStopped && $0.conversations == 0 }) { return }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Whether a message may grow by as many octets.
    func reserve(_ octets: Int) -> Bool {
        state.withLock { state in
            guard state.octets + octets <= limits.octetsAtOnce else { return false }
            state.octets += octets
            return true
        }
    }

    func release(_ octets: Int) { state.withLock { $0.octets -= octets } }

    private func acceptAll() {
        while !isStopping {
            poller.wait(milliseconds: 1000) { _ in }
            // Those beyond the limit stay in the backlog, and time out at the other end if nobody leaves.
            while !isStopping, state.withLock({ $0.conversations < limits.connections }) {
                guard let accepted = try? socket.accept() else { break }
                serve(accepted.socket)
            }
        }
        socket.removeFile()
        socket.close()
        state.withLock { $0.hasStopped = true }
    }

    private func serve(_ client: Socket) {
        state.withLock { $0.conversations += 1 }
        do throws(SocketError) {
            try Thread.start {
                if let conversation = try? LMTPConversation(client, self) { conversation.run() } else { client.close() }
                self.state.withLock { $0.conversations -= 1 }
                // Somebody may wait for the place.
                self.poller.wake()
            }
        } catch {
            client.close()
            state.withLock { $0.conversations -= 1 }
        }
    }
}
