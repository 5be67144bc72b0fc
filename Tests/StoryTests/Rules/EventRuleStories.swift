import Database
import Delivery
import PorticoServer
import DemoShop
import FoundationEssentials
import JSON
import Procurement
import ProcurementStore
import Testing
import UseCases

/// Event rules through the real outbox: both toggles, conditions, every action, loops, and trying one on a past document.
struct EventRuleStories {
    private func rule(_ world: World, _ kind: RuleAction.Kind) async throws -> EventRule {
        let rules = try await world.application.answer(ListEventRules(), as: .system)
        return try #require(rules.first { $0.action.kind == kind })
    }

    private func change(_ world: World, _ rule: EventRule, _ body: String) async throws {
        let answer = try await world.rest("PATCH", "/v1/event-rules/\(rule.id)", as: "alex", body)
        try #require(answer.status == 200, "\(answer.json)")
    }

    private func make(_ world: World, _ body: String) async throws -> String {
        let made = try await world.rest("POST", "/v1/event-rules", as: "alex", body)
        return try #require(made.status == 201 ? made.json["id"]?.text : nil, "\(made.json)")
    }

    @Test func `a new connection sends approved orders electronically, and not as a PDF`() async throws {
        try await World.run { (world: World) async throws in
            let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
            let own = try await world.application.answer(ListEventRules(), as: .system).filter {
                $0.connectionID == connection.id
            }
            let states = Dictionary(uniqueKeysWithValues: own.map { ($0.action.kind, $0.isActive) })
            #expect(states == [.sendElectronically: true, .sendPDF: false])
            #expect(own.allSatisfy { $0.trigger.word == "purchase_order.approved" })
            let id = try await world.queuedOrder()
            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
            #expect(await world.shop.receivedOrders().count == 1)
            let queued = try await world.rest("GET", "/v1/events?subject_id=\(id)&type=purchase_order.queued", as: "alex")
            #expect(queued.json["data"]?[0]?["details"]?["rule"]?.text == own.first { $0.isActive }?.name)
        }
    }

    @Test func `with the electronic toggle off an approved order stays here, and can be sent by hand, once`() async throws {
        try await World.run { (world: World) async throws in
            try await change(world, try await rule(world, .sendElectronically), "{\"is_active\":false}")
            let id = try await world.queuedOrder()
            try await world.deliver()
            let order = try await world.order(id)
            #expect(order.status == .approved && order.transmission == .notSent && order.number != nil)
            #expect(await world.shop.receivedOrders().isEmpty)
            #expect(try await world.rest("POST", "/v1/purchase-orders/\(id)/send", as: "dario", "{}").status >= 400)
            #expect(try await world.rest("POST", "/v1/purchase-orders/\(id)/send", "{}").status == 200)
            let again = try await world.rest("POST", "/v1/purchase-orders/\(id)/send", "{}")
            #expect(again.status == 409 && again.json["code"]?.text == "already-sent")
            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
            #expect(await world.shop.receivedOrders().count == 1)
            let draft = try await world.draft()
            #expect(try await world.rest("POST", "/v1/purchase-orders/\(draft)/send", "{}").json["code"]?.text == "wrong-state")
            // Switching is in the trail, with who did it.
            let trail = try await world.rest(
                "GET", "/v1/events?subject_id=\(try await rule(world, .sendElectronically).id)", as: "alex")
            #expect(trail.json["data"]?[0]?["details"]?["active"]?.text == "no")
            #expect(trail.json["data"]?[0]?["details"]?["via"]?.text == "rest")
        }
    }

