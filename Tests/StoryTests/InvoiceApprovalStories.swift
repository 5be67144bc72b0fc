import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// Invoices that a policy of their own has somebody approve, exceptions with an owner, and tolerances of a supplier.
struct InvoiceApprovalStories {
    private struct Case {
        let world: World
        let order: PurchaseOrder

        func policy(from amount: String = "0.00", _ users: String...) async throws {
            let people = try await world.application.answer(ListUsers(), as: .system)
            let stages = try users.map { name in
                let user = try #require(people.first { $0.email == "\(name)@example.com" })
                return """
                    {"from_amount":{"amount":"\(amount)","currency":"USD"},"approvers":[{"user_id":"\(user.id)"}]}
                    """
            }
            let made = try await world.rest(
                "POST", "/v1/approval-policies", as: "alex",
                "{\"name\":\"Bills\",\"document\":\"invoice\",\"stages\":[\(stages.joined(separator: ","))]}")
            try #require(made.status == 201 && made.json["document"]?.text == "invoice", "\(made.json)")
        }

        func billed(_ number: String, _ change: (inout InvoiceDocument) -> Void = { _ in }) async throws -> JSON {
            var document = InvoiceDocument(of: order, number: number)
            change(&document)
            let answer = try await world.post("\(number)-\(document.goods)@a", document.xml)
            #expect(answer.code == 200, "\(answer.body)")
            let list = try await world.rest("GET", "/v1/invoices?number=\(number)", as: "alex").json["data"]?.elements
            let id = try #require(list?.first?["id"]?.text)
            return try await world.rest("GET", "/v1/invoices/\(id)", as: "alex").json
        }

        func step(
            _ id: String, _ verb: String, _ body: String = "{}", headers: [(String, String)] = []
        ) async throws -> (status: Int, json: JSON) {
            try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", body, headers: headers)
        }

        func tasks(of user: String, _ id: String) async throws -> [JSON] {
            let open = try await world.rest("GET", "/v1/approvals?status=open&mine=true", as: user)
            return open.json["data"]?.elements.filter { $0["invoice_id"]?.text == id } ?? []
        }

        func decide(_ id: String, _ verb: String, as user: String) async throws -> (status: Int, json: JSON) {
            let task = try #require(try await tasks(of: user, id).first?["id"]?.text, "\(user) is not asked")
            return try await world.rest("POST", "/v1/approvals/\(task)/\(verb)", as: user, "{\"comment\":\"seen\"}")
        }
    }

    private func run(_ story: (Case) async throws -> Void) async throws {
        try await World.run { (world: World) async throws in
            try await story(Case(world: world, order: try await world.order(try await world.sentOrder())))
        }
    }

