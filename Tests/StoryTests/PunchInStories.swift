import DemoShop
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

struct PunchInStories {
    @Test
    func
        `a cart that requires approval becomes a draft of the user whose e-mail it names, and is confirmed with Amazon's own order id`()
        async throws
    {
        try await World.run { (world: World) async throws in
            let cart = await world.shop.cart(["B00DEMO002": 2])
            let punchIn = try await world.shop.submitForApproval(cart: cart, email: "Bianca@Example.com")
            #expect(punchIn.posting.isDone, "\(punchIn.posting.outcome)")
            let drafts = try await world.rest("GET", "/v1/purchase-orders?status=draft")
            let id = try #require(drafts.json["data"]?.elements.first?["id"]?.text.flatMap { Identifier<PurchaseOrder>($0) })
            let order = try await world.order(id)
            #expect(order.origin == .punchIn && order.supplierReference == punchIn.orderID)

            try await world.code(id)
            #expect(try await world.submit(id).status == 200)
            #expect(try await world.decide(id, "approve", as: "ada") == 200)
            try await world.deliver()
            let received = try #require(await world.shop.receivedOrders().first)
            #expect(received.punchInOrderID == punchIn.orderID)
            #expect(received.lines.first?.auxiliaryID == cart.first?.auxiliaryID)
        }
    }

    @Test func `a punch-in nobody can be found for waits until an administrator gives it away`() async throws {
        try await World.run { (world: World) async throws in
            let cart = await world.shop.cart(["B00DEMO002": 1])
            _ = try await world.shop.submitForApproval(cart: cart, email: "stranger@example.net")
            let waiting = try await world.application.answer(ListOrders(OrderFilter(unclaimed: true)), as: .system).items
            let order = try #require(waiting.first)
            #expect(order.buyerID == nil && order.buyerEmail == "stranger@example.net")
            let users = try await world.application.answer(ListUsers(), as: .system)
            let bianca = try #require(users.first { $0.email == "bianca@example.com" })
            let claimed = try await world.rest(
                "POST", "/v1/purchase-orders/\(order.id)/claim", as: "alex", "{\"user_id\":\"\(bianca.id)\"}")
            #expect(claimed.status == 200)
            #expect(try await world.order(order.id).buyerID == bianca.id)
        }
    }
}
