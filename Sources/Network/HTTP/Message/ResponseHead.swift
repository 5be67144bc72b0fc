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
        bytes += status.line
        bytes += date
        headers.appendLines(to: &bytes)
        if status.allowsContent {
            switch length {
            case .known(let count):
                bytes += contentLength
                appendDecimal(count, to: &bytes)
                bytes += lineEnd
            case .chunked: bytes += transferEncoding
            case .untilClose: break
            }
        }
        if closes {
            bytes += connectionClose
        } else if version == .http10 {
            bytes += connectionKeepAlive
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

    private static let contentLength: [UInt8] = Array("Content-Length: ".utf8)
    private static let transferEncoding: [UInt8] = Array("Transfer-Encoding: chunked\r\n".utf8)
    private static let connectionClose: [UInt8] = Array("Connection: close\r\n".utf8)
    private static let connectionKeepAlive: [UInt8] = Array("Connection: keep-alive\r\n".utf8)
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// Without a text in between.
    private static func appendDecimal(_ number: Int, to bytes: inout [UInt8]) {
        if number >= 10 { appendDecimal(number / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
