import FoundationEssentials
import Glibc
import Synchronization

/// A server on a loopback port that answers each request with the next of its given answers, one connection at a time.
final class TinyServer: Sendable {
    enum Answer: Sendable {
        /// These bytes; the connection stays open for the next request.
        case bytes(String)
        /// These bytes, then the connection closes.
        case bytesThenClose(String)
        /// Nothing, until the other side gives up.
        case silence
    }

    let port: Int
    private let listener: Int32
    /// Sent as soon as someone connects; the connection then closes.
    private let greeting: String?
    private let answers: Mutex<[Answer]>
    private let seen = Mutex<(requests: [String], connections: Int)>(([], 0))

    init(_ answers: [Answer], greeting: String? = nil) throws {
        self.greeting = greeting
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(listener, generic, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, generic, &length) == 0
            }
        }
        guard isOpen else { throw Failure() }
        self.listener = listener
        self.answers = Mutex(answers)
        port = Int(UInt16(bigEndian: address.sin_port))
        var thread = pthread_t()
        let retained = unsafe Unmanaged.passRetained(self)
        unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<TinyServer>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, retained.toOpaque())
        pthread_detach(thread)
    }

    struct Failure: Error {}

    var url: String { "http://127.0.0.1:\(port)/path?q=1" }
    /// Head and body of each request, as received.
    var requests: [String] { seen.withLock { $0.requests } }
    var connections: Int { seen.withLock { $0.connections } }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func run() {
        defer { close(listener) }
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            seen.withLock { $0.connections += 1 }
            if let greeting { send(greeting, connection) }
            while greeting == nil, let request = readRequest(connection) {
                seen.withLock { $0.requests.append(request) }
                let answer = answers.withLock { $0.isEmpty ? .bytesThenClose("") : $0.removeFirst() }
                if !give(answer, to: connection) { break }
            }
            close(connection)
        }
    }

    /// - Returns: whether the connection stays open.
    private func give(_ answer: Answer, to connection: Int32) -> Bool {
        switch answer {
        case .bytes(let text):
            send(text, connection)
            return true
        case .bytesThenClose(let text):
            send(text, connection)
            return false
        case .silence:
            var byte: UInt8 = 0
            _ = unsafe recv(connection, &byte, 1, 0)
            return false
        }
    }

    private func send(_ text: String, _ connection: Int32) {
        let bytes = Array(text.utf8)
        _ = unsafe Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// One head and as much body as it announces, or `nil` at the end of the connection.
    private func readRequest(_ connection: Int32) -> String? {
        var bytes: [UInt8] = []
        var wanted = Int.max
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count < wanted {
            let count = unsafe recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk.prefix(count)
            let text = String(decoding: bytes, as: UTF8.self)
            let lines = text.components(separatedBy: "\r\n")
            guard wanted == Int.max, let end = lines.firstIndex(of: "") else { continue }
            let head = lines[..<end].reduce(2) { $0 + $1.utf8.count + 2 }
            let length = lines.first { $0.lowercased().hasPrefix("content-length:") }.flatMap {
                Int($0.dropFirst(15).drop { $0 == " " })
            }
            wanted = head + (length ?? 0)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
