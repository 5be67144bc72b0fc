import CLinux

/// A connected, non-blocking stream socket. Closed by its owner, once.
package struct Socket: Sendable {
    package let descriptor: Int32

    /// What a call that does not wait came to.
    package enum Transfer: Sendable, Hashable {
        case moved(Int)
        /// Nothing can be moved now.
        case wouldBlock
        /// The peer is gone, or has nothing more to say.
        case ended
    }

    package init(descriptor: Int32) { self.descriptor = descriptor }

    /// Reads what is there into `buffer`.
    package func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        guard let base = buffer.baseAddress else { return .wouldBlock }
        while true {
            let count = unsafe portico_receive(descriptor, base, buffer.count)
            if count > 0 { return .moved(count) }
            if count == 0 { return .ended }
            if count == -Int(EINTR) { continue }
            return count == -Int(EAGAIN) ? .wouldBlock : .ended
        }
    }

    /// Writes as much of `bytes` as goes.
    package func send(_ bytes: UnsafeRawBufferPointer) -> Transfer {
        guard let base = bytes.baseAddress else { return .moved(0) }
        while true {
            let count = unsafe portico_send(descriptor, base, bytes.count)
            if count >= 0 { return .moved(count) }
            if count == -Int(EINTR) { continue }
            return count == -Int(EAGAIN) ? .wouldBlock : .ended
        }
    }

    /// Tells the peer that nothing more will come.
    package func shutdownSending() { portico_shutdown_sending(descriptor) }

    package func close() { portico_close(descriptor) }
}

/// A listening socket; several of them, one a reactor, share address and port.
package struct ListeningSocket: Sendable {
    package let descriptor: Int32
    package let port: Int
    /// Where a Unix socket is to be found.
    private var file: File?

    private struct File: Hashable {
        var path: String
        var device: UInt64 = 0
        var number: UInt64 = 0

        /// Throws `SocketError` when nothing is there.
        init(at path: String) throws(SocketError) {
            self.path = path
            _ = try SocketError.check(unsafe portico_file_identity(path, &device, &number), "stat \(path)")
        }
    }

    /// Binds a numeric address; with `joins`, one that another socket of this server has. Throws `SocketError`.
    package init(host: String, port: Int, joins: Bool = false, backlog: Int32 = 4096) throws(SocketError) {
        let descriptor = unsafe portico_listen(host, UInt16(truncatingIfNeeded: port), backlog, joins ? 1 : 0)
        self.descriptor = try SocketError.check(descriptor, "listen on \(host):\(port)")
        self.port = Int(try SocketError.check(portico_port(descriptor), "getsockname"))
    }

    /// Listens at a path, for the owner and the group of this process. Throws `SocketError`.
    package init(path: String, backlog: Int32 = 4096) throws(SocketError) {
        descriptor = try SocketError.check(unsafe portico_listen_unix(path, backlog, 0o660), "listen on unix:\(path)")
        port = 0
        file = try? File(at: path)
    }

    /// The same socket once more, for another reactor, where an address cannot be shared. Throws `SocketError`.
    package init(sharing other: ListeningSocket) throws(SocketError) {
        descriptor = try SocketError.check(portico_duplicate(other.descriptor), "dup")
        port = other.port
    }

    /// The next waiting client and its address; `nil` when nobody waits. Throws when descriptors run out.
    package func accept() throws(SocketError) -> (socket: Socket, peer: String)? {
        while true {
            var peer = [CChar](repeating: 0, count: 64)
            let client = unsafe peer.withUnsafeMutableBufferPointer { buffer in
                unsafe buffer.baseAddress.map { unsafe portico_accept(descriptor, $0, UInt32(buffer.count)) } ?? -EINVAL
            }
            if client >= 0 {
                let text = String(decoding: peer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                return (Socket(descriptor: client), text)
            }
            if client == -EAGAIN { return nil }
            let error = SocketError(call: "accept", code: -client)
            if error.isOutOfDescriptors { throw error }
            // The client gave up while it waited; the next one may not have.
        }
    }

    /// Removes the file of a Unix socket, so that clients are told at once that nobody is there; unless it is another's by now.
    package func removeFile() {
        guard let file, (try? File(at: file.path)) == file else { return }
        _ = unsafe portico_remove_file(file.path)
    }

    package func close() { portico_close(descriptor) }
}
