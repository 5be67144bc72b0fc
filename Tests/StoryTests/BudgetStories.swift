import Delivery
import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// A budget through an order's life: reserved, committed, billed, given back.
struct BudgetStories {
    private func balance(_ world: World, _ id: Identifier<Budget>, at: String? = nil) async throws -> [String: String] {
        let answer = try await world.rest("GET", "/v1/budgets/\(id)/balance" + (at.map { "?at=\($0)" } ?? ""), as: "alex")
        #expect(answer.status == 200, "\(answer.json)")
        var values: [String: String] = [:]
        for name in ["allotted", "reserved", "committed", "actual", "available"] {
            values[name] = answer.json["balance"]?[name]?["amount"]?.text
        }
        values["outlook"] = answer.json["if_all_approved"]?["available"]?["amount"]?.text
        return values
    }

    private func coded(_ world: World) async throws -> (Identifier<PurchaseOrder>, Identifier<Budget>, Money) {
        let id = try await world.draft()
        try await world.code(id)
        let order = try await world.order(id)
        return (
            id, try #require(order.coding.budgetID), order.approvalParts.map(\.amount).reduce(.zero(.usd)) { $0.adding($1) ?? $0 }
        )
    }

    @Test func `submitting reserves, the last approval commits, rejecting gives back, each once`() async throws {
        try await World.run { (world: World) async throws in
            let (id, budget, total) = try await coded(world)
            _ = try await world.submit(id)
            #expect(try await balance(world, budget)["reserved"] == total.text)
            _ = try await world.decide(id, "reject", as: "ada")
            #expect(try await balance(world, budget)["reserved"] == "0.00")
            try await world.code(id)
            _ = try await world.submit(id)
            _ = try await world.decide(id, "approve", as: "ada")
            _ = try await world.decide(id, "approve", as: "felix")
            let after = try await balance(world, budget)
            #expect(after["reserved"] == "0.00" && after["committed"] == total.text)
        }
    }

    @Test func `a balance is told for any past moment, and for all that is open`() async throws {
        try await World.run { (world: World) async throws in
            let (id, budget, total) = try await coded(world)
            let before = try await balance(world, budget)
            let moment = world.application.environment.now().ISO8601Format()
            #expect(before["outlook"] != before["available"], "the coded draft counts in the outlook")
            world.passTime(hours: 1)
            _ = try await world.submit(id)
            #expect(try await balance(world, budget, at: moment)["reserved"] == "0.00")
            #expect(try await balance(world, budget)["reserved"] == total.text)
        }
    }

    @Test func `a blocking budget refuses at submit with field and numbers, and nothing changes`() async throws {
        try await World.run { (world: World) async throws in
            let (id, budget, _) = try await coded(world)
            let changed = try await world.rest(
                "PATCH", "/v1/budgets/\(budget)", as: "alex",
                "{\"amount\":{\"amount\":\"1.00\",\"currency\":\"USD\"},\"check\":\"block\"}")
            #expect(changed.status == 200, "\(changed.json)")
            let refused = try await world.submit(id)
            #expect(refused.status == 422)
            let problem = refused.json["errors"]?.elements.first
            #expect(problem?["code"]?.text == "budget-exceeded")
            #expect(problem?["pointer"]?.text?.hasSuffix("/coding/budget_id") == true, "\(refused.json)")
            #expect(problem?["message"]?.text?.contains("1.00 USD left") == true)
            #expect(try await world.order(id).status == .draft)
            #expect(try await balance(world, budget)["reserved"] == "0.00")
        }
    }

    @Test func `a closed budget refuses, also when it is closed while the order waits`() async throws {
        try await World.run { (world: World) async throws in
            let (id, budget, total) = try await coded(world)
            _ = try await world.submit(id)
            _ = try await world.decide(id, "approve", as: "ada")
            _ = try await world.rest("POST", "/v1/budgets/\(budget)/close", as: "alex", "{}")
            #expect(try await world.decide(id, "approve", as: "felix") == 409)
            #expect(try await world.order(id).status == .pendingApproval)
            #expect(try await balance(world, budget)["reserved"] == total.text)
            _ = try await world.rest("POST", "/v1/budgets/\(budget)/reopen", as: "alex", "{}")
            #expect(try await world.decide(id, "approve", as: "felix") == 200)
        }
    }

