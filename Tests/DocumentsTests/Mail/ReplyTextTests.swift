import Mail
import Testing

/// What is left of an answer once the mail that it answers is cut.
struct ReplyTextTests {
    @Test(
        arguments: [
            ("Yes.\n\nOn Tue, 3 Nov 2026 at 10:01, Portico <portico@example.com> wrote:\n> Hello\n", "Yes."),
            (
                "Yes.\n\nOn Tue, 3 Nov 2026 at 10:01, Somebody with a very long name\n<portico@example.com>\nwrote:\n\n> Hello",
                "Yes."
            ),
            ("Ja, gern.\r\n\r\nAm 03.11.26 um 10:01 schrieb Portico:\r\n> Guten Tag", "Ja, gern."),
            ("Ja.\nAm Di., 3. Nov. 2026 um 10:01 Uhr schrieb Portico <\nportico@example.com>:\n\n> x", "Ja."),
            ("Yes\n\n-----Original Message-----\nFrom: Portico\nSent: today\n\nHello", "Yes"),
            ("Ja\n\n-----Ursprüngliche Nachricht-----\nVon: Portico\n\nHallo", "Ja"),
            ("Yes\n________________________________\nFrom: Portico\nSent: today\nTo: me\nSubject: x\n\nHello", "Yes"),
            ("Ja\n\nVon: Portico <p@example.com>\nGesendet: Dienstag\nAn: ich\nBetreff: x\n\nHallo", "Ja"),
            ("Above\n> quoted\nbetween\n> quoted again\n\nbelow\n", "Above\nbetween\n\nbelow"),
            ("Text\n-- \nAda Adams\nExample GmbH", "Text"), ("Text\n--\nAda", "Text"),
            ("> only\n> quoted\n", ""), ("", ""), ("\n\n  \n", ""),
            // What looks like one and is none.
            ("On Monday we wrote:\nnothing", "On Monday we wrote:\nnothing"),
            ("On the other hand\n\nfine.", "On the other hand\n\nfine."),
            ("From: the warehouse\nit is cold", "From: the warehouse\nit is cold"), ("a -- b\n---\nc", "a -- b\n---\nc"),
            ("5 > 3\n>5", "5 > 3"),
        ] as [(String, String)])
    func `the quoted mail, its introduction and the signature go, what was written stays`(text: String, expected: String) {
        #expect(ReplyText.cut(text) == expected)
    }

    @Test func `a hundred thousand lines that begin like an introduction take no time to speak of`() {
        let text = String(repeating: "On and on\n", count: 100_000)
        let start = ContinuousClock.now
        #expect(ReplyText.cut(text).utf8.count == text.utf8.count - 1)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}

/// Mail of programs, and reports about mail of ours.
struct MailOriginTests {
    private func read(_ fields: String, _ body: String = "x") throws -> ReceivedMail {
        try ReceivedMail(reading: Array("\(fields)\r\n\r\n\(body)".utf8))
    }

    @Test(
        arguments: [
            ("Auto-Submitted: auto-replied", true), ("Auto-Submitted: auto-generated (x)", true), ("Auto-Submitted: no", false),
            ("Precedence: bulk", true), ("Precedence: LIST", true), ("Precedence: junk", true),
            ("Precedence: first-class", false),
            ("X-Auto-Response-Suppress: All", true), ("Return-Path: <>", true), ("Return-Path: <a@b.example>", false),
            ("List-Id: <x.example>", true), ("Subject: Auto-Submitted", false),
        ])
    func `mail of programs is known by its fields`(field: String, isAutomatic: Bool) throws {
        #expect((try read("From: a@b.example\r\n\(field)").automaticBecause != nil) == isAutomatic)
    }

    @Test(
        arguments: [
            ("Ada <Ada@Example.com>", "ada@example.com"), ("ada@example.com", "ada@example.com"),
            ("\"x@evil.example\" <ada@example.com>", "ada@example.com"), ("<a@b.example> <c@d.example>", "c@d.example"),
            ("nobody", nil), ("<>", nil),
        ] as [(String, String?)])
    func `the author's address is the one in the last brackets`(value: String, expected: String?) throws {
        #expect(try read("From: \(value)").author == expected)
    }

    static let report = """
        From: MAILER-DAEMON@mx.example\r
        To: portico@example.com\r
        Subject: Undelivered\r
        MIME-Version: 1.0\r
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r
        \r
        --b\r
        Content-Type: text/plain\r
        \r
        I am sorry.\r
        --b\r
        Content-Type: message/delivery-status\r
        \r
        Reporting-MTA: dns; mx.example\r
        \r
        Final-Recipient: rfc822; bianca@example.com\r
        Action: failed\r
        Status: 5.1.1\r
        Diagnostic-Code: smtp; 550 5.1.1 no such\r
         user\r
        --b\r
        Content-Type: message/rfc822\r
        \r
        Message-ID: <{id}>\r
        Subject: Sent\r
        \r
        Hello\r
        --b--\r

        """

    @Test func `a report tells which mail of ours came back, and why`() throws {
        let text = Self.report.replacing("{id}", with: "dlv_1@portico.test")
        let report = try #require(DeliveryReport(try ReceivedMail(reading: Array(text.utf8))))
        #expect(report.action == "failed" && report.status == "5.1.1" && report.messageIDs == ["dlv_1@portico.test"])
        #expect(report.diagnosis == "smtp; 550 5.1.1 no such user" && report.recipient == "rfc822; bianca@example.com")
        let heads = text.replacing("message/rfc822", with: "text/rfc822-headers")
        #expect(DeliveryReport(try ReceivedMail(reading: Array(heads.utf8)))?.messageIDs == ["dlv_1@portico.test"])
        #expect(DeliveryReport(try read("From: a@b.example")) == nil)
    }
}
