import CXML
import Cryptography
import DemoShop
import FoundationEssentials
import HTTP
import HTTPClient
import Testing

/// Orders, confirmations, ship notices and punch-in.
struct OrderTests {
    /// An order for a cart of the shop, as Portico writes it.
    private func order(_ rig: Rig, _ quantities: KeyValuePairs<String, Int>) async -> CXMLOrderRequest {
        let items = await rig.shop.cart(quantities).enumerated().map { index, line in
            CXMLItem(
                quantity: CXMLQuantity(line.quantity),
                itemID: CXMLItemID(supplierPartID: line.partID, auxiliaryID: CXMLAuxiliaryID(text: line.auxiliaryID)),
                lineNumber: index + 1,
                detail: CXMLItemDetail(
                    unitPrice: CXMLMoney(10, "USD"), descriptions: [CXMLDescription(text: "Thing")], unitOfMeasure: "EA",
                    classifications: [CXMLClassification(domain: "UNSPSC", code: "44121704")]))
        }
        return CXMLOrderRequest(
            header: CXMLOrderHeader(orderID: "PO-1", orderDate: CXMLTimestamp(Date(timeIntervalSince1970: 0))), items: items)
    }

    private func confirmations(_ rig: Rig) throws -> [CXMLConfirmationRequest] {
        try rig.portico.documents().compactMap { if case .confirmationRequest(let request) = $0.body { request } else { nil } }
    }

    @Test func `an order is received once: same octets same answer, others 409`() async throws {
        let rig = try Rig()
        var order = await order(rig, ["B00DEMO001": 1])
        #expect(try await rig.exchange("/orders", .orderRequest(order)).status?.code == .ok)
        #expect(try await rig.exchange("/orders", .orderRequest(order)).status?.code == .ok)
        #expect(await rig.shop.receivedOrders().count == 1)
        order.header.orderID = "PO-2"
        #expect(try await rig.exchange("/orders", .orderRequest(order)).status?.code == .conflict)
        order.header.type = .update
        let update = try await rig.exchange("/orders", .orderRequest(order)) { $0.payloadID = "2@portico.test" }
        #expect(update.status?.code == .notImplemented)
    }

    @Test func `HTTP Basic proves the sender, and a wrong password is not saved by the Sender`() async throws {
        let rig = try Rig()
        let order = await order(rig, ["B00DEMO001": 1])
        var envelope = Rig.envelope()
        envelope.header?.sender[0].sharedSecret = nil
        let unproven = CXMLWriter().write(CXMLDocument(envelope: envelope, body: .orderRequest(order)))
        func status(_ password: String?) async throws -> CXMLStatusCode? {
            let basic = password.map { "Basic " + Base64.standard.encode(Array("DEMOBUYER:\($0)".utf8)) }
            let response = await rig.post("/orders", unproven, headers: basic.map { [("Authorization", $0)] } ?? [])
            #expect(response.status == .ok)
            return try CXMLReader().read(response.octets).status?.code
        }
        #expect(try await status(nil) == .unauthorized)
        #expect(try await status("wrong") == .unauthorized)
        #expect(try await status(Rig.secret) == .ok)
    }

