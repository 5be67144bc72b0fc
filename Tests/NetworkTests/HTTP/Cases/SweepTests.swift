import FuzzReaders
import HTTP
import Testing

/// One place of a request, and which octets may stand there.
struct Sweep: Sendable, CustomTestStringConvertible {
    let paragraph: String
    let what: String
    let before: String
    let after: String
    /// The octets with which the request is served, as the grammar has them.
    let served: Set<UInt8>
    /// The octets that mean something else at this place: they have rows of their own.
    var skipped: Set<UInt8> = []

    var testDescription: String { "RFC \(paragraph): every octet \(what)" }

    static let digits = Set("0123456789".utf8)
    static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    static let tokens = digits.union(letters).union("!#$%&'*+-.^_`|~".utf8)
    static let blanks: Set<UInt8> = [0x20, 0x09]
    static let content = Set<UInt8>(0x20...0x7E).union(0x80...0xFF).union([0x09])
    static let hexadecimal = digits.union("abcdefABCDEF".utf8)
    static let name = digits.union(letters).union("-._~!$&'()*+;=".utf8)
    static let path = name.union(",:@/".utf8)
    /// What browsers send without escaping it is let through.
    static let query = path.union("?{}|^`[]".utf8)

    private init(_ paragraph: String, _ what: String, _ parts: (String, String), _ served: Set<UInt8>, skipped: Set<UInt8> = []) {
        self.paragraph = paragraph
        self.what = what
        (before, after) = parts
        self.served = served
        self.skipped = skipped
    }

    private static func field(_ before: String, _ after: String, body: String = "") -> (String, String) {
        ("POST / HTTP/1.1\r\nHost: a.example\r\n\(before)", "\(after)\r\n\r\n\(body)")
    }

    private static func line(_ before: String, _ after: String) -> (String, String) {
        (before, "\(after)\r\nHost: a.example\r\n\r\n")
    }

    private static func chunks(_ before: String, _ after: String) -> (String, String) {
        ("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n\(before)", after)
    }

    private static let length = "\r\nContent-Length: 5"
    private static let coded = Case.helloInChunks

