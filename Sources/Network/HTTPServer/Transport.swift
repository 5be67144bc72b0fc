import Sockets
import TLS

/// What a connection's octets go through: the socket itself, or TLS on it.
enum Transport {
    case plain(Socket)
    case encrypted(Socket, TLSSession)

    var socket: Socket {
        switch self {
        case .plain(let socket), .encrypted(let socket, _): socket
        }
    }

    /// Whether a read of `count` octets, where `capacity` fit, has taken all that had come.
    func isDrained(by count: Int, of capacity: Int) -> Bool {
        switch self {
        case .plain: count < capacity
        case .encrypted(_, let session): session.isDrained
        }
    }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Socket.Transfer {
        switch self {
        case .plain(let socket): unsafe socket.receive(into: buffer)
        case .encrypted(_, let session): unsafe session.receive(into: buffer)
        }
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Socket.Transfer {
        switch self {
        case .plain(let socket): unsafe socket.send(bytes)
        case .encrypted(_, let session): unsafe session.send(bytes)
        }
    }

    /// Tells the peer over TLS that nothing more will come, so that it knows the end from a cut (RFC 9112 §9.8).
    func sayEnd() { if case .encrypted(_, let session) = self { session.close() } }

    /// Tells the peer that nothing more will come.
    func shutdownSending() {
        sayEnd()
        socket.shutdownSending()
    }
}
