import FoundationEssentials
import HTTP
import JSON
import Procurement
import Testing
import UseCases

/// What a token, an approver or a rule that fell behind is told: the field, the remedy, and that nothing was changed.
struct RefusalTests {
    private func expect(
        _ reply: Desk.Reply, _ status: Int, _ code: String, at pointer: String, _ remedy: String, _ name: String = ""
    ) {
        #expect(reply.status == status && reply.code == code, "\(name) \(reply.json.text())")
        #expect(reply.headers[first: "Content-Type"] == "application/problem+json")
        #expect(reply.pointers == [pointer], "\(reply.json.text())")
        let message = reply.json["errors"]?[0]?["message"]?.stringValue ?? ""
        #expect(message.contains(remedy), "\(reply.json.text())")
    }

    private func events(_ desk: Desk) async throws -> Int {
        try await desk.send(.get, "/v1/events?limit=100").json["data"]?.arrayValue?.count ?? -1
    }

    @Test func `a revoked token says when it was, and that another is needed`() async throws {
        let desk = try await Desk()
        let user = try await desk.make("users", ["email": "a@example.com", "name": "A", "roles": ["administrator"]])
        let made = try await desk.send(
            .post, "/v1/api-tokens", ["name": "script", "scopes": ["*"], "user_id": .string(user)])
        let (id, secret) = (made.json["id"]?.stringValue ?? "", try #require(made.json["token"]?.stringValue))
        #expect(try await desk.send(.get, "/v1/departments", as: secret).status == 200)
        _ = try await desk.send(.post, "/v1/api-tokens/\(id)/revoke")
        let before = try await events(desk)
        let reply = try await desk.send(.post, "/v1/departments", ["name": "X"], as: secret)
        expect(reply, 401, "token-revoked", at: "/Authorization", "Use another one")
        #expect(reply.headers[first: "WWW-Authenticate"]?.contains("invalid_token") == true)
        #expect(try await events(desk) == before)
    }

    @Test func `an expired token says since when, and that a new one is needed`() async throws {
        let desk = try await Desk()
        let made = try await desk.send(
            .post, "/v1/api-tokens", ["name": "short", "scopes": ["*"], "expires_at": "2027-01-15T08:30:00Z"])
        let secret = try #require(made.json["token"]?.stringValue, "\(made.json.text())")
        #expect(try await desk.send(.get, "/v1/departments", as: secret).status == 200)
        desk.clock.advance(7 * 86_400)
        let before = try await events(desk)
        let reply = try await desk.send(.post, "/v1/departments", ["name": "X"], as: secret)
        expect(reply, 401, "token-expired", at: "/Authorization", "expired at 2027-01-15T08:30:00Z. Use a new one")
        #expect(try await events(desk) == before)
    }

    @Test func `a token whose user left says so`() async throws {
        let desk = try await Desk()
        let token = try await desk.token(of: "a@example.com", roles: ["administrator"])
        let users = try await desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
        let id = users.first?["id"]?.stringValue ?? ""
        _ = try await desk.token(of: "b@example.com", roles: ["administrator"])
        #expect(try await desk.send(.patch, "/v1/users/\(id)", ["is_active": false]).status == 200)
        let reply = try await desk.send(.post, "/v1/departments", ["name": "X"], as: token)
        expect(reply, 401, "token-owner-inactive", at: "/Authorization", "Use another's token")
    }

    @Test func `a wrong scope names the one that is needed, and those that are there`() async throws {
        let desk = try await Desk()
        let token = try await desk.token(of: "a@example.com", roles: ["administrator"], scopes: ["users.read", "budgets.*"])
        let before = try await events(desk)
        let reply = try await desk.send(.post, "/v1/departments", ["name": "X"], as: token)
        expect(
            reply, 403, "insufficient-scope", at: "/Authorization",
            "lacks the scope departments.write; it has users.read budgets.*. Use one that has it")
        #expect(reply.headers[first: "WWW-Authenticate"]?.contains("scope=\"departments.write\"") == true)
        #expect(try await events(desk) == before)
    }

    @Test func `an approver who is the buyer is no approver: the submit names the plan and who can help`() async throws {
        let order = try await OrderDesk()
        _ = try await order.send(.patch, "", ["coding": order.coding])
        let users = try await order.desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
        let buyer = try #require(users.first { $0["email"] == "buyer@example.com" }?["id"])
        _ = try await order.desk.make(
            "approval-policies",
            [
                "name": "Self",
                "stages": [["from_amount": ["amount": "0.00", "currency": "USD"], "approvers": [["user_id": buyer]]]],
            ])
        let before = try await order.send(.get, "").json
        let count = try await events(order.desk)
        let reply = try await order.send(.post, "/submit")
        expect(reply, 409, "no-approver", at: "/plan", "Ask an administrator to add an approver")
        #expect(try await order.send(.get, "").json == before)
        #expect(try await events(order.desk) == count)
    }

    @Test func `a buyer who acts for the approver does not decide about their own order`() async throws {
        let order = try await OrderDesk()
        let desk = order.desk
        _ = try await order.send(.patch, "", ["coding": order.coding])
        let users = try await desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
        func id(_ email: String) throws -> JSON { try #require(users.first { $0["email"] == .string(email) }?["id"]) }
        let today = Day(desk.clock.now).text
        _ = try await desk.make(
            "substitutions",
            [
                "user_id": try id("approver@example.com"), "substitute_id": try id("buyer@example.com"),
                "from": .string(today), "through": .string(today),
            ])
        let submitted = try await order.send(.post, "/submit")
        try #require(submitted.status == 200, "\(submitted.json.text())")
        let task = try #require(submitted.json["approvals"]?[0]?["id"]?.stringValue)
        let before = try await order.send(.get, "").json
        let count = try await events(desk)
        let reply = try await desk.send(.post, "/v1/approvals/\(task)/approve", ["comment": "mine"], as: order.buyer)
        expect(reply, 409, "own-order", at: "/buyer_id", "somebody else who acts for them, has to decide")
        #expect(try await order.send(.get, "").json == before)
        #expect(try await events(desk) == count)
    }

    @Test func `a policy whose approver left after it was saved blocks the submit and says what is missing`() async throws {
        let order = try await OrderDesk()
        let desk = order.desk
        _ = try await order.send(.patch, "", ["coding": order.coding])
        let leaver = try await desk.make("users", ["email": "gone@example.com", "name": "Gone", "roles": ["approver"]])
        _ = try await desk.make(
            "approval-policies",
            [
                "name": "Board",
                "stages": [
                    ["from_amount": ["amount": "0.00", "currency": "USD"], "approvers": [["user_id": .string(leaver)]]]
                ],
            ])
        #expect(try await desk.send(.patch, "/v1/users/\(leaver)", ["is_active": false]).status == 200)
        let reply = try await order.send(.post, "/submit")
        expect(reply, 409, "no-approver", at: "/plan", "its approvers are missing, inactive, or the buyer alone")
        #expect(reply.json.text().contains("Board"))
        #expect(try await order.send(.get, "").json["status"] == "draft")
    }

    @Test func `nobody takes the only administrator's rights away`() async throws {
        let desk = try await Desk()
        let only = try await desk.make("users", ["email": "a@example.com", "name": "Ann", "roles": ["administrator"]])
        let asked: [(JSON, String)] = [(["roles": ["buyer"]], "/roles"), (["is_active": false], "/is_active")]
        for (body, pointer) in asked {
            let reply = try await desk.send(.patch, "/v1/users/\(only)", body)
            #expect(reply.status == 422 && reply.pointers == [pointer], "\(reply.json.text())")
            #expect(reply.json.text().contains("Ann is the only administrator. Make somebody else an administrator first."))
        }
        _ = try await desk.make("users", ["email": "b@example.com", "name": "Bob", "roles": ["administrator"]])
        #expect(try await desk.send(.patch, "/v1/users/\(only)", ["roles": ["buyer"]]).status == 200)
    }

    @Test func `what a change answers is what is read afterwards, to the octet`() async throws {
        let order = try await OrderDesk()
        func expectSame(_ reply: Desk.Reply, _ what: String) async throws {
            #expect(reply.status == 200, "\(what): \(reply.json.text())")
            let read = try await order.send(.get, "")
            #expect(read.json.text() == reply.json.text(), "\(what)")
            #expect(read.headers[first: "ETag"] == reply.headers[first: "ETag"], "\(what)")
        }
        try await expectSame(try await order.send(.patch, "", ["coding": order.coding, "comment": "  For the desk "]), "coded")
        let shares: JSON = [
            "lines": [
                [
                    "line_number": 1,
                    "shares": [["percent": "33.3", "coding": [:]], ["percent": "66.7", "coding": order.coding]],
                ]
            ]
        ]
        try await expectSame(try await order.send(.patch, "", shares), "split")
        try await expectSame(try await order.send(.post, "/code-open-lines", ["line_number": 1]), "coded alike")
        try await expectSame(try await order.send(.post, "/submit"), "submitted")
        try await expectSame(try await order.send(.post, "/withdraw"), "withdrawn")
        try await expectSame(try await order.send(.post, "/cancel", ["reason": "Not needed"]), "cancelled")
    }
}
