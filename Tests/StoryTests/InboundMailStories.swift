import Delivery
import FoundationEssentials
import HTTPClient
import JSON
import LMTPServer
import Mail
import PorticoServer
import Procurement
import Synchronization
import TestSupport
import Testing
import UseCases

/// Mail that comes in: answers become comments of whoever may write them, reports mark what came back, and everything is kept.
@Suite(.serialized)
struct InboundMailStories {
    private func mailing(_ inbox: String = "invoices@portico.test", _ story: (World, Postbox) async throws -> Void) async throws {
        try await World.mailing(
            Postbox(),
            {
                $0.inbound = MailInRules(reply: ReplyTemplate("portico+{token}@portico.test"), invoiceAddresses: [inbox])
            }, story)
    }

    /// The address that answers to a mail go to.
    private func replyAddress(_ world: World, _ mail: Postbox.Mail) throws -> String {
        let head = mail.text.replacing("\r\n ", with: " ")
        return String(try #require(head.firstMatch(of: /Reply-To: .*<([^>]+)>/)).output.1)
    }

    private func answer(from: String, _ text: String, _ fields: String = "") -> String {
        "From: Somebody <\(from)>\r\nSubject: Re: x\r\nMessage-ID: <m\(text.hashValue)@example.com>\r\n\(fields)\r\n\(text)\r\n"
    }

    @discardableResult
    private func receive(
        _ world: World, _ message: String, to recipient: String, sender: String = "x@example.com"
    ) async throws -> InboundMail {
        // What is written in one millisecond has no order.
        world.passTime(hours: 0.01)
        return try await world.application.perform(
            ReceiveMail(ArrivedMail(Array(message.utf8), limit: 50 << 20), from: sender, to: recipient, by: .lmtp), as: .system)
    }

    private func comments(_ world: World, _ id: Identifier<PurchaseOrder>, _ thread: String = "comments") async throws -> [JSON] {
        try await world.rest("GET", "/v1/purchase-orders/\(id)/\(thread)", as: "alex").json["data"]?.elements ?? []
    }

    /// An order that the supplier has, with the mail about a comment of the buyer's that the supplier got.
    private func commented(_ world: World, _ postbox: Postbox) async throws -> (
        id: Identifier<PurchaseOrder>, supplier: Postbox.Mail
    ) {
        for supplier in try await world.application.answer(ListSuppliers(), as: .system) {
            _ = try await world.rest(
                "PATCH", "/v1/suppliers/\(supplier.id)", as: "alex", "{\"order_email\":\"orders@supplier.example\"}")
        }
        let id = try await world.sentOrder()
        _ = try await world.rest("POST", "/v1/purchase-orders/\(id)/comments", "{\"text\":\"When do the lamps come?\"}")
        try await world.post()
        return (id, try #require(postbox.mails.last { $0.recipient == "orders@supplier.example" }))
    }

    @Test func `both sides answer by mail, and each answer is told to the other`() async throws {
        try await mailing { world, postbox in
            let (id, mail) = try await commented(world, postbox)
            let text = "Tomorrow.\r\n\r\nOn Tue, 3 Nov 2026, Portico wrote:\r\n> When do the lamps come?\r\n"
            let got = try await receive(world, answer(from: "Orders@Supplier.example", text), to: try replyAddress(world, mail))
            #expect(got.outcome == .comment && got.subjectID == id.text, "\(got)")
            let written = try #require(try await comments(world, id).first)
            #expect(written["text"]?.text == "Tomorrow." && written["channel"]?.text == "mail")
            #expect(written["author_supplier_id"]?.text?.hasPrefix("sup_") == true && written["author_user_id"] == .null)
            try await world.post()
            let told = try #require(postbox.mails.last { $0.recipient == "bianca@example.com" })
            #expect(world.words(of: told).contains("Tomorrow."))
            let back = try await receive(
                world, answer(from: "bianca@example.com", "Thank you\r\n-- \r\nBianca"), to: try replyAddress(world, told))
            #expect(back.outcome == .comment)
            try await world.post()
            #expect(
                world.words(of: try #require(postbox.mails.last { $0.recipient == "orders@supplier.example" })).contains(
                    "Thank you"))
            #expect(
                try await comments(world, id).map { $0["text"]?.text } == ["Thank you", "Tomorrow.", "When do the lamps come?"])
            #expect(try await comments(world, id, "internal-comments").isEmpty)
            let trail = try await world.application.answer(ShowOrderDetails(id), as: .system).events
            #expect(trail.filter { $0.type == "comment.written" && $0.details.contains("via=mail") }.count == 2)
        }
    }