    @Test func `an invoice is accepted only after every stage of its policy approved`() async throws {
        try await run { (this: Case) async throws in
            try await this.policy("ada", "felix")
            let invoice = try await this.billed("A-1")
            let id = try #require(invoice["id"]?.text)
            #expect(invoice["status"]?.text == "pending_approval" && invoice["match"]?.text == "matched")
            let early = try await this.step(id, "accept")
            #expect(early.status == 409 && early.json["code"]?.text == "approval-open", "\(early.json)")
            #expect(try await this.tasks(of: "felix", id).isEmpty, "the second stage opens after the first")
            let shown = try #require(try await this.tasks(of: "ada", id).first)
            #expect(shown["purchase_order"] == .null && shown["invoice"]?["number"]?.text == "A-1")
            #expect(
                try await this.world.rest("GET", "/v1/invoices/\(id)", as: "ada").status == 200, "who decides sees it")
            #expect(try await this.decide(id, "approve", as: "ada").status == 200)
            #expect(try await this.step(id, "accept").status == 409)
            #expect(try await this.decide(id, "approve", as: "felix").status == 200)
            #expect(try await this.step(id, "accept").json["status"]?.text == "accepted")
            #expect(
                try await this.world.events(of: id) == [
                    "invoice.created", "invoice.submitted", "invoice.requires_approval", "invoice.stage_approved",
                    "invoice.approved", "invoice.accepted",
                ])
        }
    }

    @Test func `a rejection sends the invoice back, and corrected it is asked for anew only where it changed`() async throws {
        try await run { (this: Case) async throws in
            try await this.policy("ada", "felix")
            let id = try #require(try await this.billed("A-1") { $0.lines[0].price += 100 }["id"]?.text)
            #expect(try await this.decide(id, "approve", as: "ada").status == 200)
            #expect(try await this.decide(id, "reject", as: "felix").json["invoice"]?["status"]?.text == "disputed")
            let sent = try await this.world.rest("GET", "/v1/invoices/\(id)", as: "alex").json
            #expect(sent["reason"]?.text == "seen")
            #expect(try await this.billed("A-1")["id"]?.text == id)
            #expect(try await this.tasks(of: "ada", id).count == 1, "the amounts are others now")
            #expect(try await this.step(id, "void", "{\"reason\":\"no\"}").status == 200)
            #expect(try await this.tasks(of: "ada", id).isEmpty, "nobody is asked about what is void")
        }
    }

    @Test func `policies of orders say nothing about invoices, and small ones pass`() async throws {
        try await run { (this: Case) async throws in
            #expect(try await this.billed("A-1")["status"]?.text == "submitted")
            try await this.policy(from: "1000000.00", "ada")
            var small = InvoiceDocument(of: this.order, number: "A-1")
            small.operation = "delete"
            #expect(try await this.world.post("delete@a", small.xml).code == 200)
            #expect(try await this.billed("A-2")["status"]?.text == "submitted")
        }
    }

    @Test func `exceptions have an owner, who sees them, and filters find them`() async throws {
        try await run { (this: Case) async throws in
            let invoice = try await this.billed("A-1") { $0.lines[0].price += 100 }
            let id = try #require(invoice["id"]?.text)
            let bianca = try #require(this.order.buyerID).text
            #expect(invoice["owner_id"]?.text == bianca)
            #expect(try await this.world.rest("GET", "/v1/invoices/\(id)").status == 200, "the owner sees it")
            #expect(try await this.world.rest("GET", "/v1/invoices/\(id)", as: "dario").status == 404)
            #expect(try await this.world.rest("GET", "/v1/invoices/\(id)/document", as: "dario").status == 404, "nor its paper")
            #expect(try await this.world.rest("GET", "/v1/invoices").status == 403)
            for (query, count) in [
                ("match=exception", 1), ("match=matched", 0), ("owner_id=\(bianca)", 1), ("number=%20a-1", 1),
                ("due_through=2099-01-01", 0),
            ] {
                let found = try await this.world.rest("GET", "/v1/invoices?\(query)", as: "alex")
                #expect(found.json["data"]?.elements.count == count, "\(query): \(found.json)")
            }
            let mine = try await this.world.rest("GET", "/v1/invoices?owner_id=\(bianca)")
            #expect(mine.json["data"]?.elements.count == 1)
            let users = try await this.world.application.answer(ListUsers(), as: .system)
            let dario = try #require(users.first { $0.email == "dario@example.com" }).id
            #expect(try await this.step(id, "assign", "{\"owner_id\":\"\(dario)\"}").json["owner_id"]?.text == dario.text)
            #expect(try await this.world.rest("GET", "/v1/invoices/\(id)", as: "dario").status == 200)
            #expect(try await this.step(id, "assign", "{\"owner_id\":\"usr_nobody\"}").status == 422)
            #expect(try await this.step(id, "accept", "{\"comment\":\"agreed\"}").status == 200)
            let due = try await this.world.rest("GET", "/v1/invoices?due_through=2026-10-31", as: "alex")
            #expect(due.json["data"]?.elements.count == 1)
            #expect(try await this.world.rest("GET", "/v1/invoices?due_through=soon", as: "alex").status == 400)
        }
    }

    @Test func `a supplier's tolerance lets pass what lies within, and says so`() async throws {
        try await run { (this: Case) async throws in
            let path = "/v1/suppliers/\(this.order.supplierID)/match-tolerance"
            let first = try await this.world.rest("GET", path, as: "alex")
            #expect(first.json["depth"]?.text == "two_way" && first.json["tax_minor_units"] == .number(1))
            let saved = try await this.world.rest(
                "PATCH", path, as: "alex", "{\"amount\":{\"amount\":\"5.00\",\"currency\":\"USD\"},\"percent\":2}")
            #expect(saved.status == 200 && saved.json["percent"] == .number(2), "\(saved.json)")
            #expect(try await this.billed("A-1") { $0.lines[0].price += 100 }["match"]?.text == "within_tolerance")
            let three = try await this.world.rest("PATCH", path, as: "alex", "{\"depth\":\"three_way\"}")
            #expect(three.json["amount"]?["amount"]?.text == "5.00", "what is left out stays")
            for (body, pointer) in [
                ("{\"amount\":{\"amount\":\"-1.00\",\"currency\":\"USD\"}}", "/amount"), ("{\"percent\":101}", "/percent"),
                ("{\"freight\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}", "/freight"),
                ("{\"amount\":{\"amount\":\"1,5\",\"currency\":\"USD\"}}", "/amount/amount"),
            ] {
                let refused = try await this.world.rest("PATCH", path, as: "alex", body)
                #expect(refused.status == 422 && refused.json["errors"]?.elements.first?["pointer"]?.text == pointer, "\(body)")
            }
            #expect(try await this.world.rest("PATCH", path, "{\"percent\":50}").status == 403)
            #expect(try await this.world.rest("GET", "/v1/suppliers/sup_none/match-tolerance", as: "alex").status == 404)
        }
    }

    @Test func `three ways, what has not arrived is not owed, and what arrives before it is accepted counts`() async throws {
        try await run { (this: Case) async throws in
            let path = "/v1/suppliers/\(this.order.supplierID)/match-tolerance"
            #expect(try await this.world.rest("PATCH", path, as: "alex", "{\"depth\":\"three_way\"}").status == 200)
            let invoice = try await this.billed("A-1")
            let id = try #require(invoice["id"]?.text)
            #expect(invoice["findings"]?.elements.compactMap { $0["kind"]?.text } == ["over_received", "over_received"])
            func receive(_ pieces: String) async throws -> Int {
                try await this.world.rest(
                    "POST", "/v1/receipts", "{\"purchase_order_id\":\"\(this.order.id)\",\"lines\":[\(pieces)]}"
                ).status
            }
            #expect(
                try await receive("{\"line_number\":1,\"quantity\":2},{\"line_number\":2,\"quantity\":3,\"refused\":1}") == 201)
            let short = try await this.step(id, "accept")
            #expect(short.json["errors"]?.elements.first?["pointer"]?.text == "/comment", "one of line 2 was refused")
            #expect(try await this.step(id, "accept", "{\"comment\":\"a credit note comes\"}").status == 200)
            #expect(
                try await this.world.events(of: id) == [
                    "invoice.created", "invoice.submitted", "invoice.requires_approval", "invoice.accepted",
                ])
        }
    }

    @Test func `lines of an unknown order are linked, matched again, and no number of the supplier's changes`() async throws {
        try await run { (this: Case) async throws in
            let lost = try await this.billed("A-1") { $0.order = "PO-777777" }
            let id = try #require(lost["id"]?.text)
            let edit = try await this.world.rest("PATCH", "/v1/invoices/\(id)", as: "alex", "{\"tax\":\"1.00\"}")
            #expect(edit.status == 409 && edit.json["code"]?.text == "suppliers-document")
            let number = try #require(this.order.number)
            func links(_ order: String, _ line: Int) -> String {
                let all = this.order.lines.map {
                    "{\"line_number\":\($0.lineNumber),\"purchase_order_id\":\"\(order)\",\"purchase_order_line\":\(line == 0 ? $0.lineNumber : line)}"
                }
                return "{\"lines\":[\(all.joined(separator: ","))]}"
            }
            let wrong = try await this.step(id, "link-lines", links("PO-1", 0))
            #expect(wrong.status == 422 && wrong.json["errors"]?.elements.first?["pointer"]?.text == "/lines/0/purchase_order_id")
            #expect(try await this.step(id, "link-lines", links(number, 9)).status == 422)
            let stale = try await this.step(id, "link-lines", links(number, 0), headers: [("If-Match", "\"1-0\"")])
            #expect(stale.status == 412)
            let linked = try await this.step(id, "link-lines", links(number, 0))
            #expect(linked.json["match"]?.text == "matched" && linked.json["remarks"]?.elements.isEmpty == true, "\(linked.json)")
            #expect(linked.json["total"] == lost["total"] && linked.json["number"]?.text == "A-1")
            #expect(try await this.world.order(this.order.id).billing == .full)
            #expect(try await this.step(id, "accept").status == 200)
            #expect(try await this.step(id, "link-lines", links(number, 0)).json["code"]?.text == "not-linkable")
        }
    }

    @Test func `a changed invoice is changed at the version that was seen`() async throws {
        try await run { (this: Case) async throws in
            let made = try await this.world.rest(
                "POST", "/v1/invoices", as: "alex", try await InvoiceStories.body(this.world, number: "R-1").text())
            let id = try #require(made.json["id"]?.text)
            let path = "/v1/invoices/\(id)"
            let first = try await this.world.rest(
                "PATCH", path, as: "alex", "{\"freight\":\"4.00\"}", headers: [("If-Match", "\"1-0\"")])
            #expect(first.status == 200, "\(first.json)")
            let total = try #require(first.json["total"]?["amount"]?.text.flatMap { ExactNumber.parse($0) })
            #expect(total == (made.json["total"]?["amount"]?.text.flatMap { ExactNumber.parse($0) } ?? 0) + 4)
            let stale = try await this.world.rest(
                "PATCH", path, as: "alex", "{\"comment\":\"late\"}", headers: [("If-Match", "\"1-0\"")])
            #expect(stale.status == 412)
            #expect(try await this.step(id, "submit", headers: [("If-Match", "\"1-0\"")]).status == 412)
            #expect(try await this.step(id, "submit").status == 200)
            #expect(try await this.world.rest("PATCH", path, as: "alex", "{\"comment\":\"late\"}").status == 409)
        }
    }
}
