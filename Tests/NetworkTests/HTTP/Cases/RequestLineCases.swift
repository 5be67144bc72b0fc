import HTTP
import Testing

extension Case {
    static let requestLines: [Case] = [
        Case("9112 §3", "a plain GET", line("GET / HTTP/1.1"), .served),
        Case("9112 §3.2.1", "a path with a query", target("/?a=1&b=2"), .served(Served(query: "a=1&b=2"))),
        Case("9110 §9.1", "methods differ by case: get is another", line("get / HTTP/1.1"), .method("get")),
        Case("9110 §9.1", "a method nobody knows is still a token", line("FROB / HTTP/1.1"), .method("FROB")),
        Case("9110 §5.6.2", "every odd token character", line("!#$%&'*+-.^_`|~Z9 / HTTP/1.1"), .method("!#$%&'*+-.^_`|~Z9")),
        Case("9112 §3", "a method of 32 octets", line("\(long("A", 32)) / HTTP/1.1"), .method(long("A", 32))),
        Case("9112 §3", "a method of 33 octets", line("\(long("A", 33)) / HTTP/1.1"), .refused(400)),
        Case("9112 §3", "a method that does not end", long("A", 34), .refusedAtOnce(400)),
        Case("9112 §3", "no method", line(" / HTTP/1.1"), .refused(400)),
        Case("9112 §3", "no target", line("GET HTTP/1.1"), .refused(400)),
        Case("9112 §3", "no version, as HTTP/0.9 had it", line("GET /"), .refused(400)),
        Case("9112 §3", "a single word", line("GET"), .refused(400)),
        Case("9112 §3", "a fourth word", line("GET / HTTP/1.1 x"), .refused(400)),
        Case("9112 §3", "a line of blanks", "   \r\n\r\n", .refusedAtOnce(400)),
        Case("9112 §3", "two blanks before the target", line("GET  / HTTP/1.1"), .refused(400)),
        Case("9112 §3", "two blanks behind the target", line("GET /  HTTP/1.1"), .refused(400)),
        Case("9112 §3", "a blank behind the version", line("GET / HTTP/1.1 "), .refused(400)),
        Case("9112 §3", "tabs between the words", line("GET\t/\tHTTP/1.1"), .refused(400)),
        Case("9112 §3", "a tab behind the version", line("GET / HTTP/1.1\t"), .refused(400)),
        Case("9112 §3", "vertical tabs between the words", line("GET\u{0B}/\u{0B}HTTP/1.1"), .refused(400)),
        Case("9112 §3", "a form feed behind the method", line("GET\u{0C}/ HTTP/1.1"), .refused(400)),
        Case("9112 §2.2", "a bare CR between the words", line("GET\r/ HTTP/1.1"), .refused(400)),
        Case("9112 §3.2", "a blank in the target", target("/a b"), .refused(400)),
        Case("9112 §3.2.1", "a fragment", target("/#part"), .refused(400)),
        Case("9112 §3.2.1", "a target without its slash", target("page"), .refused(400)),
        Case("9112 §3.2", "a NUL in the target", target("/\u{00}"), .refused(400)),
        Case("9112 §3.2", "control characters in the target", target("/\u{01}\u{1F}\u{7F}"), .refused(400)),
        Case("9112 §3.2", "UTF-8 in the target, not escaped", target("/\u{C3}\u{A9}\u{E4}\u{B8}\u{AD}"), .refused(400)),
        Case("9112 §3.2", "characters outside the grammar", target("/<>\"{}|^`"), .refused(400)),
    ]

    static let badMethods: [Case] = ["GE(T", "GET@", "G\"T", "GET:", "[GET]", "GET/", "<X>", "G,T", "\u{C9}T", "G\u{00}T"].map {
        Case("9110 §9.1", "the method \($0.debugDescription)", line("\($0) / HTTP/1.1"), .refused(400))
    }

