import Delivery
import DemoShop
import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// Event rules about invoices, switched on and off, through the outboxes by which mails and webhooks really leave.
struct InvoiceRuleStories {
    private func make(
        _ world: World, _ name: String, _ event: String, _ action: String, _ targets: [String], _ more: String = ""
    ) async throws -> String {
        let list = targets.map { "\"\($0)\"" }.joined(separator: ",")
        let made = try await world.rest(
            "POST", "/v1/event-rules", as: "alex",
            "{\"name\":\"\(name)\",\"event\":\"\(event)\",\"action\":\"\(action)\",\"targets\":[\(list)]\(more)}")
        return try #require(made.status == 201 ? made.json["id"]?.text : nil, "\(made.json)")
    }

    private func turn(_ world: World, _ rule: String, _ isOn: Bool) async throws {
        let set = try await world.rest("PATCH", "/v1/event-rules/\(rule)", as: "alex", "{\"is_active\":\(isOn)}")
        try #require(set.status == 200, "\(set.json)")
    }

    private func enter(_ world: World, _ number: String) async throws -> String {
        let made = try await world.rest(
            "POST", "/v1/invoices", as: "alex", try await InvoiceStories.body(world, number: number).text())
        return try #require(made.json["id"]?.text, "\(made.json)")
    }

    private func step(_ world: World, _ id: String, _ verb: String, _ body: String = "{}") async throws {
        let taken = try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", body)
        try #require(taken.status == 200, "\(verb): \(taken.json)")
    }

    /// Recipients of mails that a rule of this name sent about an invoice.
    private func told(_ postbox: Postbox, _ rule: String, _ number: String) -> [String] {
        postbox.mails.filter { $0.text.contains("Subject: \(rule): \(number)") }.map(\.recipient).sorted()
    }