    @Test func `the last line is split over two shop orders that each confirm and ship`() async throws {
        let rig = try Rig()
        _ = try await rig.exchange("/orders", .orderRequest(await order(rig, ["B00DEMO001": 1, "B00DEMO002": 5])))
        let postings = try await rig.shop.confirm(orderPayloadID: "1@portico.test")
        #expect(postings.count == 2 && postings.allSatisfy(\.isDone))
        let confirmations = try confirmations(rig)
        #expect(confirmations.map { $0.confirmID?.prefix(4) } == ["105-", "302-"])
        #expect(confirmations.allSatisfy { $0.operation == .new && $0.type == .detail })
        #expect(confirmations.map { $0.items.map(\.quantity.text) } == [["1", "4"], ["1"]])
        #expect(confirmations.last?.items.map(\.lineNumber) == [2])
        #expect(confirmations.first?.total?.amount == 50)
        #expect(
            confirmations.allSatisfy { $0.orderReference.payloadID == "1@portico.test" && $0.orderReference.orderID == "PO-1" })
        #expect(try rig.portico.documents().allSatisfy { $0.envelope.header?.sender.last?.sharedSecret?.value == Rig.secret })
        await #expect(throws: ShopError.alreadyConfirmed) { try await rig.shop.confirm(orderPayloadID: "1@portico.test") }
        #expect(try await rig.shop.ship(orderPayloadID: "1@portico.test").count == 2)
        await #expect(throws: ShopError.nothingToShip) { try await rig.shop.ship(orderPayloadID: "1@portico.test") }
        guard case .shipNoticeRequest(let notice) = try rig.portico.documents().last?.body else {
            Issue.record("no ship notice")
            return
        }
        #expect(notice.portions.first?.items.map(\.quantity.text) == ["1"])
        #expect(notice.controls.first?.carriers.first?.identifier == "DHL")
    }

    @Test func `an unknown auxiliary part id is taken and later rejected`() async throws {
        let rig = try Rig()
        var order = await order(rig, ["B00DEMO001": 1, "B00DEMO002": 2])
        order.items[0].itemID.auxiliaryID = CXMLAuxiliaryID(text: "invented,1")
        #expect(try await rig.exchange("/orders", .orderRequest(order)).status?.code == .ok)
        try await rig.shop.confirm(orderPayloadID: "1@portico.test")
        let items = try confirmations(rig).first?.items ?? []
        #expect(items.first?.statuses.first?.type == .reject)
        #expect(items.last?.statuses.first?.type == .accept)
    }

    @Test func `an order of which nothing can be delivered is rejected as a whole`() async throws {
        let rig = try Rig()
        var order = await order(rig, ["B00DEMO001": 3])
        order.items[0].itemID.supplierPartID = "B00OTHER99"
        _ = try await rig.exchange("/orders", .orderRequest(order))
        try await rig.shop.confirm(orderPayloadID: "1@portico.test")
        let confirmation = try #require(try confirmations(rig).first)
        #expect(confirmation.type == .reject && confirmation.items.isEmpty)
        await #expect(throws: ShopError.nothingToShip) { try await rig.shop.ship(orderPayloadID: "1@portico.test") }
    }

    @Test func `a repeated confirmation is the same octets`() async throws {
        let rig = try Rig(Counterpart([.failure(HTTPClientError(.notSent, "nobody there"))]))
        _ = try await rig.exchange("/orders", .orderRequest(await order(rig, ["B00DEMO001": 1])))
        let first = try #require(try await rig.shop.confirm(orderPayloadID: "1@portico.test").first)
        #expect(!first.isDone && first.mayBeRepeated && first.outcome == "nobody there")
        let second = try await rig.shop.repeatConfirmation(orderPayloadID: "1@portico.test")
        #expect(second.isDone && second.tries == 2)
        #expect(rig.portico.requests.map(\.body) == [first.body, first.body])
    }

    @Test func `a cart submitted for approval reaches Portico, and its order is recognised`() async throws {
        let rig = try Rig()
        let cart = await rig.shop.cart(["B00DEMO001": 2])
        let punchIn = try await rig.shop.submitForApproval(cart: cart, email: "bianca@demo.example")
        #expect(punchIn.posting.isDone)
        #expect(punchIn.browserURL == "http://portico.test/punch-in/amazon?ref=\(punchIn.orderID)")
        let sent = try #require(try rig.portico.documents().first)
        guard case .orderRequest(let request) = sent.body else { throw Rig.Unexpected(what: sent.body.name) }
        #expect(sent.envelope.deploymentMode == .test)
        #expect(request.header.orderID == punchIn.orderID && punchIn.orderID.hasPrefix("112-"))
        #expect(request.header.extrinsics.value("UserEmail") == "bianca@demo.example")
        #expect(request.items.first?.itemID.auxiliaryID?.text == cart.first?.auxiliaryID)
        var back = request
        back.header.orderID = "PO-9"
        back.header.supplierOrderID = punchIn.orderID
        #expect(try await rig.exchange("/orders", .orderRequest(back)).status?.code == .ok)
        #expect(await rig.shop.receivedOrders().first?.punchInOrderID == punchIn.orderID)
        try await rig.shop.confirm(orderPayloadID: "1@portico.test", splitting: false)
        #expect(try confirmations(rig).first?.confirmID == punchIn.orderID)
    }

    @Test func `the front door leads to a cart that is submitted by a browser`() async throws {
        let rig = try Rig()
        let start = await rig.form("/start", "email=ada%40demo.example")
        let visit = try #require(start.headers[first: "Location"])
        _ = await rig.form("\(visit)/cart", "item=B00DEMO005&quantity=1")
        #expect(await rig.get("\(visit)/cart").text.contains("Submit for approval"))
        let submitted = try #require(await rig.form("\(visit)/submit", "").headers[first: "Location"])
        let page = await rig.get(submitted)
        #expect(page.status == .ok && page.text.contains("Continue to Portico"))
        #expect(await rig.form("\(visit)/submit", "").status == .conflict)
    }
}
