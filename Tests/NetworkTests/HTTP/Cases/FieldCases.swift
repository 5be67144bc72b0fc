import HTTP
import Testing

extension Case {
    static let goodFields: [Case] = [
        Case("9110 §5.5", "an empty value", get("X-Empty:"), .served),
        Case("9112 §5.1", "blanks and tabs around a value", get("X: \t v \t"), .served),
        Case("9110 §5.3", "the same name twice", get("X: 1", "X: 2"), .served),
        Case("9110 §5.5", "octets above 127 in a value", get("X: \u{80}\u{E9}\u{FF}"), .served),
        Case("9112 §5", "colons in a value", get("X: a:b::c"), .served),
        Case("9110 §5.6.2", "every token character in a name", get("!#$%&'*+-.^_`|~09azAZ: v"), .served),
        Case("9110 §5.5", "a tab in a value", get("X: a\tb"), .served),
        Case("9110 §5.5", "quotes that do not close", get("X: \"a"), .served),
        Case("6265 §5.4", "an empty Cookie", get("Cookie:"), .served),
        Case("6265 §5.4", "a Cookie of nonsense", get("Cookie: ;;; =; a; =b; a=b=c; ,"), .served),
        Case("6265 §5.4", "octets in a Cookie", get("Cookie: a=\u{FF}\u{FE}\u{80}; b=\u{C3}\u{28}"), .served),
        Case("6265 §5.4", "a Cookie of 4 KB", get("Cookie: k=\(long("v", 4000))"), .served),
        Case("6265 §5.4", "300 cookies", get("Cookie: \(long("c=v; ", 299))d=e"), .served),
        Case("9110 §11.6.2", "nonsense for credentials", get("Authorization: Basic !!!!"), .served),
        Case("9110 §11.6.2", "a scheme without credentials", get("Authorization: Basic"), .served),
        Case("9110 §11.6.2", "credentials of 6 KB", get("Authorization: Bearer \(long("a", 6000))"), .served),
        Case("9110 §12.5.1", "nonsense for Accept", get("Accept: ;;q=,/"), .served),
        Case("9110 §14.2", "a range with an unknown unit", get("Range: frobs=0-1"), .served),
        Case("9110 §14.2", "a range of nonsense", get("Range: bytes=abc,-,5-2"), .served),
        Case("9110 §14.2", "1,000 ranges", get("Range: bytes=\(long("0-,", 999))0-"), .served),
        Case("9110 §13.1.3", "a date that is none", get("If-Modified-Since: yesterday"), .served),
        Case("9110 §13.1.2", "a list of tags that does not close", get("If-None-Match: \"unclosed, W/, ,,"), .served),
        Case(
            "9110 §9.1", "fields that name another method", get("X-HTTP-Method-Override: DELETE", "X-Method-Override: PUT"),
            .served),
        Case("9110 §7.8", "Upgrade to something unknown", get("Connection: Upgrade", "Upgrade: frob/9"), .served),
        Case("9110 §7.8", "Upgrade without the option", get("Upgrade: websocket"), .served),
        Case(
            "9113 §3.2", "Upgrade to h2c",
            get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"), .served),
        Case(
            "9110 §7.8", "Upgrade beside content", hello("Content-Length: 5", "Connection: Upgrade", "Upgrade: websocket"), .hello
        ),
        Case("9110 §10.1.4", "TE is not Transfer-Encoding", get("Connection: TE", "TE: trailers, gzip;q=0.5"), .served),
    ]

    static let badFields: [Case] =
        [
            Case("9112 §5.2", "a folded line", get("X: a", " b"), .refused(400)),
            Case("9112 §5.2", "a line folded with a tab", get("X: a", "\tb"), .refused(400)),
            Case("9112 §5.2", "a line of blanks", get("X: a", " \t "), .refused(400)),
            Case(
                "9112 §2.2", "a blank before the first field", "GET / HTTP/1.1\r\n X: y\r\nHost: a.example\r\n\r\n", .refused(400)
            ),
            Case(
                "9112 §2.2", "a tab before it", "GET / HTTP/1.1\r\n\tTransfer-Encoding: chunked\r\nHost: a.example\r\n\r\n",
                .refused(400)),
            Case("9112 §5.1", "a blank before the colon", get("X : v"), .refused(400)),
            Case("9112 §5.1", "a tab before the colon", get("X\t: v"), .refused(400)),
            Case("9112 §5", "a blank in a name", get("X A: v"), .refused(400)),
            Case("9112 §5", "no name", get(": v"), .refused(400)),
            Case("9112 §5", "a lone colon", get(":"), .refused(400)),
            Case("9112 §5", "no colon", get("NoColonHere"), .refused(400)),
            Case("9112 §5", "a blank instead of a colon", get("X v"), .refused(400)),
            Case("9112 §5", "a request line among the fields", get("GET / HTTP/1.1"), .refused(400)),
            Case("9110 §5.1", "a name in UTF-8", get("X-\u{C3}\u{A9}: v"), .refused(400)),
            Case("9110 §5.1", "a NUL in a name", get("X\u{00}A: v"), .refused(400)),
            Case("9110 §5.5", "a NUL in a value", get("X: a\u{00}b"), .refused(400)),
            Case("9112 §2.2", "a CR in a value", get("X: a\rb"), .refused(400)),
            Case("9112 §2.2", "a CR at the end of a value", get("X: a\r"), .refused(400)),
            Case("9112 §2.2", "an LF in a value", get("X: a\nb: c"), .refused(400)),
            Case("9110 §5.5", "control characters in a value", get("X: a\u{01}\u{08}\u{1F}\u{7F}b"), .refused(400)),
            Case("9110 §5.5", "DEL in a value", get("X: \u{7F}"), .refused(400)),
            Case(
                "9112 §2.2", "a field hidden behind a CR", hello("X: y\rTransfer-Encoding: chunked", "Content-Length: 5"),
                .refused(400)),
            Case(
                "9112 §2.2", "a field hidden behind an LF", hello("X: y\nTransfer-Encoding: chunked", "Content-Length: 5"),
                .refused(400)),
            Case("9112 §5", "a name on two lines", hello("Transfer-", "Encoding: chunked", "Content-Length: 5"), .refused(400)),
        ]
        + "\"(),/;<=>?@[\\]{}".map {
            Case("9110 §5.6.2", "\($0) in a name", get("X\($0)A: v"), .refused(400))
        }

    static let connections: [Case] =
        [
            Case("9112 §9.3", "1.1 goes on", get(), .served),
            Case("9110 §7.6.1", "closed and not-close are not close", get("Connection: closed, not-close"), .served),
            Case("9110 §7.6.1", "keep-alive", get("Connection: keep-alive"), .served),
            Case("9110 §7.6.1", "an empty Connection", get("Connection:"), .served),
            Case("9110 §7.6.1", "1,000 options", get("Connection: \(long("tt, ", 1000))u"), .served),
            Case(
                "9112 §9.3", "1.0 with keep-alive", "GET / HTTP/1.0\r\nHost: a.example\r\nConnection: keep-alive\r\n\r\n",
                .served(Served(version: .http10))),
            Case(
                "9112 §9.3", "1.0 with Keep-Alive", "GET / HTTP/1.0\r\nHost: a.example\r\nConnection: Keep-Alive\r\n\r\n",
                .served(Served(version: .http10))),
            Case(
                "9112 C.2.2", "Proxy-Connection means nothing",
                "GET / HTTP/1.0\r\nHost: a.example\r\nProxy-Connection: keep-alive\r\n\r\n", .servedLast(Served(version: .http10))
            ),
            Case(
                "9112 §9.3", "1.0 with keep-alive and close",
                "GET / HTTP/1.0\r\nHost: a.example\r\nConnection: keep-alive, close\r\n\r\n",
                .servedLast(Served(version: .http10))),
            Case(
                "9110 §7.8", "Upgrade in 1.0", "GET / HTTP/1.0\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
                .servedLast(Served(version: .http10))),
            Case(
                "9112 §9.6", "close with content", hello("Content-Length: 5", "Connection: close"),
                .servedLast(Served(method: "POST", body: "hello"))),
            Case(
                "9112 §9.6", "close with chunks", coded("Transfer-Encoding: chunked", "Connection: close"),
                .servedLast(Served(method: "POST", body: "hello"))),
            Case(
                "9110 §7.6.1", "Connection: Content-Length removes no length",
                hello("Content-Length: 5", "Connection: Content-Length"), .hello),
            Case(
                "9110 §7.6.1", "Connection: Transfer-Encoding removes no coding",
                coded("Transfer-Encoding: chunked", "Connection: Host, Transfer-Encoding"), .hello),
        ]
        + [
            "close", "cLoSe", "keep-alive, close", "close, keep-alive", ", ,close , x", "\tclose\t", "x,close",
            "keep-alive\r\nConnection: close",
        ].map {
            Case("9112 §9.6", "Connection: \($0.debugDescription)", get("Connection: \($0)"), .servedLast)
        }

    static let expectations: [Case] = [
        Case(
            "9110 §10.1.1", "100-continue with a length", hello("Expect: 100-continue", "Content-Length: 5"),
            .served(Served(method: "POST", body: "hello", expectsContinue: true))),
        Case(
            "9110 §10.1.1", "its name and value in any case", hello("eXpect: 100-Continue", "Content-Length: 5"),
            .served(Served(method: "POST", body: "hello", expectsContinue: true))),
        Case(
            "9110 §10.1.1", "100-continue with chunks", coded("Expect: 100-continue", "Transfer-Encoding: chunked"),
            .served(Served(method: "POST", body: "hello", expectsContinue: true))),
        Case("9110 §10.1.1", "without content there is nothing to wait for", get("Expect: 100-continue"), .served),
        Case("9110 §10.1.1", "with a length of 0 neither", get("Expect: 100-continue", "Content-Length: 0"), .served),
        Case(
            "9110 §10.1.1", "1.0 knows no expectation",
            "POST / HTTP/1.0\r\nHost: a.example\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello",
            .servedLast(Served(method: "POST", body: "hello", version: .http10))),
        Case("9110 §10.1.1", "an unknown one", get("Expect: 200-ok"), .refused(417)),
        Case(
            "9110 §10.1.1", "an unknown one before the known", hello("Expect: x 100-continue", "Content-Length: 5"), .refused(417)
        ),
        Case("9110 §10.1.1", "two", hello("Expect: 100-continue, foo=bar", "Content-Length: 5"), .refused(417)),
        Case(
            "9110 §10.1.1", "two on two lines", hello("Expect: 100-continue", "Expect: foo", "Content-Length: 5"), .refused(417)),
        Case("9110 §10.1.1", "an empty one", get("Expect:"), .refused(417)),
        Case(
            "9112 §11.2", "GET that waits, with a request for content",
            request("GET / HTTP/1.1", ["Expect: 100-continue", "Content-Length: \(smuggled.utf8.count)"]) + smuggled,
            .served(Served(body: smuggled, expectsContinue: true))),
    ]

    static let methods: [Case] =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"].map {
            Case("9110 §9.1", $0, line("\($0) / HTTP/1.1"), .method($0))
        }
        + ["GET", "HEAD", "OPTIONS", "DELETE", "TRACE"].flatMap { method in
            [
                Case(
                    "9112 §6.3", "\(method) with a request for content",
                    request("\(method) / HTTP/1.1", ["Content-Length: \(smuggled.utf8.count)"]) + smuggled,
                    .served(Served(method: method, body: smuggled))),
                Case(
                    "9112 §6.3", "\(method) with chunks",
                    request("\(method) / HTTP/1.1", ["Transfer-Encoding: chunked"]) + helloInChunks,
                    .served(Served(method: method, body: "hello"))),
            ]
        }
}

@Suite struct `Fields in octets` {
    @Test(arguments: Case.goodFields) func `that are odd but right are taken`(_ row: Case) { row.check() }
    @Test(arguments: Case.badFields) func `that break the grammar are refused`(_ row: Case) { row.check() }
    @Test(arguments: Case.connections) func `say whether the connection goes on`(_ row: Case) { row.check() }
    @Test(arguments: Case.expectations) func `say what the client waits for`(_ row: Case) { row.check() }
    @Test(arguments: Case.methods) func `frame the content of every method alike`(_ row: Case) { row.check() }
}
