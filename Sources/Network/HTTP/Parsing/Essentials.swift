/// The few fields that decide how a request is read, noted while its lines go by, so that nothing is looked up afterwards.
struct Essentials: Sendable {
    /// How often a field came, and where its first value stands.
    struct Occurrence: Sendable {
        var count = 0
        var first = 0..<0
    }

    private(set) var host = Occurrence()
    private(set) var contentLength = Occurrence()
    private(set) var transferEncoding = Occurrence()
    /// Of every Transfer-Encoding line: whether `chunked` stands in it.
    private(set) var mentionsChunked = false
    private(set) var closes = false
    private(set) var keepsAlive = false
    private(set) var expectations = 0
    private(set) var expectsOnlyContinue = true

    /// Takes note of one field, found by the length of its name first.
    mutating func note(_ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>) {
        switch name.count {
        case 4 where ASCII.equal(bytes, name, "Host"): Self.add(value, to: &host)
        case 6 where ASCII.equal(bytes, name, "Expect"):
            expectations += 1
            expectsOnlyContinue = expectsOnlyContinue && ASCII.equal(bytes, value, "100-continue")
        case 10 where ASCII.equal(bytes, name, "Connection"): noteOptions(bytes, value)
        case 14 where ASCII.equal(bytes, name, "Content-Length"): Self.add(value, to: &contentLength)
        case 17 where ASCII.equal(bytes, name, "Transfer-Encoding"):
            Self.add(value, to: &transferEncoding)
            if value.count >= 7 {
                for start in value.lowerBound...(value.upperBound - 7)
                where ASCII.equal(bytes, start..<(start + 7), "chunked") { mentionsChunked = true }
            }
        default: break
        }
    }

    private static func add(_ value: Range<Int>, to occurrence: inout Occurrence) {
        if occurrence.count == 0 { occurrence.first = value }
        occurrence.count += 1
    }

    /// The options of a Connection field (RFC 9110 §7.6.1).
    private mutating func noteOptions(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var start = value.lowerBound
        while start <= value.upperBound {
            var end = start
            while end < value.upperBound, bytes[end] != UInt8(ascii: ",") { end += 1 }
            let option = ASCII.trimmed(bytes, start..<end)
            if ASCII.equal(bytes, option, "close") { closes = true }
            if ASCII.equal(bytes, option, "keep-alive") { keepsAlive = true }
            start = end + 1
        }
    }
}
