import FoundationEssentials
import HTTP
import JSON
import Procurement
import Testing
import UseCases

/// A company, a buyer, an approver and a draft order of one cart.
struct OrderDesk {
    let desk: Desk
    let buyer: String
    let approver: String
    let order: String
    let coding: JSON

    init() async throws {
        desk = try await Desk()
        buyer = try await desk.token(of: "buyer@example.com", roles: ["buyer"])
        approver = try await desk.token(of: "approver@example.com", roles: ["approver"])
        let entity = try await desk.make("legal-entities", ["name": "E", "currency": "USD"])
        let location = try await desk.make("locations", ["name": "L", "legal_entity_id": .string(entity)])
        let department = try await desk.make("departments", ["name": "D"])
        let account = try await desk.make("gl-accounts", ["code": "1", "name": "A"])
        let budget = try await desk.make(
            "budgets",
            [
                "name": "B", "amount": ["amount": "100.00", "currency": "USD"], "period_start": "2026-01-01",
                "period_end": "2027-12-31",
            ])
        coding = ["department_id": .string(department), "budget_id": .string(budget), "gl_account_id": .string(account)]
        let supplier = try await desk.make("suppliers", ["name": "S"])
        let connection = try await desk.make(
            "punchout-connections", CollectionTests.connection(supplier, location, entity))
        order = try await Self.draft(desk, connection, buyer)
    }

    private static func draft(_ desk: Desk, _ connection: String, _ token: String) async throws -> String {
        let actor = try #require(try await FindToken(token).run(in: desk.application))
        let setup = try await desk.application.perform(StartPunchOut(connectionID: connection), as: actor)
        let lines = [
            OrderLine(
                lineNumber: 1, supplierPartID: "B01", auxiliaryID: "137-1", description: "Pens", quantity: 3, unitPrice: 4.5,
                currency: .usd, unitOfMeasure: "EA"),
            OrderLine(
                lineNumber: 2, supplierPartID: "B02", description: "Paper", quantity: 1, unitPrice: 10, currency: .usd,
                unitOfMeasure: "BX", warnings: ["The unit is unusual."]),
        ]
        let cart = ReceivedCart(
            payloadID: "cart@shop", currency: .usd, lines: lines, buyerCookie: setup.session.buyerCookie, isTest: true)
        let outcome = try await desk.application.perform(
            ReturnCart(sessionID: setup.session.id.text, cart: cart, isPending: false, document: []), as: .nobody)
        guard case .order(let id) = outcome else { throw Desk.Unreadable() }
        return id.text
    }

    func send(_ method: HTTP.Method, _ rest: String, _ body: JSON? = nil, as token: String? = nil, ifMatch: String? = nil)
        async throws -> Desk.Reply
    {
        try await desk.send(
            method, "/v1/purchase-orders/\(order)\(rest)", body, as: token ?? buyer, ifMatch.map { [("If-Match", $0)] } ?? [])
    }
}

struct RESTOrderTests {
    @Test func `a draft tells its lines exactly, what is missing, and what may be done`() async throws {
        let desk = try await OrderDesk()
        let order = try await desk.send(.get, "").json
        #expect(order["status"] == "draft" && order["number"] == .null && order["is_test"] == true)
        #expect(order["total"] == ["amount": "23.50", "currency": "USD"])
        let line = try #require(order["lines"]?[0])
        #expect(line["line_number"] == 1 && line["supplier_part_auxiliary_id"] == "137-1" && line["quantity"] == 3)
        #expect(line["unit_price"] == ["amount": "4.50", "currency": "USD"])
        #expect(line["amount"] == ["amount": "13.50", "currency": "USD"])
        #expect(order["lines"]?[1]?["warnings"] == ["The unit is unusual."])
        let missing = order["missing_coding"]?.arrayValue?.compactMap { $0["field"]?.stringValue }
        #expect(missing == ["department_id", "budget_id", "gl_account_id"])
        #expect(order["plan"]?["route"] == "approval")
        #expect(order["allowed_actions"] == ["cancel", "edit", "submit"])
        let list = try await desk.desk.send(.get, "/v1/purchase-orders?status=draft&limit=50", as: desk.buyer)
        #expect(list.json["data"]?.arrayValue?.count == 1 && list.json["has_more"] == false)
        #expect(try await desk.send(.get, "", as: desk.approver).status == 404)
    }

