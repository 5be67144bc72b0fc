import FoundationEssentials
import Glibc
import Sockets

/// A client's connection without manners: octets in both directions, as a test wants them.
///
/// Its calls wait on threads of their own. A server that says nothing for 60 seconds is an error.
package final class RawConnection: Sendable {
    package struct Failure: Error { package let what: String }

    /// How the server ended it.
    package enum Ending: Sendable, Hashable { case closed, reset }

    private let descriptor: Int32

    /// Connects to a port of this machine. Throws `Failure`.
    package init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeBytes(of: &address) { unsafe Self.connect(descriptor, $0, size) }
        guard result == 0 else { throw Failure(what: "connect to \(port)") }
        prepare()
    }

    /// Connects to a Unix socket. Throws `Failure`.
    package init(path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8.prefix(107)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafeBytes(of: &address) { unsafe Self.connect(descriptor, $0, size) }
        guard result == 0 else {
            Glibc.close(descriptor)
            throw Failure(what: "connect to \(path)")
        }
        prepare()
    }

    private static func connect(_ descriptor: Int32, _ address: UnsafeRawBufferPointer, _ size: socklen_t) -> Int32 {
        guard let base = address.baseAddress else { return -1 }
        return unsafe Glibc.connect(descriptor, base.assumingMemoryBound(to: sockaddr.self), size)
    }

    private func prepare() {
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }

    deinit { Glibc.close(descriptor) }

    package func send(_ text: String) async { await send(Array(text.utf8)) }

    /// Sends as much as the server takes.
    package func send(_ bytes: [UInt8]) async {
        await apart {
            var start = 0
            while start < bytes.count {
                let count = unsafe bytes.withUnsafeBytes {
                    unsafe Glibc.send(self.descriptor, $0.baseAddress?.advanced(by: start), $0.count - start, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return }
                start += count
            }
        }
    }

    /// Says that nothing more will come.
    package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Leaves without a word, so that the server is answered by a reset.
    package func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        // The descriptor stays ours until the end of this object.
        var nobody = sockaddr()
        nobody.sa_family = sa_family_t(AF_UNSPEC)
        unsafe Glibc.connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// Reads until `isEnough`, or to the end. Throws `Failure` when nothing comes for 60 seconds.
    package func read(until isEnough: @escaping @Sendable ([UInt8]) -> Bool = { _ in false }) async throws
        -> (bytes: [UInt8], ending: Ending?)
    {
        try await apart {
            var all: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 64 * 1024)
            while !isEnough(all) {
                let count = unsafe recv(self.descriptor, &piece, piece.count, 0)
                if count > 0 {
                    all += piece[..<count]
                } else if count == 0 {
                    return (all, .closed)
                } else if errno == ECONNRESET || errno == EPIPE || errno == ENOTCONN {
                    return (all, .reset)
                } else if errno != EINTR {
                    throw Failure(what: "nothing came behind: \(String(decoding: all.suffix(2000), as: UTF8.self))")
                }
            }
            return (all, nil)
        }
    }

    /// Reads until `text` has come; answers everything up to now.
    package func read(until text: String) async throws -> String {
        let wanted = Array(text.utf8)
        return String(decoding: try await read { !$0.isEmpty && $0.firstRange(of: wanted) != nil }.bytes, as: UTF8.self)
    }

    /// Everything to the end, however it came.
    package func readAll() async throws -> String { String(decoding: try await read().bytes, as: UTF8.self) }

    private func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try Thread.start { continuation.resume(with: Result { try body() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private func apart(_ body: @escaping @Sendable () -> Void) async {
        try? await apart { () throws -> Void in body() }
    }
}
