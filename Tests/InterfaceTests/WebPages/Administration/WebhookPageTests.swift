import HTTP
import Procurement
import Testing
import UseCases

/// Pages of webhooks, event rules and the trail.
struct WebhookPageTests {
    private func scene() async throws -> (site: TestSite, browser: Browser) {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        return (site, browser)
    }

    @Test func `a webhook is added, its secret shown once, tested, switched, given another secret, and deleted`() async throws {
        let (site, browser) = try await scene()
        let list = "/admin/webhooks"
        let bad = await browser.post(list, from: list, [("name", "<b>ERP"), ("url", "ftp://x"), ("events", "orders.*")])
        #expect(bad.status == 422 && bad.text.contains("No event fits") && bad.text.contains("&lt;b&gt;ERP"))
        let made = await browser.post(
            list, from: list,
            [("name", "ERP"), ("url", "https://erp.example/hook"), ("events", "purchase_order.*\ninvoice.paid")])
        #expect(made.status == 201 && made.text.contains("whsec_"))
        let webhook = try #require(try await site.application.answer(ListWebhooks(), as: .system).first).webhook
        #expect(webhook.patterns.map(\.text) == ["purchase_order.*", "invoice.paid"])
        let page = "\(list)/\(webhook.id)"
        #expect(!(await browser.get(page).text.contains("whsec_")))
        #expect(await browser.post("\(page)/test", from: page).location == page)
        let rotated = await browser.post("\(page)/rotate-secret", from: page, [("hours", "5")])
        #expect(rotated.text.contains("whsec_") && rotated.text.contains("old secret"))
        #expect(await browser.post("\(page)/disable", from: page).location == page)
        #expect(try await site.application.answer(ShowWebhook(webhook.id), as: .system).isActive == false)
        #expect(await browser.post("\(page)/enable", from: page).location == page)
        let saved = await browser.post(page, from: page, [("name", "ERP 2"), ("url", webhook.url), ("events", "*")])
        #expect(saved.location == page)
        #expect(await browser.post("\(page)/replay", from: page, [("since", "2020-01-01")]).location == page)
        #expect(await browser.post("\(page)/replay", from: page, [("since", "soon")]).status == 422)
        #expect(await browser.post("\(page)/delete", from: page).location == list)
        #expect(await browser.get(page).status == 404)
    }

    @Test
    func `event rules are toggles that hold at once, a rule is made, changed and tried, and a loop is told beside the form`()
        async throws
    {
        let (site, browser) = try await scene()
        let list = "/admin/event-rules"
        let shown = await browser.get(list).text
        #expect(shown.contains("Send to the supplier electronically") && shown.contains("Fully approved"))
        let rules = try await site.application.answer(ListEventRules(), as: .system)
        let sending = try #require(rules.first { $0.action.kind == .sendElectronically })
        #expect(await browser.post("\(list)/\(sending.id)/switch-off", from: list).location == list)
        #expect(try await site.application.answer(ShowEventRule(sending.id), as: .system).isActive == false)
        let new = "\(list)/new"
        let loop = await browser.post(
            list, from: new,
            [
                ("name", "L"), ("active", "on"), ("event", "purchase_order.coded"), ("action", "set_coding"),
                ("coding.department", site.department.id.text),
            ])
        #expect(loop.status == 422 && loop.text.contains("again and again"))
        let made = await browser.post(
            list, from: new,
            [
                ("name", "Tell"), ("active", "on"), ("event", "purchase_order.created"), ("action", "notify"),
                ("notify.0", "buyer"), ("notify.1", "role:approver"), ("from_amount.amount", "1"),
                ("from_amount.currency", "USD"), ("conditions.department", site.department.id.text),
            ])
        let page = try #require(made.location, "\(made.text)")
        let rule = try #require(try await site.application.answer(ListEventRules(), as: .system).first { $0.name == "Tell" })
        #expect(
            rule.action.targets == ["buyer", "role:approver"] && rule.fromAmount?.text == "1.00" && rule.conditions.count == 1)
        #expect(await browser.get(page).text.contains("value=\"\(site.department.id)\" selected"))
        let order = try await site.draft(of: "bea@example.com")
        let tried = await browser.post("\(page)/try", from: page, [("document_id", order.text)])
        #expect(tried.text.contains("It would"))
        #expect(await browser.post("\(page)/try", from: page, [("document_id", "po_none")]).status == 422)
        #expect(await browser.post("\(page)/delete", from: page).location == list)
    }

    @Test func `the trail is filtered and saved, and nobody but administrators and auditors sees any of these pages`()
        async throws
    {
        let (site, browser) = try await scene()
        let order = try await site.draft(of: "bea@example.com")
        let page = await browser.get("/admin/trail?subject_id=\(order)").text
        #expect(page.contains("purchase_order.created") && !page.contains("user.signed_in</td>"))
        for format in ["jsonl", "csv"] {
            let file = await browser.get("/admin/trail/export.\(format)?subject_id=\(order)")
            #expect(file.text.contains("purchase_order.created") && !file.text.contains("user.signed_in"))
        }
        let other = Browser(site)
        _ = await other.signIn("bea@example.com")
        for address in [
            "/admin/trail", "/admin/trail/export.csv", "/admin/webhooks", "/admin/event-rules", "/admin/event-rules/new",
        ] {
            #expect(await other.get(address).status == 403, "\(address)")
        }
    }
}
