import FoundationEssentials
import HTTP
import Procurement
import Testing
import UseCases

struct ExchangePageTests {
    private func administrator(_ site: TestSite) async -> Browser {
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        return browser
    }

    private func log(_ site: TestSite, _ body: String, answer: String? = nil, payloadID: String = "7@shop", code: Int = 200)
        async throws
    {
        try await site.application.perform(
            LogMessage(
                direction: .received, kind: "OrderRequest", connectionID: site.connection.id, payloadID: payloadID,
                statusCode: code, statusText: "OK", warnings: ["A unit was missing."], body: Array(body.utf8),
                answer: answer.map { Array($0.utf8) }), as: .system)
    }

    private func page(of body: String) async throws -> String {
        let site = try await TestSite.make()
        try await log(site, body, answer: "<cXML><Response/></cXML>")
        let message = try #require(try await site.application.answer(ListMessages(), as: .system).items.first)
        return await administrator(site).get("/admin/messages/\(message.id)").text
    }

    @Test func `a message shows its document indented and escaped, with the answer`() async throws {
        let page = try await page(
            of: "<?xml version=\"1.0\"?><cXML a=\"x>y\"><Request><Name>A &amp; B</Name> <Empty/></Request></cXML>")
        let expected = """
            &lt;?xml version="1.0"?&gt;
            &lt;cXML a="x&gt;y"&gt;
              &lt;Request&gt;
                &lt;Name&gt;A &amp;amp; B&lt;/Name&gt;
                &lt;Empty/&gt;
              &lt;/Request&gt;
            &lt;/cXML&gt;
            """
        #expect(page.replacing("&quot;", with: "\"").replacing("&#34;", with: "\"").contains(expected))
        #expect(page.contains("&lt;Response/&gt;") && page.contains("A unit was missing."))
    }

