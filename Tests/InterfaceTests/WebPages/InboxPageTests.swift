import FoundationEssentials
import HTTP
import Procurement
import Testing
import UseCases

/// The invoice inbox, as a person in accounts payable clicks.
struct InboxPageTests {
    private struct Scene {
        var site: TestSite
        var payer: Browser
        var supplier: Supplier

        /// A document that came by mail and was read as this.
        func entry(
            _ proposal: ProposedInvoice?, name: String = "folder/bill & <b>.pdf", content: String = "%PDF-1.7 x",
            from sender: String? = nil
        ) async throws -> InboxEntry {
            let document = InboxDocument(
                content: Array(content.utf8), fileName: name, declaredType: "text/html", channel: sender == nil ? .page : .mail,
                sender: sender)
            let entry = try await site.application.perform(ReceiveInvoiceDocument(document), as: .system).entry
            guard let proposal else { return entry }
            return try await site.application.perform(
                RecordInboxReading(entry.id, .read(content.hasPrefix("%PDF") ? .pdf : .xml, proposal)), as: .system)
        }
    }

    private func scene() async throws -> Scene {
        let site = try await TestSite.make()
        _ = try await site.application.perform(
            CreateUser(
                email: "pia@example.com", name: "Pia Payables", roles: [Role.accountsPayable.rawValue],
                password: TestSite.password), as: .system)
        let payer = Browser(site)
        _ = await payer.signIn("pia@example.com")
        let supplier = try #require(try await site.application.answer(ListSuppliers(), as: .system).first)
        return Scene(site: site, payer: payer, supplier: supplier)
    }

    private func proposal(_ number: String) -> ProposedInvoice {
        ProposedInvoice(
            .text,
            [
                .number: .init(number, .text(page: 1, line: 4)), .currency: .init("EUR", .text(page: 1, line: 9)),
                .total: .init("119", .text(page: 1, line: 9)), .sellerVAT: .init("DE123<i>", .text(page: 2, line: 1)),
            ])
    }

    @Test func `a document stands beside what was read in it, and becomes an invoice`() async throws {
        let scene = try await scene()
        let entry = try await scene.entry(proposal("R-<1>"))
        let list = await scene.payer.get("/inbox").text
        #expect(list.contains("bill &amp; b.pdf") && list.contains("R-&lt;1&gt;") && list.contains("EUR 119.00"))
        #expect(list.contains("data-news=\"inbox\"") || list.contains(">1<"), "the counter")
        let address = "/inbox/\(entry.id)"
        var page = await scene.payer.get(address).text
        for text in [
            "<iframe class=\"document\" src=\"/inbox/\(entry.id)/document#navpanes=0&amp;view=FitH\"", "Found: page 1, line 4.",
            "value=\"R-&lt;1&gt;\"",
            "DE123&lt;i&gt;", "page 2, line 1", "It is not known which supplier it is of.",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        let missing = await scene.payer.post(address, from: address, [("number", "R-1"), ("verb", "post")])
        #expect(missing.status == 422 && missing.text.contains("The invoice date is missing"), "\(missing.status)")
        let wrong = await scene.payer.post(
            address, from: address, [("total", "1,5"), ("invoice_date", "soon"), ("verb", "save")])
        #expect(
            wrong.status == 422 && wrong.text.contains("id=\"f-total-error\"")
                && wrong.text.contains("id=\"f-invoice_date-error\""))
        #expect(wrong.text.contains("value=\"1,5\""), "what was typed comes back")
        let fields = [("supplier_id", scene.supplier.id.text), ("invoice_date", "2026-05-02"), ("note", "As on paper")]
        let saved = await scene.payer.post(address, from: address, fields + [("verb", "save")])
        #expect(saved.location == address, "\(saved.text)")
        page = await scene.payer.get(address).text
        #expect(page.contains("Found: typed in.") && page.contains("It names no order."))
        let posted = await scene.payer.post(address, from: address, [("number", "R-1"), ("verb", "post")])
        let invoice = try #require(posted.location, "\(posted.text)")
        #expect(invoice.hasPrefix("/invoices/inv_"))
        page = await scene.payer.get(invoice).text
        #expect(page.contains("As a document, put into the inbox") && page.contains("/attachments/\(entry.attachmentID)"))
        page = await scene.payer.get(address).text
        #expect(page.contains("It became an invoice.") && page.contains("Became an invoice") && !page.contains("Save and match"))
        #expect(await scene.payer.get("/inbox").text.contains("Nothing waits for you."))
    }

