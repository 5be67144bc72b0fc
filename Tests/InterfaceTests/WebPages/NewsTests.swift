import HTTP
import HTTPContent
import Procurement
import Testing
import UseCases
import WebPages

struct NewsTests {
    /// Opens the stream of a page; the events of its pieces as text.
    private func stream(_ browser: Browser, _ address: String = "/events", headers: [(String, String)] = []) async throws
        -> any ResponseBodyProducer
    {
        let response = try #require(await browser.raw("GET", address, headers: headers))
        #expect(response.status == .ok)
        #expect(response.headers[first: "Content-Type"] == "text/event-stream")
        guard case .stream(nil, let producer) = response.body else { throw Refusal.notFound("stream") }
        return producer
    }

    private func next(_ producer: any ResponseBodyProducer) async throws -> String? {
        try await producer.next().map { String(decoding: $0, as: UTF8.self) }
    }

    private func approvable(_ site: TestSite) async throws -> Identifier<PurchaseOrder> {
        let id = try await site.draft(of: "bea@example.com")
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        let lists = try await site.application.answer(ShowOrganisation(), as: .system)
        let answer = await buyer.post(
            "/orders/\(id)/coding", from: "/orders/\(id)",
            [
                ("coding.department_id", site.department.id.text),
                ("coding.budget_id", try #require(lists.budgets.first).id.text),
                ("coding.gl_account_id", try #require(lists.glAccounts.first).id.text), ("verb", "submit"),
            ])
        #expect(answer.status == 303)
        return id
    }

    @Test func `an approver's open page hears of an order that waits for them`() async throws {
        let site = try await TestSite.make()
        let approver = Browser(site)
        _ = await approver.signIn("ann@example.com")
        let news = try await stream(approver)
        #expect(try await next(news)?.contains("data: {\"approvals\":0,") == true)
        _ = try await approvable(site)
        #expect(try await next(news)?.contains("data: {\"approvals\":1,") == true)
    }

    @Test func `an order's page hears of its delivery, and shows it where it is taken anew`() async throws {
        let site = try await TestSite.make()
        let id = try await approvable(site)
        let buyer = Browser(site)
        _ = await buyer.signIn("bea@example.com")
        let page = await buyer.get("/orders/\(id)").text
        let start = try #require(page.firstRange(of: "data-news=\""))
        let address = String(page[start.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        #expect(address.hasPrefix("/events?order=\(id)&state="))
        #expect(page.contains("data-page=\"/orders/\(id)\"") && page.contains("id=\"live-deliveries\" data-live"))
        let news = try await stream(buyer, address)
        #expect(try await next(news)?.contains("event: order") == false)
        let approver = Browser(site)
        _ = await approver.signIn("ann@example.com")
        let task = try #require(
            try await site.application.answer(ShowOrderDetails(id), as: .system).tasks.first)
        _ = await approver.post("/approvals/\(task.id)/approve", from: "/orders/\(id)")
        #expect(try await next(news)?.contains("event: order\n") == true)
        let leased = try #require(try await site.application.perform(LeaseDeliveries(), as: .system).first)
        _ = try await site.application.perform(
            RecordDelivery(leased.delivery.id, outcome: .notDelivered("no route"), document: [], answer: nil), as: .system)
        #expect(try await next(news)?.contains("event: order\n") == true)
        #expect(await buyer.get("/orders/\(id)").text.contains("no route"))
    }

    @Test func `an order that one may not see is not told of`() async throws {
        let site = try await TestSite.make()
        let id = try await site.draft(of: "bea@example.com")
        let stranger = Browser(site)
        _ = await stranger.signIn("ann@example.com")
        let first = try await next(try await stream(stranger, "/events?order=\(id)"))
        #expect(first?.contains("event: counters") == true && first?.contains("event: order") == false)
    }

    @Test func `nobody signed in is told not to come again, and no sign-in page is sent`() async throws {
        let browser = Browser(try await TestSite.make())
        #expect(await browser.get("/events").status == 204)
    }

    @Test func `signing out ends the stream`() async throws {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("bea@example.com")
        let news = try await stream(browser)
        _ = try await next(news)
        _ = await browser.post("/sign-out", from: "/")
        #expect(try await next(news) == nil)
    }

    @Test func `the seventh page of a person displaces the first, nobody else's`() async throws {
        let site = try await TestSite.make()
        let (browser, other) = (Browser(site), Browser(site))
        _ = await browser.signIn("bea@example.com")
        _ = await other.signIn("ann@example.com")
        let foreign = try await stream(other)
        _ = try await next(foreign)
        var mine: [any ResponseBodyProducer] = []
        for _ in 0..<7 {
            let news = try await stream(browser)
            _ = try await next(news)
            mine.append(news)
        }
        #expect(try await next(mine[0])?.contains("event: bye") == true)
        #expect(try await next(mine[0]) == nil)
        #expect(site.announcements.count == 7)
        mine.removeAll()
        #expect(site.announcements.count == 1)
    }

    @Test func `a stopping server ends every stream and opens none`() async throws {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("bea@example.com")
        let news = try await stream(browser)
        _ = try await next(news)
        async let waiting = next(news)
        site.announcements.close()
        #expect(try await waiting == nil)
        #expect(await browser.get("/events").status == 503)
    }

    @Test func `HEAD opens no stream`() async throws {
        let site = try await TestSite.make()
        let browser = Browser(site)
        _ = await browser.signIn("bea@example.com")
        let response = try #require(await browser.raw("HEAD", "/events"))
        #expect(response.headers[first: "Content-Type"] == "text/event-stream")
        #expect(site.announcements.count == 0)
    }

    @Test func `so many streams are open in all and no more`() {
        let announcements = Announcements(perPerson: 2, inAll: 3)
        let held = ["a", "b", "c"].map { announcements.join($0) }
        #expect(held.allSatisfy { $0 != nil })
        #expect(announcements.join("d") == nil)
        #expect(announcements.count == 3)
    }
}
