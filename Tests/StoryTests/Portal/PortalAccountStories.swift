import Database
import FoundationEssentials
import JSON
import Procurement
import ProcurementStore
import Testing
import UseCases

/// Accounts by REST, from an order to the payment. Line 1 of an order is ordered twice, line 2 three times.
struct PortalAccountStories {
    @Test func `who reads where orders go on paper gets a new order once`() async throws {
        try await World.mailing { world, postbox in
            try await world.openPortal()
            let supplier = try await world.shopSupplier()
            let address = "{\"order_email\":\"Sam@supplier.example.com\"}"
            #expect(try await world.rest("PATCH", "/v1/suppliers/\(supplier)", as: "alex", address).status == 200)
            let rules = try await world.rest("GET", "/v1/event-rules", as: "alex").json["data"]?.elements ?? []
            let paper = try #require(
                rules.first { $0["action"]?.text == "send_pdf" || $0["action"]?["kind"]?.text == "send_pdf" })
            let switched = try await world.rest(
                "PATCH", "/v1/event-rules/\(paper["id"]?.text ?? "")", as: "alex", "{\"is_active\":true}")
            #expect(switched.status == 200, "\(switched.json)")
            _ = try await world.sentOrder()
            try await world.post()
            let mails = postbox.mails.filter { $0.recipient.lowercased() == "sam@supplier.example.com" }
            #expect(mails.filter { $0.text.contains("application/pdf") }.count == 1, "\(mails.map(\.text))")
        }
    }

    @Test func `from an order to paid, disputed and sent again on the way, with a mail at each step`() async throws {
        try await World.mailing { world, postbox in
            try await world.openPortal()
            let order = try await world.sentOrder()
            try await world.post()
            let number = try #require(try await world.order(order).number)
            let arrived = try #require(postbox.mails.last { $0.recipient == "sam@supplier.example.com" })
            #expect(world.words(of: arrived).contains("New order \(number)") && arrived.text.contains("application/pdf"))
            #expect(world.words(of: arrived).contains("/portal/orders/\(order)"))

            let listed = try await world.rest("GET", "/v1/portal/orders?state=to_process", as: "sam")
            #expect(listed.json["data"]?.elements.compactMap { $0["id"]?.text } == [order.text])
            let draft = try await world.account(of: order)
            let id = try #require(draft["id"]?.text)
            #expect(draft["lines"]?.elements.count == 2 && draft["number"] == .null && draft["payment_terms"]?.text == "NET 30")
            // Nobody of the customer sees it yet.
            #expect(try await world.rest("GET", "/v1/invoices/\(id)", as: "alex").status == 404)
            #expect(try await world.rest("GET", "/v1/invoices", as: "alex").json["data"]?.elements.isEmpty == true)

            let line = try #require(draft["lines"]?.elements.first)
            guard case .number(let price)? = line["unit_price"] else { throw Unexpected() }
            let dear = ExactNumber.text(price * Decimal(sign: .plus, exponent: -1, significand: 15))
            let changed = try await world.rest(
                "PATCH", "/v1/portal/accounts/\(id)", as: "sam",
                "{\"number\":\"A-1\",\"lines\":[{\"purchase_order_line\":1,\"quantity\":2,\"unit_price\":\(dear),\"description\":\"Item\"}]}"
            )
            #expect(changed.status == 200, "\(changed.json)")
            let shown = try await world.rest("GET", "/v1/portal/accounts/\(id)", as: "sam")
            let sentences = shown.json["verdict"]?["lines"]?.elements.first?["sentences"]?.elements.compactMap(\.text) ?? []
            #expect(
                sentences.contains { $0.hasPrefix("Line 1 is 50.0 % over: the customer will have to approve it.") },
                "\(shown.json)")
            let sent = try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}")
            #expect(sent.status == 200 && sent.json["status"]?.text == "pending_approval", "\(sent.json)")
            let twice = try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}")
            #expect(twice.status == 409 && twice.json["code"]?.text == "sent-already")
            let late = try await world.rest("PATCH", "/v1/portal/accounts/\(id)", as: "sam", "{\"number\":\"A-2\"}")
            #expect(late.status == 409 && late.json["code"]?.text == "sent-already")

            let disputed = try await world.rest(
                "POST", "/v1/invoices/\(id)/dispute", as: "alex",
                "{\"reason\":\"Not the agreed price\",\"pins\":[{\"line_number\":1,\"field\":\"unit_price\",\"comment\":\"see the order\"}]}"
            )
            #expect(disputed.status == 200, "\(disputed.json)")
            try await world.post()
            let told = world.words(
                of: try #require(
                    postbox.mails.last { $0.recipient == "sam@supplier.example.com" && $0.text.contains("Please correct") }))
            #expect(told.contains("Please correct: account A-1") && told.contains("Not the agreed price"))
            #expect(told.contains("1: unit price") && told.contains("see the order"))
            let returned = try await world.rest("GET", "/v1/portal/accounts/\(id)", as: "sam")
            #expect(returned.json["pins"]?.elements.first?["field"]?.text == "unit_price")
            #expect(
                returned.json["standing"]?["stage"]?.text == "disputed" && returned.json["reason"]?.text == "Not the agreed price"
            )

            let right = ExactNumber.text(price)
            let corrected = try await world.rest(
                "PATCH", "/v1/portal/accounts/\(id)", as: "sam",
                "{\"lines\":[{\"purchase_order_line\":1,\"quantity\":2,\"unit_price\":\(right),\"description\":\"Item\"}]}")
            #expect(corrected.status == 200, "\(corrected.json)")
            let again = try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}")
            #expect(again.status == 200 && again.json["status"]?.text == "submitted", "\(again.json)")
            for (user, path) in [("sam", "/v1/portal/accounts/\(id)"), ("alex", "/v1/invoices/\(id)")] {
                let both = try await world.rest("GET", path, as: user)
                let changes = both.json["differences"]?.elements ?? []
                #expect(both.json["versions"]?.elements.count == 2)
                #expect(
                    changes.contains { $0["field"]?.text == "unit_price" && $0["old"]?.text == dear && $0["new"]?.text == right })
                #expect(changes.contains { $0["field"]?.text == "total" })
            }
            #expect(try await world.rest("POST", "/v1/invoices/\(id)/accept", as: "alex", "{}").status == 200)
            let tooLate = try await world.rest("POST", "/v1/portal/accounts/\(id)/withdraw", as: "sam", "{}")
            #expect(tooLate.status == 409 && tooLate.json["code"]?.text == "accepted-already")
            let paid = try await world.rest(
                "POST", "/v1/invoices/\(id)/pay", as: "alex", "{\"paid_on\":\"2026-10-31\",\"reference\":\"SEPA 4711\"}")
            #expect(paid.status == 200)
            try await world.post()
            let subjects = postbox.mails.filter { $0.recipient == "sam@supplier.example.com" }.map(world.words)
            for subject in ["Sent: account A-1", "Accepted: account A-1", "Paid: account A-1"] {
                #expect(subjects.contains { $0.contains("Subject: \(subject)") }, "\(subject)")
            }
            #expect(subjects.contains { $0.contains("SEPA 4711") && $0.contains("2026-10-31") })
            let end = try await world.rest("GET", "/v1/portal/accounts/\(id)", as: "sam")
            #expect(end.json["standing"]?["stage"]?.text == "paid" && end.json["status"]?.text == "paid")
        }
    }

    private struct Unexpected: Error {}

    @Test func `what is left out stays billable, and what is withdrawn is billable anew`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let (id, order) = try await world.sentAccount(number: "W-1")
            func toProcess() async throws -> Int {
                try await world.rest("GET", "/v1/portal/orders?state=to_process", as: "sam").json["data"]?.elements.count ?? -1
            }
            #expect(try await toProcess() == 0)
            let none = try await world.rest("POST", "/v1/portal/orders/\(order)/accounts", as: "sam", "{}")
            #expect(none.status == 409 && none.json["code"]?.text == "nothing-to-bill")
            let back = try await world.rest("POST", "/v1/portal/accounts/\(id)/withdraw", as: "sam", "{\"reason\":\"Too early\"}")
            #expect(back.status == 200 && back.json["status"]?.text == "void")
            #expect(try await toProcess() == 1, "the counter is the list's own")
            let part = try await world.account(
                of: order,
                "{\"lines\":[{\"purchase_order_line\":1,\"quantity\":1,\"unit_price\":5,\"description\":\"x\"}],\"number\":\"W-2\"}"
            )
            let partID = try #require(part["id"]?.text)
            #expect(try await world.rest("POST", "/v1/portal/accounts/\(partID)/submit", as: "sam", "{}").status == 200)
            let rest = try await world.account(of: order)
            #expect(rest["lines"]?.elements.count == 2)
        }
    }

    @Test func `two colleagues who edit one account do not undo each other`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let id = try #require(try await world.account(of: try await world.sentOrder())["id"]?.text)
            let first = try await world.rest(
                "PATCH", "/v1/portal/accounts/\(id)", as: "sam", "{\"number\":\"C-1\"}", headers: [("If-Match", "\"1\"")])
            #expect(first.status == 200)
            let second = try await world.rest(
                "PATCH", "/v1/portal/accounts/\(id)", as: "sam", "{\"number\":\"C-2\"}", headers: [("If-Match", "\"1\"")])
            #expect(second.status == 412 && second.json["detail"]?.text?.contains("A colleague changed this") == true)
            let old = try await world.rest(
                "POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}", headers: [("If-Match", "\"1\"")])
            #expect(old.status == 412, "what was not seen is not sent")
            let shown = try await world.rest("GET", "/v1/portal/accounts/\(id)", as: "sam")
            #expect(shown.json["number"]?.text == "C-1")
        }
    }

    @Test func `what is wrong with an account is told by field, and nothing of it is kept`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let (_, order) = try await world.sentAccount(number: "B-1")
            let second = try await world.sentOrder()
            let id = try #require(try await world.account(of: second)["id"]?.text)
            func line(_ members: String) -> String { "{\"lines\":[{\"purchase_order_line\":1,\(members)}]}" }
            let long = String(repeating: "x", count: 3000)
            let cases: [(String, String, String)] = [
                (line("\"quantity\":-1,\"unit_price\":5"), "/lines/0/quantity", "invalid"),
                (line("\"quantity\":0,\"unit_price\":5"), "/lines/0/quantity", "invalid"),
                (line("\"quantity\":1,\"unit_price\":-5"), "/lines/0/unit_price", "invalid"),
                (line("\"quantity\":99999999999999999999,\"unit_price\":99999999999999"), "/lines/0/quantity", "too-large"),
                (line("\"quantity\":1,\"unit_price\":5,\"currency\":\"EUR\""), "/lines/0/currency", "currency-mismatch"),
                (line("\"quantity\":1,\"unit_price\":5,\"description\":\"\(long)\""), "/lines/0/description", "too-long"),
                (
                    "{\"lines\":[{\"purchase_order_line\":9,\"quantity\":1,\"unit_price\":5}]}", "/lines/0/purchase_order_line",
                    "not-found"
                ),
                ("{\"lines\":[{\"quantity\":1,\"unit_price\":5}]}", "/lines/0/description", "required"),
                ("{\"lines\":[]}", "/lines", "required"),
                ("{\"number\":\"\(long)\"}", "/number", "too-long"), ("{\"number\":\" b-1\"}", "/number", "duplicate"),
                ("{\"invoice_date\":\"2026-02-30\"}", "/invoice_date", "invalid"),
                ("{\"freight\":\"1,50\"}", "/freight", "invalid"), ("{\"tax\":\"1.999\"}", "/tax", "invalid"),
                ("{\"bank_account_id\":\"sba_guess\"}", "/bank_account_id", "not-found"),
            ]
            for (body, pointer, code) in cases {
                let refused = try await world.rest("PATCH", "/v1/portal/accounts/\(id)", as: "sam", body)
                let problems = refused.json["errors"]?.elements ?? []
                #expect(
                    refused.status == 422
                        && problems.contains { $0["pointer"]?.text == pointer && $0["code"]?.text == code },
                    "\(body.prefix(120)): \(refused.json)")
            }
            let unnumbered = try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}")
            #expect(unnumbered.status == 422 && unnumbered.json["errors"]?.elements.first?["pointer"]?.text == "/number")
            let future = try await world.rest(
                "PATCH", "/v1/portal/accounts/\(id)", as: "sam", "{\"number\":\"B-2\",\"invoice_date\":\"2031-01-01\"}")
            #expect(future.status == 200)
            let early = try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}")
            #expect(early.status == 422 && early.json["errors"]?.elements.first?["pointer"]?.text == "/invoice_date")
            let shown = try await world.rest("GET", "/v1/portal/accounts/\(id)", as: "sam")
            #expect(shown.json["version"] == .number(2) && shown.json["lines"]?.elements.count == 2)
            // Above what was ordered can be sent: the customer has to approve it.
            let over = try await world.rest(
                "PATCH", "/v1/portal/accounts/\(id)", as: "sam",
                "{\"invoice_date\":null,\"lines\":[{\"purchase_order_line\":1,\"quantity\":20,\"unit_price\":5,\"description\":\"x\"}]}"
            )
            #expect(over.status == 200)
            let sent = try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}")
            #expect(sent.json["status"]?.text == "pending_approval", "\(sent.json)")
            _ = order
        }
    }

    @Test func `documents are what their octets are, kept once by hash, and stay as they were sent`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let id = try #require(
                try await world.account(of: try await world.sentOrder(), "{\"number\":\"D-1\"}")["id"]?.text)
            func add(_ name: String, _ content: String, to id: String) async throws -> (status: Int, json: JSON) {
                try await world.rest(
                    "POST", "/v1/portal/accounts/\(id)/documents", as: "sam", "{\"name\":\"\(name)\",\"content\":\"\(content)\"}")
            }
            let pdf = "JVBERi0xLjQKJSVFT0YK"
            let made = try await add("../scan.pdf", pdf, to: id)
            #expect(made.status == 201 && made.json["name"]?.text == "scan.pdf", "\(made.json)")
            #expect(made.json["media_type"]?.text == "application/pdf")
            let same = try await add("other.pdf", pdf, to: id)
            #expect(same.status == 201 && same.json["id"] == made.json["id"], "the same octets are one document")
            for (name, content) in [
                ("a.pdf", "TVqQAAMAAAAEAAAA"), ("a.png", "JVBERi0xLjUKJSVFT0YK"), ("a.html", "PGh0bWw+"), ("a.pdf", ""),
            ] {
                let refused = try await add(name, content, to: id)
                #expect(
                    refused.status == 422 && refused.json["errors"]?.elements.first?["pointer"]?.text == "/file",
                    "\(name): \(refused.json)")
            }
            #expect(try await add("a.pdf", "!!", to: id).status == 422)
            let second = try #require(try await world.account(of: try await world.sentOrder())["id"]?.text)
            #expect(try await add("copy.pdf", pdf, to: second).status == 201)
            let contents = try await world.application.environment.database.read { sql in
                try sql.query("SELECT count(*) FROM portal_contents WHERE hash IS NOT NULL") { try $0.integer(0) }
            }
            #expect(contents == [1], "octets are stored once")
            let file = try #require(made.json["id"]?.text)
            #expect(try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}").status == 200)
            #expect(try await add("late.pdf", pdf, to: id).status == 409)
            #expect(try await world.rest("DELETE", "/v1/portal/documents/\(file)", as: "sam").status == 409)
            let payables = WebClient(world)
            _ = try await payables.signIn("paula@example.com")
            let page = try await payables.get("/invoices/\(id)")
            #expect(page.text.contains("/invoice-documents/\(file)"))
            #expect(try await payables.get("/invoice-documents/\(file)").status == 200)
        }
    }

    @Test func `bank details are sealed, shown by their end, and opened for those who pay`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let wrong = try await world.rest(
                "POST", "/v1/portal/bank-accounts", as: "sam",
                "{\"label\":\"House\",\"holder\":\"S\",\"account\":\"DE89370400440532013001\",\"bank\":\"B\"}")
            #expect(wrong.status == 422 && wrong.json["errors"]?.elements.first?["pointer"]?.text == "/account")
            let made = try await world.rest(
                "POST", "/v1/portal/bank-accounts", as: "sam",
                "{\"label\":\"House\",\"holder\":\"Supplier Ltd\",\"account\":\"DE89 3704 0044 0532 0130 00\",\"bank\":\"COBADEFF\"}"
            )
            #expect(made.status == 201 && made.json["ends_with"]?.text == "3000", "\(made.json)")
            let kept = try await world.application.environment.database.read { sql in
                try sql.query("SELECT details FROM supplier_bank_accounts WHERE id > ''") { try $0.blob(0) }
            }
            #expect(kept.count == 1 && !String(decoding: kept[0], as: UTF8.self).contains("DE89"))
            let (id, _) = try await world.sentAccount(number: "P-1")
            let payables = WebClient(world)
            _ = try await payables.signIn("paula@example.com")
            #expect(try await payables.get("/invoices/\(id)").text.contains("DE89370400440532013000"))
            let buyer = WebClient(world)
            _ = try await buyer.signIn("bianca@example.com")
            let seen = try await buyer.get("/invoices/\(id)")
            #expect(seen.status == 200 && !seen.text.contains("DE8937"), "who does not pay sees the end alone")
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            #expect(!(try await sam.get("/portal/profile")).text.contains("DE8937"))
        }
    }

    @Test func `lines are confirmed, refused and shipped with the effects of a document`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let order = try await world.sentOrder()
            let path = "/v1/portal/orders/\(order)"
            let over = try await world.rest(
                "POST", "\(path)/confirm", as: "sam", "{\"lines\":[{\"line_number\":1,\"accepted\":5}]}")
            #expect(over.status == 422 && over.json["errors"]?.elements.first?["pointer"]?.text == "/lines/0/accepted")
            let part = try await world.rest(
                "POST", "\(path)/confirm", as: "sam",
                "{\"lines\":[{\"line_number\":1,\"accepted\":1,\"refused\":1,\"delivery_date\":\"2026-11-02\",\"comment\":\"one is out\"}],\"reference\":\"SO-1\"}"
            )
            #expect(part.status == 200 && part.json["confirmation"]?.text == "partial", "\(part.json)")
            let rest = try await world.rest("POST", "\(path)/confirm", as: "sam", "{}")
            #expect(rest.status == 200)
            #expect(try await world.rest("POST", "\(path)/confirm", as: "sam", "{}").status == 409)
            let seen = try await world.order(order)
            #expect(seen.lines[0].confirmation.accepted == 1 && seen.lines[0].confirmation.rejected == 1)
            #expect(
                seen.lines[0].confirmation.notes.contains { $0.contains("2026-11-02") }
                    && seen.lines[1].confirmation.accepted == 3)
            let ship = "{\"lines\":[{\"line_number\":2,\"quantity\":2}],\"carrier\":\"UPS\",\"tracking_numbers\":[\"1Z\"]}"
            #expect(try await world.rest("POST", "\(path)/ship", as: "sam", ship).status == 200)
            let more = try await world.rest("POST", "\(path)/ship", as: "sam", ship)
            #expect(
                more.status == 422 && more.json["errors"]?.elements.first?["message"]?.text?.contains("1 left to ship") == true)
            #expect(try await world.order(order).lines[1].shipped == 2)
            let events = try await world.events(of: order.text)
            #expect(events.contains("purchase_order.confirmed") && events.contains("purchase_order.shipped"))
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            let page = try await sam.get("/portal/orders/\(order)")
            #expect(page.status == 200 && page.text.contains("UPS"))
        }
    }
}
