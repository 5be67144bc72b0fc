import HTTP
import Testing

@Suite struct `The header section` {
    static let refused = [
        Rule("9112 §2.2", "GET / HTTP/1.1\nHost: a\n\n"),
        Rule("9112 §2.2", "GET / HTTP/1.1\r\nHost: a\n"),
        Rule("9112 §2.2", "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        Rule("9112 §2.2", "GET / HTTP/1.1\r\r\n"),
        Rule("9112 §2.2", "GET / HTTP/1.1\r\nHost: a\r\n\rX"),
        Rule("9112 §2.2", "GET / HTTP/1.1\r\nHost: a\rTransfer-Encoding: chunked\r\n\r\n"),
        Rule("9112 §2.2", "GET / HTTP/1.1\r\n Host: a\r\n"),
        Rule("9112 §2.2", "GET / HTTP/1.1\r\n\tHost: a\r\n"),
        Rule("9112 §5.2", Wire.get("X: a", " b")),
        Rule("9112 §5.2", Wire.get("X: a", "\tb")),
        Rule("9112 §5.2", Wire.get("X: a", " ")),
        Rule("9112 §5.1", Wire.get("X : a")),
        Rule("9112 §5.1", Wire.get("X\t: a")),
        Rule("9112 §5.1", Wire.get("X Y: a")),
        Rule("9112 §5", Wire.get(": a")),
        Rule("9112 §5", Wire.get(":")),
        Rule("9112 §5", Wire.get("X a")),
        Rule("9110 §5.1", Wire.get("\u{E9}: a")),
        Rule("9110 §5.5", Wire.get("X: a\u{00}b")),
        Rule("9110 §5.5", Wire.get("X: a\u{01}b")),
        Rule("9110 §5.5", Wire.get("X: a\u{7F}b")),
        Rule("6585 §5", Wire.get("X: " + String(repeating: "a", count: 16_384)), 431),
        Rule("6585 §5", "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 17_000), 431),
        Rule("6585 §5", Wire.get(String(repeating: "X", count: 17_000) + ": a"), 431),
        Rule("6585 §5", "GET / HTTP/1.1\r\n" + String(repeating: "X: a\r\n", count: 101), 431),
        Rule("6585 §5", "GET / HTTP/1.1\r\n" + String(repeating: "X: \(String(repeating: "a", count: 995))\r\n", count: 33), 431),
    ]

    @Test(arguments: refused)
    func `what breaks the grammar or a limit is refused`(_ rule: Rule) {
        #expect(Wire.refusal(rule.text) == rule.status)
    }

    @Test func `names are compared without case and values lose the blanks around them`() throws {
        let head = try #require(Wire.head(Wire.get("x-oNe: \t a: b \t", "X-Two:", "X-ONE:c")))
        #expect(head.headers[first: "X-One"] == "a: b")
        #expect(head.headers.all("x-one") == ["a: b", "c"])
        #expect(head.headers[first: "X-Two"] == "")
        #expect(head.headers[first: "X-Three"] == nil)
    }

    @Test func `every token character makes a name`() throws {
        let name = "!#$%&'*+-.^_`|~09azAZ"
        #expect(try #require(Wire.head(Wire.get("\(name): x"))).headers[first: name] == "x")
    }

    @Test func `octets above 127 in a value are taken`() throws {
        #expect(Wire.head(Wire.get("X: \u{FF}\u{80}")) != nil)
    }

    @Test func `a value that is set cannot split the response`() {
        var fields = HeaderFields()
        fields.add("Location", "/a\r\nSet-Cookie: x=y\u{00}")
        fields.add("X\r\nY", "z")
        fields.add("", "z")
        var bytes: [UInt8] = []
        ResponseHead.append(
            to: &bytes, status: .found, headers: fields, date: [], length: .known(0), closes: false, version: .http11)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == "HTTP/1.1 302 Found\r\nLocation: /a  Set-Cookie: x=y \r\nContent-Length: 0\r\n\r\n")
    }

    @Test func `setting a field replaces all of its name and keeps the others in order`() {
        var fields = HeaderFields([("A", "1"), ("b", "2"), ("a", "3")])
        fields.set("a", "4")
        #expect(fields.fields.map(\.name) == ["b", "a"])
        #expect(fields.all("A") == ["4"])
        fields.remove("B")
        #expect(fields.fields.count == 1)
    }
}

@Suite struct `The Host field` {
    @Test(arguments: [
        "a b", "a,b", "u@a", "a/b", "a?b", "a#b", "a:x", "a:-1", "a:1:2", "a:65536", "a:123456", "http://a", "a\u{00}", "[::1",
        "::1", "a%zz",
        "a%2", "\u{E9}", "<a>", "a\\b", "a\tb", "", ":80", "[]", "[::1]x", "[1:2:3:4:5:6:7]", "[1::2::3]", "[12345::]",
        "[::256.0.0.1]",
        "[::1%25eth0]", "[v.a]", "[v1.]",
    ])
    func `that is no name and port is refused`(_ host: String) {
        #expect(Wire.refusal("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n") == 400)
        #expect(Wire.refusal("GET / HTTP/1.0\r\nHost: \(host)\r\n\r\n") == 400)
    }

    @Test(arguments: [
        "a", "A.Example", "a.example.", "a:8080", "a:", "127.0.0.1:80", "[::1]", "[::]:80", "[2001:db8::7]:443",
        "[1:2:3:4:5:6:7:8]",
        "[::ffff:192.0.2.1]", "[1:2:3:4:5:6:192.0.2.1]", "[v1.a:b]", "a%20b", "a_b~!$&'()*+,;=".replacing(",", with: ""),
    ])
    func `that is right is taken as the authority`(_ host: String) throws {
        #expect(try #require(Wire.head("GET / HTTP/1.1\r\nhOsT:\t\(host) \r\n\r\n")).target.authority == host)
    }

    static let counts = [
        Rule("9112 §3.2", "GET / HTTP/1.1\r\n\r\n"),
        Rule("9112 §3.2", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
        Rule("9112 §3.2", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        Rule("9112 §3.2", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
        Rule("9112 §3.2", "GET http://a/ HTTP/1.1\r\n\r\n"),
    ]

    @Test(arguments: counts)
    func `stands exactly once`(_ rule: Rule) { #expect(Wire.refusal(rule.text) == 400) }

    @Test func `may be missing in HTTP 1 point 0`() throws {
        #expect(try #require(Wire.head("GET / HTTP/1.0\r\n\r\n")).target.authority == nil)
    }
}
