import HTTP
import Procurement
import Testing
import UseCases

struct PunchOutPageTests {
    private func buyer(_ site: TestSite) async -> Browser {
        let browser = Browser(site)
        _ = await browser.signIn("bea@example.com")
        return browser
    }

    @Test func `a tile leads to the shop's start page and its page lets the form go there`() async throws {
        let site = try await TestSite.make()
        let browser = await buyer(site)
        let home = await browser.get("/")
        #expect(home.text.contains("action=\"/punchout/\(site.connection.id)\""))
        #expect(home.headers[first: "Content-Security-Policy"]?.contains("form-action") == false)
        let answer = await browser.post("/punchout/\(site.connection.id)", from: "/")
        #expect(answer.status == 303 && answer.location == "https://shop.test/start?s=1")
    }

    @Test func `an unknown shop is told without a way to try again`() async throws {
        let browser = await buyer(try await TestSite.make())
        let answer = await browser.post("/punchout/poc_0", from: "/")
        #expect(answer.status == 404 && !answer.text.contains("Try again"))
    }

    @Test func `a cart comes back from another site, without cookie and token`() async throws {
        let site = try await TestSite.make()
        let browser = await buyer(site)
        let answer = await browser.send(
            "POST", "/punchout/return/pos_unknown", [("cXML-urlencoded", "<cXML/>")],
            headers: [("Origin", "https://shop.test"), ("Sec-Fetch-Site", "cross-site")], withCookies: false)
        #expect(answer.status == 303)
        let location = try #require(answer.location)
        #expect(location.hasPrefix("/punchout/returned/pos_unknown?outcome="))
        #expect(await browser.get(location).status == 200)
        #expect(await Browser(site).get(location).location?.hasPrefix("/sign-in?next=/punchout/returned/") == true)
    }

    @Test(
        arguments: [
            ("used", "brought back before"), ("cookie", "belongs to another trip"), ("expired", "trip to the shop ended"),
            ("unknown", "do not know this trip"), ("empty", "cart was empty"), ("pending", "not finished"),
            ("unreadable", "could not be read"), ("%3Cscript%3E", "do not know this trip"),
        ])
    func `each outcome has a page of its own`(outcome: String, words: String) async throws {
        let site = try await TestSite.make()
        let browser = await buyer(site)
        let setup = try await site.application.perform(
            StartPunchOut(connectionID: site.connection.id.text), as: Actor(.user(try await user(site))))
        let page = await browser.get("/punchout/returned/\(setup.session.id)?outcome=\(outcome)")
        #expect(page.status == 200)
        #expect(page.text.contains(words))
        #expect(!page.text.contains("<script>"))
    }

    @Test func `a cart that became an order leads to it, a second one links to it`() async throws {
        let site = try await TestSite.make()
        let browser = await buyer(site)
        let (order, session) = try await site.trip(of: "bea@example.com")
        #expect(await browser.get("/punchout/returned/\(session)?outcome=order").location == "/orders/\(order)")
        #expect(await browser.get("/orders/\(order)").text.contains("Your cart became an order."))
        #expect(await browser.get("/punchout/returned/\(session)?outcome=used").text.contains("href=\"/orders/\(order)\""))
        let other = Browser(site)
        _ = await other.signIn("ann@example.com")
        #expect(await other.get("/punchout/returned/\(session)?outcome=order").text.contains("do not know this trip"))
    }

    @Test func `a posted cart becomes an order, and the same one again is told as used`() async throws {
        let site = try await TestSite.make()
        let browser = await buyer(site)
        let setup = try await site.application.perform(
            StartPunchOut(connectionID: site.connection.id.text), as: Actor(.user(try await user(site))))
        let cart = """
            <?xml version="1.0" encoding="UTF-8"?><cXML payloadID="9@shop" timestamp="2026-05-28T20:26:40Z"><Header>\
            <From><Credential domain="NetworkId"><Identity>them</Identity></Credential></From>\
            <To><Credential domain="NetworkId"><Identity>us</Identity></Credential></To>\
            <Sender><Credential domain="NetworkId"><Identity>them</Identity></Credential><UserAgent>shop</UserAgent></Sender>\
            </Header><Message><PunchOutOrderMessage><BuyerCookie>\(setup.session.buyerCookie)</BuyerCookie>\
            <PunchOutOrderMessageHeader operationAllowed="create"><Total><Money currency="EUR">9.00</Money></Total>\
            </PunchOutOrderMessageHeader><ItemIn quantity="2"><ItemID><SupplierPartID>B0</SupplierPartID></ItemID><ItemDetail>\
            <UnitPrice><Money currency="EUR">4.50</Money></UnitPrice><Description xml:lang="en">Stapler</Description>\
            <UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">44121615</Classification></ItemDetail></ItemIn>\
            </PunchOutOrderMessage></Message></cXML>
            """
        func bring() async throws -> String {
            let answer = await browser.send(
                "POST", "/punchout/return/\(setup.session.id)", [("cXML-urlencoded", cart)], withCookies: false)
            return try #require(answer.location)
        }
        let order = try #require(await browser.get(try await bring()).location)
        #expect(order.hasPrefix("/orders/po_"))
        #expect(await browser.get(order).text.contains("Stapler"))
        #expect(await browser.get(try await bring()).text.contains("href=\"\(order)\""))
    }

    @Test func `a person handed over by a shop is led to the draft, or told why there is none`() async throws {
        let site = try await TestSite.make()
        let browser = await buyer(site)
        let answer = await browser.get("/punch-in/shop?ref=nothing")
        #expect(answer.status == 404)
        #expect(answer.text.contains("another e-mail address"))
    }

    @Test func `opening the return address by hand is explained`() async throws {
        let browser = Browser(try await TestSite.make())
        #expect(await browser.get("/punchout/return/pos_1").text.contains("without a cart"))
    }

    private func user(_ site: TestSite) async throws -> User {
        try #require(
            try await site.application.answer(ListUsers(), as: .system).first { $0.email == "bea@example.com" })
    }
}
