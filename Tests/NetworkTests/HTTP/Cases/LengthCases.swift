import HTTP
import Testing

extension Case {
    static let goodLengths: [Case] = [
        Case("9112 §6.2", "five octets", hello("Content-Length: 5"), .hello),
        Case("9112 §6.2", "zero", post("Content-Length: 0", body: ""), .empty),
        Case("9112 §6.3", "no framing is no content", post(body: ""), .empty),
        Case("9112 §5.1", "blanks around the value", hello("Content-Length:   5  "), .hello),
        Case("9112 §5.1", "tabs around the value", hello("Content-Length:\t5 \t"), .hello),
        Case("9112 §5.1", "no blank behind the colon", hello("Content-Length:5"), .hello),
        Case("9110 §8.6", "zeros in front", hello("Content-Length: 0005"), .hello),
        Case("9110 §8.6", "many zeros in front", hello("Content-Length: \(long("0", 60))5"), .hello),
        Case("9110 §8.6", "00", post("Content-Length: 00", body: ""), .empty),
        Case("9110 §5.1", "the name in any case", hello("cOnTeNt-LeNgTh: 5"), .hello),
        Case("9110 §5.1", "Content_Length is another field", post("Content-Length: 0", "Content_Length: 5", body: ""), .empty),
        Case("9110 §14.4", "Content-Range says nothing here", hello("Content-Length: 5", "Content-Range: bytes 0-4/10"), .hello),
        Case("9110 §8.4", "Content-Encoding frames nothing", hello("Content-Length: 5", "Content-Encoding: chunked"), .hello),
        Case(
            "9112 §6.2", "a request for content", post("Content-Length: \(smuggled.utf8.count)", body: smuggled), .body(smuggled)),
        Case("9112 §6.2", "64 KiB", post("Content-Length: 65536", body: long("a", 65536)), .body(long("a", 65536))),
        Case("9112 §6.2", "1 MiB", post("Content-Length: 1048576", body: long("a", 1 << 20)), .body(long("a", 1 << 20))),
        Case("9112 §6.3", "shorter than it says", hello("Content-Length: 15"), .needsMore),
        Case("9112 §6.3", "nothing of what it says", post("Content-Length: 1", body: ""), .needsMore),
    ]

    static let badLengths: [Case] =
        [
            "", "-5", "-1", "-0", "+5", "0x5", "5a", "a5", "5 5", "5\t5", "5.0", "5e0", "5;q=1", "\"5\"", "0_5", "\u{0B}5",
            "5\u{0C}", "5\u{00}",
            "\u{A0}5", "5\u{A0}", "\u{EF}\u{BC}\u{95}", "\u{D9}\u{A5}", "NaN", "(5)", "=5", "0o5", "5, 5", "5,5", "5,", ",5",
            "5, 5, 5", "5, 83",
            "5\r", "5\n", "\r\n 5", "five", "5h", "#5", "5/1", "1,000", "'5'", "~5", "5~",
        ].map { Case("9112 §6.3", "a length of \($0.debugDescription)", hello("Content-Length: \($0)"), .refused(400)) }
        + [
            Case("9112 §6.3", "two alike", hello("Content-Length: 5", "Content-Length: 5"), .refused(400)),
            Case("9112 §6.3", "two that differ", hello("Content-Length: 5", "Content-Length: 83"), .refused(400)),
            Case("9112 §6.3", "the larger first", hello("Content-Length: 83", "Content-Length: 5"), .refused(400)),
            Case("9112 §6.3", "zero and another", hello("Content-Length: 0", "content-length: 5"), .refused(400)),
            Case("9112 §6.3", "an empty one and another", hello("Content-Length:", "Content-Length: 5"), .refused(400)),
            Case("9112 §6.3", "5 and 05", hello("Content-Length: 5", "Content-Length: 05"), .refused(400)),
            Case("9112 §5.1", "a blank before the colon", hello("Content-Length : 5"), .refused(400)),
            Case("9112 §11.2", "one behind a broken line", hello("X-Broken Y: z", "Content-Length: 5"), .refused(400)),
            Case(
                "9112 §6.3", "a NUL behind the content", "\(hello("Content-Length: 5"))\u{00}",
                .servedAndRefused(Served(method: "POST", body: "hello"), 400)),
        ]

    static let hugeLengths: [Case] = [
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "18446744073709551621", "1\(long("0", 30))",
        long("9", 500),
        "999999999999999999999", "4611686018427387904",
    ].map { Case("9110 §15.5.14", "a length of \($0.prefix(24))", hello("Content-Length: \($0)"), .refused(413)) }

    static let longWaits: [Case] = [
        Case("9110 §8.6", "2³² and five is not five", hello("Content-Length: 4294967301"), .needsMore),
        Case("9110 §8.6", "10 GiB", hello("Content-Length: 10737418240"), .needsMore),
        Case("9110 §8.6", "the largest that is taken", hello("Content-Length: 999999999999999999"), .needsMore),
    ]
}

@Suite struct `Content-Length in octets` {
    @Test(arguments: Case.goodLengths) func `takes exactly its octets`(_ row: Case) { row.check() }
    @Test(arguments: Case.badLengths) func `that could be read in two ways is refused`(_ row: Case) { row.check() }
    @Test(arguments: Case.hugeLengths) func `that fits no number is too large`(_ row: Case) { row.check() }
    @Test(arguments: Case.longWaits) func `never wraps around`(_ row: Case) { row.check() }
}
