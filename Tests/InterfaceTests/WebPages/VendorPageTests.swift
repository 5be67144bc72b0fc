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
        ("warehouses", "W1; North; 1 Example Street; 10115; Berlin; DE\r\nW2; South; 2 Example Street; 89073; Ulm; DE"),
        ("company_prefix", "4012345"),
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
            "\(address)/ship", from: address, [("ship.0", "2"), ("cartons", "T1: 1=1\r\nT2: 1=1")])
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

    @Test func `the dashboard shows how far a round is, what failed and why`() async throws {
        let scene = try await scene()
        let asked = RequestVendorSync(scene.connection, "orders")
        let run = try await scene.site.application.perform(asked, as: .system)
        let agenda = try await scene.site.application.answer(VendorAgenda(), as: .system)
        let round = try #require(agenda.due.first?.rounds.first { $0.requested == run.id })
        _ = try await scene.site.application.perform(BeginVendorSync(scene.connection, round), as: .system)
        let line = VendorOrderLine(sequence: "1", amazonProduct: "B01", ordered: VendorQuantity(3), netCost: VendorPrice(5, .eur))
        let orders = (1...7).map { number in
            AmazonOrder(programme: .retail, number: "RP\(number)", vendorCode: "PORT1", stateText: "New", lines: [line])
        }
        _ = try await scene.site.application.perform(TakeVendorOrders(orders, of: scene.connection, run: run.id), as: .system)
        #expect(await scene.manager.get("/vendor-central").text.contains("Reading orders: 7 so far"))
        let problem = "Amazon refused the credentials."
        _ = try await scene.site.application.perform(EndVendorSync(run.id, problem: problem, message: ""), as: .system)
        let found = try await scene.site.application.answer(ListVendorOrders(VendorOrderFilter(number: "RP1")), as: .system)
        let id = try #require(found.items.first).order.id
        _ = try await scene.site.application.perform(AcknowledgeVendorOrder(id, .acceptAll), as: .system)
        let message = try await scene.site.application.answer(ShowVendorOrder(id), as: .system).transactions[0].id
        _ = try await scene.site.application.perform(BeginVendorTransaction(message), as: .system)
        let refusal = RecordVendorPosting.Fate.refused(["The quantity of <line 1> is wrong."])
        try await scene.site.application.perform(RecordVendorPosting(message, refusal), as: .system)
        let page = await scene.manager.get("/vendor-central").text
        #expect(page.contains(problem) && page.contains("The quantity of &lt;line 1&gt; is wrong."))
        #expect(page.contains("/vendor-central/transactions/\(message)"))
        #expect(await scene.manager.get("/vendor-central/orders/\(id)").text.contains("In trouble"))
    }

    @Test func `a parcel of our own carrier is reported from the order's page, pallets are typed there, and mistakes come back`()
        async throws
    {
        let scene = try await scene()
        let id = try await order(scene, "DF1", .directFulfillment, shipFrom: "W1")
        let address = "/vendor-central/orders/\(id)"
        _ = await scene.manager.post("\(address)/accept", from: address)
        try await accepted(scene, id)
        let sent = await scene.manager.post(
            "\(address)/ship", from: address, [("ship.0", "3"), ("tracking_numbers", "T1"), ("carrier", "Pedal & Co")])
        #expect(sent.status == 303, "\(sent.text)")
        let page = await scene.manager.get(address).text
        #expect(page.contains("Pedal &amp; Co is a carrier of ours"))
        let shipment = try await scene.site.application.answer(ShowVendorOrder(id), as: .system).shipments[0].id
        let report = "\(address)/report/\(shipment)"
        let wrong = await scene.manager.post(report, from: address, [("event", "in_transit"), ("country", "D"), ("city", "Ulm")])
        #expect(wrong.status == 422 && wrong.text.contains("two letters"), "\(wrong.text)")
        let told = await scene.manager.post(
            report, from: address, [("event", "in_transit"), ("country", "DE"), ("city", "Ulm")])
        #expect(told.status == 303, "\(told.text)")
        #expect(await scene.manager.get(address).text.contains("in transit, Ulm, DE"))
        let other = try await order(scene, "RP1")
        let foreign = await scene.manager.post(
            "/vendor-central/orders/\(other)/report/\(shipment)", from: address, [("event", "delivered")])
        #expect(foreign.status == 404)

        let place = "/vendor-central/orders/\(other)"
        _ = await scene.manager.post("\(place)/accept", from: place)
        try await accepted(scene, other)
        let papers = [("ship.0", "3"), ("load", "truck"), ("bill_of_lading", "BOL-00001"), ("cartons", ": 1=1\r\n: 1=2")]
        let loose = await scene.manager.post("\(place)/ship", from: place, papers + [("on_pallets", "1")])
        #expect(loose.status == 422 && loose.text.contains("On no pallet: carton 2"), "\(loose.text)")
        let typo = await scene.manager.post("\(place)/ship", from: place, papers + [("on_pallets", "one")])
        #expect(typo.status == 422 && typo.text.contains("counted from 1"))
        let right = await scene.manager.post("\(place)/ship", from: place, papers + [("on_pallets", "1, 2")])
        #expect(right.status == 303, "\(right.text)")
        #expect(await scene.manager.get(place).text.contains("carton 1, 2"))
    }

    @Test func `payments are listed by what Amazon says, with the reasons, and hidden customers are shown as hidden`()
        async throws
    {
        let scene = try await scene()
        let id = try await order(scene, "RP1")
        let address = "/vendor-central/orders/\(id)"
        _ = await scene.manager.post("\(address)/accept", from: address)
        try await accepted(scene, id)
        _ = await scene.manager.post("\(address)/ship", from: address, [("ship.0", "3"), ("tracking_numbers", "T1")])
        _ = await scene.manager.post("\(address)/invoice", from: address, [("number", "I-1")])
        #expect(await scene.manager.get("/vendor-central/invoices").text.contains("names no marketplace"))
        let report = VendorPaymentReport(
            number: "I-1", status: "PARTIALLY_DEDUCTED", paid: Money(minorUnits: 1000, currency: .eur),
            variances: ["line 1: quantity <differs>"])
        _ = try await scene.site.application.perform(TakeVendorPayments([report], of: scene.connection), as: .system)
        let listed = await scene.manager.get("/vendor-central/invoices?payment=partially_deducted").text
        #expect(listed.contains("I-1") && listed.contains("quantity &lt;differs&gt;") && listed.contains("EUR 5.00"))
        #expect(await scene.manager.get("/vendor-central/invoices?payment=paid").text.contains("No invoice is here"))
        #expect(await scene.manager.get("/vendor-central").text.contains("deducted or rejected"))

        let line = VendorOrderLine(sequence: "1", amazonProduct: "B01", ordered: VendorQuantity(3), netCost: VendorPrice(5, .eur))
        let hidden = VendorParty("", address: VendorAddress(name: "xxxxx", lines: ["xxxxx"], country: "DE"))
        let withheld = AmazonOrder(
            programme: .directFulfillment, number: "DF9", vendorCode: "PORT1", stateText: "NEW", shipFrom: "W1", shipTo: hidden,
            lines: [line])
        _ = try await scene.site.application.perform(TakeVendorOrders([withheld], of: scene.connection), as: .system)
        let found = try await scene.site.application.answer(ListVendorOrders(VendorOrderFilter(number: "DF9")), as: .system)
        let direct = try #require(found.items.first).order.id
        let users = try await scene.site.application.answer(ListUsers(), as: .system)
        let vera = try #require(users.first { $0.email == "vera@example.com" })
        _ = try await scene.site.application.perform(
            ChangeUser(vera.id, roles: ["vendor_manager", "customer_data"]), as: .system)
        let page = await scene.manager.get("/vendor-central/orders/\(direct)").text
        #expect(page.contains("xxxxx") && page.contains("Amazon withholds the customer"), "\(page)")
    }
}
