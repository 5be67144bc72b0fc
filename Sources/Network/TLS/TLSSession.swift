import COpenSSL
package import Sockets

/// TLS on one connected socket, without waiting: what would wait says so, and is tried again when the socket is ready.
///
/// Used on one thread at a time. The socket is closed by its owner, after this.
@safe package final class TLSSession: @unchecked Sendable {
    /// The client's certificate, verified against the configured authorities.
    package struct Client: Sendable, Hashable {
        /// As RFC 2253 writes names, for example `CN=hub.example,O=Example`.
        package let subject: String
        /// SHA-256 of the certificate.
        package let fingerprint: [UInt8]
    }

    package enum Handshake: Sendable, Hashable {
        case done
        case wouldBlock
        /// With the reason, for the log.
        case failed(String)
        /// The client speaks HTTP without TLS.
        case isPlainHTTP
    }

    private let session: OpaquePointer
    /// Holds what the session points into.
    private let context: TLSContext
    /// Whether the last read took all that had come.
    package private(set) var isDrained = false

    /// Throws `TLSError` when memory is short.
    package init(_ context: TLSContext, _ socket: Socket) throws(TLSError) {
        guard let session = unsafe SSL_new(context.first), unsafe SSL_set_fd(session, socket.descriptor) == 1 else {
            throw TLSError("No TLS session: \(TLSError.reason)")
        }
        unsafe self.session = session
        self.context = context
    }

    deinit { unsafe SSL_free(session) }

    /// Goes on with the handshake as far as it goes.
    package func handshake() -> Handshake {
        switch unsafe portico_tls_accept(session) {
        case 1...: .done
        case -1: .wouldBlock
        case -3: .isPlainHTTP
        default: .failed(TLSError.reason)
        }
    }

    /// Reads what is there into `buffer`, one record at most.
    package func receive(into buffer: UnsafeMutableRawBufferPointer) -> Socket.Transfer {
        guard let base = buffer.baseAddress else { return .wouldBlock }
        var drained: Int32 = 0
        let result = unsafe portico_tls_read(session, base, Int32(clamping: buffer.count), &drained)
        isDrained = drained != 0
        return transfer(result)
    }

    /// Writes as much of `bytes` as goes, one record at most.
    package func send(_ bytes: UnsafeRawBufferPointer) -> Socket.Transfer {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return .moved(0) }
        return unsafe transfer(portico_tls_write(session, base, Int32(clamping: bytes.count)))
    }

    private func transfer(_ result: Int32) -> Socket.Transfer {
        switch result {
        case 1...: .moved(Int(result))
        case -1: .wouldBlock
        default: .ended
        }
    }

    /// Says close_notify, so that the client knows the end from a cut (RFC 9112 §9.8).
    package func close() { unsafe portico_tls_shutdown(session) }

    /// Whether the handshake went on with an earlier session.
    package var isResumed: Bool { unsafe SSL_session_reused(session) == 1 }

    package var client: Client? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { subject in
            var digest = [UInt8](repeating: 0, count: 32)
            guard let base = subject.baseAddress, unsafe portico_tls_client(session, base, 512, &digest) == 1 else { return nil }
            return Client(subject: unsafe String(cString: base), fingerprint: digest)
        }
    }
}