    @Test func `with the PDF toggle on the document is mailed beside the cXML, or says plainly why not`() async throws {
        try await World.mailing { world, postbox in
            let pdf = try await rule(world, .sendPDF)
            try await change(world, pdf, "{\"is_active\":true}")
            let shown = try await world.rest("GET", "/v1/event-rules/\(pdf.id)", as: "alex")
            #expect(shown.json["notice"]?.text?.contains("mail address for orders") == true)
            let id = try await world.queuedOrder()
            try await world.deliver()
            try await world.post()
            #expect(try await world.order(id).transmission == .acknowledged)
            let all = try await world.rest("GET", "/v1/deliveries", as: "alex").json["data"]?.elements ?? []
            let paper = try #require(all.first { $0["kind"]?.text == "order_pdf" })
            #expect(paper["status"]?.text == "failed")
            #expect(paper["last_answer"]?.text?.contains("no mail address for orders") == true, "\(paper)")
            for supplier in try await world.application.answer(ListSuppliers(), as: .system) {
                let body = "{\"order_email\":\"orders@supplier.example\"}"
                #expect(try await world.rest("PATCH", "/v1/suppliers/\(supplier.id)", as: "alex", body).status == 200)
            }
            let path = "/v1/deliveries/\(paper["id"]?.text ?? "")"
            #expect(
                try await world.rest("POST", "\(path)/send-as-new", as: "alex", "{\"confirmed\":true}").json["code"]?.text
                    == "not-a-document")
            #expect(try await world.rest("POST", "\(path)/send-again", as: "alex", "{}").status == 200)
            try await world.post()
            try await world.post()
            let mails = postbox.mails.filter { $0.recipient == "orders@supplier.example" }
            #expect(mails.count == 1, "exactly once")
            let number = try #require(try await world.order(id).number)
            let text = try #require(mails.first).text
            #expect(text.contains("filename=\"\(number).pdf\"") && text.contains("Content-Type: application/pdf"))
            #expect(text.contains("JVBERi0"), "a PDF begins so")
            #expect(try await world.rest("GET", path, as: "alex").json["status"]?.text == "delivered")
            #expect(try await world.events(of: id.text).contains("event_rule.applied"))
        }
    }

    @Test func `a PDF whose mail was on its way in a crash is unknown, and a person decides`() async throws {
        try await World.mailing { world, postbox in
            try await change(world, try await rule(world, .sendPDF), "{\"is_active\":true}")
            for supplier in try await world.application.answer(ListSuppliers(), as: .system) {
                let body = "{\"order_email\":\"orders@supplier.example\"}"
                _ = try await world.rest("PATCH", "/v1/suppliers/\(supplier.id)", as: "alex", body)
            }
            _ = try await world.queuedOrder()
            // Printed and leased, and then the server is gone.
            let papers = try await world.application.answer(PapersToMail(), as: .system)
            let sheet = ("a.pdf", Array("%PDF-1.7".utf8))
            for paper in papers { try await world.application.perform(MailPaper(paper.id, sheet), as: .system) }
            _ = try await world.application.perform(LeaseMails(isRepeatable: false, limit: 50), as: .system)
            world.passTime(hours: 1)
            try await world.post()
            #expect(!postbox.mails.contains { $0.recipient == "orders@supplier.example" })
            let all = try await world.rest("GET", "/v1/deliveries", as: "alex").json["data"]?.elements ?? []
            #expect(all.first { $0["kind"]?.text == "order_pdf" }?["status"]?.text == "unknown")
        }
    }

    @Test func `without mail the rule cannot act, and says so`() async throws {
        try await World.run { (world: World) async throws in
            try await change(world, try await rule(world, .sendPDF), "{\"is_active\":true}")
            let id = try await world.queuedOrder()
            #expect(try await world.events(of: id.text).contains("event_rule.failed"))
        }
    }

    @Test func `a rule acts only where its conditions hold, and a trial says so beforehand`() async throws {
        try await World.run { (world: World) async throws in
            let supplier = try #require(try await world.application.answer(ListSuppliers(), as: .system).first)
            let id = try await make(
                world,
                """
                {"name":"Large","event":"purchase_order.requires_approval","action":"notify","targets":["buyer","role:accounts_payable"],\
                "from_amount":{"amount":"1.00","currency":"USD"},"conditions":[{"subject":"supplier","values":["\(supplier.id)"]}]}
                """)
            let order = try await world.draft()
            try await world.code(order)
            func trial() async throws -> JSON {
                try await world.rest("POST", "/v1/event-rules/\(id)/try", as: "alex", "{\"document_id\":\"\(order)\"}").json
            }
            #expect(try await trial()["acts"] == .bool(true))
            #expect(try await world.submit(order).status == 200)
            #expect(try await notices(world, order).count > 0)
            #expect(try await world.events(of: order.text).contains("event_rule.applied"))
            _ = try await world.rest(
                "PATCH", "/v1/event-rules/\(id)", as: "alex", "{\"from_amount\":{\"amount\":\"9999999.00\",\"currency\":\"USD\"}}"
            )
            let no = try await trial()
            #expect(no["acts"] == .bool(false) && no["reason"]?.text?.contains("below") == true, "\(no)")
            let other = try await world.draft()
            try await world.code(other)
            #expect(try await world.submit(other).status == 200)
            #expect(try await notices(world, other).isEmpty)
        }
    }

    private func notices(_ world: World, _ order: Identifier<PurchaseOrder>) async throws -> [Procurement.Notification] {
        try await world.application.answer(ShowNotifications(order: order), as: .system).map(\.notification).filter {
            $0.kind == .ruleNotice
        }
    }

    @Test func `coding and assignment are set by rules, and one that cannot act says why in the trail`() async throws {
        try await World.run { (world: World) async throws in
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let department = try #require(lists.departments.last)
            _ = try await make(
                world,
                """
                {"name":"Code","event":"purchase_order.created","action":"set_coding","targets":["department=\(department.id)"]}
                """)
            let users = try await world.application.answer(ListUsers(), as: .system)
            let bianca = try #require(users.first { $0.email == "bianca@example.com" })
            _ = try await make(
                world,
                "{\"name\":\"Own\",\"event\":\"purchase_order.created\",\"action\":\"assign\",\"targets\":[\"\(bianca.id)\"]}")
            let order = try await world.draft()
            #expect(try await world.order(order).coding.departmentID == department.id)
            let events = try await world.events(of: order.text)
            #expect(events.contains("purchase_order.coded") && events.contains("event_rule.applied"))
            #expect(events.contains("event_rule.failed"), "it has its buyer already")
            _ = try await world.shop.submitForApproval(
                cart: await world.shop.cart(["B00DEMO002": 1]), email: "stranger@example.net")
            let mine = try await world.application.answer(ListOrders(OrderFilter(buyerID: bianca.id)), as: .system).items
            #expect(mine.count == 2, "the stranger's cart has a buyer")
        }
    }

    @Test func `a webhook is told by a rule of what it does not ask for itself`() async throws {
        try await World.run { (world: World) async throws in
            let receiver = Receiver()
            try await receiver.run { url in
                let hook = try await WebhookStories.make(world, url, "\"invoice.accepted\"").id
                _ = try await make(
                    world,
                    "{\"name\":\"Tell\",\"event\":\"purchase_order.created\",\"action\":\"call_webhook\",\"targets\":[\"\(hook)\"]}"
                )
                _ = try await world.draft()
                try await world.composition.webhooks.sendDue()
                #expect(receiver.types == ["purchase_order.created"])
            }
        }
    }

    @Test func `a rule that would set itself off again is refused with the way by which it would`() async throws {
        try await World.run { (world: World) async throws in
            let department = try #require(try await world.application.answer(ShowOrganisation(), as: .system).departments.first)
            let user = try #require(try await world.application.answer(ListUsers(), as: .system).first)
            func body(_ event: String, _ action: String, _ target: String, _ isActive: Bool = true) -> String {
                "{\"name\":\"\(action)\",\"event\":\"purchase_order.\(event)\",\"action\":\"\(action)\",\"targets\":[\"\(target)\"],\"is_active\":\(isActive)}"
            }
            let coding = "department=\(department.id)"
            let itself = try await world.rest("POST", "/v1/event-rules", as: "alex", body("coded", "set_coding", coding))
            #expect(itself.status == 409 && itself.json["code"]?.text == "would-loop", "\(itself.json)")
            let off = try await make(world, body("coded", "set_coding", coding, false))
            let on = try await world.rest("PATCH", "/v1/event-rules/\(off)", as: "alex", "{\"is_active\":true}")
            #expect(on.json["code"]?.text == "would-loop")
            _ = try await make(world, body("claimed", "set_coding", coding))
            let way = try await world.rest("POST", "/v1/event-rules", as: "alex", body("coded", "assign", user.id.text))
            #expect(way.status == 409 && way.json.text().contains("set_coding"), "\(way.json)")
        }
    }

    @Test func `a loop that got in all the same is stopped, and the trail says so`() async throws {
        try await World.run { (world: World) async throws in
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let accounts = lists.glAccounts.prefix(2)
            try #require(accounts.count == 2)
            try await world.application.environment.database.write { sql in
                for (number, account) in accounts.enumerated() {
                    guard let trigger = RuleTrigger(word: "purchase_order.coded") else { return }
                    try Store(sql).save(
                        EventRule(
                            id: Identifier(trusted: "evr_\(number)"), name: "Loop \(number)", trigger: trigger, isActive: true,
                            action: RuleAction(.setCoding, ["gl_account=\(account.id)"])))
                }
            }
            let order = try await world.draft()
            try await world.code(order)
            let events = try await world.events(of: order.text)
            #expect(events.contains("event_rule.stopped"))
            #expect(events.count < 20, "\(events)")
        }
    }

    @Test func `what is wrong with a rule is told by field, and only administrators change rules`() async throws {
        try await World.run { (world: World) async throws in
            func refuse(_ members: String, _ words: String...) async throws {
                let body =
                    "{\"name\":\"R\",\"event\":\"purchase_order.created\",\"action\":\"notify\",\"targets\":[\"buyer\"]\(members)}"
                let answer = try await world.rest("POST", "/v1/event-rules", as: "alex", body)
                #expect(answer.status == 422, "\(body): \(answer.json)")
                for word in words { #expect(answer.json.text().contains(word), "\(answer.json)") }
            }
            try await refuse(",\"connection_id\":\"poc_none\"", "/connection_id")
            try await refuse(",\"from_amount\":{\"amount\":\"-1\",\"currency\":\"USD\"}", "/from_amount/amount")
            try await refuse(",\"from_amount\":{\"amount\":\"1\",\"currency\":\"dollars\"}", "/from_amount/currency")
            try await refuse(",\"conditions\":[{\"subject\":\"colour\",\"values\":[\"red\"]}]", "/conditions/0/subject")
            try await refuse(",\"conditions\":[{\"subject\":\"over_budget\",\"values\":[]}]", "/conditions/0/subject", "policy")
            try await refuse(",\"conditions\":[{\"subject\":\"supplier\",\"values\":[\"sup_none\"]}]", "/conditions/0/values/0")
            for (event, action, target, place) in [
                ("invoice.created", "send_electronically", "", "/action"), ("invoice.created", "assign", "usr_none", "/action"),
                ("purchase_order.created", "assign", "usr_none", "/targets/0"),
                ("purchase_order.created", "call_webhook", "whk_none", "/targets/0"),
                ("purchase_order.created", "set_coding", "colour=red", "/targets/0"),
                ("purchase_order.created", "notify", "everybody", "/targets/0"),
            ] {
                let targets = target.isEmpty ? "[]" : "[\"\(target)\"]"
                let answer = try await world.rest(
                    "POST", "/v1/event-rules", as: "alex",
                    "{\"name\":\"R\",\"event\":\"\(event)\",\"action\":\"\(action)\",\"targets\":\(targets)}")
                #expect(answer.status == 422 && answer.json.text().contains(place), "\(event) \(action): \(answer.json)")
            }
            let rule = try await rule(world, .sendPDF)
            for user in ["bianca", "felix", "ada"] {
                #expect(
                    try await world.rest("PATCH", "/v1/event-rules/\(rule.id)", as: user, "{\"is_active\":true}").status == 403)
            }
            let stale = try await world.rest(
                "PATCH", "/v1/event-rules/\(rule.id)", as: "alex", "{\"is_active\":true}", headers: [("If-Match", "\"0\"")])
            #expect(stale.status == 412)
            for document in ["po_none", "", "inv_none"] {
                let tried = try await world.rest(
                    "POST", "/v1/event-rules/\(rule.id)/try", as: "alex", "{\"document_id\":\"\(document)\"}")
                #expect(tried.status == 422 && tried.json.text().contains("/document_id"), "\(tried.json)")
            }
        }
    }
}