    @Test func `bills use up the promise, credit notes give back, transfers move what is left`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let budget = try #require(try await world.order(id).coding.budgetID)
            func book(_ amount: String) async throws -> Int {
                try await world.rest(
                    "POST", "/v1/budgets/\(budget)/book", as: "paula",
                    "{\"amount\":{\"amount\":\"\(amount)\",\"currency\":\"USD\"},\"purchase_order_id\":\"\(id)\",\"line_number\":1}"
                ).status
            }
            let before = try await balance(world, budget)
            #expect(try await book("5.00") == 200)
            #expect(try await balance(world, budget)["available"] == before["available"], "promised money became billed money")
            #expect(try await book("-5.00") == 200)
            #expect(try await balance(world, budget)["actual"] == "0.00")
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let other = try #require(lists.budgets.first { $0.id != budget })
            func move(_ amount: String) async throws -> Int {
                try await world.rest(
                    "POST", "/v1/budgets/\(budget)/transfer", as: "alex",
                    "{\"to_budget_id\":\"\(other.id)\",\"amount\":{\"amount\":\"\(amount)\",\"currency\":\"USD\"}}"
                ).status
            }
            #expect(try await move("100.00") == 200)
            #expect(try await move("99999999.00") == 422)
            let sum = try #require(Decimal(string: try await balance(world, other.id)["allotted"] ?? ""))
            #expect(sum == other.amount.amount + 100)
        }
    }

    @Test func `another legal entity's budget is refused by its name in every way over REST, and nothing changes`() async throws {
        try await World.run { (world: World) async throws in
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let own = try #require(lists.locations.first { $0.name.hasPrefix("Seattle") })
            let entity = try await world.rest(
                "POST", "/v1/legal-entities", as: "alex", "{\"name\":\"Fabrikam GmbH\",\"currency\":\"USD\"}")
            let theirs = try #require(entity.json["id"]?.text)
            let made = try await world.rest(
                "POST", "/v1/budgets", as: "alex",
                """
                {"name":"Fabrikam marketing","legal_entity_id":"\(theirs)","amount":{"amount":"9000.00","currency":"USD"},\
                "period_start":"2026-01-01","period_end":"2027-12-31"}
                """)
            let budget = try #require(made.json["id"]?.text.flatMap { Identifier<Budget>($0) }, "\(made.json)")
            let (id, _, _) = try await coded(world)
            let before = try await world.order(id)

            func expectRefused(_ answer: (status: Int, json: JSON), at pointer: String) {
                #expect(answer.status == 422, "\(answer.json)")
                let problem = answer.json["errors"]?.elements.first
                #expect(problem?["pointer"]?.text == pointer, "\(answer.json)")
                let message = problem?["message"]?.text ?? ""
                #expect(message.contains("Fabrikam") && message.contains("Choose"), "\(message)")
            }
            expectRefused(
                try await world.rest(
                    "PATCH", "/v1/purchase-orders/\(id)", "{\"coding\":{\"budget_id\":\"\(budget)\"}}"),
                at: "/coding/budget_id")
            expectRefused(
                try await world.rest(
                    "PATCH", "/v1/purchase-orders/\(id)",
                    "{\"lines\":[{\"line_number\":2,\"coding\":{\"budget_id\":\"\(budget)\"}}]}"),
                at: "/lines/0/coding/budget_id")
            let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
            expectRefused(
                try await world.rest(
                    "POST", "/v1/purchase-orders",
                    """
                    {"connection_id":"\(connection.id)","lines":[{"supplier_part_id":"B1","description":"Paper","quantity":1,\
                    "unit_price":{"amount":"5.00","currency":"USD"}}],"coding":{"legal_entity_id":"\(own.legalEntityID)",\
                    "budget_id":"\(budget)"}}
                    """), at: "/coding/budget_id")
            #expect(try await world.order(id) == before)
            #expect(try await world.rest("GET", "/v1/purchase-orders", as: "alex").json["data"]?.elements.count == 1)
            // A budget that becomes another's after the order was coded is named at the submit.
            let moved = try await world.rest(
                "PATCH", "/v1/budgets/\(try #require(before.coding.budgetID))", as: "alex",
                "{\"legal_entity_id\":\"\(theirs)\"}")
            try #require(moved.status == 200, "\(moved.json)")
            let submitted = try await world.submit(id)
            #expect(submitted.status == 422, "\(submitted.json)")
            #expect(submitted.json["errors"]?.elements.first?["pointer"]?.text?.hasSuffix("/coding/budget_id") == true)
            #expect(try await world.order(id).status == .draft)
            #expect(try await balance(world, budget)["reserved"] == "0.00")
        }
    }
}
