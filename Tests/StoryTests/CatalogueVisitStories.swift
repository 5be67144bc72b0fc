import CXML
import FoundationEssentials
import HTTPClient
import Procurement
import Testing
import UseCases

/// Portico as the shop: buyers of another procurement system punch out to the internal catalogue and take a cart home.
struct CatalogueVisitStories {
    /// A visit with four pens and an ink in its cart.
    private func filled(_ world: World, cookie: String = "cookie-1") async throws -> World.Visitor {
        let setup = try await world.setUp("setup-\(cookie)", cookie: cookie)
        try #require(setup.code == 200, "\(setup.body)")
        let visitor = try await world.entered(setup.startPage)
        for (sku, quantity) in [("PEN", 4), ("INK", 1)] {
            let item = try #require(try await world.item(sku))
            #expect(try await world.press(visitor, "/cart", "item=\(item.id)&verb=add&quantity=\(quantity)").status == 303)
        }
        return visitor
    }

    private func read(_ document: String) throws -> (document: CXMLDocument, cart: CXMLPunchOutOrderMessage) {
        let document = try CXMLReader().read(Array(document.utf8))
        guard case .punchOutOrderMessage(let cart) = document.body else {
            throw InboundRefusal(code: 0, text: document.body.name)
        }
        return (document, cart)
    }

    private func itemOut(_ item: CXMLItem, quantity: Int) -> String {
        """
        <ItemOut quantity="\(quantity)"><ItemID><SupplierPartID>\(item.itemID.supplierPartID)</SupplierPartID>\
        <SupplierPartAuxiliaryID>\(item.itemID.auxiliaryID?.text ?? "")</SupplierPartAuxiliaryID></ItemID></ItemOut>
        """
    }

