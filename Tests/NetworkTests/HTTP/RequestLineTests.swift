import HTTP
import Testing

@Suite struct `The request line` {
    static let refused = [
        Rule("9110 §5.6.2", "GE(T / HTTP/1.1\r\n"),
        Rule("9110 §5.6.2", "GET@ / HTTP/1.1\r\n"),
        Rule("9110 §5.6.2", "G\"T / HTTP/1.1\r\n"),
        Rule("9110 §5.6.2", "[GET] / HTTP/1.1\r\n"),
        Rule("9112 §3", " / HTTP/1.1\r\n"),
        Rule("9112 §3", "GET HTTP/1.1\r\n"),
        Rule("9112 §3", "GET /\r\n"),
        Rule("9112 §3", "GET\r\n"),
        Rule("9112 §3", "   \r\n"),
        Rule("9112 §3", "GET / HTTP/1.1 x\r\n"),
        Rule("9112 §3", "GET  / HTTP/1.1\r\n"),
        Rule("9112 §3", "GET /  HTTP/1.1\r\n"),
        Rule("9112 §3", "GET / HTTP/1.1 \r\n"),
        Rule("9112 §3", "GET\t/ HTTP/1.1\r\n"),
        Rule("9112 §3", "GET /\u{0B}HTTP/1.1\r\n"),
        Rule("9112 §3", "GET /\u{0C}HTTP/1.1\r\n"),
        Rule("9112 §2.2", "GET /\rHTTP/1.1\r\n"),
        Rule("9112 §3", String(repeating: "A", count: 33) + " / HTTP/1.1\r\n"),
        Rule("9112 §3.2", "GET /a b HTTP/1.1\r\n"),
        Rule("9112 §3.2", "GET /\u{00} HTTP/1.1\r\n"),
        Rule("9112 §3.2", "GET /\u{01} HTTP/1.1\r\n"),
        Rule("9112 §3.2", "GET /\u{7F} HTTP/1.1\r\n"),
        Rule("9112 §3.2", "GET /\u{E9} HTTP/1.1\r\n"),
        Rule("9112 §2.3", "GET / HTTP/1\r\n"),
        Rule("9112 §2.3", "GET / HTTP/1.\r\n"),
        Rule("9112 §2.3", "GET / HTTP/1.10\r\n"),
        Rule("9112 §2.3", "GET / HTTP/01.1\r\n"),
        Rule("9112 §2.3", "GET / http/1.1\r\n"),
        Rule("9112 §2.3", "GET / HTTP/+1.1\r\n"),
        Rule("9112 §2.3", "GET / HTTP/1.1.1\r\n"),
        Rule("9112 §2.3", "GET / HTTQ/1.1\r\n"),
        Rule("9112 §2.3", "GET / HTTP/1,1\r\n"),
        Rule("9112 §2.3", "GET / HTTP/1.x\r\n"),
        Rule("9112 §2.3", "GET / HTTP/\r\n"),
        Rule("9112 §2.3", "GET / HTTP/257.1\r\n"),
        Rule("9110 §15.6.6", "GET / HTTP/2.0\r\n", 505),
        Rule("9110 §15.6.6", "GET / HTTP/0.9\r\n", 505),
        Rule("9110 §15.6.6", "GET / HTTP/9.9\r\n", 505),
        Rule("9113 §3.4", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        Rule("9112 §2.2", "\u{16}\u{03}\u{01}"),
        Rule("9112 §2.2", "\r\n\r\n\r\nGET / HTTP/1.1\r\n"),
        Rule("9110 §15.5.15", "GET /" + String(repeating: "a", count: 8192) + " HTTP/1.1\r\n", 414),
        Rule("9110 §15.5.15", "GET /" + String(repeating: "a", count: 9000), 414),
    ]

    @Test(arguments: refused)
    func `what breaks the grammar is refused before a field is read`(_ rule: Rule) {
        #expect(Wire.refusal(rule.text) == rule.status)
    }

    @Test func `every octet outside the token set is refused in a method`() {
        let tokens = Set("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        for octet in UInt8.min...UInt8.max where octet != 0x20 {
            let progress = Wire.parse(Array("G".utf8) + [octet] + Array(" / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            if case .complete = progress { #expect(tokens.contains(octet)) } else { #expect(!tokens.contains(octet)) }
        }
    }

    @Test(arguments: [("1.0", HTTPVersion.http10), ("1.1", .http11), ("1.2", .http11), ("1.9", .http11)])
    func `minor versions of one are served`(_ text: String, _ version: HTTPVersion) throws {
        let head = try #require(Wire.head("GET / HTTP/\(text)\r\nHost: a\r\n\r\n"))
        #expect(head.version == version)
    }

    @Test func `the method keeps its case`() throws {
        #expect(try #require(Wire.head("get / HTTP/1.1\r\nHost: a\r\n\r\n")).method != .get)
    }

    @Test func `one empty line before the request is passed over and counts as used`() throws {
        guard case .complete(let head, let length) = Wire.parse("\r\nGET / HTTP/1.0\r\n\r\nnext") else {
            Issue.record("The request was not read.")
            return
        }
        #expect(head.method == .get)
        #expect(length == 20)
    }

    @Test func `a target of 8192 octets is taken`() throws {
        let head = try #require(Wire.head(Wire.target("/" + String(repeating: "a", count: 8191))))
        #expect(head.target.path.utf8.count == 8192)
    }
}