    @Test func `a PDF is shown in a frame of ours alone, and nothing else is shown in place`() async throws {
        let scene = try await scene()
        let entry = try await scene.entry(proposal("R-1"))
        let shown = await scene.payer.get("/inbox/\(entry.id)/document")
        #expect(shown.status == 200 && shown.headers[first: "Content-Type"] == "application/pdf")
        #expect(
            shown.headers[first: "Content-Security-Policy"]
                == "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'")
        #expect(
            shown.headers[first: "X-Frame-Options"] == "SAMEORIGIN" && shown.headers[first: "X-Content-Type-Options"] == "nosniff"
        )
        let saved = await scene.payer.get("/inbox/\(entry.id)/file")
        #expect(saved.headers[first: "Content-Type"] == "application/octet-stream")
        #expect(saved.headers[first: "Content-Disposition"]?.hasPrefix("attachment") == true)
        let xml = try await scene.entry(proposal("R-2"), name: "a.xml", content: "<a><b>x &lt; y</b><script>1</script></a>")
        #expect(await scene.payer.get("/inbox/\(xml.id)/document").status == 404)
        let page = await scene.payer.get("/inbox/\(xml.id)").text
        #expect(
            page.contains("&lt;script&gt;1&lt;/script&gt;") && page.contains("\n  &lt;b&gt;x &amp;lt; y&lt;/b&gt;"),
            "pretty, and escaped")
    }

    @Test func `quarantine is left by a button that may vouch for the sender`() async throws {
        let scene = try await scene()
        let entry = try await scene.entry(nil, from: "ar@shop.example")
        let address = "/inbox/\(entry.id)"
        #expect(await scene.payer.get(address).text.contains("Accept ar@shop.example from now on"))
        #expect(await scene.payer.post("\(address)/release", from: address, [("accept_sender", "on")]).location == address)
        #expect(await scene.payer.get(address).text.contains("It is being read."))
        let senders = await scene.payer.get("/inbox/senders").text
        #expect(senders.contains("ar@shop.example") && senders.contains("read at once"))
        let bad = await scene.payer.post("/inbox/senders", from: "/inbox/senders", [("sender", "x y"), ("action", "block")])
        #expect(bad.status == 422 && bad.text.contains("id=\"f-sender-error\""))
        let good = await scene.payer.post(
            "/inbox/senders", from: "/inbox/senders",
            [("sender", "Shop.Example"), ("action", "accept"), ("supplier_id", scene.supplier.id.text)])
        #expect(good.location == "/inbox/senders")
    }

    @Test func `rejecting asks why, and a document can be read once more`() async throws {
        let scene = try await scene()
        let entry = try await scene.entry(proposal("R-1"))
        let address = "/inbox/\(entry.id)"
        #expect(await scene.payer.post("\(address)/reject", from: address).status == 422)
        #expect(await scene.payer.post("\(address)/reject", from: address, [("reason", "no invoice")]).location == address)
        #expect(await scene.payer.get(address).text.contains("no invoice"))
        let late = await scene.payer.post("\(address)/attach", from: address, [("invoice_id", "R-1")])
        #expect(late.status == 409 && late.text.contains("This was not done."))
        #expect(await scene.payer.post("\(address)/reopen", from: address).location == address)
    }

    @Test func `it is for accounts payable; auditors look`() async throws {
        let scene = try await scene()
        let entry = try await scene.entry(proposal("R-1"))
        let buyer = Browser(scene.site)
        _ = await buyer.signIn("bea@example.com")
        for address in [
            "/inbox", "/inbox/\(entry.id)", "/inbox/\(entry.id)/document", "/inbox/\(entry.id)/file", "/inbox/senders",
        ] {
            #expect(await buyer.get(address).status == 403, "\(address)")
        }
        _ = try await scene.site.application.perform(
            CreateUser(
                email: "aud@example.com", name: "Audrey", roles: [Role.auditor.rawValue], password: TestSite.password),
            as: .system)
        let auditor = Browser(scene.site)
        _ = await auditor.signIn("aud@example.com")
        let page = await auditor.get("/inbox/\(entry.id)").text
        #expect(page.contains("R-1") && !page.contains("Save and match") && !page.contains("Take out…"))
        #expect(await auditor.post("/inbox/\(entry.id)/post", from: "/inbox").status == 403)
        for id in ["inb_x", "po_1", "x"] { #expect(await scene.payer.get("/inbox/\(id)").status == 404, "\(id)") }
    }
}
