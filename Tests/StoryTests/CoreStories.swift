import DemoShop
import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Mistakes that others made in approvals and budgets, each kept out by a test, and what is refused as wrong input.
struct CoreStories {
    private let zero = "\"from_amount\":{\"amount\":\"0.00\",\"currency\":\"USD\"}"

    private func user(_ world: World, _ name: String) async throws -> String {
        try #require(
            try await world.application.answer(ListUsers(), as: .system).first { $0.email == "\(name)@example.com" }?.id.text)
    }

    /// A policy of one stage in place of the demo company's.
    private func policy(_ world: World, _ stages: String) async throws {
        for policy in try await world.application.answer(ListPolicies(), as: .system) {
            _ = try await world.rest("PATCH", "/v1/approval-policies/\(policy.id)", as: "alex", "{\"is_active\":false}")
        }
        let made = try await world.rest("POST", "/v1/approval-policies", as: "alex", "{\"name\":\"Story\",\"stages\":\(stages)}")
        try #require(made.status == 201, "\(made.json)")
    }

    private func budget(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> Identifier<Budget> {
        try #require(try await world.order(id).coding.budgetID)
    }

    private func change(_ world: World, _ budget: Identifier<Budget>, _ body: String) async throws {
        let answer = try await world.rest("PATCH", "/v1/budgets/\(budget)", as: "alex", body)
        try #require(answer.status == 200, "\(answer.json)")
    }

    private func left(_ world: World, _ budget: Identifier<Budget>, _ name: String = "reserved") async throws -> String? {
        try await world.rest("GET", "/v1/budgets/\(budget)/balance", as: "alex").json["balance"]?[name]?["amount"]?.text
    }

    // MARK: Orders over REST

    private func newOrder(_ world: World, _ more: String = "", quantity: String = "2") async throws -> String {
        let lists = try await world.application.answer(ShowOrganisation(), as: .system)
        let department = try #require(lists.departments.first)
        let budget = try #require(lists.budgets.first { $0.departmentID == department.id })
        let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
        let location = try #require(lists.locations.first { $0.name.hasPrefix("Seattle") })
        let line = """
            {"supplier_part_id":"B1","description":"Paper","quantity":\(quantity),"unit_price":{"amount":"4.955","currency":"USD"},\
            "coding":{"gl_account_id":"\(lists.glAccounts[0].id)"}}
            """
        return """
            {"connection_id":"\(connection.id)","lines":[\(line),\(line)]\(more),"coding":{"legal_entity_id":\
            "\(location.legalEntityID)","location_id":"\(location.id)","department_id":"\(department.id)","budget_id":"\(budget.id)"}}
            """
    }

    @Test func `an order made over REST is coded at once and goes its whole way`() async throws {
        try await World.run { (world: World) async throws in
            let made = try await world.rest("POST", "/v1/purchase-orders", as: "bianca", try await newOrder(world))
            try #require(made.status == 201, "\(made.json)")
            #expect(made.json["total"]?["amount"]?.text == "19.82" && made.json["origin"]?.text == "entered")
            #expect(made.json["missing_coding"]?.elements.isEmpty == true)
            let id = try #require(made.json["id"]?.text.flatMap { Identifier<PurchaseOrder>($0) })
            #expect(try await world.submit(id).status == 200)
            #expect(try await world.decide(id, "approve", as: "ada") == 200)
            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
        }
    }

    @Test func `what is wrong with a new order is named by field, and nothing is made`() async throws {
        try await World.run { (world: World) async throws in
            let bad = try await newOrder(world, quantity: "0").replacing("4.955", with: "4,95")
            let refused = try await world.rest("POST", "/v1/purchase-orders", as: "bianca", bad)
            #expect(refused.status == 422)
            let places = refused.json["errors"]?.elements.compactMap { $0["pointer"]?.text } ?? []
            #expect(places.contains("/lines/0/quantity") && places.contains("/lines/1/unit_price/amount"), "\(refused.json)")
            let foreign = try await world.rest(
                "POST", "/v1/purchase-orders", as: "bianca",
                try await newOrder(world, ",\"buyer_id\":\"\(try await user(world, "dario"))\""))
            #expect(foreign.status == 403)
            #expect(try await world.rest("GET", "/v1/purchase-orders", as: "alex").json["data"]?.elements.isEmpty == true)
        }
    }

    // MARK: Section b

    @Test func `section b 13 - the counter counts what the list shows, for substitutes, too`() async throws {
        try await World.run { (world: World) async throws in
            let (ada, felix) = try await (user(world, "ada"), user(world, "felix"))
            let id = try await world.draft(["B00DEMO005": 2, "B00DEMO001": 3])
            try await world.code(id)
            _ = try await world.submit(id)
            func both(_ name: String) async throws -> (list: Int, counter: Int) {
                let list = try await world.rest("GET", "/v1/approvals?status=open&mine=true", as: name)
                let person = try #require(
                    try await world.application.answer(ListUsers(), as: .system).first { $0.email == "\(name)@example.com" })
                let counters = try await world.application.answer(ShowCounters(), as: Actor(.user(person)))
                return (list.json["data"]?.elements.count ?? -1, counters.openApprovals)
            }
            #expect(try await both("ada") == (1, 1))
            #expect(try await both("felix") == (0, 0), "a later stage counts for nobody yet")
            let day = Day(world.application.environment.now()).text
            _ = try await world.rest(
                "POST", "/v1/substitutions", as: "alex",
                "{\"user_id\":\"\(ada)\",\"substitute_id\":\"\(felix)\",\"from\":\"\(day)\",\"through\":\"\(day)\"}")
            #expect(try await both("felix") == (1, 1))
            let seen = try await world.rest("GET", "/v1/purchase-orders?status=pending_approval", as: "felix")
            #expect(seen.json["data"]?.elements.compactMap { $0["id"]?.text } == [id.text], "the list shows it, too")
        }
    }

    @Test func `section b 15 - the buyer's manager approves, small orders need nobody`() async throws {
        try await World.run { (world: World) async throws in
            let (bianca, felix) = try await (user(world, "bianca"), user(world, "felix"))
            _ = try await world.rest("PATCH", "/v1/users/\(bianca)", as: "alex", "{\"manager_id\":\"\(felix)\"}")
            try await policy(
                world,
                "[{\"from_amount\":{\"amount\":\"50.00\",\"currency\":\"USD\"},\"approvers\":[{\"relation\":\"manager\"}]}]")
            let small = try await world.rest("POST", "/v1/purchase-orders", as: "bianca", try await newOrder(world))
            let smallID = try #require(small.json["id"]?.text)
            #expect(small.json["plan"]?["route"]?.text == "purchase")
            let sent = try await world.rest("POST", "/v1/purchase-orders/\(smallID)/submit", as: "bianca", "{}")
            #expect(sent.json["status"]?.text == "approved")
            let large = try await world.rest(
                "POST", "/v1/purchase-orders", as: "bianca", try await newOrder(world, quantity: "20"))
            let approver = large.json["plan"]?["stages"]?.elements.first?["approvers"]?.elements.first
            #expect(approver?["user_id"]?.text == felix, "\(large.json)")
        }
    }

    @Test func `section b 16 - single lines are refused while the rest is approved`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.draft(["B00DEMO005": 2, "B00DEMO001": 3])
            try await world.code(id)
            _ = try await world.submit(id)
            let budget = try await budget(world, id)
            let before = try await world.order(id)
            let task = try #require(
                try await world.rest("GET", "/v1/approvals?status=open", as: "ada").json["data"]?.elements.first?["id"]?.text)
            func approve(_ body: String) async throws -> (status: Int, json: JSON) {
                try await world.rest("POST", "/v1/approvals/\(task)/approve", as: "ada", body)
            }
            #expect(try await approve("{\"refused_lines\":[2]}").status == 422, "a reason is asked for")
            #expect(try await approve("{\"refused_lines\":[1,2],\"comment\":\"no\"}").status == 422, "all is a rejection")
            #expect(try await approve("{\"refused_lines\":[9],\"comment\":\"no\"}").status == 422)
            #expect(try await approve("{\"refused_lines\":[2],\"comment\":\"we have these\"}").status == 200)
            let shown = try await world.rest("GET", "/v1/purchase-orders/\(id)", as: "bianca").json
            #expect(shown["lines"]?.elements.count == 1)
            #expect(shown["refused_lines"]?.elements.first?["refused_by"]?.text == "Ada Approver")
            #expect(shown["refused_lines"]?.elements.first?["reason"]?.text == "we have these")
            #expect(try await left(world, budget) == before.lines[0].amount?.text, "what the line held came back")
            if shown["status"]?.text == "pending_approval" { _ = try await world.decide(id, "approve", as: "felix") }
            try await world.deliver()
            let sent = try #require(await world.shop.receivedOrders().last)
            #expect(sent.lines.map(\.lineNumber) == [1], "the refused line left in no form")
            #expect(try await world.events(of: id.text).contains("purchase_order.lines_refused"))
        }
    }

    @Test func `section b 17 - a change reopens only the stages that it touches, other coding reopens nothing`() async throws {
        try await World.run { (world: World) async throws in
            let (ada, felix) = try await (user(world, "ada"), user(world, "felix"))
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let other = try #require(lists.departments.last)
            let money = try #require(lists.budgets.first { $0.departmentID == other.id })
            // The first stage is about line 1's department alone, the second about everything.
            let own = try #require(lists.departments.first)
            try await policy(
                world,
                "[{\(zero),\"conditions\":[{\"subject\":\"department\",\"values\":[\"\(own.id)\"]}],\"approvers\":[{\"user_id\":\"\(ada)\"}]},{\(zero),\"approvers\":[{\"user_id\":\"\(felix)\"}]}]"
            )
            let id = try await world.draft(["B00DEMO005": 2, "B00DEMO001": 3])
            try await world.code(id)
            func moveLine2() async throws -> (status: Int, json: JSON) {
                try await world.rest(
                    "PATCH", "/v1/purchase-orders/\(id)",
                    "{\"lines\":[{\"line_number\":2,\"coding\":{\"department_id\":\"\(other.id)\",\"budget_id\":\"\(money.id)\"}}]}"
                )
            }
            _ = try await moveLine2()
            _ = try await world.submit(id)
            _ = try await world.decide(id, "approve", as: "ada")
            func open(_ name: String) async throws -> Int {
                try await world.rest("GET", "/v1/approvals?status=open&mine=true", as: name).json["data"]?.elements.count ?? -1
            }
            let account = try #require(lists.glAccounts.last)
            _ = try await world.rest("PATCH", "/v1/purchase-orders/\(id)", "{\"coding\":{\"gl_account_id\":\"\(account.id)\"}}")
            #expect(try await open("ada") == 0)
            #expect(try await open("felix") == 1, "coding that moves no budget asks nobody again")
            let third = try #require(lists.budgets.first { $0.departmentID != own.id && $0.departmentID != other.id })
            let moved = try await world.rest(
                "PATCH", "/v1/purchase-orders/\(id)",
                "{\"lines\":[{\"line_number\":2,\"coding\":{\"department_id\":\"\(try #require(third.departmentID))\",\"budget_id\":\"\(third.id)\"}}]}"
            )
            #expect(moved.status == 200, "\(moved.json)")
            #expect(try await open("ada") == 0, "line 1 is as she approved it")
            #expect(try await open("felix") == 1)
            let rounds = moved.json["approvals"]?.elements.compactMap { $0["round"]?.text ?? nil } ?? []
            #expect(rounds.count >= 0)
            #expect(try await world.events(of: id.text).contains("purchase_order.approval_reopened"))
        }
    }

    @Test func `section b 19 - each amount has its own action and exception, and one is warned while creating`() async throws {
        try await World.run { (world: World) async throws in
            let draft = try await world.rest("POST", "/v1/purchase-orders", as: "bianca", try await newOrder(world))
            let id = try #require(draft.json["id"]?.text.flatMap { Identifier<PurchaseOrder>($0) })
            let budget = try await budget(world, id)
            func amount(_ text: String, _ more: String) async throws {
                try await change(world, budget, "{\"amount\":{\"amount\":\"\(text)\",\"currency\":\"USD\"},\(more)}")
            }
            // Requested: refused, but only warned for the role of the buyer.
            try await amount("10.00", "\"check\":\"block\"")
            let again = try await world.rest("POST", "/v1/purchase-orders", as: "bianca", try await newOrder(world))
            let notes = again.json["plan"]?["notes"]?.elements.compactMap(\.text) ?? []
            #expect(notes.contains { $0.contains("10.00 USD left") }, "warned while creating: \(again.json)")
            #expect(try await world.submit(id).status == 422)
            try await change(world, budget, "{\"except_requested\":\"buyer\"}")
            #expect(try await world.submit(id).status == 200)
            // Ordered: the last approval is refused, and passes for the approver's role.
            try await change(world, budget, "{\"check_ordered\":\"block\"}")
            #expect(try await world.decide(id, "approve", as: "ada") == 409)
            #expect(try await world.order(id).number == nil)
            try await change(world, budget, "{\"except_ordered\":\"approver\"}")
            #expect(try await world.decide(id, "approve", as: "ada") == 200)
            // Billed: accounts payable is refused, and passes as an exception.
            try await change(world, budget, "{\"check_actual\":\"block\"}")
            func book() async throws -> Int {
                try await world.rest(
                    "POST", "/v1/budgets/\(budget)/book", as: "paula", "{\"amount\":{\"amount\":\"99.00\",\"currency\":\"USD\"}}"
                ).status
            }
            #expect(try await book() == 422)
            try await change(world, budget, "{\"except_actual\":\"accounts_payable\"}")
            #expect(try await book() == 200)
        }
    }

    @Test func `near its limit a budget warns before it is used up`() async throws {
        try await World.run { (world: World) async throws in
            let first = try await world.rest("POST", "/v1/purchase-orders", as: "bianca", try await newOrder(world))
            let id = try #require(first.json["id"]?.text.flatMap { Identifier<PurchaseOrder>($0) })
            try await change(
                world, try await budget(world, id),
                "{\"amount\":{\"amount\":\"20.00\",\"currency\":\"USD\"},\"check\":\"block\",\"near_percent\":90}")
            let shown = try await world.rest("GET", "/v1/purchase-orders/\(id)", as: "bianca").json
            let notes = shown["plan"]?["notes"]?.elements.compactMap(\.text) ?? []
            #expect(notes.contains { $0.contains("99 % in use") && $0.contains("0.18 USD are left") }, "\(notes)")
            #expect(try await world.submit(id).status == 200, "it only warns")
        }
    }

    @Test func `a year's budget is divided into months exactly, each month charges the year, and once only`() async throws {
        try await World.run { (world: World) async throws in
            let made = try await world.rest(
                "POST", "/v1/budgets", as: "alex",
                "{\"name\":\"Year\",\"amount\":{\"amount\":\"1000.00\",\"currency\":\"USD\"},\"period_start\":\"2026-01-01\",\"period_end\":\"2026-12-31\",\"near_percent\":80}"
            )
            let year = try #require(made.json["id"]?.text)
            let split = try await world.rest("POST", "/v1/budgets/\(year)/split", as: "alex", "{\"into\":\"months\"}")
            #expect(split.status == 200, "\(split.json)")
            let all = try await world.rest("GET", "/v1/budgets?limit=100", as: "alex").json["data"]?.elements ?? []
            let months = all.filter { $0["parent_id"]?.text == year }
            #expect(months.count == 12)
            let sum = months.compactMap { $0["amount"]?["amount"]?.text.flatMap { Decimal(string: $0) } }.reduce(0, +)
            #expect(sum == 1000)
            #expect(months.allSatisfy { $0["near_percent"]?.text ?? "80" == "80" })
            #expect(
                try await world.rest("POST", "/v1/budgets/\(year)/split", as: "alex", "{\"into\":\"quarters\"}").status == 409)
        }
    }

    @Test func `what is open counts exactly, also coded drafts, and no draft twice`() async throws {
        try await World.run { (world: World) async throws in
            let draft = try await world.rest("POST", "/v1/purchase-orders", as: "bianca", try await newOrder(world))
            let id = try #require(draft.json["id"]?.text.flatMap { Identifier<PurchaseOrder>($0) })
            let budget = try await budget(world, id)
            func outlook() async throws -> String? {
                try await world.rest("GET", "/v1/budgets/\(budget)/balance", as: "alex").json["if_all_approved"]?["committed"]?[
                    "amount"]?.text
            }
            #expect(try await outlook() == "19.82")
            _ = try await world.submit(id)
            #expect(try await outlook() == "19.82", "reserved now, and no draft any more")
            _ = try await world.rest("POST", "/v1/purchase-orders/\(id)/withdraw", "{}")
            #expect(try await outlook() == "19.82")
            _ = try await world.rest("POST", "/v1/purchase-orders/\(id)/cancel", "{}")
            #expect(try await outlook() == "0.00")
        }
    }

    @Test func `a credit note is an entry of its own that gives back, also to a closed budget`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let budget = try await budget(world, id)
            let before = try await left(world, budget, "available")
            _ = try await world.rest("POST", "/v1/budgets/\(budget)/close", as: "alex", "{}")
            let credit = try await world.rest(
                "POST", "/v1/budgets/\(budget)/book", as: "paula", "{\"amount\":{\"amount\":\"-7.50\",\"currency\":\"USD\"}}")
            #expect(credit.status == 200, "\(credit.json)")
            let entries = try await world.rest("GET", "/v1/budgets/\(budget)/entries", as: "alex").json["data"]?.elements ?? []
            #expect(entries.contains { $0["kind"]?.text == "credit" })
            let gained = try #require(Decimal(string: try await left(world, budget, "available") ?? ""))
            #expect(gained - (Decimal(string: before ?? "") ?? 0) == Decimal(string: "7.50"))
        }
    }
}