    @Test func `an answer to what is not for the supplier stays inside`() async throws {
        try await mailing { world, postbox in
            let id = try await world.draft()
            try await world.code(id)
            _ = try await world.submit(id)
            try await world.post()
            let asked = try #require(postbox.mails.first { $0.recipient == "ada@example.com" })
            let got = try await receive(world, answer(from: "ada@example.com", "What for?"), to: try replyAddress(world, asked))
            #expect(got.outcome == .internalComment)
            #expect(try await comments(world, id, "internal-comments").map { $0["text"]?.text } == ["What for?"])
            #expect(try await comments(world, id).isEmpty)
        }
    }

    @Test func `the same message is taken once, and so is the same mail by another way`() async throws {
        try await mailing { world, postbox in
            let (id, mail) = try await commented(world, postbox)
            let address = try replyAddress(world, mail)
            let message = answer(from: "orders@supplier.example", "Tomorrow.")
            let first = try await receive(world, message, to: address)
            #expect(try await receive(world, message, to: address.uppercased()) == first)
            world.passTime(hours: 2)
            let twin = try await receive(world, "Received: by elsewhere\r\n" + message, to: address)
            #expect(twin.outcome == .duplicate)
            #expect(try await comments(world, id).count == 2)
        }
    }

    @Test func `what nobody may write becomes no comment, and says why`() async throws {
        try await mailing { world, postbox in
            let (id, mail) = try await commented(world, postbox)
            let address = try replyAddress(world, mail)
            func outcome(_ message: String, sender: String = "x@example.com", to: String? = nil) async throws -> InboundMail {
                try await receive(world, message, to: to ?? address, sender: sender)
            }
            let from = "orders@supplier.example"
            #expect(try await outcome(answer(from: "thief@example.org", "Hello")).outcome == .refused)
            for field in ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Auto-Response-Suppress: All"] {
                #expect(try await outcome(answer(from: from, "Away \(field)", "\(field)\r\n")).outcome == .automatic)
            }
            #expect(try await outcome(answer(from: from, "Nobody sent this"), sender: "").outcome == .automatic)
            let loop = String(repeating: "Received: by a\r\n", count: 41)
            #expect(try await outcome(answer(from: from, "Loop", loop)).outcome == .automatic)
            #expect(try await outcome(mail.text).reason?.contains("loop") == true, "our own mail, come back")
            #expect(try await outcome(answer(from: from, "> all\r\n> quoted")).reason?.contains("no text") == true)
            #expect(try await outcome("").outcome == .refused)
            #expect(try await outcome("no header at all").outcome == .refused)
            #expect(try await outcome("From: x\r\n" + String(repeating: "A: b\r\n", count: 2000)).outcome == .refused)
            // One letter of the code is another.
            let end = try #require(address.firstIndex(of: "@"))
            let last = address[address.index(before: end)]
            let forged = address[..<address.index(before: end)] + (last == "0" ? "1" : "0") + address[end...]
            await #expect(throws: Refusal.notFound("mail address here")) {
                try await outcome(answer(from: from, "Forged"), to: String(forged))
            }
            world.passTime(hours: 24 * 61)
            #expect(try await outcome(answer(from: from, "Too late")).reason?.contains("too old") == true)
            #expect(try await comments(world, id).count == 1)
            #expect(postbox.mails.count { $0.recipient == from } == 1, "nobody is answered")
        }
    }

    @Test func `HTML alone, a name with a line break and a very long text are read as well as can be`() async throws {
        try await mailing { world, postbox in
            let (id, mail) = try await commented(world, postbox)
            let address = try replyAddress(world, mail)
            let html = """
                From: =?utf-8?q?Evil=0D=0ABcc:_all?= <orders@supplier.example>\r\nContent-Type: text/html\r\n\r\n<p>From <b>HTML</b></p><script>x</script>
                """
            let got = try await receive(world, html, to: address)
            #expect(got.outcome == .comment && !got.author.contains("\n"))
            #expect(try await comments(world, id).first?["text"]?.text == "From HTML")
            let long = answer(from: "orders@supplier.example", String(repeating: "long words ", count: 2000))
            #expect(try await receive(world, long, to: address).outcome == .comment)
            #expect(try await comments(world, id).first?["text"]?.text?.count == 4000)
        }
    }

    @Test func `a report marks the mail that came back, and is read by whoever manages mail`() async throws {
        try await mailing { world, postbox in
            let (_, mail) = try await commented(world, postbox)
            let id = String(try #require(mail.text.firstMatch(of: /Message-ID: <([^>]+)>/)).output.1)
            let report = """
                From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
                --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\
                Diagnostic-Code: smtp; 550 no such user\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <\(id)>\r\n--b--\r\n
                """
            let got = try await receive(world, report, to: "portico@portico.test", sender: "")
            #expect(got.outcome == .bounce)
            let failed = try await world.application.answer(ListMails(status: .failed), as: .system).items
            #expect(failed.map(\.recipient) == ["orders@supplier.example"])
            #expect(failed.first?.delivery.lastAnswer?.contains("550 no such user") == true)
            let other = try await receive(world, answer(from: "x@example.com", "Hello?"), to: "portico@portico.test")
            #expect(other.outcome == .unread)
            let browser = WebClient(world)
            #expect(try await browser.signIn("alex@example.com").status == 303)
            let list = try await browser.get("/admin/mail/received").text
            #expect(list.contains("Report of a mail server") && list.contains("/admin/mail/received/\(got.id)"))
            #expect(try await browser.get("/admin/mail/received/\(got.id)").text.contains("550 no such user"))
            let raw = try await browser.get("/admin/mail/received/\(got.id)/message")
            #expect(raw.text == report)
            for path in ["/admin/mail/received/\(got.id)/message", "/admin/mail/received"] {
                let buyer = WebClient(world)
                #expect(try await buyer.signIn("bianca@example.com").status == 303)
                #expect(try await buyer.get(path).status == 403)
            }
        }
    }

    @Test func `what comes for the invoice inbox waits until there is one, and is kept meanwhile`() async throws {
        try await mailing { world, postbox in
            let got = try await receive(world, answer(from: "bill@supplier.example", "Invoice"), to: "Invoices@Portico.test")
            #expect(got.outcome == .waiting || got.outcome == .invoice || got.outcome == .refused)
            world.passTime(hours: 24 * 400)
            try await world.composition.housekeeping.tidy()
            let left = try await world.application.answer(ListInboundMail(), as: .system).items
            #expect(left.isEmpty == (got.outcome != .waiting), "what waits is not forgotten")
        }
    }

    @Test func `a real mail client hands mail over by LMTP, and each recipient has its answer`() async throws {
        guard Program.exists("swaks") else { return print("Skipped: swaks is not installed (apt-get install swaks).") }
        try await mailing { world, postbox in
            let (id, mail) = try await commented(world, postbox)
            let address = try replyAddress(world, mail)
            let faults = Mutex(0)
            world.passTime(hours: 0.01)
            let listener = try LMTPListener(
                .port(host: "127.0.0.1", 0), name: "portico.test",
                mailbox: MailIn(world.application) { _ in faults.withLock { $0 += 1 } })
            try listener.start()
            let sent = try await Program.run([
                "swaks", "--protocol", "LMTP", "--server", "127.0.0.1:\(listener.port)", "--from", "orders@supplier.example",
                "--to", "\(address),nobody@portico.test", "--header", "Subject: Re: lamps", "--body", "By swaks\n.\nwith a dot",
                "--timeout", "30",
            ])
            #expect(sent.text.contains("550 5.1.1") && sent.text.contains("250 2.0.0 It is kept."), "\(sent.text)")
            await listener.stop(withinSeconds: 2)
            #expect(try await comments(world, id).first?["text"]?.text == "By swaks\n.\nwith a dot")
            #expect(faults.withLock { $0 } == 0)
        }
    }
}