    static let all: [Sweep] = [
        Sweep("9112 §11.2", "before the word chunked", field("Transfer-Encoding:", "chunked", body: coded), blanks),
        Sweep("9112 §11.2", "behind the word chunked", field("Transfer-Encoding: chunked", "", body: coded), blanks),
        Sweep("9112 §11.2", "inside the word chunked", field("Transfer-Encoding: chun", "ked", body: coded), []),
        Sweep(
            "9112 §11.2", "behind the coding's name, beside a length",
            field("Transfer-Encoding", ": chunked\(length)", body: "hello"), tokens),
        Sweep(
            "9112 §11.2", "before the coding's name, beside a length",
            field("", "Transfer-Encoding: chunked\(length)", body: "hello"), tokens),
        Sweep(
            "9112 §11.2", "before chunked, beside a length", field("Transfer-Encoding: ", "chunked\(length)", body: "hello"), []),
        Sweep(
            "9112 §6.3", "before the digits of a length", field("Content-Length:", "5", body: "hello"), blanks, skipped: digits),
        Sweep(
            "9112 §6.3", "behind the digits of a length", field("Content-Length: 5", "", body: "hello"), blanks, skipped: digits),
        Sweep(
            "9112 §6.3", "between the digits of a length", field("Content-Length: 0", "5", body: "hello"), ["0".utf8.first ?? 0],
            skipped: digits.subtracting("0".utf8)),
        Sweep("9112 §6.3", "behind a length's name", field("Content-Length", ": 5", body: ""), tokens),
        Sweep(
            "9112 §7.1", "before a chunk size", chunks("", "5\r\nhello\r\n0\r\n\r\n"), ["0".utf8.first ?? 0],
            skipped: hexadecimal.subtracting("0".utf8)),
        Sweep("9112 §7.1", "behind a chunk size", chunks("5", "\r\nhello\r\n0\r\n\r\n"), [], skipped: hexadecimal),
        Sweep(
            "9112 §7.1", "for a chunk size", chunks("", "\r\nhello\r\n0\r\n\r\n"), ["5".utf8.first ?? 0],
            skipped: hexadecimal.subtracting("05".utf8)),
        Sweep("9112 §7.1", "behind chunk data", chunks("5\r\nhello", "\r\n0\r\n\r\n"), []),
        Sweep("9112 §7.1", "for the CR behind chunk data", chunks("5\r\nhello", "\n0\r\n\r\n"), [0x0D]),
        Sweep("9112 §7.1", "for the LF behind chunk data", chunks("5\r\nhello\r", "0\r\n\r\n"), [0x0A]),
        Sweep("9112 §7.1", "for the CR behind a chunk size", chunks("5", "\nhello\r\n0\r\n\r\n"), [0x0D]),
        Sweep("9112 §7.1", "for the LF behind a chunk size", chunks("5\r", "hello\r\n0\r\n\r\n"), [0x0A]),
        Sweep("9112 §7.1", "in chunk data", chunks("5\r\nhel", "o\r\n0\r\n\r\n"), Set(0...255)),
        Sweep("9112 §7.1.1", "in the name of an extension", chunks("5;a", "b\r\nhello\r\n0\r\n\r\n"), tokens.union("=;".utf8)),
        Sweep("9112 §7.1.1", "in the value of an extension", chunks("5;a=b", "c\r\nhello\r\n0\r\n\r\n"), tokens.union(";".utf8)),
        Sweep("9112 §7.1.1", "in a quoted value", chunks("5;a=\"b", "c\"\r\nhello\r\n0\r\n\r\n"), content.subtracting("\"".utf8)),
        Sweep("9112 §7.1.1", "behind a backslash in a quoted value", chunks("5;a=\"\\", "c\"\r\nhello\r\n0\r\n\r\n"), content),
        Sweep("9112 §7.1.2", "in the name of a trailer", chunks("0\r\nX", "Y: v\r\n\r\n"), tokens.union(":".utf8)),
        Sweep("9112 §7.1.2", "in the value of a trailer", chunks("0\r\nX: a", "b\r\n\r\n"), content),
        Sweep("9110 §5.6.2", "in a field's name", field("X", "Y: v"), tokens.union(":".utf8)),
        Sweep("9110 §5.6.2", "at the start of a field line", field("", "X: v"), tokens),
        Sweep("9110 §5.5", "in a field's value", field("X: a", "b"), content),
        Sweep("9110 §5.5", "at the end of a field's value", field("X: a", ""), content),
        Sweep("9112 §2.2", "for the CR behind a field", field("X: a", "\nY: b"), [0x0D]),
        Sweep("9112 §2.2", "for the LF behind a field", field("X: a\r", "Y: b"), [0x0A]),
        Sweep("9112 §3.1", "behind the method", line("GET", " / HTTP/1.1"), tokens),
        Sweep("9112 §3.1", "before the method", line("", "GET / HTTP/1.1"), tokens),
        Sweep("9112 §3", "for the first blank", line("GET", "/ HTTP/1.1"), [0x20]),
        Sweep("9112 §3", "for the second blank", line("GET /", "HTTP/1.1"), [0x20]),
        Sweep("9112 §3.2", "in the path", line("GET /a", "q HTTP/1.1"), path.union("?".utf8)),
        Sweep("9112 §3.2", "for the slash of the path", line("GET ", "q HTTP/1.1"), ["/".utf8.first ?? 0]),
        Sweep("3986 §3.4", "in the query", line("GET /?a", "q HTTP/1.1"), query),
        Sweep("3986 §2.1", "for the first digit of an escape", line("GET /%", "1 HTTP/1.1"), Set("234567".utf8)),
        Sweep("3986 §2.1", "for the second digit of an escape", line("GET /%4", " HTTP/1.1"), hexadecimal),
        Sweep("9112 §2.3", "behind the version", line("GET / HTTP/1.1", ""), []),
        Sweep("9112 §2.3", "for the major version", line("GET / HTTP/", ".1"), ["1".utf8.first ?? 0]),
        Sweep("9112 §2.3", "for the point in the version", line("GET / HTTP/1", "1"), [".".utf8.first ?? 0]),
        Sweep(
            "9112 §2.3", "for the minor version", line("GET / HTTP/1.", ""), digits.subtracting("0".utf8), skipped: Set("0".utf8)),
        Sweep("9112 §3.2", "in a host", ("GET / HTTP/1.1\r\nHost: a", "b\r\n\r\n"), name),
        Sweep("9112 §3.2", "in a port", ("GET / HTTP/1.1\r\nHost: a:8", "\r\n\r\n"), digits.union(blanks)),
        Sweep("9112 §3.2", "in an address of IPv6", ("GET / HTTP/1.1\r\nHost: [::", "]\r\n\r\n"), hexadecimal),
        Sweep("9112 §3.2.2", "in the authority of a target", line("GET http://a", "b/ HTTP/1.1"), name.union("/?".utf8)),
        Sweep("9112 §3.2.2", "in the scheme of a target", line("GET htt", "://a/ HTTP/1.1"), Set("pP".utf8)),
        Sweep("9110 §10.1.1", "behind 100-continue", field("Expect: 100-continue", ""), blanks),
        Sweep("9112 §9.6", "behind keep-alive", field("Connection: keep-alive", ""), content),
    ]

