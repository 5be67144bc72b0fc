import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// The pages about mail, as people use them.
struct MailPageStories {
    private func client(_ world: World, _ user: String) async throws -> WebClient {
        let client = WebClient(world)
        #expect(try await client.signIn("\(user)@example.com").status == 303)
        return client
    }

    private func ask(_ world: World) async throws -> OutgoingMail {
        let id = try await world.draft()
        try await world.code(id)
        _ = try await world.submit(id)
        try await world.post()
        return try #require(try await world.application.answer(ListMails(), as: .system).items.first)
    }

    @Test func `administrators read mails without the links in them, in a frame without powers`() async throws {
        try await World.mailing { world, postbox in
            let mail = try await ask(world)
            let alex = try await client(world, "alex")
            let list = try await alex.get("/admin/mail")
            #expect(list.text.contains(mail.subject) && list.text.contains("ada@example.com"))
            let page = try await alex.get("/admin/mail/\(mail.delivery.id)")
            #expect(page.status == 200 && page.text.contains("<iframe") && page.text.contains("sandbox"))
            let part = try await alex.get("/admin/mail/\(mail.delivery.id)/html")
            #expect(part.text.contains("Approve or reject"))
            let policy = part.headers.first { $0.0.lowercased() == "content-security-policy" }?.1
            #expect(policy?.contains("sandbox") == true && policy?.contains("default-src 'none'") == true)
            #expect(part.headers.contains { $0.0.lowercased() == "x-frame-options" && $0.1 == "SAMEORIGIN" })
            let token = try #require(world.words(of: postbox.mails[0]).firstMatch(of: /\/approve\/([^\s"<]+)/)).output.1
            for answer in [page, part] {
                #expect(answer.text.contains("/approve/…") && !answer.text.contains(token))
            }
            #expect(try await alex.get("/admin/mail/dlv_0000000000000000").status == 404)
            #expect(try await alex.get("/admin/mail/nonsense").status == 404)
            let bianca = try await client(world, "bianca")
            for path in [
                "/admin/mail", "/admin/mail/\(mail.delivery.id)", "/admin/mail/\(mail.delivery.id)/html", "/admin/mail/wordings",
            ] {
                #expect(try await bianca.get(path).status == 403, "\(path)")
            }
        }
    }

    @Test func `a failed mail is sent again from its page`() async throws {
        try await World.mailing { world, postbox in
            postbox.answer(.refused(code: 550, text: "no such user"))
            let mail = try await ask(world)
            let alex = try await client(world, "alex")
            let page = try await alex.get("/admin/mail/\(mail.delivery.id)")
            #expect(page.text.contains("550 no such user") && page.text.contains("Send again"))
            let path = "/admin/mail/\(mail.delivery.id)/send-again"
            #expect(try await alex.post(path, from: page, []).status == 303)
            try await world.post()
            #expect(postbox.mails.count == 2 && postbox.mails[0].octets == postbox.mails[1].octets)
        }
    }

    @Test func `own words are checked, shown and used, and can be given up`() async throws {
        try await World.mailing { world, postbox in
            let alex = try await client(world, "alex")
            let address = "/admin/mail/wordings/approval_requested/en"
            let page = try await alex.get(address)
            #expect(page.text.contains("{supplier}") && page.text.contains("Standard words"))
            for (subject, lead, expected) in [
                ("Hi {suplier}", "x", "{suplier} is not known here"), ("Hi {supplier", "x", "A brace has no other"),
                ("", "x", "The subject is missing"), ("x", String(repeating: "y", count: 2001), "longer than 2000"),
                ("x", "{invoice}", "{invoice} is not known here"),
            ] {
                let refused = try await alex.post(
                    address, from: page, [("subject", subject), ("lead", lead), ("action", "save")])
                #expect(refused.status == 422 && refused.text.contains(expected), "\(expected)")
            }
            let good = [
                ("subject", "Bitte {name}: {total}"), ("lead", "Line one <i>\r\nLine two {supplier}"), ("action", "save"),
            ]
            #expect(try await alex.post(address, from: page, good).status == 303)
            let preview = try await alex.get("\(address)/preview")
            #expect(preview.text.contains("Line one &lt;i&gt;") && preview.text.contains("Line two Amazon Business"))
            _ = try await ask(world)
            #expect(world.words(of: try #require(postbox.mails.first)).contains("Subject: Bitte Ada"))
            #expect(try await alex.post(address, from: page, [("action", "standard")]).status == 303)
            #expect(try await alex.get(address).text.contains("Standard words"))
            #expect(try await alex.get("/admin/mail/wordings/nothing/en").status == 404)
            #expect(try await alex.get("/admin/mail/wordings/approval_requested/xx").status == 404)
        }
    }

    @Test func `somebody chooses how they are told`() async throws {
        try await World.mailing { world, postbox in
            let ada = try await client(world, "ada")
            let page = try await ada.get("/account/mail")
            #expect(page.text.contains("ada@example.com"))
            let wrong = try await ada.post("/account/mail", from: page, [("mode", "hourly"), ("language", "tlh")])
            #expect(wrong.status == 422 && wrong.text.contains("Choose one of the languages."))
            let german = try await ada.post("/account/mail", from: page, [("mode", "single"), ("language", "de")])
            #expect(german.status == 303)
            _ = try await ask(world)
            #expect(world.words(of: try #require(postbox.mails.first)).contains("Subject: Bitte freigeben: "))
            #expect(try await ada.post("/account/mail", from: page, [("mode", "none"), ("language", "de")]).status == 303)
            _ = try await ask(world)
            #expect(postbox.mails.count == 1)
        }
    }

