import HTTP
import Testing

extension Case {
    private static let last = "0\r\n\r\n"

    static let goodChunks: [Case] = [
        Case("9112 §7.1", "one", chunked(helloInChunks), .hello),
        Case("9112 §7.1", "two", chunked("2\r\nhe\r\n3\r\nllo\r\n\(last)"), .hello),
        Case("9112 §7.1", "of one octet each", chunked("1\r\nh\r\n1\r\ne\r\n1\r\nl\r\n1\r\nl\r\n1\r\no\r\n\(last)"), .hello),
        Case("9112 §7.1", "none but the last", chunked(last), .empty),
        Case("9112 §7.1", "a size in both cases", chunked("aBc\r\n\(long("a", 0xABC))\r\n\(last)"), .body(long("a", 0xABC))),
        Case("9112 §7.1", "zeros before the size", chunked("0005\r\nhello\r\n000\r\n\r\n"), .hello),
        Case("9112 §7.1", "a size of 16 digits", chunked("0000000000000005\r\nhello\r\n\(last)"), .hello),
        Case("9112 §7.1", "CR LF as data", chunked("2\r\n\r\n\r\n\(last)"), .body("\r\n")),
        Case("9112 §7.1", "a last chunk as data", chunked("5\r\n0\r\n\r\n\r\n\(last)"), .body("0\r\n\r\n")),
        Case("9112 §7.1", "64 KiB in one", chunked("10000\r\n\(long("a", 65536))\r\n\(last)"), .body(long("a", 65536))),
        Case("9112 §7.1.1", "extensions", chunked("5;a=b;c\r\nhello\r\n0;x=y\r\n\r\n"), .hello),
        Case("9112 §7.1.1", "a quoted extension", chunked("5;a=\"x;y \\\" z\"\r\nhello\r\n\(last)"), .hello),
        Case("9112 §7.1.1", "an empty quoted extension", chunked("5;a=\"\"\r\nhello\r\n\(last)"), .hello),
        Case("9110 §5.6.3", "blanks around an extension", chunked("5 ; a = b\r\nhello\r\n\(last)"), .hello),
        Case("9112 §7.1.2", "a trailer", chunked("5\r\nhello\r\n0\r\nX: v\r\n\r\n"), .hello),
        Case(
            "9112 §7.1.2", "a trailer that looks like a request",
            chunked("5\r\nhello\r\n0\r\nX:GET / HTTP/1.1\r\nHost: a\r\n\r\n"), .hello),
        Case("9112 §8", "no last chunk", chunked("5\r\nhello\r\n"), .needsMore),
        Case("9112 §8", "cut within the data", chunked("5\r\nh"), .needsMore),
        Case("9112 §8", "cut within the size", chunked("5"), .needsMore),
        Case("9112 §8", "nothing of the body", chunked(""), .needsMore),
        Case("9112 §7.1", "no empty line at the end", chunked("5\r\nhello\r\n0\r\n"), .needsMore),
        Case("9112 §7.1", "the last LF is missing", chunked("5\r\nhello\r\n0\r\n\r"), .needsMore),
    ]

    static let badSizes: [Case] =
        [
            "g", "-5", "-0", "+5", "0x5", "0X5", "0_5", "5x", "5 5", "5,", "", ";a=b", "5.0", "5\u{00}", "\"5\"",
            "\u{EF}\u{BC}\u{95}", "5\u{0B}",
            "5\u{A0}", "\u{A0}5", " 5", "\t5", "5 ", "5\t", "00000000000000005", "5h", "#5", "five", "5:", "5/", "5@", "5G", "5`",
        ].map { Case("9112 §7.1", "the size \($0.debugDescription)", chunked("\($0)\r\nhello\r\n\(last)"), .refused(400)) }
        + [
            Case("9112 §7.1", "a hundred zeros", chunked("\(long("0", 100))5\r\nhello\r\n\(last)"), .refused(400)),
            Case("9112 §7.1", "2⁶⁴ and five, in 17 digits", chunked("10000000000000005\r\nhello\r\n\(last)"), .refused(400)),
            Case("9112 §7.1", "a thousand digits", chunked("\(long("F", 1000))\r\nhello\r\n\(last)"), .refused(400)),
        ]
        + [
            "FFFFFFFFFFFFFFFF", "8000000000000000", "7FFFFFFFFFFFFFFF", "8000000000000005", "1000000000000005", "100000005",
            "40000001",
        ].map {
            Case("9110 §15.5.14", "the size \($0)", chunked("\($0)\r\nhello\r\n\(last)"), .refused(413))
        }

