import FoundationEssentials
import Mail
import Testing

/// What leaves as mail, octet by octet.
struct MailWriterTests {
    static func message(
        subject: String = "Order PO-1", name: String = "Portico", text: String = "Hello\n", html: String? = nil,
        attachments: [MailMessage.Attachment] = []
    ) throws -> MailMessage {
        MailMessage(
            id: try #require(MessageID("dlv_1@portico.example.com")), date: Date(timeIntervalSince1970: 1_795_000_000),
            from: Mailbox(try MailAddress("portico@example.com"), name: name),
            to: [Mailbox(try MailAddress("bianca@example.com"), name: "Bianca")], subject: subject, text: text, html: html,
            attachments: attachments)
    }

    private func text(_ message: MailMessage) -> String { String(decoding: message.octets(), as: UTF8.self) }

    @Test func `the whole of a plain message`() throws {
        #expect(
            text(try Self.message()) == """
                From: "Portico" <portico@example.com>\r
                To: "Bianca" <bianca@example.com>\r
                Subject: Order PO-1\r
                Date: Wed, 18 Nov 2026 11:06:40 +0000\r
                Message-ID: <dlv_1@portico.example.com>\r
                Auto-Submitted: auto-generated\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: quoted-printable\r
                \r
                Hello\r

                """)
    }

    @Test(arguments: [
        "a\r\nBcc: x@example.com", "a\nBcc: x@example.com", "a\rBcc: x", "a\u{2028}Bcc: x", "a\u{85}Bcc: x", "\r\n\r\nbody",
        "\0\u{7}",
        "ü\r\nBcc: x@example.com", " ", "", "a  b", "=?utf-8?q?=0D=0ABcc:_x?=", String(repeating: "x", count: 5000),
        String(repeating: "😀", count: 900), "\"\\\"\r\n", String(repeating: "word ", count: 400),
    ])
    func `no text in a header makes another header, and no line gets long`(foreign: String) throws {
        var message = try Self.message(subject: foreign, name: foreign)
        message.to = [Mailbox(try MailAddress("bianca@example.com"), name: foreign)]
        message.attachments = [MailMessage.Attachment(name: foreign, type: .pdf, octets: [1])]
        let octets = message.octets()
        #expect(octets.allSatisfy { $0 < 0x80 })
        let lines = String(decoding: octets, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(
            lines.allSatisfy {
                $0.utf8.count <= 200 && !$0.utf8.contains(0x0A) && !$0.utf8.contains(0x0D) && !$0.utf8.contains(0)
            })
        let head = lines.prefix { !$0.isEmpty }
        let names = head.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"])
        // A folded line of white space alone would end the head for some readers.
        #expect(head.allSatisfy { $0.contains { $0 != " " } })
    }

    @Test(arguments: [
        "", "bianca", "@example.com", "a@", "a b@example.com", "a@exa mple.com", "a@example..com", ".a@example.com", "a@-x.com",
        "a@example.com\r\nBcc: b@example.com", "<a@example.com>", "a@[127.0.0.1]", "\"a\"@example.com", "ä@example.com",
        "a@exämple.com", String(repeating: "a", count: 65) + "@example.com", "a@" + String(repeating: "b", count: 64) + ".com",
        "a@b@c",
    ])
    func `what is no plain address is refused with a sentence`(wrong: String) {
        #expect(throws: MailAddress.Problem.self) { try MailAddress(wrong) }
    }

    @Test(arguments: ["a@b", "first.last+tag@mail.example.com", "o'neil@example.com", "a@xn--bcher-kva.example"])
    func `what servers take is an address`(good: String) throws { #expect(try MailAddress(good).text == good) }

    @Test func `the same message gives the same octets`() throws {
        let message = try Self.message(
            html: "<p>ä</p>", attachments: [.init(name: "Bestellung Ä.pdf", type: .pdf, octets: Array(0...255))])
        #expect(message.octets() == message.octets())
    }

    @Test func `text, HTML and attachments stand in each other`() throws {
        let message = try Self.message(
            html: "<p>ä</p>", attachments: [.init(name: "Bestellung Ä.pdf", type: .pdf, octets: Array("%PDF".utf8))])
        let text = text(message)
        #expect(text.contains("Content-Type: multipart/mixed;\r\n boundary=\"=_0_"))
        #expect(text.contains("Content-Type: multipart/alternative;\r\n boundary=\"=_1_"))
        #expect(text.contains("filename*0*=UTF-8''Bestellung%20%C3%84.pdf\r\n"))
        #expect(text.contains("JVBERg==\r\n"))
    }

    @Test func `long lines, blanks at their ends and every kind of break are kept as quoted-printable`() throws {
        let message = try Self.message(text: "a \nb=\t\r\n" + String(repeating: "x", count: 1200) + "\rend.\n.\n")
        let lines = text(message).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(lines.contains("a=20"))
        #expect(lines.contains("b=3D=09"))
    }

    @Test func `a date before 1970 and on a leap day is written right`() {
        #expect(MailDate.text(Date(timeIntervalSince1970: -1)) == "Wed, 31 Dec 1969 23:59:59 +0000")
        #expect(MailDate.text(Date(timeIntervalSince1970: 1_709_164_800)) == "Thu, 29 Feb 2024 00:00:00 +0000")
    }

    @Test func `one click is offered where the address is secure`() throws {
        var message = try Self.message()
        message.unsubscribe = MailMessage.Unsubscribe(url: "https://portico.example.com/mail/stop/x")
        #expect(text(message).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        message.unsubscribe = MailMessage.Unsubscribe(url: "http://127.0.0.1/mail/stop/x")
        #expect(!text(message).contains("List-Unsubscribe-Post"))
        #expect(MailMessage.Unsubscribe(url: "https://x/>\r\nBcc: y") == nil)
        #expect(MessageID("a@b>\r\nBcc: y") == nil)
        #expect(MailMessage.MediaType("text/html; x=\r\ny") == nil)
    }
}