    func stream(_ octet: UInt8) -> [UInt8] { Wire.octets(before) + [octet] + Wire.octets(after) + Case.next }
}

@Suite struct `Every octet at every place` {
    @Test(arguments: Sweep.all)
    func `is served where the grammar has it and refused where not`(_ sweep: Sweep) {
        for octet in UInt8.min...UInt8.max where !sweep.skipped.contains(octet) {
            let stream = sweep.stream(octet)
            let read = Conversation(reading: stream, .init(guarded: .behind))
            let place = Wire.octets(sweep.before).count
            let cut = Conversation(reading: stream, .init(cuts: [place, place + 1, place + 2]))
            let told = Comment("octet \(String(octet, radix: 16)): \(read.requests.map(\.head.target.path)), \(read.ending)")
            #expect(cut == read, told)
            if sweep.served.contains(octet) {
                #expect(read.requests.count == 2 && read.requests.last?.head.target.path == "/next", told)
            } else {
                #expect(read.requests.isEmpty && Self.refusals.contains(read.ending), told)
            }
        }
    }

    static let refusals: [Conversation.Ending] = [400, 413, 417, 501, 505].map { .refused($0) }
}

/// Every mixture of CR and LF where a line or a section ends.
@Suite struct `Every mixture of CR and LF` {
    /// All words of the two octets up to a length.
    static func mixtures(upTo length: Int) -> [[UInt8]] {
        var all: [[UInt8]] = [[]]
        var longest = all
        for _ in 0..<length {
            longest = longest.flatMap { [$0 + [0x0D], $0 + [0x0A]] }
            all += longest
        }
        return all
    }

    static let end: [UInt8] = [0x0D, 0x0A]

    @Test func `ends a head only as CR LF CR LF`() {
        let head = Wire.octets("GET / HTTP/1.1\r\nHost: a.example")
        for mixture in Self.mixtures(upTo: 8) {
            let read = Conversation(reading: head + mixture + Case.next, .init(guarded: .behind))
            if mixture.starts(with: Self.end + Self.end) {
                // What is left stands before the next request: up to two empty lines are passed over.
                let rest = Array(mixture.dropFirst(4))
                let isRight = rest.isEmpty || rest == Self.end || rest == Self.end + Self.end
                #expect(read.requests.count == (isRight ? 2 : 1), "\(mixture)")
                #expect(read.ending == (isRight ? .closed : .refused(400)), "\(mixture)")
            } else {
                #expect(read.requests.isEmpty && read.ending == .refused(400), "\(mixture)")
            }
        }
    }

    @Test(arguments: [
        ("5", "hello\r\n0\r\n\r\n"), ("5\r\nhello", "0\r\n\r\n"), ("5;a=b", "hello\r\n0\r\n\r\n"),
        ("5\r\nhello\r\n0", "X: y\r\n\r\n"),
        ("5\r\nhello\r\n0\r\nX: y", "Y: z\r\n\r\n"),
    ])
    func `ends a line of a chunked body only as CR LF`(_ before: String, _ after: String) {
        for mixture in Self.mixtures(upTo: 5) where !mixture.isEmpty && !mixture.starts(with: Self.end + Self.end) {
            let stream = Wire.octets(Case.chunked(before)) + mixture + Wire.octets(after) + Case.next
            let read = Conversation(reading: stream, .init(guarded: .behind))
            if mixture == Self.end {
                #expect(read.requests.count == 2 && read.ending == .closed, "\(mixture)")
            } else {
                #expect(read.requests.isEmpty && read.ending == .refused(400), "\(mixture): \(read.ending)")
            }
        }
    }
}
