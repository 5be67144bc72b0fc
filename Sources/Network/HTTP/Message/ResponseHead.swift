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
                append(contentLength, to: &bytes)
                appendDecimal(count, to: &bytes)
                append(lineEnd, to: &bytes)
            case .chunked: append(transferEncoding, to: &bytes)
            case .untilClose: break
            }
        }
        if closes {
            append(connectionClose, to: &bytes)
        } else if version == .http10 {
            append(connectionKeepAlive, to: &bytes)
        }
        append(lineEnd, to: &bytes)
    }

    /// One chunk of a chunked body; an empty one is left out, because it would end the body.
    package static func appendChunk(_ data: [UInt8], to bytes: inout [UInt8]) {
        guard !data.isEmpty else { return }
        bytes += String(data.count, radix: 16).utf8
        append(lineEnd, to: &bytes)
        bytes += data
        append(lineEnd, to: &bytes)
    }

    package static let lastChunk: [UInt8] = Array("0\r\n\r\n".utf8)
    package static let continueLine: [UInt8] = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    // Static texts have no reference count for the threads to share.
    private static let contentLength: StaticString = "Content-Length: "
    private static let transferEncoding: StaticString = "Transfer-Encoding: chunked\r\n"
    private static let connectionClose: StaticString = "Connection: close\r\n"
    private static let connectionKeepAlive: StaticString = "Connection: keep-alive\r\n"
    private static let lineEnd: StaticString = "\r\n"

    private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
        unsafe bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    /// Without a text in between.
    private static func appendDecimal(_ number: Int, to bytes: inout [UInt8]) {
        if number >= 10 { appendDecimal(number / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
