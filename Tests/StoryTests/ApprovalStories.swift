import Delivery
import DemoShop
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

struct ApprovalStories {
    @Test func `nobody approves their own order`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.draft(as: "ada")
            try await world.code(id, as: "ada")
            let answer = try await world.submit(id, as: "ada")
            #expect(answer.status == 409, "stage 1 names the buyer alone, so nobody could decide")
            #expect(try await world.order(id).status == .draft)
        }
    }

    @Test func `a rejected order goes back to draft when it is edited, and a second round is asked anew`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.draft()
            try await world.code(id)
            _ = try await world.submit(id)
            #expect(try await world.decide(id, "reject", as: "ada", comment: "too many") == 200)
            #expect(try await world.order(id).status == .rejected)
            try await world.code(id)
            #expect(try await world.order(id).status == .draft)
            _ = try await world.submit(id)
            #expect(try await world.decide(id, "approve", as: "ada") == 200)
        }
    }

    @Test func `cancelling works before sending and says afterwards that the supplier must be told`() async throws {
        try await World.run { (world: World) async throws in
            let open = try await world.draft()
            #expect(try await world.rest("POST", "/v1/purchase-orders/\(open)/cancel", "{}").status == 200)
            let sent = try await world.sentOrder()
            let refused = try await world.rest("POST", "/v1/purchase-orders/\(sent)/cancel", "{}")
            #expect(refused.status == 409)
            #expect(refused.json["detail"]?.text?.contains("Amazon") == true)
        }
    }

    @Test func `a test order is cancelled some hours after its confirmation, an active one never`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let received = try #require(await world.shop.receivedOrders().first)
            try await world.shop.confirm(orderPayloadID: received.payloadID)
            #expect(try await world.composition.housekeeping.tidy() == 0)
            world.passTime(hours: 3.9)
            #expect(try await world.composition.housekeeping.tidy() == 0)
            world.passTime(hours: 0.2)
            #expect(try await world.composition.housekeeping.tidy() == 1)
            #expect(try await world.order(id).status == .cancelled)
            #expect(try await world.events(of: id.text).last == "purchase_order.cancelled")
        }
    }

    @Test func `an unanswered attempt is repeated with identical bytes and never called failed`() async throws {
        try await World.run { (world: World) async throws in
            let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
            var away = ConnectionFields()
            away.orderURL = "http://127.0.0.1:1/orders"
            _ = try await world.application.perform(ChangeConnection(connection.id, away), as: .system)
            let id = try await world.sentOrder()
            #expect(try await world.order(id).transmission == .queued, "nothing left, so it is only late")
            var back = ConnectionFields()
            back.orderURL = "\(world.shopURL)/orders"
            _ = try await world.application.perform(ChangeConnection(connection.id, back), as: .system)
            try await world.deliver()
            #expect(try await world.order(id).transmission == .queued, "not before its time")
            world.passTime(hours: 1)
            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
            let sent = try await world.application.answer(ListMessages(page: PageRequest(limit: 50)), as: .system).items
                .filter { $0.kind == "OrderRequest" }
            #expect(sent.count == 2 && sent[0].body == sent[1].body && sent[0].payloadID == sent[1].payloadID)
            #expect(sent.allSatisfy { !String(decoding: $0.body, as: UTF8.self).contains("demo-shared-secret") })
        }
    }
}
