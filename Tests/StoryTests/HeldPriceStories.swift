import Delivery
import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// The clock of a held cart, and purchases cut into pieces.
struct HeldPriceStories {
    private func submitted(_ world: World) async throws -> Identifier<PurchaseOrder> {
        let id = try await world.draft()
        try await world.code(id)
        try #require(try await world.submit(id).status == 200)
        return id
    }

    private func hold(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> JSON? {
        try await world.rest("GET", "/v1/purchase-orders/\(id)").json["price_hold"]
    }

    private func priceEvents(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> [String] {
        try await world.events(of: id.text).filter { $0.contains("price_hold") }
    }

    @Test func `a held cart reminds on the fifth day and is flagged on the seventh, once each`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await submitted(world)
            #expect(try await hold(world, id)?["phase"]?.text == "held")
            world.passTime(hours: 4.9 * 24)
            try await world.composition.housekeeping.tidy()
            #expect(try await priceEvents(world, id).isEmpty)
            world.passTime(hours: 0.2 * 24)
            for _ in 1...2 { try await world.composition.housekeeping.tidy() }
            #expect(try await priceEvents(world, id) == ["purchase_order.price_hold_ending"])
            let told = try await world.application.answer(ShowNotifications(order: id), as: .system).filter {
                $0.notification.kind == .priceHoldEnding
            }
            #expect(Set(told.map(\.notification.userID)).count >= 2, "Ada, who has to decide, and Bianca")
            let list = try await world.rest("GET", "/v1/approvals?status=open", as: "ada")
            #expect(list.json["data"]?.elements.first?["price_hold"]?.text == "ending", "\(list.json)")
            world.passTime(hours: 48)
            for _ in 1...2 { try await world.composition.housekeeping.tidy() }
            #expect(
                try await priceEvents(world, id) == ["purchase_order.price_hold_ending", "purchase_order.price_hold_ended"])
            #expect(try await hold(world, id)?["phase"]?.text == "ended")
            // It can be approved all the same, and is nobody's clock any more then.
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            try #require(try await world.decide(id, "approve", as: "felix") == 200)
            #expect(try await hold(world, id) == .null)
        }
    }

    @Test func `a cart that was edited in the shop starts the clock anew`() async throws {
        try await World.run { (world: World) async throws in
            let stories = EditStories()
            let id = try await stories.draft(world, allows: "edit")
            let first = try await hold(world, id)?["until"]?.text
            world.passTime(hours: 24 * 8)
            #expect(try await hold(world, id)?["phase"]?.text == "ended")
            let started = try await stories.edit(world, id)
            let session = try #require(started.json["id"]?.text, "\(started.json)")
            _ = try await stories.bring(world, session) { stories.cart($0, [4]) }
            let again = try await hold(world, id)
            #expect(again?["phase"]?.text == "held" && again?["until"]?.text != first, "\(again ?? .null)")
        }
    }

    @Test func `the days are settings, and nobody counts with none`() async throws {
        try await World.run(rules: { ($0.priceHoldDays, $0.priceHoldRemindDays) = (2, 1) }) { (world: World) async throws in
            let id = try await submitted(world)
            world.passTime(hours: 25)
            try await world.composition.housekeeping.tidy()
            #expect(try await priceEvents(world, id) == ["purchase_order.price_hold_ending"])
        }
        try await World.run(rules: { $0.priceHoldDays = 0 }) { (world: World) async throws in
            #expect(try await hold(world, try await submitted(world)) == .null)
        }
    }

    @Test func `a purchase cut into pieces is told in words, to approvers and to policies`() async throws {
        // One of these orders is within it, two are not.
        let limit = Money(minorUnits: 70_000, currency: .usd)
        try await World.run(rules: { $0.splitPurchaseLimit = limit }) { (world: World) async throws in
            let total = try #require(try await world.order(try await world.draft()).total)
            try #require(total.minorUnits <= limit.minorUnits && total.minorUnits * 2 > limit.minorUnits, "\(total)")
            let first = try await submitted(world)
            #expect(try await world.rest("GET", "/v1/purchase-orders/\(first)").json["split_purchase"] == .null)
            let policy = try await world.rest(
                "POST", "/v1/approval-policies", as: "alex",
                """
                {"name":"Pieces","stages":[{"from_amount":{"amount":"0.00","currency":"USD"},"approvers":[{"role":"administrator"}],\
                "conditions":[{"subject":"split_purchase","values":[]}]}]}
                """)
            #expect(policy.status == 201, "\(policy.json)")
            let second = try await submitted(world)
            let shown = try await world.rest("GET", "/v1/purchase-orders/\(second)", as: "alex")
            let finding = shown.json["split_purchase"]
            #expect(finding?["purchase_order_ids"]?.elements.map(\.text) == [first.text], "\(shown.json)")
            #expect(finding?["message"]?.text?.contains("With 1 other order of the last 7 days") == true)
            let reasons = shown.json["approvals"]?.elements.compactMap { $0["reason"]?.text } ?? []
            #expect(reasons.contains { $0.hasPrefix("Pieces: With 1 other order") }, "\(reasons)")
            world.passTime(hours: 24 * 8)
            #expect(
                try await world.rest("GET", "/v1/purchase-orders/\(second)").json["split_purchase"] == .null, "long ago")
        }
    }
}
