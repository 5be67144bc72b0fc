import Delivery
import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// Who may have a hand in an invoice: those who entered it do not approve it, those who forget are reminded, and people see no further
/// than their limits.
struct InvoiceDutyStories {
    private func user(_ world: World, _ name: String) async throws -> String {
        let users = try await world.application.answer(ListUsers(), as: .system)
        return try #require(users.first { $0.email == "\(name)@example.com" }).id.text
    }

    /// A policy of one stage that any one of these people decides.
    private func policy(_ world: World, _ names: String..., timing: String = "") async throws {
        var people: [String] = []
        for name in names { people.append("{\"user_id\":\"\(try await user(world, name))\"}") }
        let made = try await world.rest(
            "POST", "/v1/approval-policies", as: "alex",
            """
            {"name":"Bills","document":"invoice","stages":[{"from_amount":{"amount":"0.00","currency":"USD"},\
            "approvers":[\(people.joined(separator: ","))]\(timing)}]}
            """)
        try #require(made.status == 201, "\(made.json)")
    }

    /// An invoice that alex typed in and handed in.
    private func entered(_ world: World, _ number: String) async throws -> String {
        let made = try await world.rest(
            "POST", "/v1/invoices", as: "alex", try await InvoiceStories.body(world, number: number).text())
        let id = try #require(made.json["id"]?.text, "\(made.json)")
        try #require(try await step(world, id, "submit").status == 200)
        return id
    }

