import Glibc

/// What goes wrong for a client.
enum ClientFault: Error {
    case connect(Int32)
    /// Nothing came for ten seconds.
    case silence
    /// The server closed or reset the connection where an answer was due.
    case ended
    /// The answer is not the one that belongs to the request.
    case wrong(String)
}

/// A blocking connection to the server, with what was received and not yet read.
final class Client {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0

    init(port: UInt16) throws(ClientFault) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw .connect(errno) }
        set(SOL_SOCKET, SO_RCVTIMEO, timeval(tv_sec: 10, tv_usec: 0))
        set(SOL_SOCKET, SO_SNDTIMEO, timeval(tv_sec: 10, tv_usec: 0))
        set(Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
    }

    deinit { close(descriptor) }

    private func set<Value: BitwiseCopyable>(_ level: Int32, _ option: Int32, _ value: Value) {
        var value = value
        _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Value>.size))
    }

    func send(_ octets: [UInt8]) throws(ClientFault) {
        var sent = 0
        while sent < octets.count {
            let count = unsafe octets.withUnsafeBytes { bytes in
                unsafe Glibc.send(
                    descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw errno == EAGAIN ? .silence : .ended }
            sent += count
        }
    }

    /// Says that nothing more will come.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Makes the close that follows a reset.
    func resetOnClose() { set(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0)) }

    /// Receives more; `false` at the end of the stream.
    private func receive(atMost limit: Int = 65536) throws(ClientFault) -> Bool {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            start = 0
        }
        let count = unsafe withUnsafeTemporaryAllocation(byteCount: limit, alignment: 1) { memory in
            let count = unsafe recv(descriptor, memory.baseAddress, limit, 0)
            if count > 0 { unsafe buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[..<count])) }
            return count
        }
        if count < 0 { throw errno == EAGAIN ? .silence : .ended }
        return count > 0
    }

    /// Whether the server has closed and left nothing behind.
    func isAtEnd() throws(ClientFault) -> Bool {
        if start < buffer.count { return false }
        do { return try !receive() } catch {
            guard case .ended = error else { throw error }
            return true
        }
    }

    /// The next line without its CR LF.
    func line() throws(ClientFault) -> String {
        var looked = start
        while true {
            if let end = buffer[looked...].firstIndex(of: 0x0A) {
                guard end > start, buffer[end - 1] == 0x0D else { throw .wrong("a line that does not end in CR LF") }
                defer { start = end + 1 }
                return String(decoding: buffer[start..<(end - 1)], as: UTF8.self)
            }
            let seen = buffer.count - start
            guard try receive() else { throw .ended }
            looked = start + seen
        }
    }

    /// The next octets, as many as asked for; in small pieces with a pause when `slowly`.
    func octets(_ count: Int, slowly: Bool = false) throws(ClientFault) -> [UInt8] {
        while buffer.count - start < count {
            if slowly { usleep(2000) }
            guard try receive(atMost: slowly ? 8192 : 65536) else { throw .ended }
        }
        defer { start += count }
        return Array(buffer[start..<(start + count)])
    }
}
