import HTTP
import Testing

extension Case {
    static let goodCodings: [Case] = [
        Case("9112 §7", "chunked in any case", coded("transfer-ENCODING: ChUnKeD"), .hello),
        Case("9112 §5.1", "blanks around it", coded("Transfer-Encoding:   chunked  "), .hello),
        Case("9112 §5.1", "tabs around it", coded("Transfer-Encoding:\tchunked \t"), .hello),
        Case("9112 §5.1", "no blank behind the colon", coded("Transfer-Encoding:chunked"), .hello),
        Case("9110 §5.1", "Transfer_Encoding is another field", hello("Transfer_Encoding: chunked", "Content-Length: 5"), .hello),
        Case("9110 §5.1", "so is TransferEncoding", hello("TransferEncoding: chunked", "Content-Length: 5"), .hello),
        Case("9110 §8.4", "so is Content-Encoding", hello("Content-Encoding: chunked", "Content-Length: 5"), .hello),
    ]

    private static let codedLength = "Content-Length: \(helloInChunks.utf8.count)"

    static let bothFramings: [Case] = [
        Case("9112 §6.1", "the length first", coded("Content-Length: 5", "Transfer-Encoding: chunked"), .refused(400)),
        Case("9112 §6.1", "the coding first", coded("Transfer-Encoding: chunked", "Content-Length: 5"), .refused(400)),
        Case("9112 §6.1", "a length that counts the coded body", coded(codedLength, "Transfer-Encoding: chunked"), .refused(400)),
        Case(
            "9112 §11.2", "a length that spans a second request",
            post("Content-Length: 50", "Transfer-Encoding: chunked", body: "0\r\n\r\n\(smuggled)"), .refused(400)),
        Case(
            "9112 §11.2", "a length that ends inside the first chunk",
            post("Content-Length: 4", "Transfer-Encoding: chunked", body: "2E\r\n\(smuggled)\r\n0\r\n\r\n"), .refused(400)),
        Case("9112 §11.2", "a length of zero", coded("Content-Length: 0", "Transfer-Encoding: chunked"), .refused(400)),
        Case("9112 §6.3", "a length that is none", coded("Content-Length: x", "Transfer-Encoding: chunked"), .refused(400)),
        Case("9112 §6.1", "an empty coding", hello("Transfer-Encoding:", "Content-Length: 5"), .refused(400)),
        Case("9112 §6.1", "a coding nobody knows", hello("Transfer-Encoding: cow", "Content-Length: 5"), .refused(400)),
        Case(
            "9112 §5.1", "a coding with a blank before its colon", hello("Transfer-Encoding : chunked", "Content-Length: 5"),
            .refused(400)),
        Case(
            "9112 §5", "a coding with a blank in its name", hello("Transfer Encoding: chunked", "Content-Length: 5"),
            .refused(400)),
        Case(
            "9112 §6.1", "a coding in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n\(helloInChunks)", .refused(400)
        ),
        Case(
            "9112 §6.1", "a coding in 1.0, with a length and keep-alive",
            "POST / HTTP/1.0\r\nContent-Length: 5\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n\(helloInChunks)",
            .refused(400)),
    ]

    /// Chunked is in them, but not alone.
    static let almostChunked: [Case] =
        [
            "xchunked", "chunkedx", "chunked, gzip", "chunked, identity", "gzip, chunked", "identity, chunked",
            "chunked, chunked", "cow chunked",
            "chunked cow", "\"chunked\"", "'chunked'", "\u{0B}chunked", "\u{0C}chunked", "\u{00}chunked", "chunked\u{00}",
            "\u{A0}chunked",
            "chunked\u{85}", "\u{FF}chunked", "\\chunked", "chunked.", "(chunked)", ": chunked", "chunked;", "chunked;a=b",
            ",chunked", "chunked,",
            "chunked\r", "\r\n chunked", "chunked\r\n , identity", "chunked\n", "chunked\r\nTransfer-Encoding: chunked",
            "chunked\r\nTransfer-Encoding: identity", "cow\r\nTransfer-Encoding: chunked", "chunked\r\ntransfer-encoding:",
            "CHUNKED x",
        ].map { Case("9112 §6.3", "the coding \($0.debugDescription)", coded("Transfer-Encoding: \($0)"), .refused(400)) }

    static let otherCodings: [Case] =
        [
            "chunk", "identity", "gzip", "nonsense", "ch\u{FC}nked", "", "gzip, deflate", "chunke", "hunked",
            "chun\u{E2}\u{84}\u{AA}ed", "chun ked",
        ].map {
            Case("9112 §6.1", "the coding \($0.debugDescription)", coded("Transfer-Encoding: \($0)"), .refused(501))
        }
}

@Suite struct `Transfer-Encoding in octets` {
    @Test(arguments: Case.goodCodings) func `is chunked, however it is written`(_ row: Case) { row.check() }
    @Test(arguments: Case.bothFramings) func `stands alone and not in HTTP 1 point 0`(_ row: Case) { row.check() }
    @Test(arguments: Case.almostChunked) func `is chunked alone`(_ row: Case) { row.check() }
    @Test(arguments: Case.otherCodings) func `is nothing that is not known here`(_ row: Case) { row.check() }
}
