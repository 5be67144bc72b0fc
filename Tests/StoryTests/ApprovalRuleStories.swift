import Delivery
import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// Approvals as people meet them over REST and by mail link.
struct ApprovalRuleStories {
    /// A draft of Bianca's, coded and submitted.
    private func submitted(_ world: World, _ items: KeyValuePairs<String, Int> = ["B00DEMO005": 2]) async throws -> Identifier<
        PurchaseOrder
    > {
        let id = try await world.draft(items)
        try await world.code(id)
        let answer = try await world.submit(id)
        try #require(answer.status == 200, "\(answer.json)")
        return id
    }

    /// In place of the demo company's policy.
    private func policy(_ world: World, _ stages: String) async throws {
        let policies = try await world.application.answer(ListPolicies(), as: .system)
        for policy in policies {
            _ = try await world.rest("PATCH", "/v1/approval-policies/\(policy.id)", as: "alex", "{\"is_active\":false}")
        }
        let made = try await world.rest("POST", "/v1/approval-policies", as: "alex", "{\"name\":\"Story\",\"stages\":\(stages)}")
        try #require(made.status == 201, "\(made.json)")
    }

    private func user(_ world: World, _ name: String) async throws -> String {
        try #require(
            try await world.application.answer(ListUsers(), as: .system).first { $0.email == "\(name)@example.com" }?.id.text)
    }

    private func links(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> [(
        notification: Procurement.Notification, url: String?
    )] {
        try await world.application.answer(ShowNotifications(order: id), as: .system)
    }

    private let zero = "\"from_amount\":{\"amount\":\"0.00\",\"currency\":\"USD\"}"

    @Test func `section b 6 - an order has no number and leaves in no form before the last approval`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await submitted(world, ["B00DEMO005": 2, "B00DEMO001": 3])
            #expect(try await world.decide(id, "approve", as: "ada") == 200)
            try await world.deliver()
            let order = try await world.order(id)
            #expect(order.number == nil && order.status == .pendingApproval && order.transmission == .notSent)
            #expect(try await world.decide(id, "approve", as: "felix") == 200)
            #expect(try await world.order(id).number != nil)
        }
    }

    @Test func `section b 10 - at every stage a notification with a link waits for whoever is asked`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await submitted(world, ["B00DEMO005": 2, "B00DEMO001": 3])
            let (ada, felix) = try await (user(world, "ada"), user(world, "felix"))
            #expect(try await links(world, id).map(\.notification.userID.text) == [ada])
            _ = try await world.decide(id, "approve", as: "ada")
            let after = try await links(world, id)
            #expect(after.contains { $0.notification.userID.text == felix && $0.url != nil })
        }
    }

    @Test func `a link asks before it decides, works once, and a forged one never`() async throws {
        try await World.run { (world: World) async throws in
            try await policy(world, "[{\(zero),\"approvers\":[{\"user_id\":\"\(try await user(world, "ada"))\"}]}]")
            let id = try await submitted(world)
            let url = try #require(try await links(world, id).first?.url)
            let page = try await world.client.send(OutgoingRequest(method: "GET", url: url))
            #expect(page.status == 200 && String(decoding: page.body, as: UTF8.self).contains("Approve"))
            #expect(try await world.order(id).status == .pendingApproval, "opening decides nothing")
            let forged = try await world.postForm(
                String(url.dropLast()) + "x", isCrossSite: false, Array("decision=approve".utf8))
            #expect(forged.status == 404)
            let done = try await world.postForm(url, isCrossSite: false, Array("decision=approve".utf8))
            #expect(done.status == 200)
            #expect(try await world.order(id).status == .approved)
            let again = try await world.postForm(url, isCrossSite: false, Array("decision=reject&comment=no".utf8))
            #expect(again.status == 409)
            #expect(try await world.order(id).status == .approved)
        }
    }

    @Test func `reminders, escalation and expiry come with time`() async throws {
        try await World.run { (world: World) async throws in
            try await policy(
                world,
                "[{\(zero),\"approvers\":[{\"user_id\":\"\(try await user(world, "ada"))\"}],\"remind_after\":10,\"escalate_after\":24,\"expire_after\":48}]"
            )
            let id = try await submitted(world)
            world.passTime(hours: 11)
            _ = try await world.composition.housekeeping.tidy()
            #expect(try await world.events(of: id.text).contains("approval.reminded"))
            world.passTime(hours: 14)
            _ = try await world.composition.housekeeping.tidy()
            #expect(try await world.events(of: id.text).contains("approval.escalated"))
            let open = try await world.rest("GET", "/v1/approvals?status=open&mine=true", as: "alex")
            #expect(open.json["data"]?.elements.count == 1, "the administrator may decide, too")
            world.passTime(hours: 24)
            _ = try await world.composition.housekeeping.tidy()
            #expect(try await world.order(id).status == .rejected)
            let count = try await world.events(of: id.text).count
            _ = try await world.composition.housekeeping.tidy()
            #expect(try await world.events(of: id.text).count == count)
        }
    }

    @Test func `bulk decisions tell what was done and why the rest was not`() async throws {
        try await World.run { (world: World) async throws in
            try await policy(world, "[{\(zero),\"approvers\":[{\"user_id\":\"\(try await user(world, "ada"))\"}]}]")
            let first = try await submitted(world)
            let second = try await submitted(world)
            let tasks = try await world.rest("GET", "/v1/approvals?status=open", as: "ada").json["data"]?.elements ?? []
            let ids = tasks.compactMap { $0["id"]?.text }
            #expect(ids.count == 2)
            _ = try await world.rest("POST", "/v1/purchase-orders/\(first)/withdraw", "{}")
            let list = (ids + ["apr_unknown"]).map { "\"\($0)\"" }.joined(separator: ",")
            let answer = try await world.rest(
                "POST", "/v1/approvals/decide", as: "ada", "{\"ids\":[\(list)],\"decision\":\"approve\"}")
            #expect(answer.status == 200, "\(answer.json)")
            #expect(answer.json["done"]?.elements.count == 1 && answer.json["failed"]?.elements.count == 2)
            #expect(answer.json["message"]?.text?.hasPrefix("1 done, 2 not.") == true)
            #expect(try await world.order(second).status == .approved)
        }
    }

    @Test func `twenty approvals at once have one effect, and so have twenty submits`() async throws {
        try await World.run { (world: World) async throws in
            try await policy(world, "[{\(zero),\"approvers\":[{\"user_id\":\"\(try await user(world, "ada"))\"}]}]")
            let id = try await world.draft(["B00DEMO005": 2])
            try await world.code(id)
            _ = try await world.token(of: "bianca")
            let submits = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await world.submit(id).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(submits.count { $0 == 200 } == 1)
            let open = try await world.rest("GET", "/v1/approvals?status=open", as: "ada")
            let task = try #require(open.json["data"]?.elements.first?["id"]?.text)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await world.rest("POST", "/v1/approvals/\(task)/approve", as: "ada", "{}").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 1)
            let events = try await world.events(of: id.text)
            #expect(events.count { $0 == "purchase_order.approved" } == 1 && events.count { $0 == "purchase_order.queued" } == 1)
            let budget = try #require(try await world.order(id).coding.budgetID)
            let entries = try await world.rest("GET", "/v1/budgets/\(budget)/entries", as: "alex").json["data"]?.elements ?? []
            #expect(entries.compactMap { $0["kind"]?.text }.sorted() == ["commit", "reserve", "transfer"])
        }
    }

    @Test func `recoding that moves no budget keeps approvals, another budget asks again`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await submitted(world, ["B00DEMO005": 2, "B00DEMO001": 3])
            _ = try await world.decide(id, "approve", as: "ada")
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let account = try #require(lists.glAccounts.last)
            let same = try await world.rest(
                "PATCH", "/v1/purchase-orders/\(id)", "{\"coding\":{\"gl_account_id\":\"\(account.id)\"}}")
            #expect(same.status == 200, "\(same.json)")
            #expect(try await world.rest("GET", "/v1/approvals?status=open", as: "ada").json["data"]?.elements.isEmpty == true)
            let department = try #require(lists.departments.last)
            let budget = try #require(lists.budgets.first { $0.departmentID == department.id })
            let moved = try await world.rest(
                "PATCH", "/v1/purchase-orders/\(id)",
                "{\"coding\":{\"department_id\":\"\(department.id)\",\"budget_id\":\"\(budget.id)\"}}")
            #expect(moved.status == 200, "\(moved.json)")
            #expect(try await world.rest("GET", "/v1/approvals?status=open", as: "ada").json["data"]?.elements.count == 1)
            #expect(try await world.events(of: id.text).contains("purchase_order.approval_reopened"))
        }
    }

    @Test func `a policy that names a user who left, and one that needs more than it names, are refused with the field`()
        async throws
    {
        try await World.run { (world: World) async throws in
            let felix = try await user(world, "felix")
            let tooMany = "{\"name\":\"N\",\"stages\":[{\(zero),\"quorum\":\"2\",\"approvers\":[{\"user_id\":\"\(felix)\"}]}]}"
            let refused = try await world.rest("POST", "/v1/approval-policies", as: "alex", tooMany)
            #expect(refused.status == 422 && refused.json["errors"]?.elements.first?["pointer"]?.text == "/stages/0/quorum")
            _ = try await world.rest("POST", "/v1/users/\(felix)/deactivate", as: "alex", "{}")
            _ = try await world.rest("PATCH", "/v1/users/\(felix)", as: "alex", "{\"is_active\":false}")
            let left = "{\"name\":\"N\",\"stages\":[{\(zero),\"approvers\":[{\"user_id\":\"\(felix)\"}]}]}"
            let gone = try await world.rest("POST", "/v1/approval-policies", as: "alex", left)
            #expect(gone.status == 422, "\(gone.json)")
            #expect(gone.json["errors"]?.elements.first?["pointer"]?.text == "/stages/0/approvers/0/user_id")
        }
    }

    @Test func `a rule is tried on past orders before it is saved`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await world.sentOrder()
            let before = try await world.application.answer(ListPolicies(), as: .system).count
            let body = "{\"name\":\"Trial\",\"stages\":[{\(zero),\"approvers\":[{\"role\":\"administrator\"}]}]}"
            let trial = try await world.rest("POST", "/v1/approval-policies/try", as: "alex", body)
            #expect(trial.status == 200, "\(trial.json)")
            #expect(trial.json["examples"]?.elements.count == 1)
            #expect(try await world.application.answer(ListPolicies(), as: .system).count == before)
        }
    }

    @Test func `section b 9 - a substitute decides as "B for A" while A is away, and not before`() async throws {
        try await World.run { (world: World) async throws in
            let (ada, felix) = try await (user(world, "ada"), user(world, "felix"))
            try await policy(world, "[{\(zero),\"approvers\":[{\"user_id\":\"\(ada)\"}]}]")
            let id = try await submitted(world)
            let empty = try await world.rest("GET", "/v1/approvals?status=open&mine=true", as: "felix")
            #expect(empty.json["data"]?.elements.isEmpty == true)
            let day = Day(world.application.environment.now()).text
            let away = try await world.rest(
                "POST", "/v1/substitutions", as: "alex",
                "{\"user_id\":\"\(ada)\",\"substitute_id\":\"\(felix)\",\"from\":\"\(day)\",\"through\":\"\(day)\"}")
            try #require(away.status == 201, "\(away.json)")
            #expect(try await world.rest("GET", "/v1/purchase-orders/\(id)", as: "felix").status == 200)
            #expect(try await world.decide(id, "approve", as: "felix") == 200)
            #expect(try await world.order(id).status == .approved)
            let events = try await world.application.answer(
                ListEvents(subjectID: id.text, page: PageRequest(limit: 100)), as: .system)
            #expect(events.items.contains { $0.details.contains("Felix Finance for Ada Approver") })
        }
    }

    @Test func `section b 14 - a limit in another currency takes the stored rate; without one the submit says so`() async throws {
        try await World.run { (world: World) async throws in
            let ada = try await user(world, "ada")
            let limit = "\"from_amount\":{\"amount\":\"1.00\",\"currency\":\"CHF\"}"
            try await policy(world, "[{\(limit),\"approvers\":[{\"user_id\":\"\(ada)\"}]}]")
            let id = try await world.draft(["B00DEMO005": 2])
            try await world.code(id)
            let refused = try await world.submit(id)
            #expect(refused.status == 409 && refused.json["code"]?.text == "no-rate", "\(refused.json)")
            #expect(try await world.order(id).status == .draft)
            let rate = try await world.rest(
                "POST", "/v1/exchange-rates", as: "alex",
                "{\"from\":\"USD\",\"to\":\"CHF\",\"day\":\"2026-01-01\",\"rate\":\"0.8\"}")
            try #require(rate.status == 201, "\(rate.json)")
            #expect(try await world.submit(id).status == 200)
            let open = try await world.rest("GET", "/v1/approvals?status=open", as: "ada")
            #expect(open.json["data"]?.elements.first?["reason"]?.text?.contains("1 USD = 0.8 CHF") == true, "\(open.json)")
        }
    }
}
