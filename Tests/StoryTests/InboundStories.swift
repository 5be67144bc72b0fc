import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

struct InboundStories {
    private func requisition(
        identity: String = "PORTICO-DEMO", secret: String = "demo-shared-secret", payloadID: String = "1@amazon.test",
        quantity: Int = 1
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <cXML payloadID="\(payloadID)" timestamp="2026-09-21T10:00:00.000Z"><Header>
        <From><Credential domain="NetworkId"><Identity>Amazon</Identity></Credential></From>
        <To><Credential domain="NetworkID"><Identity>\(identity)</Identity></Credential></To>
        <Sender><Credential domain="networkid"><Identity>\(identity)</Identity><SharedSecret>\(secret)</SharedSecret></Credential>
        <UserAgent>Amazon</UserAgent></Sender></Header><Request deploymentMode="test"><OrderRequest>
        <OrderRequestHeader orderID="111-1" orderDate="2026-09-21T10:00:00Z" type="new"><Total><Money currency="USD">\(quantity * 5).00</Money></Total>
        <Extrinsic name="UserEmail">bianca@example.com</Extrinsic></OrderRequestHeader>
        <ItemOut quantity="\(quantity)" lineNumber="1"><ItemID><SupplierPartID>B1</SupplierPartID>
        <SupplierPartAuxiliaryID>136-1,1</SupplierPartAuxiliaryID></ItemID><ItemDetail><UnitPrice><Money currency="USD">5.00</Money></UnitPrice>
        <Description xml:lang="en">Pen</Description><UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">44121704</Classification>
        </ItemDetail></ItemOut></OrderRequest></Request></cXML>
        """
    }

    private func count(_ world: World) async throws -> Int {
        try await world.application.answer(ListOrders(), as: .system).items.count
    }

    @Test func `the same document again gets the same answer and no second order, another under its id gets 409`() async throws {
        try await World.run { (world: World) async throws in
            #expect(try await world.post(cxml: requisition()).code == 200)
            #expect(try await world.post(cxml: requisition()).code == 200)
            #expect(try await count(world) == 1)
            #expect(try await world.post(cxml: requisition(quantity: 2)).code == 409)
            #expect(try await count(world) == 1)
        }
    }

    @Test func `many at once make one order`() async throws {
        try await World.run { (world: World) async throws in
            let document = requisition()
            let codes = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await world.post(cxml: document).code } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes == Array(repeating: 200, count: 8))
            #expect(try await count(world) == 1)
        }
    }

    @Test func `a wrong secret and an unknown identity get the same 401, and leave no order and no secret`() async throws {
        try await World.run { (world: World) async throws in
            let wrong = try await world.post(cxml: requisition(secret: "guess-4711"))
            let unknown = try await world.post(cxml: requisition(identity: "NOBODY", secret: "guess-4711"), path: "/cxml")
            #expect(wrong.code == 401 && unknown.code == 401)
            func status(_ text: String) -> Substring { text[(text.firstRange(of: "<Status")?.lowerBound ?? text.startIndex)...] }
            #expect(status(wrong.body) == status(unknown.body))
            #expect(try await count(world) == 0)
            let log = try await world.application.answer(ListMessages(page: PageRequest(limit: 10)), as: .system).items
            #expect(log.allSatisfy { !String(decoding: $0.body, as: UTF8.self).contains("guess-4711") })
        }
    }

    @Test func `a secret that was changed is worth nothing from that moment, and a connection that was changed is used as it is`()
        async throws
    {
        try await World.run { (world: World) async throws in
            #expect(try await world.post(cxml: requisition()).code == 200)
            let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
            var fields = ConnectionFields()
            fields.sharedSecret = "another-secret"
            fields.slug = "amazon"
            _ = try await world.application.perform(ChangeConnection(connection.id, fields), as: .system)
            #expect(try await world.post(cxml: requisition(payloadID: "2@amazon.test")).code == 401)
            #expect(try await world.post(cxml: requisition(secret: "another-secret", payloadID: "3@amazon.test")).code == 200)
            #expect(try await count(world) == 2)
        }
    }

    @Test func `HTTP Basic proves a partner as well as a shared secret does`() async throws {
        try await World.run { (world: World) async throws in
            let bare = requisition().replacing("<SharedSecret>demo-shared-secret</SharedSecret>", with: "")
            #expect(try await world.post(cxml: bare).code == 401)
            // PORTICO-DEMO:demo-shared-secret
            let header = ("Authorization", "Basic UE9SVElDTy1ERU1POmRlbW8tc2hhcmVkLXNlY3JldA==")
            #expect(try await world.post(cxml: bare, headers: [header]).code == 200)
        }
    }

    @Test(arguments: [
        "<!DOCTYPE cXML [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><cXML payloadID=\"1\">&b;</cXML>",
        "<!DOCTYPE cXML [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><cXML payloadID=\"1\">&x;</cXML>",
        "<cXML payloadID=\"1\"><Header>", "not XML at all", "",
        String(repeating: "<a>", count: 5000),
    ])
    func `malformed and hostile documents get a 4xx Status and do nothing`(document: String) async throws {
        try await World.run { (world: World) async throws in
            let answer = try await world.post(cxml: document)
            #expect((400..<500).contains(answer.code), "\(answer.body)")
            #expect(!answer.body.contains("root:"))
            #expect(try await count(world) == 0)
            #expect(try await world.rest("GET", "/v1/purchase-orders").status == 200, "the server is alive")
        }
    }

    @Test func `a confirmation for an order that never left is 417`() async throws {
        try await World.run { (world: World) async throws in
            let document = requisition().replacing("<OrderRequest>", with: "<ConfirmationRequest>")
            let start = try #require(document.firstRange(of: "<OrderRequestHeader"))
            let end = try #require(document.firstRange(of: "</OrderRequest>"))
            let body = """
                <ConfirmationHeader type="accept" noticeDate="2026-09-21T10:00:00+00:00" confirmID="105-1"/>
                <OrderReference orderID="PO-999999"><DocumentReference payloadID="none"/></OrderReference></ConfirmationRequest>
                """
            let confirmation = document[..<start.lowerBound] + body + document[end.upperBound...]
            #expect(try await world.post(cxml: String(confirmation)).code == 417)
        }
    }

    @Test func `ProfileRequest names what is taken`() async throws {
        try await World.run { (world: World) async throws in
            let document = requisition()
            let start = try #require(document.firstRange(of: "<OrderRequest>"))
            let profile = document[..<start.lowerBound] + "<ProfileRequest/></Request></cXML>"
            let answer = try await world.post(cxml: String(profile))
            #expect(answer.code == 200 && answer.body.contains("ConfirmationRequest"))
        }
    }
}