    @Test func `submit names what is missing; coded, approved and numbered it is queued`() async throws {
        let desk = try await OrderDesk()
        let early = try await desk.send(.post, "/submit")
        #expect(early.status == 422)
        #expect(early.pointers == ["/coding/department_id", "/coding/budget_id", "/coding/gl_account_id"])
        #expect(try await desk.send(.patch, "", ["coding": desk.coding]).json["missing_coding"] == [])
        #expect(try await desk.send(.post, "/submit").json["status"] == "pending_approval")
        let open = try await desk.desk.send(.get, "/v1/approvals?status=open", as: desk.approver)
        let approval = try #require(open.json["data"]?[0]?["id"]?.stringValue)
        let path = "/v1/approvals/\(approval)"
        #expect(try await desk.desk.send(.post, "\(path)/approve", ["comment": "Fine"], as: desk.buyer).status == 404)
        #expect(try await desk.desk.send(.post, "\(path)/reject", as: desk.approver).pointers == ["/comment"])
        let approved = try await desk.desk.send(.post, "\(path)/approve", ["comment": "Fine"], as: desk.approver)
        #expect(approved.json["status"] == "approved" && approved.json["purchase_order"]?["status"] == "approved")
        let order = try await desk.send(.get, "").json
        #expect(order["number"]?.stringValue == "PO-000001" && order["transmission"] == "queued")
        #expect(order["deliveries"]?[0]?["status"] == "queued")
        let again = try await desk.desk.send(.post, "\(path)/approve", as: desk.approver)
        #expect(again.status == 409 && again.code == "not-open")
        #expect(try await desk.desk.send(.get, "/v1/deliveries?status=queued").json["data"]?.arrayValue?.count == 1)
    }

    @Test func `a line is coded by its number, cleared by null, and pointed at by its place in the body`() async throws {
        let desk = try await OrderDesk()
        let account = try #require(desk.coding["gl_account_id"])
        let body: JSON = ["lines": [["line_number": 2, "coding": ["gl_account_id": account]]], "comment": "Soon"]
        let coded = try await desk.send(.patch, "", body).json
        #expect(coded["lines"]?[1]?["coding"]?["gl_account_id"] == account && coded["comment"] == "Soon")
        #expect(coded["missing_coding"]?.arrayValue?.last == ["field": "gl_account_id", "line_number": 1])
        let cleared = try await desk.send(
            .patch, "", ["lines": [["line_number": 2, "coding": ["gl_account_id": nil]]], "comment": nil]
        ).json
        #expect(cleared["lines"]?[1]?["coding"]?["gl_account_id"] == .null && cleared["comment"] == .null)
        let wrong = try await desk.send(
            .patch, "", ["lines": [["line_number": 2, "coding": ["gl_account_id": "gl_none"]]]])
        #expect(wrong.status == 422 && wrong.pointers == ["/lines/0/coding/gl_account_id"])
        #expect(try await desk.send(.patch, "", ["lines": [["line_number": 9, "coding": [:]]]]).pointers == ["/lines/0"])
    }

    @Test func `If-Match holds for PATCH and for verbs`() async throws {
        let desk = try await OrderDesk()
        let tag = try #require(try await desk.send(.get, "").headers[first: "ETag"])
        let changed = try await desk.send(.patch, "", ["coding": desk.coding], ifMatch: tag)
        #expect(changed.status == 200)
        #expect(try await desk.send(.patch, "", ["comment": "x"], ifMatch: tag).status == 412)
        #expect(try await desk.send(.post, "/cancel", ifMatch: tag).status == 412)
        let newer = try #require(changed.headers[first: "ETag"])
        let cancelled = try await desk.send(.post, "/cancel", ["reason": "No need"], ifMatch: newer)
        #expect(cancelled.json["status"] == "cancelled" && cancelled.json["allowed_actions"] == [])
        let late = try await desk.send(.post, "/submit")
        #expect(late.status == 409 && late.code == "wrong-state")
    }

    @Test func `a token that may only write orders still sees what it changed`() async throws {
        let desk = try await OrderDesk()
        let token = try await desk.desk.application.perform(
            CreateAPIToken(name: "w", userEmail: "buyer@example.com", scopes: ["purchase-orders.write"]), as: .system
        ).secret
        #expect(try await desk.send(.get, "", as: token).status == 403)
        #expect(try await desk.send(.patch, "", ["comment": "x"], as: token).json["comment"] == "x")
    }
}
