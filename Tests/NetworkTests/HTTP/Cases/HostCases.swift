import HTTP
import Testing

extension Case {
    static let hostCounts: [Case] = [
        Case("9112 §3.2", "none in 1.1", "GET / HTTP/1.1\r\n\r\n", .refused(400)),
        Case("9112 §3.2", "two that differ", get("Host: b.example"), .refused(400)),
        Case("9112 §3.2", "two alike", get("Host: a.example"), .refused(400)),
        Case("9112 §3.2", "two, one in another case", get("hOST: a.example"), .refused(400)),
        Case("9112 §3.2", "two in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .refused(400)),
        Case("9110 §7.2", "an empty one", host(""), .refused(400)),
        Case("9110 §7.2", "one of blanks", host(" \t "), .refused(400)),
        Case("9110 §7.2", "an empty one in 1.0", "GET / HTTP/1.0\r\nHost:\r\n\r\n", .refused(400)),
        Case("9110 §5.1", "its name in any case", "GET / HTTP/1.1\r\nhOsT: a.example\r\n\r\n", .served),
        Case("9112 §5.1", "blanks around it", host("   a.example   "), .served),
        Case("9112 §5.1", "tabs around it", "GET / HTTP/1.1\r\nHost:\ta.example \t\r\n\r\n", .served),
        Case("9112 §5.1", "no blank behind the colon", "GET / HTTP/1.1\r\nHost:a.example\r\n\r\n", .served),
        Case("9110 §5.3", "the last of many fields", "GET / HTTP/1.1\r\n\(long("X: y\r\n", 20))Host: a.example\r\n\r\n", .served),
        Case("9112 §5.2", "on a folded line", "GET / HTTP/1.1\r\nHost:\r\n a.example\r\n\r\n", .refused(400)),
        Case("9110 §5.1", "Host_ is another field", "GET / HTTP/1.1\r\nHost_: a.example\r\n\r\n", .refused(400)),
    ]

    static let goodHosts: [Case] = [
        "a", "LOCALHOST:8080", "localhost.", "a.b.c.d.e", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:", "127.0.0.1:65535", "a:0",
        "%6cocalhost", "a_b", "a~b!$&'()*+;=c", "[::1]", "[1:2:3:4:5:6:7::]", "[::2:3:4:5:6:7:8]", "[1:2:3:4:5::192.0.2.1]",
        "[::1]:8080", "[::]", "[1:2:3:4:5:6:7:8]", "[2001:db8::7]:443",
        "[1::8]", "[::ffff:192.0.2.1]", "[1:2:3:4:5:6:192.0.2.1]", "[fe80::1]", "[v1.a:b]", "[ABCD:EF01::]",
    ].map { Case("3986 §3.2.2", "the host \($0)", host($0), .host($0)) }

    static let badHosts: [Case] = [
        "bad host", "a.example, b.example", "a,b", "user@a.example", "user:pw@a", "a/path", "a?q", "a#f", "127.0.0.1:abc",
        "http://a",
        "127.0.0.1\u{00}.example", "[::1", "::1", "%zz", "%2", "%", "\u{FF}\u{FE}", "\u{C3}\u{A9}", "<a>", "a\\b", "a\tb",
        "127.0.0.1:80:80",
        "127.0.0.1:-1", "a:+1", "a:65536", "a:99999", "a:000000080", "a:8 0", ":80", ":", "[]", "[]:80", "[::1]x", "[::1]80",
        "[::1]]",
        "[[::1]]", "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1:2:3:4:5:6:7::8]", "[1:2:3:4:5:6::192.0.2.1]", "[1::2::3]",
        "[12345::]", "[::g]", "[:1]", "[1:]", "[::256.0.0.1]",
        "[::1.2.3]", "[1.2.3.4::]", "[::1%25eth0]", "[fe80::1%eth0]", "[v.a]", "[v1.]", "[vg.a]", "[127.0.0.1]", "a\"b", "{a}",
        "a|b",
        "a^b", "a`b",
    ].map { Case("9112 §3.2", "the host \($0.debugDescription)", host($0), .refused(400)) }
}

@Suite struct `Host in octets` {
    @Test(arguments: Case.hostCounts) func `stands exactly once and is not empty`(_ row: Case) { row.check() }
    @Test(arguments: Case.goodHosts) func `is a name or an address with or without a port`(_ row: Case) { row.check() }
    @Test(arguments: Case.badHosts) func `is nothing else`(_ row: Case) { row.check() }
}
