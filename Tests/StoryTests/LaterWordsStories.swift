import CXMLExchange
import FoundationEssentials
import PorticoServer
import Procurement
import Testing
import UseCases

/// What a partner says of a document it sent before, and documents that are kept without an effect.
struct LaterWordsStories {
    private func envelope(_ payloadID: String, _ body: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <cXML payloadID="\(payloadID)" timestamp="2026-09-21T10:00:00+00:00"><Header>
        <From><Credential domain="NetworkId"><Identity>Amazon</Identity></Credential></From>
        <To><Credential domain="NetworkID"><Identity>PORTICO-DEMO</Identity></Credential></To>
        <Sender><Credential domain="NetworkID"><Identity>PORTICO-DEMO</Identity><SharedSecret>demo-shared-secret</SharedSecret></Credential>
        <UserAgent>Amazon</UserAgent></Sender></Header><Request>\(body)</Request></cXML>
        """
    }

    private func order(
        _ payloadID: String, type: String = "new", of earlier: String? = nil, quantity: Int = 1, orderID: String = "111-1"
    ) -> String {
        let reference = earlier.map { "<DocumentReference payloadID=\"\($0)\"/>" } ?? ""
        let items =
            type == "delete"
            ? ""
            : """
            <ItemOut quantity="\(quantity)" lineNumber="1"><ItemID><SupplierPartID>B1</SupplierPartID></ItemID><ItemDetail>
            <UnitPrice><Money currency="USD">5.00</Money></UnitPrice><Description xml:lang="en">Pen</Description>
            <UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">44121704</Classification></ItemDetail></ItemOut>
            """
        return envelope(
            payloadID,
            """
            <OrderRequest><OrderRequestHeader orderID="\(orderID)" orderDate="2026-09-21T10:00:00+00:00" type="\(type)">
            <Total><Money currency="USD">5.00</Money></Total>\(reference)
            <Extrinsic name="UserEmail">bianca@example.com</Extrinsic></OrderRequestHeader>\(items)</OrderRequest>
            """)
    }

    private func orders(_ world: World) async throws -> [PurchaseOrder] {
        try await world.application.answer(ListOrders(), as: .system).items
    }

    @Test func `an update replaces the lines of the draft, once, and a delete cancels it`() async throws {
        try await World.run { (world: World) async throws in
            #expect(try await world.post(cxml: order("1@a")).code == 200)
            for _ in 0..<2 {
                #expect(try await world.post(cxml: order("2@a", type: "update", of: "1@a", quantity: 7)).code == 200)
            }
            let changed = try #require(try await orders(world).first)
            #expect(try await orders(world).count == 1)
            #expect(try await world.order(changed.id).lines.map(\.quantity) == [7])
            #expect(try await world.events(of: changed.id.text).count { $0 == "purchase_order.changed_by_supplier" } == 1)
            // One that speaks of an overtaken document changes nothing.
            #expect(try await world.post(cxml: order("3@a", type: "update", of: "1@a", quantity: 9)).code == 409)
            #expect(try await world.order(changed.id).lines.map(\.quantity) == [7])
            #expect(try await world.post(cxml: order("4@a", type: "delete", of: "2@a")).code == 200)
            #expect(try await world.order(changed.id).status == .cancelled)
            #expect(try await world.post(cxml: order("5@a", type: "update", of: "4@a")).code == 409)
        }
    }

    @Test func `an update of an order that never came is 417`() async throws {
        try await World.run { (world: World) async throws in
            #expect(try await world.post(cxml: order("1@a", type: "update", of: "0@a", orderID: "999")).code == 417)
            #expect(try await world.post(cxml: order("2@a", type: "delete", of: "0@a", orderID: "999")).code == 417)
            #expect(try await orders(world).isEmpty)
        }
    }

    @Test func `a set-up that comes in is answered with the door of the punch-in, and only creating is possible`() async throws {
        try await World.run { (world: World) async throws in
            func setup(_ id: String, _ operation: String) -> String {
                envelope(
                    id, "<PunchOutSetupRequest operation=\"\(operation)\"><BuyerCookie>c</BuyerCookie></PunchOutSetupRequest>")
            }
            let answer = try await world.post(cxml: setup("1@a", "create"))
            #expect(answer.code == 200)
            #expect(answer.body.contains("<PunchOutSetupResponse><StartPage><URL>"))
            #expect(answer.body.contains("/punch-in/amazon</URL>"))
            #expect(try await world.post(cxml: setup("2@a", "edit")).code == 412)
            #expect(try await world.post(cxml: setup("3@a", "source")).code == 450)
        }
    }

    @Test func `an invoice is kept with its message, one for an unknown order too, an incomplete one names the place`()
        async throws
    {
        try await World.run { (world: World) async throws in
            func invoice(_ id: String, info: String, net: String = "<NetAmount><Money currency=\"USD\">5.00</Money></NetAmount>")
                -> String
            {
                envelope(
                    id,
                    """
                    <InvoiceDetailRequest><InvoiceDetailRequestHeader invoiceID="I-1" invoiceDate="2026-09-21T10:00:00+00:00">
                    <InvoiceDetailHeaderIndicator/><InvoiceDetailLineIndicator/></InvoiceDetailRequestHeader>
                    <InvoiceDetailOrder><InvoiceDetailOrderInfo>\(info)</InvoiceDetailOrderInfo>
                    <InvoiceDetailItem invoiceLineNumber="1" quantity="1"><UnitOfMeasure>EA</UnitOfMeasure>
                    <UnitPrice><Money currency="USD">5.00</Money></UnitPrice><InvoiceDetailItemReference lineNumber="1"/>
                    </InvoiceDetailItem></InvoiceDetailOrder><InvoiceDetailSummary>\(net)</InvoiceDetailSummary></InvoiceDetailRequest>
                    """)
            }
            #expect(try await world.post(cxml: invoice("1@a", info: "<SupplierOrderInfo orderID=\"S-1\"/>")).code == 200)
            #expect(try await world.post(cxml: invoice("2@a", info: "<OrderIDInfo orderID=\"PO-999999\"/>")).code == 200)
            let answer = try await world.post(cxml: invoice("3@a", info: "<SupplierOrderInfo orderID=\"S-1\"/>", net: ""))
            #expect(
                answer.code == 400 && answer.body.contains("InvoiceDetailRequest/InvoiceDetailSummary: The NetAmount is missing.")
            )
            let log = try await world.application.answer(ListMessages(page: PageRequest(limit: 10)), as: .system).items
            #expect(log.count { $0.kind == "InvoiceDetailRequest" } == 3)
        }
    }

    @Test func `a partner who asks where its order stands is told`() async throws {
        try await World.run { (world: World) async throws in
            #expect(try await world.post(cxml: order("1@a")).code == 200)
            func question(_ id: String, _ number: String) -> String {
                envelope(
                    id,
                    """
                    <OrderStatusRequest><OrderStatusRequestHeader orderStatusRequestID="Q" orderStatusRequestDate="2026-09-21">
                    <OrderIDInfo orderID="\(number)"/><Contact><Name xml:lang="en">A</Name></Contact></OrderStatusRequestHeader></OrderStatusRequest>
                    """)
            }
            let answer = try await world.post(cxml: question("2@a", "111-1"))
            #expect(answer.code == 200 && answer.body.contains("in state draft"))
            #expect(try await world.post(cxml: question("3@a", "222")).code == 417)
        }
    }

    @Test func `attachments do not stand in a document's way, and a wrapping that cannot be opened is a 4xx Status`() async throws
    {
        try await World.run { (world: World) async throws in
            let type = ("Content-Type", "multipart/related; boundary=\"b\"; type=\"text/xml\"")
            let part = "--b\r\nContent-Type: text/xml; charset=UTF-8\r\n\r\n\(order("1@a"))\r\n"
            let attached = "--b\r\nContent-Type: image/png\r\nContent-ID: <1@x>\r\n\r\nPNG\r\n--b--\r\n"
            #expect(try await world.post(cxml: part + attached, headers: [type]).code == 200)
            #expect((400..<500).contains(try await world.post(cxml: part.replacing("1@a", with: "2@a"), headers: [type]).code))
            let form = ("Content-Type", "application/x-www-form-urlencoded")
            #expect((400..<500).contains(try await world.post(cxml: "nothing=here", headers: [form]).code))
        }
    }

    @Test func `a document that failed is carried out again from the log, once, and the partner's repeat gets that answer`()
        async throws
    {
        try await World.run { (world: World) async throws in
            let update = order("2@a", type: "update", quantity: 7)
            #expect(try await world.post(cxml: update).code == 417)
            #expect(try await world.post(cxml: order("1@a")).code == 200)
            let log = try await world.application.answer(ListMessages(page: PageRequest(limit: 10)), as: .system).items
            let failed = try #require(log.first { $0.payloadID == "2@a" })
            let exchange = world.composition.exchange
            #expect(try await exchange.reprocess(failed.id, as: .system).code == 200)
            let changed = try #require(try await orders(world).first)
            #expect(try await world.order(changed.id).lines.map(\.quantity) == [7])
            #expect(try await world.post(cxml: update).code == 200)
            #expect(try await world.events(of: changed.id.text).count { $0 == "purchase_order.changed_by_supplier" } == 1)
            let done = try #require(log.first { $0.payloadID == "1@a" })
            await #expect(throws: Refusal.self) { _ = try await exchange.reprocess(done.id, as: .system) }
            #expect(try await world.post(cxml: order("3@a").replacing("demo-shared-secret", with: "wrong")).code == 401)
            let unproven = try await world.application.answer(ListMessages(payloadID: "3@a"), as: .system).items
            let id = try #require(unproven.first?.id)
            await #expect(throws: Refusal.self) { _ = try await exchange.reprocess(id, as: .system) }
        }
    }
}
