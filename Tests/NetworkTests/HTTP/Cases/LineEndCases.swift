import HTTP
import Testing

extension Case {
    private static let plain = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"

    static let lineEnds: [Case] = [
        Case("9112 §2.2", "an empty line in front", "\r\n\(plain)", .served),
        Case("9112 §2.2", "two empty lines in front", "\r\n\r\n\(plain)", .served),
        Case("9112 §2.2", "three empty lines in front", "\r\n\r\n\r\n", .refusedAtOnce(400)),
        Case("9112 §2.2", "a thousand empty lines in front", "\(long("\r\n", 1000))\(plain)", .refused(400)),
        Case("9112 §2.2", "an empty line behind a body", "\(hello("Content-Length: 5"))\r\n", .hello),
        Case("9112 §2.2", "LF for every line end", plain.replacing("\r\n", with: "\n"), .refused(400)),
        Case("9112 §2.2", "LF behind the request line", "GET / HTTP/1.1\nHost: a.example\r\n\r\n", .refused(400)),
        Case("9112 §2.2", "LF behind a field", "GET / HTTP/1.1\r\nHost: a.example\nX: y\r\n\r\n", .refused(400)),
        Case("9112 §2.2", "LF for the empty line", "GET / HTTP/1.1\r\nHost: a.example\r\n\n", .refused(400)),
        Case("9112 §2.2", "LF in front of everything", "\n\(plain)", .refused(400)),
        Case("9112 §2.2", "LF, at once", "GET / HTTP/1.1\n", .refusedAtOnce(400)),
        Case("9112 §2.2", "CR for every line end", plain.replacing("\r\n", with: "\r"), .refused(400)),
        Case("9112 §2.2", "CR, as soon as another octet follows", "GET / HTTP/1.1\rH", .refusedAtOnce(400)),
        Case("9112 §2.2", "CR CR LF", "GET / HTTP/1.1\r\r\nHost: a.example\r\n\r\n", .refused(400)),
        Case("9112 §2.2", "CR LF CR X is no end", "GET / HTTP/1.1\r\nHost: a.example\r\n\rXX: y\r\n\r\n", .refused(400)),
        Case("9112 §2.2", "LF CR", plain.replacing("\r\n", with: "\n\r"), .refused(400)),
        Case("9112 §2.2", "CR alone in front", "\r\(plain)", .refused(400)),
        Case(
            "9112 §2.2", "binary garbage", String(String.UnicodeScalarView((1...255).compactMap { Unicode.Scalar($0) })),
            .refusedAtOnce(400)),
        Case("9112 §2.2", "a ClientHello of TLS", "\u{16}\u{03}\u{01}\u{00}\u{A5}\u{01}", .refusedAtOnce(400)),
        Case("9112 §2.2", "its first octet", "\u{16}", .refusedAtOnce(400)),
        Case("9112 §2.2", "a byte order mark", "\u{EF}\u{BB}\u{BF}\(plain)", .refused(400)),
        Case("9112 §8", "half a request line", "GET / HT", .needsMore),
        Case("9112 §8", "half a header section", "GET / HTTP/1.1\r\nHost: a\r\nX-", .needsMore),
        Case("9112 §8", "no empty line", "GET / HTTP/1.1\r\nHost: a.example\r\n", .needsMore),
        Case("9112 §8", "the empty line without its LF", "GET / HTTP/1.1\r\nHost: a.example\r\n\r", .needsMore),
        Case("9112 §8", "an empty line and no more", "\r\n", .needsMore),
    ]

    static let targetLimits: [Case] = [
        Case("9112 §3", "a request line of 8,000 octets", target("/?\(long("a", 8000 - 15))"), .served),
        Case("9112 §3", "a target of 8,192 octets", target("/\(long("a", 8191))"), .path("/\(long("a", 8191))")),
        Case("9110 §15.5.15", "a target of 8,193 octets", target("/\(long("a", 8192))"), .refused(414)),
        Case("9110 §15.5.15", "a target of 64 KiB", target("/?\(long("a", 65536))"), .refused(414)),
        Case("9110 §15.5.15", "a target of 1 MiB", target("/?\(long("a", 1 << 20))"), .refused(414)),
        Case("9110 §15.5.15", "a target without an end", "GET /\(long("a", 9000))", .refusedAtOnce(414)),
    ]

    static let fieldLimits: [Case] = [
        Case("9110 §5.4", "a field of 8 KiB", get("X: \(long("a", 8192))"), .served),
        Case("9110 §5.4", "a line of 16,384 octets", get("X: \(long("a", 16384 - 3))"), .served),
        Case("6585 §5", "a line of 16,385 octets", get("X: \(long("a", 16385 - 3))"), .refused(431)),
        Case("6585 §5", "a field of 64 KiB", get("X: \(long("a", 65536))"), .refused(431)),
        Case("6585 §5", "a field of 1 MiB", get("X: \(long("a", 1 << 20))"), .refused(431)),
        Case("6585 §5", "a field without an end", "GET / HTTP/1.1\r\nX: \(long("a", 17000))", .refusedAtOnce(431)),
        Case("6585 §5", "a name of 64 KiB", get("\(long("X", 65536)): v"), .refused(431)),
        Case("6585 §5", "a name without an end", "GET / HTTP/1.1\r\n\(long("X", 17000))", .refusedAtOnce(431)),
        Case("6585 §5", "99 fields and Host", get(long("X: v\r\n", 98) + "Y: w"), .served),
        Case("6585 §5", "100 fields and Host", get(long("X: v\r\n", 99) + "Y: w"), .refused(431)),
        Case("6585 §5", "1,000 fields", get(long("X: v\r\n", 1000) + "Y: w"), .refused(431)),
        Case("6585 §5", "100,000 fields", get(long("X: v\r\n", 100_000) + "Y: w"), .refused(431)),
        Case("6585 §5", "32 fields of 1,000 octets", get(long("X: \(long("a", 995))\r\n", 31) + "Y: w"), .served),
        Case("6585 §5", "33 fields of 1,000 octets", get(long("X: \(long("a", 995))\r\n", 33) + "Y: w"), .refused(431)),
    ]
}

@Suite struct `Line ends and limits in octets` {
    @Test(arguments: Case.lineEnds) func `CR LF and nothing else ends a line`(_ row: Case) { row.check() }
    @Test(arguments: Case.targetLimits) func `a target has a limit`(_ row: Case) { row.check() }
    @Test(arguments: Case.fieldLimits) func `the fields have limits`(_ row: Case) { row.check() }
}
