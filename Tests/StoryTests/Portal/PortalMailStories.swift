import Delivery
import FoundationEssentials
import JSON
import Mail
import PorticoServer
import Procurement
import SMTPClient
import TestSupport
import Testing
import UseCases

/// The portal's mails through a real mail server on loopback: what arrives is read as a mail program reads it.
struct PortalMailStories {
    /// What a mail server took, as a mail program reads it.
    private struct Sink {
        let server: MailServer

        /// Everything so far, oldest first.
        func mails() throws -> [(to: String, mail: ReceivedMail)] {
            try server.messages.map { ($0.recipients.first ?? "", try ReceivedMail(reading: Array($0.text.utf8))) }
        }

        /// The newest to somebody whose subject begins so.
        func newest(to reader: String, _ subject: String) throws -> ReceivedMail {
            let all = try mails()
            let found = all.last { $0.to == reader && $0.mail["Subject"]?.hasPrefix(subject) == true }
            let known = all.map { "\($0.to): \($0.mail["Subject"] ?? "")" }
            return try #require(found?.mail, "\(subject) to \(reader): \(known)")
        }
    }

    /// The link of a mail, behind the public address.
    private func link(_ mail: ReceivedMail, _ world: World, _ path: String) throws -> String {
        let start = try #require(mail.text.firstRange(of: world.porticoURL + path), "\(mail.text)")
        return path + mail.text[start.upperBound...].prefix { !$0.isWhitespace }
    }

    @Test func `from the invitation to the paid account, every mail arrives whole, and its link opens`() async throws {
        guard await MailServer.isThere() else { return }
        let sink = Sink(server: try await MailServer(.plain))
        let transport = SMTPTransport(
            SMTPClient(SMTPConfiguration(url: "smtp://127.0.0.1:\(sink.server.port)", security: .none, greeting: "portico.test")))
        let mail = try MailRules.test()
        try await World.run(rules: { $0.mail = mail }, post: Parts.Post(transport)) { (world: World) async throws in
            try await world.openPortal()
            let supplier = try await world.shopSupplier()
            let invited = try await world.rest(
                "POST", "/v1/suppliers/\(supplier)/invitations", as: "alex",
                "{\"email\":\"kim@supplier.example.com\",\"name\":\"Kim Kühn\",\"language\":\"de\"}")
            #expect(invited.status == 201 && invited.json["url"] == .null, "\(invited.json)")
            try await world.post()
            let kim = "kim@supplier.example.com"
            let invitation = try sink.newest(to: kim, "Alex Admin lädt Sie")
            #expect(invitation.text.contains("Guten Tag Kim Kühn") && invitation.html?.contains("Kim Kühn") == true)
            #expect(invitation["Auto-Submitted"] != nil && invitation["Message-ID"]?.hasSuffix("@portico.test>") == true)
            let door = try link(invitation, world, "/portal/invitations/")
            let client = WebClient(world)
            let form = try await client.get(door)
            #expect(form.status == 200)
            let fields = [("name", "Kim Kühn"), ("password", "a long password")]
            #expect(try await client.post(door, from: form, fields).status == 201)
            #expect(try await client.signInToPortal(kim, password: "a long password").status == 303)
            #expect(try await WebClient(world).get(door).status == 409, "each is good once")
            // Whoever reads mails in the house gets no key to the portal by it.
            let kept = try await world.application.answer(ListMails(), as: .system).items.first { $0.kind == .invitation }
            let shown = try await world.application.answer(ShowMail(try #require(kept).delivery.id), as: .system)
            #expect(!shown.content.text.contains(door) && shown.content.text.contains("/portal/invitations/…"))

            let order = try await world.sentOrder()
            try await world.post()
            let number = try #require(try await world.order(order).number)
            let arrived = try sink.newest(to: kim, "Neue Bestellung \(number)")
            let paper = try #require(arrived.attachments.first)
            #expect(
                paper.type == "application/pdf" && paper.octets.starts(with: Array("%PDF-".utf8)) && paper.name.hasSuffix(".pdf"))
            let page = try await client.get(try link(arrived, world, "/portal/orders/"))
            #expect(page.status == 200 && page.text.contains(number))

            try await world.change(order, "{\"line_number\":2,\"quantity\":1}")
            try await world.post()
            let changed = try sink.newest(to: kim, "Geändert: Bestellung \(number)")
            #expect(changed.text.contains("quantity 3 → 1") && !changed.text.contains("BUDGET-IS-CUT"))
            let answered = try await client.post(
                "/portal/orders/\(order)/answer-change", from: page,
                [("version", "2"), ("verdict", "refused"), ("change_reason", "Schon verpackt – ¡lo siento!")])
            #expect(answered.status == 303)
            try await world.post()
            #expect(try sink.newest(to: "bianca@example.com", "Change refused").text.contains("Schon verpackt – ¡lo siento!"))

            let account = try #require(try await world.account(of: order, "{\"number\":\"K-1\"}")["id"]?.text)
            let sent = try await world.rest("POST", "/v1/portal/accounts/\(account)/submit", as: "sam", "{}")
            #expect(sent.status == 200, "\(sent.json)")
            try await world.post()
            _ = try sink.newest(to: kim, "Gesendet: Abrechnung K-1")
            let disputed = try await world.rest(
                "POST", "/v1/invoices/\(account)/dispute", as: "alex",
                "{\"reason\":\"Too much\",\"pins\":[{\"line_number\":2,\"field\":\"quantity\",\"comment\":\"one came\"}]}")
            #expect(disputed.status == 200, "\(disputed.json)")
            try await world.post()
            let back = try sink.newest(to: kim, "Bitte berichtigen: Abrechnung K-1")
            #expect(back.text.contains("Too much") && back.text.contains("one came"))
            #expect(try await client.get(try link(back, world, "/portal/accounts/")).text.contains("one came"))
            let again = try await world.rest("POST", "/v1/portal/accounts/\(account)/submit", as: "sam", "{}")
            #expect(again.status == 200, "\(again.json)")
            for (verb, body) in [("accept", "{\"comment\":\"ok\"}"), ("pay", "{\"reference\":\"SEPA 4712\"}")] {
                let done = try await world.rest("POST", "/v1/invoices/\(account)/\(verb)", as: "alex", body)
                #expect(done.status == 200, "\(verb): \(done.json)")
            }
            try await world.post()
            _ = try sink.newest(to: kim, "Angenommen: Abrechnung K-1")
            #expect(try sink.newest(to: kim, "Gezahlt: Abrechnung K-1").text.contains("SEPA 4712"))
            let other = WebClient(world)
            _ = try await other.post("/portal/sign-in/link", from: try await other.get("/portal/sign-in"), [("link_email", kim)])
            try await world.post()
            let key = try link(try sink.newest(to: kim, "Ihr Link zum Lieferantenportal"), world, "/portal/sign-in/link/")
            #expect(try await other.get(key).status == 200)
            let identifiers = try sink.mails().compactMap { $0.mail["Message-ID"] }
            #expect(Set(identifiers).count == identifiers.count && !identifiers.isEmpty, "each left once")
        }
    }
}
