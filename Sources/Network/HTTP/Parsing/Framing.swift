/// How long the body is and whether the connection goes on (RFC 9112 §6 and §9).
enum Framing {
    static func decide(
        _ essentials: Essentials, _ bytes: Span<UInt8>, version: HTTPVersion
    ) throws(Refusal) -> BodyFraming {
        let encodings = essentials.transferEncoding
        guard encodings.count > 0 else { return try length(essentials.contentLength, bytes) }
        if version == .http10 { throw Refusal(.badRequest, "Transfer-Encoding in HTTP/1.0 (RFC 9112 §6.1).") }
        if essentials.contentLength.count > 0 {
            throw Refusal(.badRequest, "Transfer-Encoding and Content-Length together (RFC 9112 §6.1).")
        }
        guard encodings.count == 1, ASCII.equal(bytes, encodings.first, "chunked") else {
            throw Refusal(
                essentials.mentionsChunked ? .badRequest : .notImplemented,
                "A transfer coding other than chunked alone (RFC 9112 §6.1).")
        }
        return .chunked
    }

    private static func length(_ field: Essentials.Occurrence, _ bytes: Span<UInt8>) throws(Refusal) -> BodyFraming {
        if field.count == 0 { return .none }
        if field.count > 1 { throw Refusal(.badRequest, "More than one Content-Length (RFC 9112 §6.3).") }
        if field.first.isEmpty { throw Refusal(.badRequest, "Content-Length is not a number (RFC 9112 §6.3).") }
        var length = 0
        var isTooLarge = false
        for index in field.first {
            guard ASCII.isDigit(bytes[index]) else {
                throw Refusal(.badRequest, "Content-Length is not a number (RFC 9112 §6.3).")
            }
            if length >= 1_000_000_000_000_000_000 / 10 {
                isTooLarge = true
            } else {
                length = length * 10 + Int(bytes[index] - 0x30)
            }
        }
        if isTooLarge { throw Refusal(.contentTooLarge, "Content-Length is too large (RFC 9110 §15.5.14).") }
        return length == 0 ? .none : .length(length)
    }

    static func expectsContinue(_ essentials: Essentials, version: HTTPVersion) throws(Refusal) -> Bool {
        guard essentials.expectations > 0, version == .http11 else { return false }
        guard essentials.expectsOnlyContinue else {
            throw Refusal(.expectationFailed, "An expectation other than 100-continue (RFC 9110 §10.1.1).")
        }
        return true
    }

    static func keepsAlive(_ essentials: Essentials, version: HTTPVersion) -> Bool {
        if essentials.closes { return false }
        return version == .http11 || essentials.keepsAlive
    }
}
