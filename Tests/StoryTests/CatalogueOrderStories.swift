import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// Orders for what is in the catalogue: a partner's, and our own buyers'.
struct CatalogueOrderStories {
    private func order(
        _ orderID: String, _ sku: String = "PEN", _ price: String = "4.80", quantity: String = "4", type: String = "new",
        reference: String = ""
    ) -> String {
        """
        <OrderRequest><OrderRequestHeader orderID="\(orderID)" orderDate="2026-09-21T10:00:00+00:00" type="\(type)">
        <Total><Money currency="USD">1.00</Money></Total>\(reference)
        <Extrinsic name="UserEmail">bianca@example.com</Extrinsic></OrderRequestHeader>
        <ItemOut quantity="\(quantity)" lineNumber="1"><ItemID><SupplierPartID>\(sku)</SupplierPartID></ItemID><ItemDetail>
        <UnitPrice><Money currency="USD">\(price)</Money></UnitPrice><Description xml:lang="en">Cheap</Description>
        <UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">1</Classification></ItemDetail></ItemOut></OrderRequest>
        """
    }

    private func post(_ world: World, _ payloadID: String, _ body: String) async throws -> (code: Int, body: String) {
        try await world.post(
            cxml: Partner.request(
                payloadID, body, proof: "<SharedSecret>mill-secret</SharedSecret>", identity: "PORTICO-STORES", from: "MILL"),
            path: "/cxml/mill")
    }

    @Test func `a partner's order is held against the catalogue, and is ours to deliver`() async throws {
        try await World.run { (world: World) async throws in
            let mill = try await world.openCatalogue()
            for (name, body) in [
                ("an unknown item", order("1", "NOTHING")), ("another price", order("1", "PEN", "4.79")),
                ("half a pack", order("1", quantity: "5")), ("too few", order("1", quantity: "2")),
                ("a piece of one", order("1", quantity: "4.5")),
            ] {
                #expect(try await post(world, "bad \(name)", body).code == 417, "\(name)")
            }
            #expect(try await post(world, "good", order("M-1")).code == 200)
            let drafts = try await world.application.answer(ListOrders(), as: .system).items
            let draft = try #require(drafts.first)
            #expect(drafts.count == 1 && draft.connectionID == mill.id && draft.supplierReference == "M-1")
            let line = try #require(try await world.order(draft.id).lines.first)
            #expect(line.description == "Pen, blue" && line.classificationCode == "44121704")
            let update = order(
                "M-1", quantity: "6", type: "update", reference: "<DocumentReference payloadID=\"good\"/>")
            #expect(try await post(world, "update", update).code == 200)
            #expect(try await world.order(draft.id).lines.map(\.quantity) == [6])
            try await world.code(draft.id)
            #expect(try await world.submit(draft.id).status == 200)
            #expect(try await world.decide(draft.id, "approve", as: "ada") == 200)
            let approved = try await world.order(draft.id)
            #expect(approved.status == .approved && approved.transmission == .notSent && approved.number != nil)
            #expect(try await world.application.answer(ListDeliveries(), as: .system).items.isEmpty, "it is sent nowhere")
            #expect(try await world.rest("POST", "/v1/purchase-orders/\(draft.id)/close").status == 200)
        }
    }

    @Test func `our own buyers order from the catalogue without going to a shop`() async throws {
        try await World.run { (world: World) async throws in
            let mill = try await world.openCatalogue()
            let pen = try #require(try await world.item("PEN"))
            let ink = try #require(try await world.item("INK"))
            let bianca = try #require(
                try await world.application.answer(ListUsers(), as: .system).first { $0.email == "bianca@example.com" })
            let actor = Actor(.user(bianca))
            var euro = CatalogueItemFields(ink)
            (euro.sku, euro.currency, euro.supplierPartID) = ("INK-EU", "EUR", "7-4711")
            let other = try await world.application.perform(SaveCatalogueItem(euro), as: .system)
            euro.sku = "VISITORS"
            euro.supplierID = nil
            _ = try await world.application.perform(SaveCatalogueItem(euro), as: .system)
            let shelf = try await world.application.answer(BrowseCatalogue(.mine, CatalogueFilter()), as: actor)
            #expect(Set(shelf.items.map(\.sku)) == ["PEN", "INK", "INK-EU"], "an item without a supplier is for visitors")
            _ = try await world.application.perform(FillCart(.mine, pen.id, .add(4)), as: actor)
            _ = try await world.application.perform(FillCart(.mine, pen.id, .add(2)), as: actor)
            _ = try await world.application.perform(FillCart(.mine, other.id, .set(3)), as: actor)
            let orders = try await world.application.perform(OrderCart(), as: actor)
            #expect(orders.count == 2, "one for each currency")
            let first = try await world.order(try #require(orders.first))
            #expect(first.origin == .catalogue && first.status == .draft && first.buyerID == bianca.id)
            #expect(first.connectionID == mill.id && first.lines.map(\.quantity) == [6])
            #expect(first.total?.text == "28.80")
            #expect(try await world.order(try #require(orders.last)).lines.map(\.supplierPartID) == ["7-4711"])
            #expect(try await world.application.answer(ShowCart(.mine), as: actor) == nil, "the cart is empty again")
            await #expect(throws: Refusal.self) { _ = try await world.application.perform(OrderCart(), as: actor) }
            await #expect(throws: Refusal.self) { _ = try await world.application.answer(ShowCart(.mine), as: .nobody) }
        }
    }

