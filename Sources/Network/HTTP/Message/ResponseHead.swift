/// Writes the head of an answer (RFC 9112 §4).
package enum ResponseHead {
    /// What is known of the content's length.
    package enum Length: Sendable, Hashable {
        case known(Int)
        case chunked
        /// Until the connection closes, for HTTP/1.0.
        case untilClose
    }

    /// Appends status line and fields. `date` is a whole `Date: …` line with its CR LF.
    ///
    /// Content-Length, Transfer-Encoding, Connection and Date are the server's own: fields of these names in `headers` are
    /// left out. Statuses without content get no length (RFC 9110 §8.6).
    package static func append(
        to bytes: inout [UInt8], status: Status, headers: HeaderFields, date: [UInt8], length: Length, closes: Bool,
        version: HTTPVersion
    ) {
        bytes += "HTTP/1.1 \(status.code) \(status.reason)\r\n".utf8
        bytes += date
        for field in headers.fields where !isOurs(field.name) {
            bytes += field.name.utf8
            bytes += colon
            bytes += field.value.utf8
            bytes += lineEnd
        }
        if status.allowsContent {
            switch length {
            case .known(let count): bytes += "Content-Length: \(count)\r\n".utf8
            case .chunked: bytes += "Transfer-Encoding: chunked\r\n".utf8
            case .untilClose: break
            }
        }
        if closes {
            bytes += "Connection: close\r\n".utf8
        } else if version == .http10 {
            bytes += "Connection: keep-alive\r\n".utf8
        }
        bytes += lineEnd
    }

    /// One chunk of a chunked body; an empty one is left out, because it would end the body.
    package static func appendChunk(_ data: [UInt8], to bytes: inout [UInt8]) {
        guard !data.isEmpty else { return }
        bytes += String(data.count, radix: 16).utf8
        bytes += lineEnd
        bytes += data
        bytes += lineEnd
    }

    package static let lastChunk: [UInt8] = Array("0\r\n\r\n".utf8)
    package static let continueLine: [UInt8] = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    private static let colon: [UInt8] = Array(": ".utf8)
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    private static func isOurs(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4: name.lowercased() == "date"
        case 10: name.lowercased() == "connection"
        case 14: name.lowercased() == "content-length"
        case 17: name.lowercased() == "transfer-encoding"
        default: false
        }
    }
}
