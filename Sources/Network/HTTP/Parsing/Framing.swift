/// How long the body is and whether the connection goes on (RFC 9112 §6 and §9).
enum Framing {
    static func decide(_ headers: HeaderFields, version: HTTPVersion) throws(Refusal) -> BodyFraming {
        let encodings = headers.all("Transfer-Encoding")
        let lengths = headers.all("Content-Length")
        guard !encodings.isEmpty else { return try length(lengths) }
        if version == .http10 { throw Refusal(.badRequest, "Transfer-Encoding in HTTP/1.0 (RFC 9112 §6.1).") }
        if !lengths.isEmpty { throw Refusal(.badRequest, "Transfer-Encoding and Content-Length together (RFC 9112 §6.1).") }
        guard encodings.count == 1, let encoding = encodings.first, ASCII.equal(encoding, "chunked") else {
            let isKnown = encodings.contains { ASCII.lowercased($0).contains("chunked") }
            throw Refusal(isKnown ? .badRequest : .notImplemented, "A transfer coding other than chunked alone (RFC 9112 §6.1).")
        }
        return .chunked
    }

    private static func length(_ values: [String]) throws(Refusal) -> BodyFraming {
        guard let value = values.first else { return .none }
        if values.count > 1 { throw Refusal(.badRequest, "More than one Content-Length (RFC 9112 §6.3).") }
        guard !value.isEmpty, value.utf8.allSatisfy(ASCII.isDigit) else {
            throw Refusal(.badRequest, "Content-Length is not a number (RFC 9112 §6.3).")
        }
        let digits = value.drop { $0 == "0" }
        guard digits.utf8.count <= 18, let length = Int(value) ?? (digits.isEmpty ? 0 : Int(digits)) else {
            throw Refusal(.contentTooLarge, "Content-Length is too large (RFC 9110 §15.5.14).")
        }
        return length == 0 ? .none : .length(length)
    }

    static func expectsContinue(_ headers: HeaderFields, version: HTTPVersion) throws(Refusal) -> Bool {
        let values = headers.all("Expect")
        guard !values.isEmpty, version == .http11 else { return false }
        guard values.allSatisfy({ ASCII.equal($0, "100-continue") }) else {
            throw Refusal(.expectationFailed, "An expectation other than 100-continue (RFC 9110 §10.1.1).")
        }
        return true
    }

    static func keepsAlive(_ headers: HeaderFields, version: HTTPVersion) -> Bool {
        let options = headers.all("Connection").flatMap { value in
            Array(value.utf8).split(separator: UInt8(ascii: ",")).map { String(decoding: ASCII.trimmed($0), as: UTF8.self) }
        }.map(ASCII.lowercased)
        if options.contains("close") { return false }
        return version == .http11 || options.contains("keep-alive")
    }
}