    @Test func `a message's document and answer can be saved, whole or in part`() async throws {
        let site = try await TestSite.make()
        try await log(site, "<cXML a=\"1\"/>", answer: "<cXML/>")
        let message = try #require(try await site.application.answer(ListMessages(), as: .system).items.first)
        let browser = await administrator(site)
        let document = await browser.get("/admin/messages/\(message.id)/document.xml")
        #expect(document.text == "<cXML a=\"1\"/>" && document.headers[first: "Content-Type"] == "application/xml")
        #expect(
            document.headers[first: "Content-Disposition"]
                == "attachment; filename=\"OrderRequest \(message.id).xml\"")
        #expect(await browser.get("/admin/messages/\(message.id)/answer.xml").text == "<cXML/>")
        let part = await browser.send(
            "GET", "/admin/messages/\(message.id)/document.xml", headers: [("Range", "bytes=1-4")])
        #expect(part.status == 206 && part.text == "cXML")
        let tag = try #require(document.headers[first: "ETag"])
        let again = await browser.send(
            "GET", "/admin/messages/\(message.id)/document.xml", headers: [("If-None-Match", tag)])
        #expect(again.status == 304)
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        #expect(await buyer.get("/admin/messages/\(message.id)/document.xml").status == 403)
    }

    @Test(
        arguments: [
            "<a><b> </b></a>", "<a>\r\n\t<b><!-- < > --></b>\r\n</a>", "<a><![CDATA[</a><x>]]></a>", "<a", "<", "<!--",
            "</a></a>x",
            "", "plain text", "<a><b>text<c/>more</b></a>", "<![CDATA[", "<a b='>'/>",
        ])
    func `what is no sound document is shown as it came, blanks between tags apart`(body: String) async throws {
        let page = try await page(of: body)
        let start = try #require(page.firstRange(of: "<pre class=\"code\""))
        let code = page[start.upperBound...]
        let text = code[(try #require(code.firstRange(of: "<code>"))).upperBound...]
        let shown = String(text[..<(try #require(text.firstRange(of: "</code>"))).lowerBound])
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        #expect(shown.filter { !$0.isWhitespace } == body.filter { !$0.isWhitespace })
    }

    @Test func `messages are filtered by payload id, and the filter stays while paging`() async throws {
        let site = try await TestSite.make()
        for _ in 0..<51 { try await log(site, "<cXML/>") }
        try await log(site, "<cXML/>", payloadID: "other & one@shop", code: 401)
        let browser = await administrator(site)
        let one = await browser.get("/admin/messages?payload_id=other%20%26%20one%40shop").text
        #expect(one.contains("401") && one.contains("value=\"other &amp; one@shop\"") && !one.contains(">200 OK<"))
        let many = await browser.get("/admin/messages?payload_id=7%40shop").text
        let start = try #require(many.firstRange(of: "/admin/messages?payload_id=7%40shop&amp;after="))
        let next = String(many[start.lowerBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        let older = await browser.get(next).text
        #expect(older.contains("/admin/messages?payload_id=7%40shop\""))
        #expect(await browser.get("/admin/messages?payload_id=nothing").text.contains("No document has this payload id."))
        #expect(await browser.get("/admin/messages/msg_0").status == 404)
    }

    @Test func `a refused delivery is sent again from its page`() async throws {
        let site = try await TestSite.make()
        let id = try await site.draft(of: "bea@example.com")
        try await purchase(id, site)
        let browser = await administrator(site)
        #expect(await browser.get("/admin/deliveries?status=queued").text.contains("/orders/\(id)"))
        let leased = try #require(try await site.application.perform(LeaseDeliveries(), as: .system).first)
        _ = try await site.application.perform(
            RecordDelivery(
                leased.delivery.id, outcome: .refused(code: 400, text: "No such address <X>"), document: [], answer: nil),
            as: .system)
        let failed = await browser.get("/admin/deliveries?status=failed").text
        #expect(failed.contains("No such address &lt;X&gt;") && failed.contains("Send again"))
        let again = await browser.post(
            "/admin/deliveries/\(leased.delivery.id)/send-again", from: "/admin/deliveries?status=failed")
        #expect(again.status == 303)
        #expect(try await site.application.answer(ListDeliveries(status: .failed), as: .system).items.isEmpty)
        let second = try #require(try await site.application.perform(LeaseDeliveries(), as: .system).first)
        #expect(second.body == leased.body && second.delivery.payloadID == leased.delivery.payloadID)
    }

    private func purchase(_ id: Identifier<PurchaseOrder>, _ site: TestSite) async throws {
        var fields = ConnectionFields()
        fields.requireApproval = false
        _ = try await site.application.perform(ChangeConnection(site.connection.id, fields), as: .system)
        let lists = try await site.application.answer(ShowOrganisation(), as: .system)
        let buyer = try #require(
            try await site.application.answer(ListUsers(), as: .system).first { $0.email == "bea@example.com" })
        let choices: [Coding.Field: CodingChange.Choice] = [
            .legalEntity: .choose(try #require(lists.legalEntities.first).id.text),
            .department: .choose(site.department.id.text), .budget: .choose(try #require(lists.budgets.first).id.text),
            .glAccount: .choose(try #require(lists.glAccounts.first).id.text),
        ]
        _ = try await site.application.perform(CodeOrder(id, coding: CodingChange(choices)), as: Actor(.user(buyer)))
        _ = try await site.application.perform(SubmitOrder(id), as: Actor(.user(buyer)))
    }

    @Test func `an unclaimed order is given to a buyer, and a missing choice is told beside it`() async throws {
        let site = try await TestSite.make()
        let line = OrderLine(
            lineNumber: 1, supplierPartID: "B07", description: "Paper", quantity: 1, unitPrice: 4.5, currency: .eur,
            unitOfMeasure: "EA")
        let answer = try await ReceiveDocument(
            connection: site.connection, payloadID: "9@shop", bodyHash: [1],
            effect: .requisition(
                ReceivedCart(payloadID: "9@shop", currency: .eur, lines: [line], emails: ["<who>@example.com"])),
            kind: "OrderRequest", warnings: [], document: []
        ).run(in: site.application)
        let id = try #require(answer.orderID)
        let browser = await administrator(site)
        #expect(await browser.get("/admin/unclaimed").text.contains("&lt;who&gt;@example.com"))
        #expect(await browser.get("/admin/set-up").text.contains("A punch-in names an e-mail address that no user has."))
        let refused = await browser.post("/admin/unclaimed/\(id)", from: "/admin/unclaimed")
        #expect(refused.status == 422 && refused.text.contains("id=\"f-user_id.\(id)-error\""))
        let buyer = try #require(
            try await site.application.answer(ListUsers(), as: .system).first { $0.email == "bea@example.com" })
        let given = await browser.post(
            "/admin/unclaimed/\(id)", from: "/admin/unclaimed", [("user_id.\(id)", buyer.id.text)])
        #expect(given.location == "/admin/unclaimed")
        #expect(await browser.get("/admin/unclaimed").text.contains("Nothing is waiting"))
    }
}