    @Test func `the portal's mails have the company's own words, too`() async throws {
        try await World.mailing { world, postbox in
            try await world.openPortal()
            let alex = try await client(world, "alex")
            let list = try await alex.get("/admin/mail/wordings?language=en")
            for kind in ["supplier_invitation", "supplier_sign_in_link", "portal_order_arrived", "portal_account_disputed"] {
                #expect(list.text.contains("/admin/mail/wordings/\(kind)/en"), "\(kind)")
            }
            let invitation = "/admin/mail/wordings/supplier_invitation/en"
            let page = try await alex.get(invitation)
            #expect(page.text.contains("{by}") && page.text.contains("{supplier}"))
            let foreign = try await alex.post(
                invitation, from: page, [("subject", "x"), ("lead", "{order}"), ("action", "save")])
            #expect(foreign.status == 422 && foreign.text.contains("{order} is not known here"))
            for (kind, subject, lead) in [
                ("supplier_invitation", "Welcome at Example, {name}", "{by} opens the door for {supplier}."),
                ("portal_order_arrived", "We need something: {order}", "{customer} orders for {total}, {name}."),
                ("portal_account_disputed", "Once more please: {account}", "Because: {reason}"),
            ] {
                let saved = try await alex.post(
                    "/admin/mail/wordings/\(kind)/en", from: page, [("subject", subject), ("lead", lead), ("action", "save")])
                #expect(saved.status == 303, "\(kind)")
                let preview = try await alex.get("/admin/mail/wordings/\(kind)/en/preview")
                #expect(preview.status == 200 && !preview.text.contains("{"), "\(preview.text)")
            }
            // The same by REST, which tells the same words.
            let path = "/v1/mail-wordings/portal_order_cancelled.de"
            let changed = try await world.rest("PATCH", path, as: "alex", "{\"subject\":\"Aus: {order}\"}")
            #expect(changed.status == 200 && changed.json["is_own"] == true, "\(changed.json)")
            #expect(changed.json["preview"]?["subject"]?.text == "Aus: PO-1042")
            let unknown = try await world.rest("PATCH", path, as: "alex", "{\"lead\":\"{account}\"}")
            #expect(unknown.status == 422 && unknown.json["errors"]?.elements.first?["pointer"]?.text == "/lead")
            let late = try await world.rest(
                "PATCH", path, as: "alex", "{\"subject\":\"x\"}", headers: [("If-Match", "\"0000\"")])
            #expect(late.status == 412)
            #expect(try await world.rest("PATCH", path, as: "bianca", "{\"subject\":\"x\"}").status == 403)
            #expect(try await world.rest("GET", "/v1/mail-wordings/nothing.de", as: "alex").status == 404)
            #expect(try await alex.get("/admin/mail/wordings?language=de").text.contains("Aus: {order}"))
            let reset = try await world.rest("POST", "\(path)/reset", as: "alex", "{}")
            #expect(reset.json["is_own"] == false && reset.json["subject"]?.text == "Storniert: Bestellung {order}")
            let invited = try await world.rest(
                "POST", "/v1/suppliers/\(try await world.shopSupplier())/invitations", as: "alex",
                "{\"email\":\"kim@supplier.example.com\",\"name\":\"Kim\"}")
            #expect(invited.status == 201)
            let (account, _) = try await world.sentAccount(number: "W-1")
            let back = try await world.rest(
                "POST", "/v1/invoices/\(account)/dispute", as: "alex", "{\"reason\":\"Two too many\"}")
            #expect(back.status == 200, "\(back.json)")
            try await world.post()
            let words = postbox.mails.filter { $0.recipient.hasSuffix("supplier.example.com") }.map(world.words)
            #expect(words.contains { $0.contains("Subject: Welcome at Example, Kim") && $0.contains("opens the door for") })
            #expect(words.contains { $0.contains("Subject: We need something: ") && $0.contains("Sam Supplier.") })
            #expect(words.contains { $0.contains("Subject: Once more please: W-1") && $0.contains("Because: Two too many") })
        }
    }

    @Test(arguments: MailKind.worded, MailLanguage.allCases)
    func `every kind has words in every language that its placeholders fill`(
        kind: MailKind, language: MailLanguage
    ) async throws {
        try await World.run(rules: { $0.mail = try? .test() }) { (world: World) async throws in
            let shown = try await world.application.answer(ShowMailWording(kind, language), as: .system)
            #expect(!shown.wording.lead.isEmpty && shown.wording.subject != kind.rawValue)
            for text in [shown.wording.subject, shown.wording.lead] {
                let (names, isBalanced) = MailWording.placeholders(in: text)
                #expect(isBalanced && Set(names).isSubset(of: kind.placeholders), "\(text)")
            }
            #expect(!shown.preview.text.contains("{") && !shown.preview.html.contains("{"))
        }
    }
}
