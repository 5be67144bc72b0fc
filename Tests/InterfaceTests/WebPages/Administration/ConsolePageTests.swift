import FoundationEssentials
import HTTP
import Procurement
import Testing
import UseCases

/// The message console and the page that tries a connection.
struct ConsolePageTests {
    private func administrator(_ site: TestSite) async -> Browser {
        let browser = Browser(site)
        _ = await browser.signIn("adam@example.com")
        return browser
    }

    private func log(_ site: TestSite, _ body: String, payloadID: String, code: Int, connection: Bool = true) async throws {
        try await site.application.perform(
            LogMessage(
                direction: .received, kind: "ProfileRequest", connectionID: connection ? site.connection.id : nil,
                payloadID: payloadID, statusCode: code, statusText: "?", body: Array(body.utf8), duration: 0.0123), as: .system)
    }

    @Test func `documents are found by their text, and what they took is shown`() async throws {
        let site = try await TestSite.make()
        try await log(site, "<cXML><SupplierPartID>B0ASIN0001</SupplierPartID></cXML>", payloadID: "1@shop", code: 200)
        try await log(site, "<cXML>other</cXML>", payloadID: "2@shop", code: 406)
        let browser = await administrator(site)
        let found = await browser.get("/admin/messages?q=b0asin0001").text
        #expect(found.contains("1@shop") && !found.contains("2@shop") && found.contains("12 ms"))
        let failed = await browser.get("/admin/messages?outcome=failed").text
        #expect(failed.contains("2@shop") && !failed.contains("1@shop"))
        #expect(await browser.get("/admin/messages?q=%25").text.contains("No document is like that."))
    }

    @Test func `what failed is tried again from its page; without a proven sender there is no such button`() async throws {
        let site = try await TestSite.make()
        try await log(
            site, "<cXML payloadID=\"1@shop\"><Header/><Request><ConfirmationRequest/></Request></cXML>", payloadID: "1@shop",
            code: 417)
        try await log(site, "<cXML/>", payloadID: "2@shop", code: 401, connection: false)
        let browser = await administrator(site)
        let items = try await site.application.answer(ListMessages(), as: .system).items
        let failed = try #require(items.first { $0.payloadID == "1@shop" })
        let unproven = try #require(items.first { $0.payloadID == "2@shop" })
        #expect(await browser.get("/admin/messages/\(failed.id)").text.contains("/admin/messages/\(failed.id)/reprocess"))
        #expect(await browser.get("/admin/messages/\(unproven.id)").text.contains("/reprocess") == false)
        let again = await browser.post("/admin/messages/\(failed.id)/reprocess", from: "/admin/messages/\(failed.id)")
        #expect(again.status == 409, "it is not readable, and says so")
    }

    @Test func `old documents are deleted by hand behind a second step`() async throws {
        let site = try await TestSite.make()
        try await log(site, "<cXML/>", payloadID: "1@shop", code: 200)
        let browser = await administrator(site)
        let page = await browser.get("/admin/messages").text
        #expect(page.contains("Yes, delete them") && page.contains("<details class=\"confirm\">"))
        let refused = await browser.post("/admin/messages/purge", from: "/admin/messages", [("days", "0")])
        #expect(refused.status == 422)
        let done = await browser.post("/admin/messages/purge", from: "/admin/messages", [("days", "1")])
        #expect(done.location == "/admin/messages")
        #expect(try await site.application.answer(ListMessages(), as: .system).items.count == 1, "it is younger")
    }

    @Test func `a connection is tried with request, answer and verdict side by side, without its secret`() async throws {
        let site = try await TestSite.make()
        let browser = await administrator(site)
        let path = "/admin/connections/\(site.connection.id)/try"
        #expect(await browser.get(path).text.contains("Send a ProfileRequest"))
        let tried = await browser.post(path, from: path, [("kind", "setup")])
        #expect(tried.status == 200 && tried.text.contains("gave a start page"))
        #expect(tried.text.contains("&lt;PunchOutSetupRequest") && tried.text.contains("&lt;PunchOutSetupResponse"))
        #expect(!tried.text.contains("s3cret") && !tried.text.contains("start?s=1"))
        #expect(await browser.post(path, from: path, [("kind", "nothing")]).status == 422)
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        #expect(await buyer.get(path).status == 403)
    }
}
