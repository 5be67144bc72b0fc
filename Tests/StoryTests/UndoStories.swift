import DemoShop
import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// What can be taken back, for how long, and that nothing leaves before.
struct UndoStories {
    private func run(
        decision: Double = 30, send: Double = 30, _ story: @escaping (World) async throws -> Void
    ) async throws {
        try await World.run(
            rules: {
                ($0.undoDecisionSeconds, $0.undoSendSeconds) = (decision, send)
            }, story)
    }

    private func undo(_ world: World, _ id: Identifier<PurchaseOrder>, as user: String) async throws -> (status: Int, json: JSON)
    {
        try await world.rest("POST", "/v1/purchase-orders/\(id)/undo", as: user, "{}")
    }

    private func held(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> (reserved: String?, committed: String?) {
        let budget = try #require(try await world.order(id).coding.budgetID)
        let balance = try await world.rest("GET", "/v1/budgets/\(budget)/balance", as: "alex").json["balance"]
        return (balance?["reserved"]?["amount"]?.text, balance?["committed"]?["amount"]?.text)
    }

    @Test func `the last approval is taken back before anything left, and everything is as it was`() async throws {
        try await run { (world: World) async throws in
            let id = try await world.draft()
            try await world.code(id)
            try #require(try await world.submit(id).status == 200)
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            let before = try await held(world, id)
            try #require(try await world.decide(id, "approve", as: "felix") == 200)
            try await world.deliver()
            #expect(try await world.order(id).transmission == .queued, "it waits")
            let shown = try await world.rest("GET", "/v1/purchase-orders/\(id)", as: "felix")
            #expect(shown.json["undo"]?["kind"]?.text == "approve" && shown.json["undo"]?["seconds_left"] == 30)
            #expect(shown.json["allowed_actions"]?.elements.contains("undo") == true)
            #expect(try await undo(world, id, as: "ada").json["code"]?.text == "nothing-to-undo", "not hers")
            world.passTime(hours: 29.0 / 3600)
            let undone = try await undo(world, id, as: "felix")
            #expect(undone.status == 200 && undone.json["status"]?.text == "pending_approval", "\(undone.json)")
            #expect(try await held(world, id) == before)
            world.passTime(hours: 1)
            try await world.deliver()
            #expect(try await world.order(id).transmission == .notSent)
            #expect(await world.shop.receivedOrders().isEmpty)
            #expect(
                Array(try await world.events(of: id.text).suffix(4)) == [
                    "purchase_order.stage_approved", "purchase_order.approved", "purchase_order.queued", "purchase_order.undone",
                ])
            #expect(try await undo(world, id, as: "felix").status == 409)
            try #require(try await world.decide(id, "approve", as: "felix") == 200)
            world.passTime(hours: 31.0 / 3600)
            #expect(try await undo(world, id, as: "felix").json["code"]?.text == "too-late")
            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
            #expect(try await undo(world, id, as: "felix").json["code"]?.text == "went-on")
            #expect(try await world.application.answer(ListOrderVersions(of: id), as: .system).items.count == 1)
        }
    }