    static let badChunkLines: [Case] = [
        Case("9112 §2.2", "LF behind the size", chunked("5\nhello\r\n\(last)"), .refused(400)),
        Case("9112 §2.2", "LF behind the data", chunked("5\r\nhello\n\(last)"), .refused(400)),
        Case("9112 §2.2", "LF behind the last size", chunked("5\r\nhello\r\n0\n\r\n"), .refused(400)),
        Case("9112 §2.2", "LF for the empty line", chunked("5\r\nhello\r\n0\r\n\n"), .refused(400)),
        Case("9112 §2.2", "LF everywhere", chunked("5\nhello\n0\n\n"), .refused(400)),
        Case("9112 §2.2", "CR behind the size", chunked("5\rhello\r\n\(last)"), .refused(400)),
        Case("9112 §2.2", "CR and another octet", chunked("5\rXhello\r\n\(last)"), .refused(400)),
        Case("9112 §2.2", "CR behind the data", chunked("5\r\nhello\r\(last)"), .refused(400)),
        Case("9112 §2.2", "CR CR LF behind the size", chunked("5\r\r\nhello\r\n\(last)"), .refused(400)),
        Case("9112 §7.1", "data longer than its size", chunked("3\r\nhello\r\n\(last)"), .refused(400)),
        Case("9112 §7.1", "one octet longer", chunked("5\r\nhello!\r\n\(last)"), .refused(400)),
        Case("9112 §7.1", "other octets for CR LF", chunked("5\r\nhelloXX\(last)"), .refused(400)),
        Case("9112 §7.1", "data shorter than its size", chunked("8\r\nhello\r\n\(last)"), .refused(400)),
        Case("9112 §7.1", "no CR LF behind the data", chunked("5\r\nhello\(last)"), .refused(400)),
        Case("9112 §7.1", "an empty line between chunks", chunked("5\r\nhello\r\n\r\n\(last)"), .refused(400)),
        Case("9112 §7.1", "the next request for the empty line", chunked("5\r\nhello\r\n0\r\n"), .refused(400)),
        Case(
            "9112 §7.1", "a NUL behind the body", chunked("\(helloInChunks)\u{00}"),
            .servedAndRefused(Served(method: "POST", body: "hello"), 400)),
    ]

    static let badExtensions: [Case] =
        [
            ";", ";=v", ";a=", ";a b=c", ";a=b c", ";a\u{00}b", ";a=\u{01}", ";a=\"b", ";a=\"\u{7F}\"", ";a=\"\\\u{00}\"",
            ";a=\"b\"c", ";;a", ";a;", " a", ";a\rX", ";a\nX", ";a=\"b\nc\"", ";\u{E9}", ";a==b",
        ].map {
            Case("9112 §7.1.1", "the extension \($0.debugDescription)", chunked("5\($0)\r\nhello\r\n\(last)"), .refused(400))
        }
        + [
            Case("9112 §7.1.1", "one of 64 KiB", chunked("5;a=\(long("x", 65536))\r\nhello\r\n\(last)"), .refused(400)),
            Case("9112 §7.1.1", "one without an end", chunked("5;a=\(long("x", 5000))"), .refusedAtOnce(400)),
            Case(
                "9112 §7.1.1", "4 KiB of them in all", chunked("\(long("1;\(long("e", 99))\r\nx\r\n", 40))\(last)"),
                .body(long("x", 40))),
            Case(
                "9112 §7.1.1", "more than 4 KiB of them in all", chunked("\(long("1;\(long("e", 99))\r\nx\r\n", 42))\(last)"),
                .refused(400)),
            Case(
                "9112 §7.1.1", "1 MiB of them in all", chunked("\(long("1;a=\(long("x", 1000))\r\na\r\n", 1000))\(last)"),
                .refused(400)),
        ]

    static let trailers: [Case] =
        [
            "Content-Length: 300", "Transfer-Encoding: chunked", "Host: b.example", "Authorization: Basic eDp5",
            "Content-Type: text/x",
            "Connection: close", "Expect: 100-continue", "X:", "X: \u{FF}", "X-A: a:b",
        ].map { Case("9110 §6.5.1", "the trailer \($0) does nothing", chunked("5\r\nhello\r\n0\r\n\($0)\r\n\r\n"), .hello) }
        + [
            "broken", "X : v", ": v", ":", " X: v", "\tX: v", "X: a\r\n b", "X: a\u{00}b", "X: a\u{01}", "X: a\rb", "X: a\nb: c",
            "X\u{E9}: v", "GET / HTTP/1.1",
        ].map {
            Case("9112 §7.1.2", "the trailer \($0.debugDescription)", chunked("5\r\nhello\r\n0\r\n\($0)\r\n\r\n"), .refused(400))
        }
        + [
            Case("6585 §5", "many trailers", chunked("0\r\n\(long("X: y\r\n", 1400))\r\n"), .refused(431)),
            Case("6585 §5", "1 MiB of trailers", chunked("0\r\n\(long("X: \(long("a", 1000))\r\n", 1000))\r\n"), .refused(431)),
            Case(
                "6585 §5", "8 KiB of trailers", chunked("5\r\nhello\r\n0\r\n\(long("X: \(long("a", 1019))\r\n", 8))\r\n"), .hello),
        ]
}

@Suite struct `Chunks in octets` {
    @Test(arguments: Case.goodChunks) func `are read to their last`(_ row: Case) { row.check() }
    @Test(arguments: Case.badSizes) func `have a size of 1 to 16 hexadecimal digits`(_ row: Case) { row.check() }
    @Test(arguments: Case.badChunkLines) func `end where they say and in CR LF`(_ row: Case) { row.check() }
    @Test(arguments: Case.badExtensions) func `have extensions that are well formed and few`(_ row: Case) { row.check() }
    @Test(arguments: Case.trailers) func `have trailers that are fields and do nothing`(_ row: Case) { row.check() }
}
