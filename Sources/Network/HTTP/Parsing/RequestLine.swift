/// The first line of a request: method SP target SP version (RFC 9112 §3).
enum RequestLine {
    static func parse(_ line: ArraySlice<UInt8>, limits: Limits) throws(Refusal) -> (
        method: Method, target: ArraySlice<UInt8>, version: HTTPVersion
    ) {
        guard let first = line.firstIndex(of: 0x20), let last = line.lastIndex(of: 0x20), first < last else {
            throw Refusal(.badRequest, "The request line is not method, target and version (RFC 9112 §3).")
        }
        let method = line[line.startIndex..<first]
        let target = line[(first + 1)..<last]
        guard !method.isEmpty, method.count <= 32, method.allSatisfy(ASCII.isToken) else {
            throw Refusal(.badRequest, "The method is not a token (RFC 9110 §9.1).")
        }
        let version = try Self.version(line[(last + 1)...])
        if target.count > limits.target { throw Refusal(.uriTooLong, "The request target is too long (RFC 9110 §15.5.15).") }
        guard !target.isEmpty, target.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Refusal(.badRequest, "The request target holds a forbidden octet (RFC 9112 §3.2).")
        }
        return (Method(token: String(decoding: method, as: UTF8.self)), target, version)
    }

    /// Refuses a line that begins with something no method begins with, without waiting for its end.
    static func checkBeginning(_ octets: ArraySlice<UInt8>) throws(Refusal) {
        for octet in octets.prefix(33) {
            if octet == 0x20 || octet == 0x0D { return }
            if !ASCII.isToken(octet) { throw Refusal(.badRequest, "The method is not a token (RFC 9110 §9.1).") }
        }
        if octets.count > 33 { throw Refusal(.badRequest, "The method is too long (RFC 9112 §3).") }
    }

    /// `HTTP/1.1` and `HTTP/1.0`; other minor versions of 1 are served as 1.1 (RFC 9112 §2.3).
    private static func version(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> HTTPVersion {
        let prefix = Array("HTTP/".utf8)
        let digits = bytes.dropFirst(prefix.count)
        guard bytes.starts(with: prefix), digits.count == 3, let major = digits.first, ASCII.isDigit(major),
            digits[digits.startIndex + 1] == UInt8(ascii: "."), let minor = digits.last, ASCII.isDigit(minor)
        else { throw Refusal(.badRequest, "The version is not HTTP/digit.digit (RFC 9112 §2.3).") }
        guard major == UInt8(ascii: "1") else {
            throw Refusal(.versionNotSupported, "Only HTTP/1.1 and 1.0 are served (RFC 9110 §15.6.6).")
        }
        return minor == UInt8(ascii: "0") ? .http10 : .http11
    }
}