    @Test func `people are told by mail at each event that a rule names, while it is on, once each`() async throws {
        try await World.mailing { world, postbox in
            _ = try await make(world, "Came", "invoice.submitted", "notify", ["role:accounts_payable", "buyer"])
            let paid = try await make(world, "Paid", "invoice.paid", "notify", ["buyer"], ",\"is_active\":false")
            let first = try await enter(world, "N-1")
            for verb in ["submit", "accept", "pay"] { try await step(world, first, verb) }
            try await world.post()
            #expect(told(postbox, "Came", "N-1") == ["bianca@example.com", "paula@example.com"])
            #expect(told(postbox, "Paid", "N-1").isEmpty, "it is off")
            try await turn(world, paid, true)
            let second = try await enter(world, "N-2")
            for verb in ["submit", "accept", "pay"] { try await step(world, second, verb) }
            try await world.post()
            try await world.post()
            #expect(told(postbox, "Paid", "N-2") == ["bianca@example.com"])
            #expect(told(postbox, "Paid", "N-1").isEmpty, "what was before is not told afterwards")
            try await turn(world, paid, false)
            try await step(world, second, "reverse-payment", "{\"reason\":\"returned\"}")
            try await step(world, second, "pay")
            try await world.post()
            #expect(told(postbox, "Paid", "N-2").count == 1)
            #expect(
                try await world.events(of: second) == [
                    "invoice.created", "invoice.submitted", "event_rule.applied", "invoice.accepted", "invoice.paid",
                    "event_rule.applied", "invoice.payment_reversed", "invoice.paid",
                ])
        }
    }

    @Test func `a webhook is told of disputed invoices alone, over its own outbox, and of none while the rule is off`()
        async throws
    {
        try await World.run { (world: World) async throws in
            let receiver = Receiver()
            try await receiver.run { url in
                let hook = try await WebhookStories.make(world, url, "\"budget.*\"").id
                let rule = try await make(world, "Disputes", "invoice.disputed", "call_webhook", [hook])
                let first = try await enter(world, "W-1")
                try await step(world, first, "submit")
                try await step(world, first, "dispute", "{\"reason\":\"Line 2 was 9.50\"}")
                try await world.composition.webhooks.sendDue()
                #expect(receiver.types == ["invoice.disputed"])
                #expect(receiver.messages.first?.json["data"]?["subject"]?["id"]?.text == first)
                #expect(receiver.messages.first?.json["data"]?["details"]?["reason"]?.text == "Line 2 was 9.50")
                try await turn(world, rule, false)
                let second = try await enter(world, "W-2")
                try await step(world, second, "submit")
                try await step(world, second, "dispute", "{\"reason\":\"again\"}")
                try await world.composition.webhooks.sendDue()
                #expect(receiver.messages.count == 1)
                try await turn(world, rule, true)
                try await step(world, second, "void", "{\"reason\":\"entered twice\"}")
                try await world.composition.webhooks.sendDue()
                #expect(receiver.messages.count == 1, "void is another event")
            }
        }
    }

    @Test func `conditions on amount and lines choose the invoices, and a trial tells beforehand`() async throws {
        try await World.mailing { world, postbox in
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let (first, other) = (lists.departments[0].id, lists.departments[1].id)
            func condition(_ id: Identifier<Department>) -> String {
                ",\"conditions\":[{\"subject\":\"department\",\"values\":[\"\(id)\"]}]"
            }
            let rules = [
                "Own": try await make(world, "Own", "invoice.accepted", "notify", ["buyer"], condition(first)),
                "Foreign": try await make(world, "Foreign", "invoice.accepted", "notify", ["buyer"], condition(other)),
                "Large": try await make(
                    world, "Large", "invoice.accepted", "notify", ["buyer"],
                    ",\"from_amount\":{\"amount\":\"100000.00\",\"currency\":\"USD\"}"),
            ]
            let id = try await enter(world, "C-1")
            try await step(world, id, "submit")
            for (name, acts, word) in [("Own", true, ""), ("Foreign", false, "department"), ("Large", false, "below")] {
                let tried = try await world.rest(
                    "POST", "/v1/event-rules/\(rules[name] ?? "")/try", as: "alex", "{\"document_id\":\"\(id)\"}")
                #expect(tried.json["acts"] == .bool(acts), "\(name): \(tried.json)")
                #expect(tried.json["reason"]?.text?.contains(word) ?? word.isEmpty, "\(name): \(tried.json)")
            }
            #expect(try await !world.events(of: id).contains("event_rule.applied"), "a trial does nothing")
            try await step(world, id, "accept")
            try await world.post()
            #expect(told(postbox, "Own", "C-1") == ["bianca@example.com"])
            #expect(told(postbox, "Foreign", "C-1").isEmpty && told(postbox, "Large", "C-1").isEmpty)
        }
    }

    @Test func `both ways of sending an order are switched alone, whatever rules invoices have`() async throws {
        for (electronic, paper) in [(true, true), (true, false), (false, true), (false, false)] {
            try await World.mailing { world, _ in
                for rule in try await world.application.answer(ListEventRules(), as: .system) {
                    if rule.action.kind == .sendElectronically { try await turn(world, rule.id.text, electronic) }
                    if rule.action.kind == .sendPDF { try await turn(world, rule.id.text, paper) }
                }
                _ = try await make(world, "Seen", "invoice.created", "notify", ["buyer"])
                let id = try await world.queuedOrder()
                try await world.deliver()
                let state = "\(electronic) \(paper)"
                #expect(await world.shop.receivedOrders().count == (electronic ? 1 : 0), "\(state)")
                #expect(try await (world.order(id).transmission == .acknowledged) == electronic, "\(state)")
                let kinds = try await world.application.answer(ListDeliveries(), as: .system).items.map(\.kind)
                #expect(kinds.contains(.orderPDF) == paper && kinds.contains(.cxmlOrder) == electronic, "\(state): \(kinds)")
            }
        }
    }
}