    private func step(
        _ world: World, _ id: String, _ verb: String, _ body: String = "{}", as user: String = "alex"
    ) async throws -> (status: Int, json: JSON) {
        try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: user, body)
    }

    private func asked(_ world: World, _ name: String, about id: String) async throws -> [JSON] {
        let open = try await world.rest("GET", "/v1/approvals?status=open&mine=true", as: name)
        return open.json["data"]?.elements.filter { $0["invoice_id"]?.text == id } ?? []
    }

    @Test func `who entered an invoice is not asked about it, and without anybody else it stays`() async throws {
        try await World.run { (world: World) async throws in
            try await policy(world, "alex", "ada")
            let id = try await entered(world, "D-1")
            #expect(try await asked(world, "alex", about: id).isEmpty)
            let task = try #require(try await asked(world, "ada", about: id).first?["id"]?.text)
            let approved = try await world.rest("POST", "/v1/approvals/\(task)/approve", as: "ada", "{}")
            #expect(approved.status == 200)
            #expect(try await step(world, id, "accept").status == 200)
        }
        try await World.run { (world: World) async throws in
            try await policy(world, "alex")
            let id = try await entered(world, "D-2")
            let refused = try await step(world, id, "accept")
            #expect(refused.status == 409 && refused.json["code"]?.text == "no-approver", "\(refused.json)")
            #expect(refused.json["detail"]?.text?.contains("entered it") == true)
        }
    }

    /// Whether whoever entered an invoice may accept it, at one company or at all.
    private func allow(_ allowed: Bool, _ world: World, _ names: String...) async throws {
        for entity in try await world.application.answer(ShowOrganisation(), as: .system).legalEntities
        where names.isEmpty || names.contains(entity.name) {
            let changed = try await world.rest(
                "PATCH", "/v1/legal-entities/\(entity.id)", as: "alex", "{\"enterer_may_accept\":\(allowed)}")
            try #require(
                changed.status == 200 && changed.json["enterer_may_accept"]?.text() == String(allowed), "\(changed.json)")
        }
    }

    @Test func `without any policy somebody else accepts what a person entered, unless the company lets one person do both`()
        async throws
    {
        try await World.run { (world: World) async throws in
            let made = try await world.rest("POST", "/v1/legal-entities", as: "alex", "{\"name\":\"New\",\"currency\":\"USD\"}")
            #expect(made.json["enterer_may_accept"]?.text() == "false", "a company is careful unless it says otherwise")
            try await allow(false, world)
            let id = try await entered(world, "D-6")
            let before = try await world.events(of: id)
            let refused = try await step(world, id, "accept")
            #expect(refused.status == 409 && refused.json["code"]?.text == "own-entry", "\(refused.json)")
            let detail = try #require(refused.json["detail"]?.text)
            #expect(detail.contains("Contoso Inc.") && detail.contains("enterer_may_accept"), "\(detail)")
            #expect(try await world.events(of: id) == before, "nothing half done")
            #expect(try await step(world, id, "accept", as: "paula").json["status"]?.text == "accepted")

            let own = try await entered(world, "D-7")
            try await allow(true, world, "Contoso Inc.")
            #expect(try await step(world, own, "accept").json["status"]?.text == "accepted")
            let trail = try await world.rest("GET", "/v1/events?type=record.changed&limit=100", as: "alex").json.text()
            #expect(trail.contains("enterer_may_accept"), "who changed the setting is in the trail")
        }
    }

    @Test func `an invoice that another person's policy approved, or that a machine entered, has no author in the way`()
        async throws
    {
        try await World.run { (world: World) async throws in
            try await allow(false, world)
            let secret = try await world.application.perform(
                CreateAPIToken(name: "accounting", scopes: ["invoices.write", "invoices.read"]), as: .system
            ).secret
            let machine = [("Authorization", "Bearer \(secret)")]
            let body = try await InvoiceStories.body(world, number: "D-8").text()
            let made = try await world.rest("POST", "/v1/invoices", as: nil, body, headers: machine)
            let id = try #require(made.json["id"]?.text, "\(made.json)")
            for verb in ["submit", "accept"] {
                let done = try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: nil, "{}", headers: machine)
                #expect(done.status == 200, "\(done.json)")
            }
            try await policy(world, "ada")
            let approved = try await entered(world, "D-9")
            let task = try #require(try await asked(world, "ada", about: approved).first?["id"]?.text)
            #expect(try await world.rest("POST", "/v1/approvals/\(task)/approve", as: "ada", "{}").status == 200)
            #expect(try await step(world, approved, "accept").json["status"]?.text == "accepted")
        }
    }

    @Test func `whoever changed an invoice counts as its author too, and one of no company is as strict as the strictest`()
        async throws
    {
        try await World.run { (world: World) async throws in
            try await allow(false, world)
            let body = try await InvoiceStories.body(world, number: "D-10").text()
            let id = try #require(try await world.rest("POST", "/v1/invoices", as: "paula", body).json["id"]?.text)
            let changed = try await world.rest("PATCH", "/v1/invoices/\(id)", as: "alex", "{\"comment\":\"as on paper\"}")
            #expect(changed.status == 200, "\(changed.status) \(changed.json)")
            #expect(try await step(world, id, "submit").status == 200)
            for name in ["alex", "paula"] {
                #expect(try await step(world, id, "accept", as: name).json["code"]?.text == "own-entry", "\(name)")
            }
            let orders = try await world.rest("GET", "/v1/suppliers", as: "alex").json
            let supplier = try #require(orders["data"]?.elements.first?["id"]?.text)
            let free = """
                {"supplier_id":"\(supplier)","number":"D-11","invoice_date":"2026-10-01","currency":"USD",\
                "lines":[{"description":"Cleaning","quantity":1,"unit_price":50}]}
                """
            let loose = try #require(try await world.rest("POST", "/v1/invoices", as: "alex", free).json["id"]?.text)
            _ = try await step(world, loose, "submit")
            try await allow(true, world, "Contoso Inc.")
            let strict = try await step(world, loose, "accept", "{\"comment\":\"yes\"}")
            #expect(strict.json["code"]?.text == "own-entry" && strict.json["detail"]?.text?.contains("legal entities") == true)
            try await allow(true, world)
            #expect(try await step(world, loose, "accept", "{\"comment\":\"yes\"}").status == 200)
        }
    }

    @Test func `a substitute who entered it cannot approve it for somebody else either`() async throws {
        try await World.run { (world: World) async throws in
            try await policy(world, "ada")
            let id = try await entered(world, "D-3")
            let (ada, alex) = (try await user(world, "ada"), try await user(world, "alex"))
            let day = Day(world.application.environment.now()).text
            let away = try await world.rest(
                "POST", "/v1/substitutions", as: "alex",
                "{\"user_id\":\"\(ada)\",\"substitute_id\":\"\(alex)\",\"from\":\"\(day)\",\"through\":\"\(day)\"}")
            try #require(away.status == 201, "\(away.json)")
            let task = try #require(try await asked(world, "alex", about: id).first?["id"]?.text)
            let refused = try await world.rest("POST", "/v1/approvals/\(task)/approve", as: "alex", "{}")
            #expect(refused.status == 409 && refused.json["code"]?.text == "own-entry", "\(refused.json)")
            #expect(try await world.rest("POST", "/v1/approvals/\(task)/approve", as: "ada", "{}").status == 200)
        }
    }

    @Test func `approvals of invoices are reminded of, passed on and lapse, and are asked for again`() async throws {
        try await World.run { (world: World) async throws in
            try await policy(world, "ada", timing: ",\"remind_after\":10,\"escalate_after\":24,\"expire_after\":48")
            let id = try await entered(world, "D-4")
            func tidied(after hours: Double) async throws -> [String] {
                world.passTime(hours: hours)
                _ = try await world.composition.housekeeping.tidy()
                return try await world.events(of: id)
            }
            #expect(try await tidied(after: 11).last == "approval.reminded")
            #expect(try await tidied(after: 14).contains("approval.escalated"))
            #expect(try await asked(world, "alex", about: id).isEmpty, "alex entered it: it is passed on to nobody of the kind")
            #expect(try await step(world, id, "ask-again").json["code"]?.text == "nothing-lapsed")
            #expect(try await tidied(after: 24).last == "approval.expired")
            let shown = try await world.rest("GET", "/v1/invoices/\(id)", as: "alex")
            #expect(shown.json["status"]?.text == "pending_approval", "the supplier has nothing to correct")
            let refused = try await step(world, id, "accept")
            #expect(refused.status == 409 && refused.json["code"]?.text == "approval-lapsed", "\(refused.json)")
            let count = try await world.events(of: id).count
            #expect(try await tidied(after: 1).count == count, "once")
            #expect(try await step(world, id, "ask-again", as: "bianca").status == 403)
            #expect(try await step(world, id, "ask-again").status == 200)
            let task = try #require(try await asked(world, "ada", about: id).first?["id"]?.text)
            #expect(try await world.rest("POST", "/v1/approvals/\(task)/approve", as: "ada", "{}").status == 200)
            #expect(try await step(world, id, "accept").json["status"]?.text == "accepted")
        }
    }

    @Test func `invoices beyond somebody's limits are not there for them, in no list, no page, no step and no file`() async throws
    {
        try await World.run { (world: World) async throws in
            let id = try await entered(world, "D-5")
            let order = try await world.rest("GET", "/v1/invoices/\(id)", as: "alex").json["lines"]?.elements.first?[
                "purchase_order_id"]
            let orderID: Identifier<PurchaseOrder> = try #require(order?.text.flatMap { Identifier($0) })
            let here = try #require(try await world.order(orderID).coding.legalEntityID)
            let made = try await world.rest("POST", "/v1/legal-entities", as: "alex", "{\"name\":\"Far\",\"currency\":\"USD\"}")
            let far = try #require(made.json["id"]?.text, "\(made.json)")
            for (name, entity) in [("near", here.text), ("away", far)] {
                let user = try await world.rest(
                    "POST", "/v1/users", as: "alex",
                    """
                    {"email":"\(name)@example.com","name":"\(name)","roles":["accounts_payable"],"limit_legal_entity_ids":["\(entity)"]}
                    """)
                try #require(user.status == 201, "\(user.json)")
            }
            for (name, count) in [("near", 1), ("away", 0), ("alex", 1)] {
                let list = try await world.rest("GET", "/v1/invoices", as: name)
                #expect(list.json["data"]?.elements.count == count, "\(name): \(list.json)")
            }
            for (method, path, body) in [
                ("GET", "", nil), ("GET", "/document", nil), ("POST", "/accept", "{\"comment\":\"x\"}"),
                ("POST", "/dispute", "{\"reason\":\"x\"}"), ("POST", "/assign", "{\"owner_id\":null}"),
            ] {
                let refused = try await world.rest(method, "/v1/invoices/\(id)\(path)", as: "away", body)
                #expect(refused.status == 404, "\(method) \(path): \(refused.json)")
            }
            #expect(try await world.rest("GET", "/v1/invoices/\(id)", as: "near").status == 200)
            let csv = "{\"csv\":\"invoice_number,supplier\\nD-5,Amazon Business\\n\"}"
            _ = try await step(world, id, "accept", as: "near")
            let paid = try await world.rest("POST", "/v1/invoices/pay-from-file", as: "away", csv)
            #expect(paid.json.text().contains("has no invoice D-5"), "\(paid.status) \(paid.json)")
            let exports = try await ["near", "away"].asyncMap { name in
                let actor = try await world.application.answer(ListUsers(), as: .system).first { $0.name == name }
                let person = try #require(actor)
                let text = try await world.application.answer(ExportTable(.invoices), as: Actor(.user(person))).text
                return String(decoding: text, as: UTF8.self).contains("D-5")
            }
            #expect(exports == [true, false])
        }
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
