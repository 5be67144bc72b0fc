import HTTP
import Procurement
import Testing
import UseCases

/// Receiving on an order's page, and invoices from entering to payment, as a person clicks.
struct InvoicePageTests {
    private struct Scene {
        var site: TestSite
        var buyer: Browser
        var payer: Browser
        var order: PurchaseOrder

        /// Enters an invoice of the order's one line and answers where it stands.
        func enter(
            _ number: String, _ fields: [(String, String)] = [("lines.0.quantity", "3")], price: String = "4.5",
            verb: String = "submit"
        ) async -> Browser.Answer {
            let line = [
                ("lines.0.order", order.id.text), ("lines.0.line", "1"), ("lines.0.part", "B07"), ("lines.0.unit_price", price),
            ]
            return await payer.post(
                "/invoices", from: "/invoices/new?order=\(order.id)",
                [
                    ("supplier_id", order.supplierID.text), ("currency", "EUR"), ("kind", "standard"), ("number", number),
                    ("invoice_date", "2026-06-01"), ("payment_terms", "NET 30"), ("verb", verb),
                ] + line + fields)
        }
    }

    /// An approved order of three pieces of paper at 4.50.
    private func scene() async throws -> Scene {
        let site = try await TestSite.make()
        _ = try await site.application.perform(
            CreateUser(
                email: "pia@example.com", name: "Pia Payables", roles: [Role.accountsPayable.rawValue],
                password: TestSite.password), as: .system)
        let (buyer, payer, approver) = (Browser(site), Browser(site), Browser(site))
        _ = await buyer.signIn("bea@example.com")
        _ = await payer.signIn("pia@example.com")
        _ = await approver.signIn("ann@example.com")
        let id = try await site.draft(of: "bea@example.com")
        let lists = try await site.application.answer(ShowOrganisation(), as: .system)
        let coding = [
            ("coding.department_id", site.department.id.text), ("coding.budget_id", try #require(lists.budgets.first).id.text),
            ("coding.gl_account_id", try #require(lists.glAccounts.first).id.text),
        ]
        _ = await buyer.post("/orders/\(id)/coding", from: "/orders/\(id)", coding + [("verb", "submit")])
        let page = await approver.get("/orders/\(id)").text
        let start = try #require(page.firstRange(of: "action=\"/approvals/"))
        let task = page[start.upperBound...].prefix { $0 != "/" }
        _ = await approver.post("/approvals/\(task)/approve", from: "/orders/\(id)")
        let order = try await site.application.answer(ShowOrder(id), as: .system)
        try #require(order.status == .approved)
        return Scene(site: site, buyer: buyer, payer: payer, order: order)
    }

    @Test func `goods are received on the order's page, too many are refused beside their field, and taken back`() async throws {
        let scene = try await scene()
        let address = "/orders/\(scene.order.id)"
        #expect(await scene.buyer.get(address).text.contains("No more than ordered may be received."))
        let over = await scene.buyer.post("\(address)/receive", from: address, [("received.1", "4")])
        #expect(over.status == 422 && over.text.contains("id=\"f-received.1-error\"") && over.text.contains("3 were ordered"))
        let word = await scene.buyer.post("\(address)/receive", from: address, [("received.1", "two")])
        #expect(word.status == 422)
        let part = await scene.buyer.post(
            "\(address)/receive", from: address,
            [("received.1", "2"), ("refused.1", "1"), ("note", "wet <b>"), ("reference", "DN-1")])
        #expect(part.location == address)
        let page = await scene.buyer.get(address).text
        for text in ["2 of 3 EA received, 1 of it refused", "DN-1", "wet &lt;b&gt;", "in part", "Take back…"] {
            #expect(page.contains(text), "\(text)")
        }
        let start = try #require(page.firstRange(of: "/receipts/"))
        let receipt = page[start.upperBound...].prefix { $0 != "/" }
        let silent = await scene.buyer.post("\(address)/receipts/\(receipt)/reverse", from: address)
        #expect(silent.status == 422, "a reason is asked for")
        let back = await scene.buyer.post("\(address)/receipts/\(receipt)/reverse", from: address, [("reason", "counted wrong")])
        #expect(back.location == address)
        #expect(await scene.buyer.get(address).text.contains("Takes another back"))
    }

    @Test func `an invoice is entered from its order, matched, accepted and paid`() async throws {
        let scene = try await scene()
        let form = await scene.payer.get("/invoices/new?order=\(scene.order.number ?? "")").text
        for text in ["Paper &lt;A4&gt;", "value=\"3\"", "value=\"4.5\"", "3 EA at EUR 4.50"] {
            #expect(form.contains(text), "\(text)")
        }
        let made = await scene.enter("R-1")
        let address = try #require(made.location)
        #expect(address.hasPrefix("/invoices/inv_"), "\(made.text)")
        var page = await scene.payer.get(address).text
        for text in [
            "R-1", "As ordered", "EUR 13.50", "2026-07-01", scene.order.number ?? "?", ", line 1", "Handed in and matched",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(await scene.payer.post("\(address)/accept", from: address).location == address)
        #expect(await scene.payer.post("\(address)/pay", from: address, [("paid_on", "soon")]).status == 422)
        #expect(await scene.payer.post("\(address)/pay", from: address, [("reference", "SEPA 1")]).location == address)
        page = await scene.payer.get(address).text
        #expect(page.contains("SEPA 1") && page.contains("by hand") && page.contains("Take the payment back"))
        #expect(await scene.payer.post("\(address)/pay", from: address).status == 409, "paid once")
        let order = await scene.buyer.get("/orders/\(scene.order.id)").text
        #expect(order.contains("3 billed") && order.contains("all of it") && order.contains(address), "the buyer is led to it")
        #expect(await scene.buyer.get(address).status == 200)
        #expect(await scene.buyer.post("\(address)/void", from: "/", [("reason", "x")]).status == 403)
    }

    @Test func `who entered an invoice reads on its page why somebody else accepts it, unless the company lets them`()
        async throws
    {
        let scene = try await scene()
        let admin = Browser(scene.site)
        _ = await admin.signIn("adam@example.com")
        let lists = try await scene.site.application.answer(ShowOrganisation(), as: .system)
        let company = "/admin/organisation/legal-entities/\(try #require(lists.legalEntities.first).id)"
        let form = [("name", "Contoso"), ("currency", "EUR"), ("active", "on")]
        #expect(await admin.get(company).text.contains("Whoever entered an invoice may accept it too"))
        #expect(await admin.post(company, from: company, form).status == 303)
        let address = try #require(await scene.enter("R-1").location)
        let page = await scene.payer.get(address).text
        #expect(page.contains("You entered this invoice, so somebody else") && page.contains("the legal entity Contoso"))
        #expect(!page.contains("action=\"\(address)/accept\""))
        let refused = await scene.payer.post("\(address)/accept", from: address)
        #expect(refused.status == 409 && refused.text.contains("somebody else of accounts payable"), "\(refused.text)")
        #expect(await admin.get(address).text.contains("action=\"\(address)/accept\""), "somebody else has the button")
        #expect(await admin.post(company, from: company, form + [("enterer_may_accept", "on")]).status == 303)
        #expect(await scene.payer.post("\(address)/accept", from: address).location == address)
    }

    @Test func `the home page counts for accounts payable what the lists behind it hold, and lists name supplier and buyer`()
        async throws
    {
        let scene = try await scene()
        #expect(await scene.payer.get("/").text.contains("Invoices to accept"), "also when there is none")
        let address = try #require(await scene.enter("R-1").location)
        let odd = try #require(await scene.enter("R-2").location)
        let home = await scene.payer.get("/").text
        for (link, invoice) in [("/invoices?status=submitted", address), ("/invoices?status=pending_approval", odd)] {
            #expect(home.contains("href=\"\(link)\""), "\(home)")
            #expect(await scene.payer.get(link).text.contains(invoice))
        }
        #expect(!home.contains("My latest orders"), "nobody orders who is no buyer")
        // The other one bills the same goods.
        let why = [("comment", "this one is right")]
        #expect(await scene.payer.post("\(address)/accept", from: address, why).location == address)
        #expect(await scene.payer.get("/").text.contains("href=\"/invoices?status=accepted&amp;due_through="))
        let buyer = await scene.buyer.get("/").text
        #expect(!buyer.contains("Invoices to accept") && buyer.contains("My latest orders"))
        for reader in [scene.payer, scene.buyer] {
            let orders = await reader.get("/orders").text
            #expect(orders.contains("Shop Ltd") && orders.contains("Bea &lt;b&gt;Buyer&lt;/b&gt;"), "\(orders)")
        }
    }

    @Test func `what differs is said beside the line, and accepted only with a reason`() async throws {
        let scene = try await scene()
        let made = await scene.enter("R-1", [("lines.0.quantity", "4")])
        let address = try #require(made.location)
        let page = await scene.payer.get(address).text
        #expect(page.contains("Line 1: 3 ordered, 0 billed before, 4 now.") && page.contains("Why it is accepted all the same"))
        let silent = await scene.payer.post("\(address)/accept", from: address)
        #expect(silent.status == 422 && silent.text.contains("id=\"f-comment-error\""))
        #expect(await scene.payer.post("\(address)/dispute", from: address, [("reason", "3 came")]).location == address)
        #expect(await scene.payer.get(address).text.contains("3 came"))
        let changed = await scene.payer.post(
            "\(address)/edit", from: "\(address)/edit",
            [
                ("supplier_id", scene.order.supplierID.text), ("currency", "EUR"), ("number", "R-1"),
                ("invoice_date", "2026-06-01"),
                ("lines.0.order", scene.order.id.text), ("lines.0.line", "1"), ("lines.0.unit_price", "4.5"),
                ("lines.0.quantity", "3"), ("verb", "submit"),
            ])
        #expect(changed.location == address, "\(changed.text)")
        #expect(await scene.payer.get(address).text.contains("As ordered"))
    }

    @Test func `a refused form comes back with what was typed, and a number twice is told`() async throws {
        let scene = try await scene()
        let bad = await scene.enter(" ", [("lines.0.quantity", "many"), ("comment", "keep <me>")])
        #expect(bad.status == 422 && bad.text.contains("f-lines.0.quantity-error") && bad.text.contains("keep &lt;me&gt;"))
        #expect(await scene.enter("R-1", verb: "save").location?.hasPrefix("/invoices/") == true)
        let twin = await scene.enter("r-1")
        #expect(twin.status == 422 && twin.text.contains("id=\"f-number-error\"") && twin.text.contains("is there already"))
        #expect(await scene.payer.get("/invoices/new?order=PO-404").status == 422)
        #expect(await scene.payer.get("/invoices/inv_none").status == 404)
        #expect(await scene.buyer.get("/invoices/new").status == 403)
        #expect(await scene.buyer.post("/invoices", from: "/", [("number", "X")]).status == 403)
    }

    @Test func `lists filter, a credit note starts from its invoice, and payments come from a file`() async throws {
        let scene = try await scene()
        let address = try #require(await scene.enter("R-1").location)
        for (query, count) in [
            ("", true), ("status=submitted", true), ("status=paid", false), ("match=exception", false), ("number=r-1", true),
        ] {
            #expect(await scene.payer.get("/invoices?\(query)").text.contains(">R-1</a>") == count, "\(query)")
        }
        #expect(await scene.buyer.get("/invoices").text.contains("Those you look after."))
        let credit = await scene.payer.get("/invoices/new?credit_of=\(address.dropFirst("/invoices/".count))").text
        #expect(credit.contains("Enter a credit note") && credit.contains("value=\"-3\""))
        _ = await scene.payer.post("\(address)/accept", from: address)
        let csv = "invoice_number,supplier,reference\nR-1,Shop Ltd,SEPA 9"
        let wrong = await scene.payer.post(
            "/invoices/payments", from: "/invoices/payments", [("pasted", csv + "\nR-7,Shop Ltd,")])
        #expect(wrong.status == 422 && wrong.text.contains("Row 3: Shop Ltd has no invoice R-7 here."))
        let look = await scene.payer.post("/invoices/payments", from: "/invoices/payments", [("pasted", csv), ("verb", "look")])
        #expect(look.status == 200 && look.text.contains("Note 1 payment") && look.text.contains("EUR 13.50"))
        #expect(await scene.payer.get(address).text.contains("Note as paid"), "nothing was noted yet")
        let paid = await scene.payer.post("/invoices/payments", from: "/invoices/payments", [("pasted", csv), ("verb", "pay")])
        #expect(paid.location == "/invoices?status=paid")
        #expect(await scene.payer.get(address).text.contains("from a file"))
        #expect(await scene.buyer.get("/invoices/payments").status == 403)
    }

    @Test func `a supplier's tolerance is set on its page, and what is no number is told`() async throws {
        let scene = try await scene()
        let admin = Browser(scene.site)
        _ = await admin.signIn("adam@example.com")
        let address = "/admin/suppliers/\(scene.order.supplierID)"
        let bad = await admin.post(
            "\(address)/tolerance", from: address,
            [("depth", "two_way"), ("amount", "much"), ("percent", "200"), ("currency", "EUR")])
        #expect(bad.status == 422 && bad.text.contains("f-amount-error"))
        let saved = await admin.post(
            "\(address)/tolerance", from: address,
            [("depth", "two_way"), ("amount", "5.00"), ("percent", "10"), ("currency", "EUR"), ("tax_minor_units", "2")])
        #expect(saved.location == address, "\(saved.text)")
        #expect(await admin.get(address).text.contains("value=\"5.00\""))
        let made = try #require(await scene.enter("R-1", price: "4.90").location)
        #expect(await scene.payer.get(made).text.contains("Within tolerance"))
    }

    @Test func `an approver decides about an invoice from the list of approvals`() async throws {
        let scene = try await scene()
        let users = try await scene.site.application.answer(ListUsers(), as: .system)
        let ann = try #require(users.first { $0.email == "ann@example.com" })
        _ = try await scene.site.application.perform(
            SavePolicy(
                name: "Bills", document: .invoice,
                stages: [.init(fromAmount: "0", currency: "EUR", departmentID: nil, userIDs: [ann.id.text], roles: [])]),
            as: .system)
        let address = try #require(await scene.enter("R-1").location)
        #expect(await scene.payer.get(address).text.contains("It waits for the approval of Ann Approver"))
        let approver = Browser(scene.site)
        _ = await approver.signIn("ann@example.com")
        let list = await approver.get("/approvals").text
        #expect(list.contains("Invoice R-1") && list.contains(address))
        let page = await approver.get(address).text
        let start = try #require(page.firstRange(of: "action=\"/approvals/"))
        let task = page[start.upperBound...].prefix { $0 != "/" }
        #expect(await approver.post("/approvals/\(task)/reject", from: address).status == 422, "a rejection says why")
        #expect(await approver.post("/approvals/\(task)/approve", from: address).location == address)
        #expect(await scene.payer.post("\(address)/accept", from: address).location == address)
        #expect(await scene.payer.get(address).text.contains("Approved by every stage"))
    }
}