    @Test func `the catalogue is kept over REST`() async throws {
        try await World.run { (world: World) async throws in
            let body = """
                {"sku":"PEN-1","description":"Pen","unspsc":"44121704","price":{"amount":"0.125","currency":"USD"},"pack_quantity":10}
                """
            let made = try await world.rest("POST", "/v1/catalogue-items", as: "alex", body)
            #expect(made.status == 201, "\(made.json)")
            let id = try #require(made.json["id"]?.text)
            #expect(made.json["price"]?["amount"]?.text == "0.125" && made.json["unit_of_measure"]?.text == "EA")
            #expect(try await world.rest("POST", "/v1/catalogue-items", as: "alex", body).status == 422, "the SKU is taken")
            #expect(try await world.rest("POST", "/v1/catalogue-items", as: "bianca", body).status == 403)
            let wrong = try await world.rest(
                "PATCH", "/v1/catalogue-items/\(id)", as: "alex",
                "{\"unspsc\":\"12\",\"price\":{\"amount\":\"1,5\",\"currency\":\"??\"},\"minimum_quantity\":2000000}")
            #expect(wrong.json["errors"]?.elements.count == 4, "\(wrong.json)")
            let changed = try await world.rest(
                "PATCH", "/v1/catalogue-items/\(id)", as: "alex", "{\"description\":\"Gel pen\",\"is_active\":false}")
            #expect(changed.status == 200 && changed.json["pack_quantity"] == 10, "\(changed.json)")
            for (query, count) in [
                ("q=gel", 1), ("q=ge%20PEN", 1), ("q=pencil", 0), ("q=%22", 0), ("unspsc=4412", 1), ("unspsc=45", 0),
                ("sku=PEN-1", 1), ("is_active=true", 0), ("is_active=false&q=pen-1", 1),
            ] {
                let found = try await world.rest("GET", "/v1/catalogue-items?\(query)")
                #expect(found.json["data"]?.elements.count == count, "\(query): \(found.json)")
            }
            #expect(try await world.rest("DELETE", "/v1/catalogue-items/\(id)", as: "bianca").status == 403)
            #expect(try await world.rest("DELETE", "/v1/catalogue-items/\(id)", as: "alex").status == 204)
            #expect(try await world.rest("GET", "/v1/catalogue-items/\(id)", as: "alex").status == 404)
            #expect(try await world.rest("GET", "/v1/catalogue-items?q=gel", as: "alex").json["data"]?.elements.isEmpty == true)
        }
    }

    @Test func `a spreadsheet fills the catalogue, all rows or none`() async throws {
        try await World.run { (world: World) async throws in
            func row(_ number: Int, _ cells: [String: String]) -> ImportConnections.Row { .init(number: number, cells: cells) }
            let good = [
                "sku": "A", "description": "Axe", "unspsc": "27111500", "price": "30", "currency": "USD",
                "supplier": "amazon business",
            ]
            var bad = good
            (bad["sku"], bad["supplier"]) = ("B", "Nobody")
            await #expect(throws: Refusal.self) {
                try await world.application.perform(ImportCatalogueItems(rows: [row(2, good), row(3, bad)]), as: .system)
            }
            #expect(try await world.item("A") == nil)
            let first = try await world.application.perform(ImportCatalogueItems(rows: [row(2, good)]), as: .system)
            #expect(first == (1, 0))
            let second = try await world.application.perform(
                ImportCatalogueItems(rows: [row(2, ["sku": "A", "price": "31.5", "active": "no"])]), as: .system)
            #expect(second == (0, 1))
            let axe = try #require(try await world.item("A"))
            #expect(axe.price == Decimal(string: "31.5") && !axe.isActive && axe.description == "Axe" && axe.supplierID != nil)
        }
    }
}
