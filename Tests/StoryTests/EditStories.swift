import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// A draft goes back to the shop: what comes back replaces it, what is empty asks, and 204 changes nothing.
struct EditStories {
    /// A cart of our own making, because the demo shop allows no edits.
    func cart(
        _ cookie: String, _ quantities: [Int], allows: String = "edit", status: String = ""
    ) -> [UInt8] {
        let items = quantities.enumerated().map { index, quantity in
            """
            <ItemIn quantity="\(quantity)"><ItemID><SupplierPartID>B\(index)</SupplierPartID><SupplierPartAuxiliaryID>x,\(index)\
            </SupplierPartAuxiliaryID></ItemID><ItemDetail><UnitPrice><Money currency="USD">5.00</Money></UnitPrice>\
            <Description xml:lang="en">Pen</Description><UnitOfMeasure>EA</UnitOfMeasure>\
            <Classification domain="UNSPSC">44121704</Classification></ItemDetail></ItemIn>
            """
        }
        return Array(
            """
            <?xml version="1.0"?><cXML payloadID="\(UUID().uuidString)@shop" timestamp="2026-09-21T10:00:00+00:00"><Header>
            <From><Credential domain="NetworkId"><Identity>Amazon</Identity></Credential></From>
            <To><Credential domain="NetworkId"><Identity>PORTICO-DEMO</Identity></Credential></To>
            <Sender><Credential domain="NetworkId"><Identity>Amazon</Identity></Credential><UserAgent>Shop</UserAgent></Sender></Header>
            <Message>\(status)<PunchOutOrderMessage><BuyerCookie>\(cookie)</BuyerCookie>
            <PunchOutOrderMessageHeader operationAllowed="\(allows)"><Total><Money currency="USD">5.00</Money></Total>
            </PunchOutOrderMessageHeader>\(items.joined())</PunchOutOrderMessage></Message></cXML>
            """.utf8)
    }

    func bring(_ world: World, _ session: String, _ document: (String) -> [UInt8]) async throws -> String {
        let id = try #require(Identifier<PunchOutSession>(session))
        let cookie = try await world.application.answer(ShowPunchOutSession(id), as: .system).buyerCookie
        let response = try await world.client.send(
            OutgoingRequest(
                method: "POST", url: "\(world.porticoURL)/punchout/return/\(session)", headers: [("Content-Type", "text/xml")],
                body: document(cookie)))
        return String(decoding: response.body, as: UTF8.self)
    }

    func draft(_ world: World, allows: String) async throws -> Identifier<PurchaseOrder> {
        let (session, _) = try await world.goShopping()
        #expect(try await bring(world, session) { cart($0, [1, 2], allows: allows) }.contains("code=\"200\""))
        let kept = try await world.rest("GET", "/v1/punchout-sessions/\(session)")
        return try #require(kept.json["purchase_order_id"]?.text.flatMap { Identifier($0) })
    }

    func edit(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> (status: Int, json: JSON) {
        let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
        return try await world.rest(
            "POST", "/v1/punchout-sessions", "{\"connection_id\":\"\(connection.id)\",\"edit_purchase_order_id\":\"\(id)\"}")
    }

    @Test func `an edit sends the lines and takes back what the shop makes of them`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await draft(world, allows: "edit")
            let started = try await edit(world, id)
            try #require(started.status == 201, "\(started.json)")
            #expect(started.json["operation"]?.text == "edit")
            let session = try #require(started.json["id"]?.text)
            let sent = try await world.application.answer(
                ListMessages(MessageFilter(words: "operation=\"edit\"")), as: .system)
            let body = try await world.application.answer(ShowMessage(try #require(sent.items.first).id), as: .system).body
            let text = String(decoding: body, as: UTF8.self)
            #expect(text.contains("<PunchOutSetupRequest operation=\"edit\">"))
            #expect(text.contains("<SupplierPartAuxiliaryID>x,1</SupplierPartAuxiliaryID>"))
            #expect(try await bring(world, session) { cart($0, [4]) }.contains("code=\"200\""))
            #expect(try await world.order(id).lines.map(\.quantity) == [4])
            #expect(try await world.application.answer(ListOrders(), as: .system).items.count == 1)
        }
    }

    @Test func `an edit that returns no items asks before lines go, and both answers hold`() async throws {
        for removes in [false, true] {
            try await World.run { (world: World) async throws in
                let id = try await draft(world, allows: "edit")
                let session = try #require(try await edit(world, id).json["id"]?.text)
                #expect(try await bring(world, session) { cart($0, []) }.contains("code=\"200\""))
                #expect(try await world.order(id).lines.count == 2, "nothing went yet")
                let asked = try await world.rest("GET", "/v1/punchout-sessions/\(session)")
                #expect(asked.json["status"]?.text == "asking")
                let answered = try await world.rest(
                    "POST", "/v1/punchout-sessions/\(session)/answer-empty", "{\"remove_lines\":\(removes)}")
                #expect(answered.status == 200, "\(answered.json)")
                #expect(try await world.order(id).status == (removes ? .cancelled : .draft))
                #expect(try await world.order(id).lines.count == 2)
                let again = try await world.rest(
                    "POST", "/v1/punchout-sessions/\(session)/answer-empty", "{\"remove_lines\":true}")
                #expect(again.status == 409)
            }
        }
    }

    @Test func `Status 204 changes nothing, whatever else the document holds`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await draft(world, allows: "edit")
            let session = try #require(try await edit(world, id).json["id"]?.text)
            let status = "<Status code=\"204\" text=\"No Content\"/>"
            #expect(try await bring(world, session) { cart($0, [9], status: status) }.contains("code=\"200\""))
            #expect(try await world.order(id).lines.map(\.quantity) == [1, 2])
            let (other, _) = try await world.goShopping()
            #expect(try await bring(world, other) { cart($0, [9], status: status) }.contains("code=\"200\""))
            #expect(try await world.application.answer(ListOrders(), as: .system).items.count == 1)
        }
    }

    @Test func `a cart that the shop does not allow to be edited is not sent back`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await draft(world, allows: "create")
            let refused = try await edit(world, id)
            #expect(refused.status == 409 && refused.json["code"]?.text == "edit-not-allowed")
        }
    }
}
