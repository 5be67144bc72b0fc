import CProcess
import Glibc

/// Asks ClamAV's daemon about a file over its socket (clamd(8), INSTREAM).
package struct VirusScanner: Sendable {
    package enum Answer: Sendable, Hashable {
        case clean
        /// The name of what was found.
        case infected(String)
        /// No answer, and why: nothing is passed unseen.
        case unreachable(String)
    }

    private let host: String
    /// 0 for a socket's path.
    private let port: UInt16
    private let seconds: Int32

    /// - Parameters:
    ///   - address: a socket's path, or a numeric address and a port, `127.0.0.1:3310`. `nil` for anything else.
    ///   - seconds: how long an answer is waited for.
    package init?(_ address: String, seconds: Int = 60) {
        self.seconds = Int32(seconds)
        if address.hasPrefix("/") {
            (host, port) = (address, 0)
            return
        }
        guard let colon = address.lastIndex(of: ":"), let number = UInt16(address[address.index(after: colon)...]), number > 0
        else { return nil }
        host = address[..<colon].filter { $0 != "[" && $0 != "]" }
        port = number
    }

    /// Blocks: for a thread of its own.
    package func scan(_ octets: [UInt8]) -> Answer {
        var answer = [CChar](repeating: 0, count: 1024)
        let bytes = octets.isEmpty ? [0] : octets
        let result = unsafe portico_scan(host, port, seconds, bytes, octets.count, &answer, answer.count)
        guard result == 0 else { return .unreachable("The scanner at \(name) does not answer: \(words(of: -result)).") }
        let text = String(decoding: answer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if text.hasSuffix(" OK") { return .clean }
        if text.hasSuffix(" FOUND") {
            let found = text.dropLast(6)
            return .infected(String(found.hasPrefix("stream: ") ? found.dropFirst(8) : found))
        }
        // clamd.conf(5): what is longer is not looked at.
        let remedy = text.contains("size limit") ? " Raise StreamMaxLength in clamd.conf above \(octets.count)." : ""
        return .unreachable("The scanner at \(name) answers: \(text.prefix(200)).\(remedy)")
    }

    private func words(of error: Int32) -> String {
        if error == EAGAIN { return "nothing came within \(seconds) seconds" }
        if error == EIO { return "it hung up" }
        return unsafe String(cString: strerror(error))
    }

    private var name: String { port == 0 ? host : "\(host):\(port)" }
}
