import FoundationEssentials
import HTTP
import Procurement
import Testing
import UseCases
import VendorCentral

/// Vendor Central as people click it.
struct VendorPageTests {
    private struct Scene {
        var site: TestSite
        var admin: Browser
        var manager: Browser
        var connection: Identifier<VendorConnection>
    }

    private static let fields: [(String, String)] = [
        ("name", "Amazon <EU>"), ("vendor_code", "PORT1"), ("region", "eu"), ("client_id", "c"), ("client_secret", "s"),
        ("refresh_token", "r"), ("retail", "on"), ("direct_fulfillment", "on"), ("default_warehouse", "W1"),
        ("warehouses", "W1; North; 1 Example Street; 10115; Berlin; DE"), ("company_prefix", "4012345"),
        ("remit_party", "PORT1"), ("personal_data_days", "30"),
    ]

    private func scene() async throws -> Scene {
        let site = try await TestSite.make()
        _ = try await site.application.perform(
            CreateUser(
                email: "vera@example.com", name: "Vera", roles: ["vendor_manager"], password: TestSite.password), as: .system)
        let (admin, manager) = (Browser(site), Browser(site))
        _ = await admin.signIn("adam@example.com")
        _ = await manager.signIn("vera@example.com")
        let made = await admin.post("/vendor-central/connections", from: "/vendor-central/connections/new", Self.fields)
        #expect(made.status == 303, "\(made.text)")
        let connections = try await site.application.answer(ListVendorConnections(), as: .system)
        return Scene(site: site, admin: admin, manager: manager, connection: try #require(connections.first).id)
    }

    private func order(
        _ scene: Scene, _ number: String, _ programme: Programme = .retail, shipFrom: String? = nil
    ) async throws -> Identifier<VendorOrder> {
        let line = VendorOrderLine(
            sequence: "1", amazonProduct: "B01", vendorProduct: "<PN-1>", title: "Pen & ink", ordered: VendorQuantity(3),
            netCost: VendorPrice(5, .eur), isBackOrderAllowed: true)
        let customer = VendorParty(
            "", address: VendorAddress(name: "Carla Customer", lines: ["2 Side Street"], city: "Ulm", country: "DE"))
        let order = AmazonOrder(
            programme: programme, number: number, vendorCode: "PORT1", stateText: "New", freight: .prepaid,
            shipFrom: shipFrom, shipTo: programme == .retail ? VendorParty("FRA3") : customer, lines: [line])
        _ = try await scene.site.application.perform(TakeVendorOrders([order], of: scene.connection), as: .system)
        let found = try await scene.site.application.answer(ListVendorOrders(VendorOrderFilter(number: number)), as: .system)
        return try #require(found.items.first).order.id
    }

    private func accepted(_ scene: Scene, _ id: Identifier<VendorOrder>) async throws {
        let message = try await scene.site.application.answer(ShowVendorOrder(id), as: .system).transactions[0].id
        _ = try await scene.site.application.perform(BeginVendorTransaction(message), as: .system)
        try await scene.site.application.perform(RecordVendorPosting(message, .taken("t")), as: .system)
        try await scene.site.application.perform(JudgeVendorTransaction(message, .success), as: .system)
    }

    @Test func `the pages are for whoever works with them, and show nothing of the secrets`() async throws {
        let scene = try await scene()
        let buyer = Browser(scene.site)
        _ = await buyer.signIn("bea@example.com")
        let id = try await order(scene, "RP1")
        let places = [
            "", "/orders", "/orders/\(id)", "/stock", "/invoices", "/transactions", "/connections",
            "/connections/\(scene.connection)",
        ]
        for place in places {
            #expect(await scene.manager.get("/vendor-central\(place)").status == 200, "\(place)")
            #expect(await buyer.get("/vendor-central\(place)").status == 403, "\(place)")
        }
        let page = await scene.admin.get("/vendor-central/connections/\(scene.connection)").text
        #expect(page.contains("Amazon &lt;EU&gt;") && !page.contains("Amazon <EU>"))
        #expect(!page.contains("value=\"s\"") && !page.contains("value=\"r\""))
        #expect(await scene.manager.get("/").text.contains("/vendor-central/orders"))
        #expect(await buyer.get("/").text.contains("/vendor-central") == false)
        #expect(await scene.manager.get("/vendor-central/orders/vo_none").status == 404)
    }

    @Test func `a retail order is answered line by line, shipped, billed and refused with the reason beside it`() async throws {
        let scene = try await scene()
        let id = try await order(scene, "RP1")
        let address = "/vendor-central/orders/\(id)"
        #expect(await scene.manager.get(address).text.contains("&lt;PN-1&gt;"))
        let short = await scene.manager.post("\(address)/acknowledge", from: address, [("accept.0", "2")])
        #expect(short.status == 422 && short.text.contains("Amazon orders 3"), "\(short.text)")
        let full = await scene.manager.post(
            "\(address)/acknowledge", from: address,
            [("accept.0", "2"), ("reject.0", "1"), ("reason.0", "temporarily_unavailable")])
        #expect(full.status == 303, "\(full.text)")
        try await accepted(scene, id)
        let bare = await scene.manager.post("\(address)/ship", from: address, [("ship.0", "2")])
        #expect(bare.status == 422 && bare.text.contains("no tracking number"), "\(bare.text)")
        let shipped = await scene.manager.post(
            "\(address)/ship", from: address, [("ship.0", "2"), ("cartons", "T1: 1=1\nT2: 1=1")])
        #expect(shipped.status == 303, "\(shipped.text)")
        let page = await scene.manager.get(address).text
        #expect(page.contains("T1") && page.contains("SSCC 0401234500"))
        let billed = await scene.manager.post("\(address)/invoice", from: address, [("number", "I-1"), ("tax_percent", "19")])
        #expect(billed.status == 303, "\(billed.text)")
        #expect(await scene.manager.get("/vendor-central/invoices").text.contains("EUR 11.90"))
        #expect(await scene.manager.get("/vendor-central/invoices.csv").text.contains("I-1,invoice"))
        let old = await scene.manager.post("\(address)/invoice", from: address, [("number", "I-2"), ("version", "1")])
        #expect(old.status == 409, "another version")
    }

    @Test func `a direct order shows no customer without the role, and is shipped as a whole or not at all`() async throws {
        let scene = try await scene()
        let id = try await order(scene, "DF1", .directFulfillment, shipFrom: "W1")
        let address = "/vendor-central/orders/\(id)"
        for browser in [scene.admin, scene.manager] {
            let page = await browser.get(address).text
            #expect(!page.contains("Carla") && page.contains("Customer data"))
        }
        let users = try await scene.site.application.answer(ListUsers(), as: .system)
        let vera = try #require(users.first { $0.email == "vera@example.com" })
        var changed = vera
        changed.roles.insert(.customerData)
        let seer = try await scene.site.application.answer(ShowVendorCustomer(id), as: Actor(.user(changed)))
        #expect(seer?.name == "Carla Customer")
        #expect(await scene.manager.post("\(address)/accept", from: address).status == 303)
        try await accepted(scene, id)
        let part = await scene.manager.post(
            "\(address)/ship", from: address, [("ship.0", "1"), ("tracking_numbers", "T1")])
        #expect(part.status == 422 && part.text.contains("whole order in one confirmation"), "\(part.text)")
        let held = try await order(scene, "DF2", .directFulfillment, shipFrom: "ELSEWHERE")
        let page = await scene.manager.get("/vendor-central").text
        #expect(page.contains("ELSEWHERE") && page.contains("/vendor-central/orders/\(held)"))
    }

    @Test func `stock comes from the form and goes out as a file; a wrong warehouse is told`() async throws {
        let scene = try await scene()
        let address = "/vendor-central/connections/\(scene.connection)"
        let wrong = await scene.manager.post(
            "\(address)/stock", from: "/vendor-central/stock",
            [("warehouse", "NOWHERE"), ("vendor_product", "PN-1"), ("available", "4")])
        #expect(wrong.status == 422 && wrong.text.contains("NOWHERE"))
        let right = await scene.manager.post(
            "\(address)/stock", from: "/vendor-central/stock",
            [("warehouse", "W1"), ("vendor_product", "PN-1"), ("available", "4")])
        #expect(right.status == 303)
        #expect(await scene.manager.get("\(address)/stock.csv").text.contains("W1,PN-1,,4,false"))
        let round = await scene.manager.post("\(address)/sync", from: "/vendor-central", [("sync", "inventory")])
        #expect(round.status == 303)
        #expect(await scene.manager.get("/vendor-central").text.contains("Asked for by Vera"))
    }
}
