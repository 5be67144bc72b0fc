import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// The sums of reports while orders change, are cancelled, opened again and taken back. At the end of every story the world counts
/// all documents anew and compares.
struct OrderLifeReportStories {
    /// Ordered and open of the whole company; `nil` when nothing was ever ordered.
    private func spend(_ world: World) async throws -> [String] {
        let answer = try await world.rest("GET", "/v1/reports/spend?group_by=month", as: "alex")
        try #require(answer.status == 200, "\(answer.json)")
        return answer.json["data"]?.elements.flatMap { row in
            ["ordered", "open"].map { row[$0]?["amount"]?.text ?? "" }
        } ?? []
    }

    private func counted(_ world: World) async throws -> [String] {
        try await world.application.answer(CheckReports(), as: .system)
    }

    private func step(
        _ world: World, _ id: Identifier<PurchaseOrder>, _ verb: String, _ body: String = "{}", as user: String = "bianca"
    ) async throws -> JSON {
        let answer = try await world.rest("POST", "/v1/purchase-orders/\(id)/\(verb)", as: user, body)
        try #require(answer.status == 200 || answer.status == 201, "\(verb): \(answer.json)")
        #expect(try await counted(world).isEmpty, "after \(verb)")
        return answer.json
    }

    private func total(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> String {
        try #require(try await world.order(id).total).text
    }

    @Test func `the last approval that is taken back is no spend any more, and counts once when it is given again`() async throws
    {
        try await World.run(rules: { ($0.undoDecisionSeconds, $0.undoSendSeconds) = (30, 30) }) { (world: World) async throws in
            try await world.leaveTestMode()
            let id = try await world.queuedOrder()
            let total = try await total(world, id)
            #expect(try await spend(world) == [total, total])
            _ = try await step(world, id, "undo", as: "felix")
            #expect(try await world.order(id).status == .pendingApproval)
            #expect(try await spend(world).allSatisfy { $0 == "0.00" }, "nobody has approved it")
            let times = try await world.rest("GET", "/v1/reports/cycle-times", as: "alex")
            #expect(times.json["data"]?.elements.contains { $0["stage"]?.text == "approval" } == false, "\(times.json)")
            try #require(try await world.decide(id, "approve", as: "felix") == 200)
            #expect(try await spend(world) == [total, total])
        }
    }

    @Test func `a change counts when it is made, never while it waits, and not when it is taken back`() async throws {
        try await World.run(rules: { ($0.undoDecisionSeconds, $0.undoSendSeconds) = (30, 30) }) { (world: World) async throws in
            try await world.leaveTestMode()
            let id = try await world.queuedOrder()
            let before = try await total(world, id)
            let less = "{\"lines\":[{\"line_number\":2,\"quantity\":1}],\"reason\":\"fewer chairs\"}"
            _ = try await step(world, id, "change-orders", less)
            let lower = try await total(world, id)
            #expect(try await spend(world) == [lower, lower] && lower != before)
            _ = try await step(world, id, "undo")
            #expect(try await spend(world) == [before, before])
            let more = """
                {"lines":[{"line_number":1,"quantity":0}],"added_lines":[{"supplier_part_id":"B00NEW","description":"Lamp",\
                "quantity":90,"unit_price":{"amount":"40.00","currency":"USD"}}],"reason":"lamps for desks"}
                """
            _ = try await step(world, id, "change-orders", more)
            #expect(try await spend(world) == [before, before], "it waits")
            _ = try await step(world, id, "withdraw-change")
            #expect(try await spend(world) == [before, before])
            _ = try await step(world, id, "change-orders", more)
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            try #require(try await world.decide(id, "approve", as: "felix") == 200)
            #expect(try await counted(world).isEmpty)
            let higher = try await total(world, id)
            #expect(try await spend(world) == [higher, higher])
            _ = try await step(world, id, "undo", as: "felix")
            #expect(try await spend(world) == [before, before], "lines that came are gone, lines that went are back")
        }
    }

    @Test func `a cancelled order is nothing, taken back it is what it was; a closed one has nothing open until it is opened`()
        async throws
    {
        try await World.run(rules: { ($0.undoDecisionSeconds, $0.undoSendSeconds) = (30, 30) }) { (world: World) async throws in
            try await world.leaveTestMode()
            let id = try await world.queuedOrder()
            let total = try await total(world, id)
            _ = try await step(world, id, "cancel", "{\"reason\":\"no\"}")
            #expect(try await spend(world).allSatisfy { $0 == "0.00" })
            _ = try await step(world, id, "undo")
            #expect(try await spend(world) == [total, total])
            world.passTime(hours: 1)
            try await world.deliver()
            _ = try await step(world, id, "close", "{\"reason\":\"enough\"}")
            #expect(try await spend(world) == [total, "0.00"])
            _ = try await step(world, id, "reopen", "{\"reason\":\"more comes\"}")
            #expect(try await spend(world) == [total, total])
        }
    }

    @Test func `a change after a bill was accepted leaves open what is neither billed nor taken out`() async throws {
        try await World.run { (world: World) async throws in
            try await world.leaveTestMode()
            let id = try await world.queuedOrder()
            let order = try await world.order(id)
            let lines: [JSON] = order.lines.map {
                [
                    "purchase_order_id": .string(id.text), "purchase_order_line": .number(Decimal($0.lineNumber)),
                    "quantity": 1, "unit_price": .number($0.unitPrice ?? 0),
                ]
            }
            let body: JSON = [
                "supplier_id": .string(order.supplierID.text), "number": "L-1", "kind": "standard",
                "invoice_date": "2026-10-01", "currency": "USD", "lines": .array(lines),
            ]
            let bill = try await world.rest("POST", "/v1/invoices", as: "alex", body.text()).json["id"]?.text ?? ""
            for (verb, words) in [("submit", "{}"), ("accept", "{\"comment\":\"partly\"}")] {
                let taken = try await world.rest("POST", "/v1/invoices/\(bill)/\(verb)", as: "alex", words)
                try #require(taken.status == 200, "\(taken.json)")
            }
            _ = try await step(
                world, id, "change-orders",
                "{\"lines\":[{\"line_number\":1,\"quantity\":1},{\"line_number\":2,\"quantity\":2}],\"reason\":\"enough\"}")
            let chairs = try #require(Money(order.lines[1].unitPrice ?? 0, order.currency)).text
            let total = try await total(world, id)
            #expect(try await spend(world) == [total, chairs], "one chair is neither billed nor taken out")
        }
    }
}