    @Test func `a visitor searches, fills a cart and takes it home`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.openCatalogue()
            let visitor = try await filled(world)
            let found = try await world.look(visitor, "?q=fuller%20maker")
            #expect(found.body.contains("INK") && !found.body.contains("Pen, blue"), "case and accents do not count")
            #expect(found.headers.header("X-Content-Type-Options") == "nosniff")
            #expect(try await world.press(visitor, "/leave", "cart=yes").status == 303)
            let home = try await world.carried(visitor)
            #expect(home.address == "https://mill.test/back")
            #expect(home.document.utf8.allSatisfy { $0 < 0x80 }, "the form's field is US-ASCII")
            let (document, cart) = try read(home.document)
            #expect(document.warnings.isEmpty, "\(document.warnings)")
            #expect(cart.buyerCookie == "cookie-1" && cart.operationAllowed == .edit && document.status == nil)
            #expect(document.envelope.inReplyTo == "setup-cookie-1")
            #expect(document.envelope.header?.sender.allSatisfy { $0.sharedSecret == nil } == true)
            #expect(cart.items.map(\.itemID.supplierPartID) == ["PEN", "INK"])
            #expect(cart.items.map(\.quantity.value) == [4, 1])
            #expect(cart.total?.amount == Decimal(string: "21.20"))
            #expect(cart.items.last?.detail?.descriptions.first?.text == "Ink for the pen “Füller”")
            #expect(cart.items.first?.detail?.leadTime == "2")
            #expect(try await world.carried(visitor).document == home.document, "reloading brings the same document")
            #expect(try await world.press(visitor, "/leave", "cart=yes").status == 303)
            #expect(try await world.carried(visitor).document == home.document, "and so does pressing again")
        }
    }

    @Test func `a start page opens once, for the browser that opened it, and for minutes`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.openCatalogue()
            let setup = try await world.setUp("once")
            let page = try #require(setup.startPage)
            #expect(try await world.setUp("once").startPage == page, "a repeat gets the first answer")
            #expect(try await world.enter(page.dropLast() + (page.hasSuffix("0") ? "1" : "0")) == nil, "the key is checked")
            let visitor = try #require(try await world.enter(page))
            #expect(try await world.enter(page) == nil, "twice")
            #expect(try await world.look(visitor).status == 200)
            for cookie in ["", "portico_visit=x"] {
                var stranger = visitor
                stranger.cookie = cookie
                #expect(try await world.look(stranger).status == 404)
            }
            let other = try await world.entered(try await world.setUp("other").startPage)
            #expect(
                try await world.look(World.Visitor(base: visitor.base, cookie: other.cookie)).status == 404, "another visit's")
            let late = try #require(try await world.setUp("late").startPage)
            world.passTime(hours: 0.2)
            #expect(try await world.enter(late) == nil, "too late")
            world.passTime(hours: 13)
            #expect(try await world.look(visitor).status == 404, "the visit ended")
            let log = try await world.application.answer(
                ListMessages(MessageFilter(kind: "PunchOutSetupRequest")), as: .system)
            for message in log.items {
                let whole = try await world.application.answer(ShowMessage(message.id), as: .system)
                let key = try #require(page.split(separator: "/").last.map(String.init))
                #expect(!String(decoding: whole.answer ?? [], as: UTF8.self).contains(key), "no key in the message log")
            }
        }
    }

    @Test func `nobody changes a price, a quantity beyond the rules, or another one's cart`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.openCatalogue()
            let visitor = try await filled(world)
            let pen = try #require(try await world.item("PEN"))
            for quantity in ["3", "5", "-4", "0.5", "9999999999", "x"] {
                let refused = try await world.press(visitor, "/cart", "item=\(pen.id)&verb=set&quantity=\(quantity)&price=0.01")
                #expect(refused.status == 422, "\(quantity)")
            }
            #expect(try await world.press(visitor, "/cart", "item=itm_none&verb=add&quantity=1").status == 404)
            #expect(
                try await world.press(visitor, "/cart", "item=\(pen.id)&verb=set&quantity=6&price=0.01&currency=EUR").status
                    == 303)
            let forged = try await world.client.send(
                OutgoingRequest(
                    method: "POST", url: visitor.base + "/leave",
                    headers: [("Cookie", visitor.cookie), ("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array("cart=yes".utf8)))
            #expect(forged.status == 403, "without the form's token")
            _ = try await world.press(visitor, "/leave", "cart=yes&price=0.01")
            let cart = try read(try await world.carried(visitor).document).cart
            #expect(cart.items.map(\.detail?.unitPrice?.amount) == [Decimal(string: "4.80"), 2])
            #expect(cart.items.first?.quantity.value == 6)
            #expect(try await world.press(visitor, "/cart", "item=\(pen.id)&verb=add&quantity=4").status == 409, "it has left")
        }
    }

    @Test(
        arguments: [
            nil, "javascript:alert(1)", "ftp://mill.test/", "https://", "https://user@mill.test/", "https://mill.test/a b",
            "data:text/html,x",
        ] as [String?])
    func `a cart goes back to web addresses only`(address: String?) async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.openCatalogue()
            let answer = try await world.setUp("bad", returnURL: address)
            #expect(answer.code == 400 && answer.startPage == nil, "\(answer.body)")
        }
    }

    @Test func `an edit brings the cart back by the names of its lines, and they keep them`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.openCatalogue()
            let visitor = try await filled(world)
            _ = try await world.press(visitor, "/leave", "cart=yes")
            let first = try read(try await world.carried(visitor).document).cart
            let pen = try #require(try await world.item("PEN"))
            var changed = CatalogueItemFields(pen)
            changed.price = "5.00"
            _ = try await world.application.perform(SaveCatalogueItem(id: pen.id, changed), as: .system)
            let items = itemOut(first.items[0], quantity: 8) + itemOut(first.items[1], quantity: 1)
            let setup = try await world.setUp("edit", operation: "edit", cookie: "cookie-2", items)
            let again = try await world.entered(setup.startPage)
            let page = try await world.look(again, "/cart").body
            #expect(page.contains("it was USD 4.80"), "a new price is told")
            let ink = try #require(try await world.item("INK"))
            #expect(try await world.press(again, "/cart", "item=\(ink.id)&verb=remove").status == 303)
            _ = try await world.press(again, "/leave", "cart=yes")
            let second = try read(try await world.carried(again).document).cart
            #expect(second.buyerCookie == "cookie-2")
            #expect(second.items.map(\.itemID.auxiliaryID?.text) == [first.items[0].itemID.auxiliaryID?.text])
            #expect(second.items.map(\.quantity.value) == [8])
            #expect(second.items.map(\.detail?.unitPrice?.amount) == [5])
        }
    }

    @Test func `an inspection shows the cart as it left, and leaving changes nothing`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.openCatalogue()
            let visitor = try await filled(world)
            _ = try await world.press(visitor, "/leave", "cart=yes")
            let first = try read(try await world.carried(visitor).document).cart
            for (operation, leaves) in [("inspect", "cart=yes"), ("edit", "cart=no"), ("create", "cart=no")] {
                let items = operation == "create" ? "" : itemOut(first.items[0], quantity: 4)
                let setup = try await world.setUp(operation, operation: operation, items)
                let again = try await world.entered(setup.startPage)
                if operation == "inspect" {
                    let pen = try #require(try await world.item("PEN"))
                    #expect(try await world.press(again, "/cart", "item=\(pen.id)&verb=add&quantity=4").status == 409)
                    #expect(!(try await world.look(again).body.contains("name=\"quantity\"")))
                }
                #expect(try await world.press(again, "/leave", leaves).status == 303)
                let (document, cart) = try read(try await world.carried(again).document)
                #expect(document.status?.code == .noContent && cart.items.isEmpty, "\(operation)")
            }
            for operation in ["edit", "inspect"] {
                let unknown = try await world.setUp(
                    "u-\(operation)", operation: operation,
                    "<ItemOut quantity=\"1\"><ItemID><SupplierPartID>PEN</SupplierPartID></ItemID></ItemOut>")
                #expect(unknown.code == 412)
            }
            #expect(try await world.setUp("source", operation: "source").code == 450)
        }
    }

    @Test func `a cart of another connection is not brought back`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.openCatalogue()
            let visitor = try await filled(world)
            _ = try await world.press(visitor, "/leave", "cart=yes")
            let first = try read(try await world.carried(visitor).document).cart
            _ = try await world.openCatalogue("other-mill")
            let setup = try await world.setUp(
                "foreign", operation: "edit", itemOut(first.items[0], quantity: 4), slug: "other-mill")
            #expect(setup.code == 412)
        }
    }
}
