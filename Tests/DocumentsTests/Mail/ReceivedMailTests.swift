import Mail
import Testing

/// Messages as they come in: good ones, broken ones, hostile ones.
struct ReceivedMailTests {
    private func read(_ text: String, _ limits: ReceivedMail.Limits = .init()) throws -> ReceivedMail {
        try ReceivedMail(reading: Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8), limits: limits)
    }

    @Test func `what our own writer writes comes back`() throws {
        var message = try MailWriterTests.message(
            subject: "Bestellung über 3 Stühle", text: "Grüße\n.\n> x\n", html: "<p>Grüße</p>",
            attachments: [.init(name: "große Datei.pdf", type: .pdf, octets: Array(0...255))])
        message.references = [try #require(MessageID("a@b")), try #require(MessageID("c@d"))]
        let mail = try ReceivedMail(reading: message.octets())
        #expect(mail["subject"] == "Bestellung über 3 Stühle" && mail["References"] == "<a@b> <c@d>")
        #expect(mail["Auto-Submitted"] == "auto-generated")
        #expect(mail.text == "Grüße\n.\n> x\n")
        #expect(mail.html?.contains("<p>Grüße</p>") == true)
        #expect(mail.attachments.map(\.name) == ["große Datei.pdf"] && mail.attachments[0].octets == Array(0...255))
        #expect(mail.attachments[0].type == "application/pdf")
    }

    @Test(
        arguments: [
            ("iso-8859-1", [0x47, 0x72, 0xFC, 0xDF, 0x65], "Grüße"), ("utf-8", [0x47, 0x72, 0xFC, 0xDF, 0x65], "Grüße"),
            ("us-ascii", [0x47, 0x72, 0xC3, 0xBC, 0xC3, 0x9F, 0x65], "Grüße"), ("windows-1252", [0x80, 0x35], "€5"),
            ("nonsense-9", [0x80, 0x35], "€5"), ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
            ("", [0x80], "€"),
        ] as [(String, [UInt8], String)])
    func `a character set that is named wrong, or not known, does no harm`(
        charset: String, octets: [UInt8], expected: String
    ) throws {
        let head = "Subject: x\r\nContent-Type: text/plain\(charset.isEmpty ? "" : "; charset=\(charset)")\r\n\r\n"
        #expect(try ReceivedMail(reading: Array(head.utf8) + octets).text == expected)
    }

    @Test func `HTML alone becomes text, without scripts, styles and tricks`() throws {
        let mail = try read(
            """
            Subject: x
            Content-Type: text/html; charset=utf-8

            <html><head><title>t</title><style>p{color:red}</style></head><body><!-- <p>hidden --><p>One &amp; two&nbsp;&euro;5</p>\
            <script>alert("<p>")</script><div>Three<br/>Four &#8364; &#x41; &bogus; 1 < 2</div><table><tr><td>a<td>b</table>
            """)
        #expect(mail.text == "\nOne & two €5\n\nThree\nFour € A &bogus; 1 < 2\n\na b".drop { $0 == "\n" })
    }

    @Test func `files within forwarded messages and within files are found, words of the forwarded are not the sender's`() throws
    {
        let mail = try read(
            """
            Subject: Fwd
            Content-Type: multipart/mixed; boundary=A

            --A
            Content-Type: text/plain

            See below
            --A
            Content-Type: message/rfc822

            Subject: inner
            Content-Type: multipart/mixed; boundary=B

            --B
            Content-Type: application/xml; name="a/../../b.xml"
            Content-Transfer-Encoding: base64

            PGEvPg==
            --B--
            --A--
            """)
        #expect(mail.text.hasPrefix("See below") && mail["subject"] == "Fwd")
        #expect(mail.attachments.map(\.name) == ["b.xml"] && mail.attachments[0].octets == Array("<a/>".utf8))
    }

    @Test(arguments: [
        "Subject: x\n\n", "Subject: x", "Subject: x\nContent-Type: multipart/mixed; boundary=\"\n\n--\n",
        "Subject: x\nContent-Type: multipart/mixed\n\n--a\n\nb", "Subject: =?utf-8?b?%%%?=\nContent-Type: ;;;=\n\nx",
        "Subject: x\nContent-Transfer-Encoding: base64\n\n!!!!",
        "Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644",
        "Subject: x\nContent-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: multipart/mixed; boundary=A\n\n--A\n\nx",
        "Subject: a\0b\nContent-Type: message/partial; id=1; number=1\n\nx", "X:\n Y\n\nz",
    ])
    func `what is broken is read as far as it goes`(broken: String) throws { _ = try read(broken) }

    @Test func `what nobody writes is refused at once`() throws {
        var small = ReceivedMail.Limits()
        small.octets = 10
        #expect(throws: ReceivedMail.Problem.tooLong(10)) { try read("Subject: much too long\n\nx", small) }
        #expect(throws: ReceivedMail.Problem.noMessage) { try ReceivedMail(reading: []) }
        let deep = (0..<200).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
        #expect(throws: ReceivedMail.Problem.tooIntricate) { try read("Subject: x\n" + deep) }
        let wide = "Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + String(repeating: "--a\n\nx\n", count: 2000)
        #expect(throws: ReceivedMail.Problem.tooIntricate) { try read(wide) }
        #expect(throws: ReceivedMail.Problem.tooIntricate) { try read(String(repeating: "X: y\n", count: 2000) + "\nz") }
        var short = ReceivedMail.Limits()
        short.text = 5
        let cut = try read("Subject: x\nContent-Type: text/plain; charset=utf-8\n\n1234ü6789", short)
        #expect(cut.text == "1234" && cut.isCut)
    }
}