    @Test func `an approval in the middle and a rejection are taken back until somebody goes on`() async throws {
        try await run { (world: World) async throws in
            let id = try await world.draft()
            try await world.code(id)
            try #require(try await world.submit(id).status == 200)
            let before = try await held(world, id)
            try #require(try await world.decide(id, "reject", as: "ada", comment: "too dear") == 200)
            #expect(try await world.order(id).status == .rejected)
            #expect(try await undo(world, id, as: "ada").status == 200)
            #expect(try await world.order(id).status == .pendingApproval)
            #expect(try await held(world, id) == before, "it is reserved again")
            let open = try await world.rest("GET", "/v1/approvals?status=open", as: "ada")
            let task = try #require(open.json["data"]?.elements.first?["id"]?.text, "\(open.json)")
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            let taken = try await world.rest("POST", "/v1/approvals/\(task)/undo", as: "ada", "{}")
            #expect(
                taken.status == 200 && taken.json["status"]?.text == "open" && taken.json["comment"] == .null, "\(taken.json)")
            #expect(try await world.rest("GET", "/v1/approvals?status=open", as: "felix").json["data"]?.elements.isEmpty == true)
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            try #require(try await world.decide(id, "approve", as: "felix") == 200)
            let late = try await world.rest("POST", "/v1/approvals/\(task)/undo", as: "ada", "{}")
            #expect(late.status == 409, "\(late.json)")
        }
    }

    @Test func `refused lines, a purchase without approval, a cancellation and a change are taken back`() async throws {
        try await run { (world: World) async throws in
            let id = try await world.draft()
            try await world.code(id)
            try #require(try await world.submit(id).status == 200)
            let before = try await world.order(id)
            let held = try await held(world, id)
            let open = try await world.rest("GET", "/v1/approvals?status=open", as: "ada")
            let task = try #require(open.json["data"]?.elements.first?["id"]?.text)
            let decided = try await world.rest(
                "POST", "/v1/approvals/\(task)/approve", as: "ada", "{\"comment\":\"no chairs\",\"refused_lines\":[2]}")
            #expect(decided.status == 200)
            #expect(try await world.order(id).lines.count == 1)
            #expect(try await undo(world, id, as: "ada").status == 200)
            #expect(try await world.order(id).lines == before.lines)
            #expect(try await self.held(world, id) == held)
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            try #require(try await world.decide(id, "approve", as: "felix") == 200)
            let approved = try await world.order(id)
            let path = "/v1/purchase-orders/\(id)"
            #expect(try await world.rest("POST", "\(path)/cancel", "{\"reason\":\"no\"}").status == 200)
            #expect(try await undo(world, id, as: "bianca").status == 200)
            #expect(try await world.order(id).status == .approved)
            #expect(try await world.order(id).transmission == .queued, "it waits in the outbox again")
            let changed = try await world.rest(
                "POST", "\(path)/change-orders", "{\"lines\":[{\"line_number\":1,\"quantity\":1}],\"reason\":\"less\"}")
            #expect(changed.status == 201, "\(changed.json)")
            #expect(try await undo(world, id, as: "bianca").status == 200)
            #expect(try await world.order(id).lines == approved.lines)
            #expect(
                try await world.rest("GET", "\(path)/change-orders").json["data"]?.elements.first?["status"]?.text == "withdrawn")
            world.passTime(hours: 1)
            try await world.deliver()
            #expect(await world.shop.receivedOrders().count == 1, "once, however often it was taken back")
        }
    }

    @Test func `what nobody takes back leaves by itself after the time, also after a restart`() async throws {
        try await run(decision: 0) { (world: World) async throws in
            let id = try await world.queuedOrder()
            try await world.deliver()
            #expect(await world.shop.receivedOrders().isEmpty)
            let due = try #require(try await world.application.answer(NextDelivery(), as: .system))
            #expect(due == world.application.environment.now().addingTimeInterval(30), "a worker that starts anew finds it")
            world.passTime(hours: 30.0 / 3600)
            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
        }
    }

    @Test func `people are told only after the time, and not at all of what was taken back`() async throws {
        try await run { (world: World) async throws in
            let id = try await world.draft()
            try await world.code(id)
            try #require(try await world.submit(id).status == 200)
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            func told() async throws -> [Procurement.Notification] {
                try await world.application.answer(ShowNotifications(order: id), as: .system).map(\.notification)
            }
            let now = world.application.environment.now()
            let waiting = try await told().filter { $0.notBefore != nil }
            #expect(waiting.count == 1 && waiting.first?.notBefore == now.addingTimeInterval(30))
            #expect(try await undo(world, id, as: "ada").status == 200)
            #expect(try await told().allSatisfy { $0.notBefore == nil })
        }
    }

    @Test func `without the settings nothing can be taken back, and nothing waits`() async throws {
        try await run(decision: 0, send: 0) { (world: World) async throws in
            let id = try await world.queuedOrder()
            #expect(try await undo(world, id, as: "felix").json["code"]?.text == "nothing-to-undo")
            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
        }
    }
}
