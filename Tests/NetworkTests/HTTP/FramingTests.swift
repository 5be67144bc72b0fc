import HTTP
import Testing

@Suite struct `Framing` {
    static let refused = [
        Rule("9112 §6.3", Wire.get("Content-Length: ")),
        Rule("9112 §6.3", Wire.get("Content-Length: -5")),
        Rule("9112 §6.3", Wire.get("Content-Length: +5")),
        Rule("9112 §6.3", Wire.get("Content-Length: 0x5")),
        Rule("9112 §6.3", Wire.get("Content-Length: 5a")),
        Rule("9112 §6.3", Wire.get("Content-Length: 5 5")),
        Rule("9112 §6.3", Wire.get("Content-Length: 5.0")),
        Rule("9112 §6.3", Wire.get("Content-Length: \"5\"")),
        Rule("9112 §6.3", Wire.get("Content-Length: 0_5")),
        Rule("9112 §6.3", Wire.get("Content-Length: \u{A0}5")),
        Rule("9112 §6.3", Wire.get("Content-Length: \u{EF}\u{BC}\u{95}")),
        Rule("9112 §6.3", Wire.get("Content-Length: 5, 5")),
        Rule("9112 §6.3", Wire.get("Content-Length: 5,")),
        Rule("9112 §6.3", Wire.get("Content-Length: 5", "Content-Length: 5")),
        Rule("9112 §6.3", Wire.get("Content-Length: 5", "Content-Length: 6")),
        Rule("9112 §6.3", Wire.get("Content-Length: 0", "content-length: 6")),
        Rule("9110 §15.5.14", Wire.get("Content-Length: 9223372036854775808"), 413),
        Rule("9110 §15.5.14", Wire.get("Content-Length: 18446744073709551621"), 413),
        Rule("9110 §15.5.14", Wire.get("Content-Length: 1" + String(repeating: "0", count: 500)), 413),
        Rule("9112 §6.1", Wire.get("Content-Length: 5", "Transfer-Encoding: chunked")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: chunked", "Content-Length: 0")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding:", "Content-Length: 5")),
        Rule("9112 §6.1", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: chunked, chunked")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: gzip, chunked")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: chunked, identity")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: \"chunked\"")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: \u{0B}chunked")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: chunked;a=b")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: \u{A0}chunked")),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: gzip"), 501),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: identity"), 501),
        Rule("9112 §6.1", Wire.get("Transfer-Encoding:"), 501),
        // U+212A KELVIN SIGN: its small form is the letter k of ASCII.
        Rule("9112 §6.1", Wire.get("Transfer-Encoding: chun\u{E2}\u{84}\u{AA}ed"), 501),
        Rule("9110 §10.1.1", Wire.get("Expect: 200-ok", "Content-Length: 1"), 417),
    ]

    @Test(arguments: refused)
    func `that two readers could take differently is refused`(_ rule: Rule) {
        #expect(Wire.refusal(rule.text) == rule.status)
    }

    @Test(arguments: [
        ("Content-Length: 5", BodyFraming.length(5)), ("content-length:\t005 ", .length(5)), ("Content-Length: 0", .none),
        ("Content-Length: 00", .none), ("Transfer-Encoding: chunked", .chunked), ("transfer-encoding:\tChunKED ", .chunked),
        ("Content_Length: 5", .none), ("Transfer_Encoding: chunked", .none), ("Content-Encoding: chunked", .none),
        ("Content-Length: 0000000000000000000000000000000000000007", .length(7)),
    ])
    func `is told by one field`(_ line: String, _ framing: BodyFraming) throws {
        #expect(try #require(Wire.head(Wire.get(line))).framing == framing)
    }

    @Test func `no octet beside the word chunked makes it chunked`() {
        for octet in UInt8.min...UInt8.max {
            for (before, after) in [([octet], [UInt8]()), ([], [octet])] {
                let bytes =
                    Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:".utf8) + before + Array("chunked".utf8) + after
                switch Wire.parse(bytes + Array("\r\n\r\n".utf8)) {
                case .complete(let head, _): #expect(head.framing == .chunked && (octet == 0x20 || octet == 0x09))
                case .refused(let refusal): #expect([400, 501].contains(refusal.status.code))
                case .needsMore: Issue.record("The head was whole.")
                }
            }
        }
    }

    @Test(arguments: [
        ("1.1", "X: y", true), ("1.1", "Connection: close", false), ("1.1", "Connection: CLOSE", false),
        ("1.1", "Connection: keep-alive, close", false), ("1.1", "Connection: , ,close , x", false),
        ("1.1", "Connection: closed", true),
        ("1.1", "Connection: x\r\nConnection: close", false), ("1.0", "X: y", false), ("1.0", "Connection: Keep-Alive", true),
        ("1.0", "Connection: keep-alive, close", false), ("1.0", "Proxy-Connection: keep-alive", false),
    ])
    func `of the connection follows its options`(_ version: String, _ line: String, _ keepAlive: Bool) throws {
        #expect(try #require(Wire.head("GET / HTTP/\(version)\r\nHost: a\r\n\(line)\r\n\r\n")).keepAlive == keepAlive)
    }

    @Test(arguments: [
        ("1.1", "Content-Length: 1", true), ("1.1", "Transfer-Encoding: chunked", true), ("1.1", "Content-Length: 0", false),
        ("1.0", "Content-Length: 1", false),
    ])
    func `waits for 100 Continue only where a body comes`(_ version: String, _ line: String, _ expects: Bool) throws {
        let head = try #require(Wire.head("POST / HTTP/\(version)\r\nHost: a\r\nExpect: 100-Continue\r\n\(line)\r\n\r\n"))
        #expect(head.expectsContinue == expects)
    }
}
