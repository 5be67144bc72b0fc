/// The first line of a request: method SP target SP version (RFC 9112 §3).
struct RequestLine: Sendable {
    var method: Method
    /// Where the target stands in the head.
    var target: Range<Int>
    var version: HTTPVersion

    /// Reads the line at `range` of `bytes`. Throws `Refusal`.
    init(_ bytes: Span<UInt8>, _ range: Range<Int>, limits: Limits) throws(Refusal) {
        // In the order in which an unfinished line is judged, so that a line is answered alike however it was cut.
        let first = try Self.checkBeginning(bytes, range, limits: limits)
        var last = range.upperBound
        while last > first, bytes[last - 1] != 0x20 { last -= 1 }
        guard last > first + 1 else {
            throw Refusal(.badRequest, "The request line is not method, target and version (RFC 9112 §3).")
        }
        method = Self.method(bytes, range.lowerBound..<first)
        version = try Self.version(bytes, last..<range.upperBound)
        target = (first + 1)..<(last - 1)
        if target.count > limits.target { throw Refusal(.uriTooLong, "The request target is too long (RFC 9110 §15.5.15).") }
        guard !target.isEmpty else { throw Self.badTarget }
        for index in target where bytes[index] <= 0x20 || bytes[index] >= 0x7F { throw Self.badTarget }
    }

    private static var badTarget: Refusal {
        Refusal(.badRequest, "The request target holds a forbidden octet (RFC 9112 §3.2).")
    }

    /// The method at `range`, whose octets were checked.
    private static func method(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Method {
        // Methods are compared with case; the two that nearly every request has need no text of their own.
        if range.count == 3, bytes[range.lowerBound] == 0x47, bytes[range.lowerBound + 1] == 0x45,
            bytes[range.lowerBound + 2] == 0x54
        {
            return .get
        }
        return Method(token: text(bytes, range))
    }

    private static var badMethod: Refusal { Refusal(.badRequest, "The method is not a token (RFC 9110 §9.1).") }

    /// Refuses a line that begins with something no method begins with, or that is too long for any target, without waiting
    /// for its end. Answers where the method ends, as far as it is there.
    @discardableResult
    static func checkBeginning(_ bytes: Span<UInt8>, _ range: Range<Int>, limits: Limits) throws(Refusal) -> Int {
        var end = range.lowerBound
        while end < range.upperBound, bytes[end] != 0x20 {
            if end - range.lowerBound == longestMethod { throw Refusal(.badRequest, "The method is too long (RFC 9112 §3).") }
            if !ASCII.isToken(bytes[end]) { throw badMethod }
            end += 1
        }
        if end == range.lowerBound, !range.isEmpty { throw badMethod }
        if range.count > limits.target + 64 { throw Refusal(.uriTooLong, "The request line is too long (RFC 9112 §3).") }
        return end
    }

    private static let longestMethod = 32

    /// `HTTP/1.1` and `HTTP/1.0`; other minor versions of 1 are served as 1.1 (RFC 9112 §2.3).
    private static func version(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Refusal) -> HTTPVersion {
        let start = range.lowerBound
        guard range.count == 8, bytes[start] == 0x48, bytes[start + 1] == 0x54, bytes[start + 2] == 0x54,
            bytes[start + 3] == 0x50, bytes[start + 4] == 0x2F, ASCII.isDigit(bytes[start + 5]), bytes[start + 6] == 0x2E,
            ASCII.isDigit(bytes[start + 7])
        else { throw Refusal(.badRequest, "The version is not HTTP/digit.digit (RFC 9112 §2.3).") }
        guard bytes[start + 5] == UInt8(ascii: "1") else {
            throw Refusal(.versionNotSupported, "Only HTTP/1.1 and 1.0 are served (RFC 9110 §15.6.6).")
        }
        return bytes[start + 7] == UInt8(ascii: "0") ? .http10 : .http11
    }

    /// The octets at `range`, which are ASCII, as a text.
    static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    /// A copy of the octets at `range`.
    static func octets(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        unsafe bytes.withUnsafeBufferPointer { unsafe Array($0[range]) }
    }
}