    static let absoluteForms: [Case] = [
        Case("9112 §3.2.2", "absolute-form", target("http://a.example/x"), .path("/x")),
        Case("9110 §4.2.3", "its scheme in capitals", target("HTTP://a.example/"), .served),
        Case("9112 §3.2.2", "https", target("https://a.example/"), .served),
        Case("9112 §3.2.2", "without a path", target("http://a.example"), .served),
        Case("9112 §3.2.2", "without a path, with a query", target("http://a.example?q=1"), .served(Served(query: "q=1"))),
        Case("9112 §3.2.2", "its authority counts, not Host", target("http://b.example:81/"), .host("b.example:81")),
        Case("9112 §3.2.2", "an address of IPv6", target("http://[::1]:80/"), .host("[::1]:80")),
        Case("9112 §3.2", "it does not excuse a missing Host", "GET http://a.example/ HTTP/1.1\r\n\r\n", .refused(400)),
        Case("9110 §4.2.4", "a user and a password", target("http://user:pw@a.example/"), .refused(400)),
        Case("9110 §4.2.1", "an empty host", target("http:///x"), .refused(400)),
        Case("9110 §4.2.1", "no host at all", target("http://"), .refused(400)),
        Case("9110 §4.2.1", "a port without a host", target("http://:80/"), .refused(400)),
        Case("9110 §4.2.1", "a port that is none", target("http://a.example:x/"), .refused(400)),
        Case("9112 §3.2", "one slash behind the scheme", target("http:/a.example/"), .refused(400)),
        Case("9110 §7.4", "another scheme", target("ftp://a.example/"), .refused(400)),
        Case("9110 §7.4", "no scheme but slashes", target("://a.example/"), .refused(400)),
        Case("9112 §3.2.1", "a fragment", target("http://a.example/#x"), .refused(400)),
        Case("9112 §3.2.4", "the asterisk of OPTIONS", line("OPTIONS * HTTP/1.1"), .served(Served(method: "OPTIONS", path: "*"))),
        Case("9112 §3.2.4", "the asterisk with GET", target("*"), .refused(400)),
        Case("9112 §3.2.4", "the asterisk with something behind", line("OPTIONS */ HTTP/1.1"), .refused(400)),
        Case("9110 §9.3.6", "CONNECT is for proxies", line("CONNECT other.example:443 HTTP/1.1"), .refused(501)),
        Case("9110 §9.3.6", "CONNECT with an empty port", line("CONNECT other.example: HTTP/1.1"), .refused(501)),
        Case("9110 §9.3.6", "CONNECT to a path", line("CONNECT / HTTP/1.1"), .refused(501)),
    ]

    static let versions: [Case] =
        [
            Case("9112 §2.3", "1.0 closes", version("HTTP/1.0"), .servedLast(Served(version: .http10))),
            Case("9112 §3.2", "1.0 needs no Host", "GET / HTTP/1.0\r\n\r\n", .servedLast(Served(host: nil, version: .http10))),
            Case("9110 §2.5", "1.2 is read as 1.1", version("HTTP/1.2"), .served),
            Case("9110 §2.5", "1.9 is read as 1.1", version("HTTP/1.9"), .served),
            Case(
                "9113 §3.4", "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u{00}\u{00}\u{00}\u{04}",
                .refusedAtOnce(505)),
        ]
        + ["HTTP/2.0", "HTTP/3.0", "HTTP/9.9", "HTTP/0.9", "HTTP/0.0", "HTTP/2.1"].map {
            Case("9110 §15.6.6", "the major version of \($0)", version($0), .refused(505))
        }
        + [
            "HTTP/1.10", "HTTP/1", "HTTP/1.", "HTTP/01.1", "http/1.1", "Http/1.1", "HTTP/+1.1", "HTTP/-1.1", "HTTP/1.1.1",
            "HTTQ/1.1",
            "ICE/1.0", "HTTP/1,1", "HTTP/1.1x", "HTTP/1.x", "HTTP/0x1.1", "HTTP/4294967297.1", "HTTP/1.4294967297", "HTTP/257.1",
            "HTTP/1.257", "HTTP/1.1\u{00}", "HTTP/", "HTTP", "HTTP/ 1.1", "HTTP/\r\r1.1", "HTTP/....1.1.", "HTTP 1.1",
            "HTTP/1.1;",
            "HTTP/.1", "HTTP//1.1", "XHTTP/1.1", "HTTP/1\u{B2}1", "HTTP/\u{B9}.1",
        ].map { Case("9112 §2.3", "the version \($0.debugDescription)", version($0), .refused(400)) }
}

extension Case {
    fileprivate static let longLines =
        [
            Case("9112 §3", "a method of 64 KiB", line("\(long("A", 65536)) / HTTP/1.1"), .refused(400)),
            Case("9112 §3", "a long target behind no method", line(" /\(long("a", 65536)) HTTP/1.1"), .refused(400)),
            Case("9110 §15.5.15", "a target of 64 KiB", line("GET /\(long("a", 65536)) HTTP/1.1"), .refused(414)),
            Case("9110 §15.5.15", "a long target without a version", line("GET /\(long("a", 65536))"), .refused(414)),
            Case("9110 §15.5.15", "a long target and a wrong version", line("GET /\(long("a", 65536)) HTTQ/1.1"), .refused(414)),
        ]
        // The longest line that may yet become right, and one octet more.
        + (-1...2).map { more in
            Case(
                "9112 §3", "a line of \(Limits().target + 64 + more) octets without a version",
                line("GET /" + long("a", Limits().target + 59 + more)), .refused(more > 0 ? 414 : 400))
        }
}

@Suite struct `A request line in octets` {
    @Test(arguments: Case.requestLines) func `is one method, one target and one version`(_ row: Case) { row.check() }
    @Test(arguments: Case.longLines) func `is judged alike when it is long, however it is cut`(_ row: Case) { row.check() }
    @Test(arguments: Case.badMethods) func `has a token for a method`(_ row: Case) { row.check() }
    @Test(arguments: Case.absoluteForms) func `has a target of one of the four forms`(_ row: Case) { row.check() }
    @Test(arguments: Case.versions) func `has a version of digit, point and digit`(_ row: Case) { row.check() }
}
