import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// An approved order that changes: line 1 is ordered twice, line 2 three times.
struct ChangeOrderStories {
    private func change(
        _ world: World, _ id: Identifier<PurchaseOrder>, _ body: String, as user: String = "bianca",
        headers: [(String, String)] = []
    ) async throws -> (status: Int, json: JSON) {
        try await world.rest("POST", "/v1/purchase-orders/\(id)/change-orders", as: user, body, headers: headers)
    }

    /// The supplier of the demo company takes changes from here on.
    private func takesChanges(_ world: World) async throws {
        let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
        let set = try await world.rest(
            "PATCH", "/v1/punchout-connections/\(connection.id)", as: "alex", "{\"takes_changes\":true}")
        try #require(set.status == 200 && set.json["takes_changes"] == true, "\(set.json)")
    }

    private func lifeEvents(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> [String] {
        let all = try await world.events(of: id.text)
        let start = (all.lastIndex(of: "purchase_order.acknowledged") ?? -1) + 1
        return Array(all[start...])
    }

    private func committed(_ world: World, _ id: Identifier<PurchaseOrder>) async throws -> Int64 {
        let order = try await world.order(id)
        let budget = try #require(order.coding.budgetID)
        let answer = try await world.rest("GET", "/v1/budgets/\(budget)/balance", as: "alex")
        let text = try #require(answer.json["balance"]?["committed"]?["amount"]?.text, "\(answer.json)")
        let amount = try #require(ExactNumber.parse(text))
        return try #require(Money(amount, order.currency)).minorUnits
    }

    /// The document that left last.
    private func document(_ world: World) async throws -> (delivery: Delivery, text: String) {
        let leased = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
        return (leased.delivery, String(decoding: leased.body, as: UTF8.self))
    }

    @Test func `less of a sent order is changed at once: a version, a document of type update, and money back`() async throws {
        try await World.run { (world: World) async throws in
            try await takesChanges(world)
            let id = try await world.sentOrder()
            let before = try await committed(world, id)
            let first = try #require(try await world.application.answer(ShowOrderDetails(id), as: .system).deliveries.first)
            let old = try await world.order(id)
            let changed = try await change(
                world, id,
                "{\"lines\":[{\"line_number\":2,\"quantity\":1,\"requested_delivery\":\"2026-12-24\"}],\"reason\":\"fewer\"}")
            #expect(changed.status == 201 && changed.json["status"]?.text == "approved", "\(changed.json)")
            #expect(changed.json["version_number"] == 2)
            #expect(
                try await lifeEvents(world, id) == [
                    "purchase_order.change_requested", "purchase_order.changed", "purchase_order.queued",
                ])
            let order = try await world.order(id)
            #expect(order.lines[1].quantity == 1 && order.status == .approved && order.transmission == .queued)
            let saved = (old.total?.minorUnits ?? 0) - (order.total?.minorUnits ?? 0)
            #expect(try await committed(world, id) == before - saved && saved > 0)
            let (delivery, text) = try await document(world)
            #expect(delivery.kind == .cxmlOrderChange)
            for part in [
                "type=\"update\"", "orderVersion=\"2\"", "<DocumentReference payloadID=\"\(first.payloadID)\"/>",
                "requestedDeliveryDate=\"2026-12-24", "orderID=\"\(order.number ?? "")\"",
            ] { #expect(text.contains(part), "\(part) in \(text)") }
            let differences = try await world.rest("GET", "/v1/purchase-orders/\(id)/differences?from=1&to=2")
            let fields = differences.json["differences"]?.elements.compactMap { $0["field"]?.text }
            #expect(fields == ["total", "quantity", "amount", "requested_delivery"], "\(differences.json)")
        }
    }

    @Test func `more of an order is approved again, stands as it was until then, and reserves what it asks for`() async throws {
        try await World.run { (world: World) async throws in
            try await takesChanges(world)
            let id = try await world.sentOrder()
            let before = try await committed(world, id)
            let asked = try await change(
                world, id, "{\"lines\":[{\"line_number\":1,\"quantity\":3}],\"reason\":\"one more desk\"}")
            #expect(asked.status == 201 && asked.json["status"]?.text == "pending_approval", "\(asked.json)")
            #expect(try await world.order(id).lines[0].quantity == 2)
            #expect(try await world.order(id).status == .approved)
            #expect(try await committed(world, id) == before, "only reserved")
            let twice = try await change(world, id, "{\"lines\":[{\"line_number\":1,\"quantity\":4}],\"reason\":\"x\"}")
            #expect(twice.status == 409 && twice.json["code"]?.text == "change-pending")
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            try #require(try await world.decide(id, "approve", as: "felix") == 200)
            let order = try await world.order(id)
            #expect(order.lines[0].quantity == 3 && order.transmission == .queued)
            #expect(
                try await lifeEvents(world, id) == [
                    "purchase_order.change_requested", "purchase_order.stage_approved", "purchase_order.stage_approved",
                    "purchase_order.changed", "purchase_order.queued",
                ])
            #expect(try await committed(world, id) > before)
            let (delivery, _) = try await document(world)
            _ = try await world.application.perform(
                RecordDelivery(delivery.id, outcome: .accepted(code: 200, text: "OK"), document: [], answer: nil), as: .system)
            #expect(try await world.order(id).transmission == .acknowledged)
        }
    }

    @Test func `a rejected or withdrawn change leaves the order and its money as they were`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.queuedOrder()
            let (order, before) = (try await world.order(id), try await committed(world, id))
            let more = """
                {"lines":[{"line_number":1,"quantity":3}],"added_lines":[{"supplier_part_id":"B00NEW","description":"Lamp",\
                "quantity":1,"unit_price":{"amount":"4.00","currency":"USD"}}],"reason":"more"}
                """
            #expect(try await change(world, id, more).status == 201)
            try #require(try await world.decide(id, "reject", as: "ada", comment: "no money") == 200)
            #expect(try await world.order(id).lines == order.lines)
            #expect(try await committed(world, id) == before)
            #expect(try await change(world, id, more).status == 201)
            let withdrawn = try await world.rest("POST", "/v1/purchase-orders/\(id)/withdraw-change", "{}")
            #expect(withdrawn.status == 200 && withdrawn.json["status"]?.text == "approved")
            #expect(try await world.order(id).lines == order.lines)
            #expect(try await committed(world, id) == before)
            let events = try await world.events(of: id.text).suffix(3)
            #expect(
                Array(events) == [
                    "purchase_order.change_rejected", "purchase_order.change_requested", "purchase_order.change_withdrawn",
                ])
            let none = try await world.rest("POST", "/v1/purchase-orders/\(id)/withdraw-change", "{}")
            #expect(none.status == 409 && none.json["code"]?.text == "no-change")
        }
    }

    @Test func `lines that come get numbers nobody had, and lines that go take nothing with them`() async throws {
        try await World.run { (world: World) async throws in
            try await takesChanges(world)
            let id = try await world.sentOrder()
            let body = """
                {"lines":[{"line_number":1,"quantity":0}],"added_lines":[{"supplier_part_id":"B00NEW","description":"Lamp",\
                "quantity":2,"unit_price":{"amount":"4.00","currency":"USD"}}],"reason":"lamps for desks"}
                """
            #expect(try await change(world, id, body).status == 201)
            try #require(try await world.decide(id, "approve", as: "ada") == 200)
            if try await world.order(id).lines.count == 2, try await world.order(id).lines.first?.lineNumber == 1 {
                try #require(try await world.decide(id, "approve", as: "felix") == 200)
            }
            let order = try await world.order(id)
            #expect(order.lines.map(\.lineNumber) == [2, 3] && order.lines.last?.description == "Lamp")
            let (_, text) = try await document(world)
            #expect(text.contains("lineNumber=\"3\"") && !text.contains("lineNumber=\"1\""))
            let found = try await world.rest("GET", "/v1/purchase-orders/\(id)/differences")
            let kinds = Set(found.json["differences"]?.elements.compactMap { $0["kind"]?.text } ?? [])
            #expect(kinds == ["added", "removed", "changed"])
        }
    }

    @Test func `never below what arrived or was billed, and every refusal names the field and the remedy`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let received = try await world.rest(
                "POST", "/v1/receipts", "{\"purchase_order_id\":\"\(id)\",\"lines\":[{\"line_number\":2,\"quantity\":2}]}")
            try #require(received.status == 201)
            func refused(_ body: String, _ status: Int, _ pointer: String?, _ words: String) async throws {
                let answer = try await change(world, id, body)
                #expect(answer.status == status, "\(body): \(answer.json)")
                if let pointer {
                    #expect(answer.json["errors"]?.elements.contains { $0["pointer"]?.text == pointer } == true, "\(answer.json)")
                }
                #expect("\(answer.json.text())".contains(words), "\(answer.json)")
            }
            let told = ",\"reason\":\"x\",\"told_supplier\":true}"
            try await refused(
                "{\"lines\":[{\"line_number\":2,\"quantity\":1}]\(told)", 422, "/lines/0/quantity", "2 have arrived")
            try await refused("{\"lines\":[{\"line_number\":9,\"quantity\":1}]\(told)", 422, "/lines/0/line_number", "no line 9")
            try await refused("{\"lines\":[{\"line_number\":1,\"quantity\":-1}]\(told)", 422, "/lines/0/quantity", "0 or above")
            try await refused("{\"lines\":[]\(told)", 422, "/lines", "at least one line")
            try await refused(
                "{\"lines\":[{\"line_number\":1,\"unit_price\":\"abc\"}]\(told)", 422, "/lines/0/unit_price", "digits")
            try await refused(
                "{\"lines\":[{\"line_number\":1,\"requested_delivery\":\"2026-02-30\"}]\(told)", 422,
                "/lines/0/requested_delivery", "day")
            try await refused(
                "{\"lines\":[{\"line_number\":1,\"quantity\":1}],\"reason\":\" \",\"told_supplier\":true}", 422, "/reason",
                "reason")
            try await refused(
                """
                {"added_lines":[{"supplier_part_id":"X","description":"Y","quantity":1,"unit_price":{"amount":"1","currency":"EUR"}}]\(told)
                """, 422, "/added_lines/0/unit_price/currency", "USD")
            try await refused(
                "{\"lines\":[{\"line_number\":1,\"quantity\":1}],\"reason\":\"x\"}", 409, nil, "already-sent")
            #expect(
                try await change(world, id, "{\"lines\":[{\"line_number\":1,\"quantity\":1}]\(told)", as: "dario").status == 404)
            #expect(
                try await change(world, id, "{\"lines\":[{\"line_number\":1,\"quantity\":1}]\(told)", as: "ada").status == 403)
            let draft = try await world.draft()
            let early = try await change(world, draft, "{\"lines\":[{\"line_number\":1,\"quantity\":1}],\"reason\":\"x\"}")
            #expect(early.status == 409 && early.json["code"]?.text == "wrong-state")
            #expect(try await world.order(id).lines.map(\.quantity) == [2, 3], "nothing of it was done")
            let done = try await change(world, id, "{\"lines\":[{\"line_number\":1,\"quantity\":1}]\(told)")
            #expect(done.status == 201 && done.json["told_supplier"] == true, "\(done.json)")
            #expect(try await world.order(id).transmission == .acknowledged, "no document leaves")
        }
    }

    @Test func `two people at one order: the second is told what the first did`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.queuedOrder()
            let token = try await world.token(of: "bianca")
            let shown = try await world.client.send(
                OutgoingRequest(
                    method: "GET", url: "\(world.porticoURL)/v1/purchase-orders/\(id)",
                    headers: [("Authorization", "Bearer \(token)")], body: []))
            let tag = try #require(shown.header("ETag"))
            let less = "{\"lines\":[{\"line_number\":2,\"quantity\":1}],\"reason\":\"fewer chairs\"}"
            #expect(try await change(world, id, less, headers: [("If-Match", tag)]).status == 201)
            let late = try await change(
                world, id, "{\"lines\":[{\"line_number\":1,\"quantity\":1}],\"reason\":\"x\"}", headers: [("If-Match", tag)])
            #expect(late.status == 412 && late.json["code"]?.text == "stale")
            let words = late.json["detail"]?.text ?? ""
            #expect(words.contains("Line 2: quantity 3 → 1") && words.contains("fewer chairs"), "\(words)")
            #expect(try await world.order(id).lines[0].quantity == 2)
            let patched = try await world.rest(
                "PATCH", "/v1/purchase-orders/\(id)", "{\"comment\":\"x\"}", headers: [("If-Match", tag)])
            #expect(patched.status == 412 && patched.json["detail"]?.text?.contains("fewer chairs") == true)
        }
    }

    @Test func `a sent order is cancelled by a document of type delete, with a reason, unless something came of it`() async throws
    {
        try await World.run { (world: World) async throws in
            try await takesChanges(world)
            let id = try await world.sentOrder()
            let promised = try await committed(world, id)
            let total = try #require(try await world.order(id).total).minorUnits
            let path = "/v1/purchase-orders/\(id)/cancel"
            let silent = try await world.rest("POST", path, "{}")
            #expect(
                silent.status == 422 && silent.json["errors"]?.elements.first?["pointer"]?.text == "/reason", "\(silent.json)")
            let received = try await world.rest(
                "POST", "/v1/receipts", "{\"purchase_order_id\":\"\(id)\",\"lines\":[{\"line_number\":1,\"quantity\":1}]}")
            let refused = try await world.rest("POST", path, "{\"reason\":\"x\"}")
            #expect(refused.status == 409 && refused.json["code"]?.text == "received", "\(refused.json)")
            let receipt = try #require(received.json["id"]?.text)
            try #require(try await world.rest("POST", "/v1/receipts/\(receipt)/reverse", "{}").status == 200)
            let done = try await world.rest("POST", path, "{\"reason\":\"not needed\"}")
            #expect(done.status == 200 && done.json["status"]?.text == "cancelled", "\(done.json)")
            #expect(try await committed(world, id) == promised - total)
            let (delivery, text) = try await document(world)
            #expect(delivery.kind == .cxmlOrderCancellation && text.contains("type=\"delete\""))
            #expect(text.contains("orderVersion=\"2\"") && text.contains("<DocumentReference payloadID="))
            #expect(
                Array(try await world.events(of: id.text).suffix(2)) == ["purchase_order.cancelled", "purchase_order.queued"])
        }
    }

    @Test func `a supplier that takes no cancellations is told first; then no document leaves`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let refused = try await world.rest("POST", "/v1/purchase-orders/\(id)/cancel", "{\"reason\":\"x\"}")
            #expect(refused.status == 409 && refused.json["code"]?.text == "already-sent", "\(refused.json)")
            let done = try await world.rest(
                "POST", "/v1/purchase-orders/\(id)/cancel", "{\"reason\":\"x\",\"told_supplier\":true}")
            #expect(done.status == 200 && done.json["status"]?.text == "cancelled")
            #expect(try await world.application.perform(LeaseDeliveries(), as: .system).isEmpty)
        }
    }

    @Test func `a closed order opens again and its budget promises again what was not billed`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let before = try await committed(world, id)
            let path = "/v1/purchase-orders/\(id)"
            #expect(try await world.rest("POST", "\(path)/close", "{\"reason\":\"enough\"}").status == 200)
            let total = try #require(try await world.order(id).total).minorUnits
            #expect(try await committed(world, id) == before - total)
            let open = try await world.rest("POST", "\(path)/reopen", "{\"reason\":\"more comes\"}")
            #expect(open.status == 200 && open.json["status"]?.text == "approved", "\(open.json)")
            #expect(try await committed(world, id) == before)
            #expect(try await world.rest("POST", "\(path)/reopen", "{}").status == 409)
            #expect(Array(try await world.events(of: id.text).suffix(2)) == ["purchase_order.closed", "purchase_order.reopened"])
        }
    }

    @Test func `ordering again makes a draft whose prices have to be confirmed`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let made = try await world.rest("POST", "/v1/purchase-orders/\(id)/reorder", "{}")
            #expect(made.status == 201 && made.json["status"]?.text == "draft", "\(made.json)")
            let old = try await world.order(id)
            let new = try await world.order(try #require(made.json["id"]?.text.flatMap { Identifier($0) }))
            #expect(new.lines.map(\.supplierPartID) == old.lines.map(\.supplierPartID) && new.coding == old.coding)
            #expect(new.number == nil && new.lines.allSatisfy { $0.confirmation == LineConfirmation() })
            #expect(
                new.lines.allSatisfy { $0.warnings.joined().contains("to be confirmed") && $0.warnings.joined().contains("shop") }
            )
            #expect(made.json["price_hold"] == .null, "no shop holds them")
            #expect(try await world.rest("POST", "/v1/purchase-orders/\(id)/reorder", as: "dario", "{}").status == 404)
        }
    }

    @Test func `an order that no rule sends is not sent by being changed, only by hand, as it is then`() async throws {
        try await World.run { (world: World) async throws in
            let rules = try await world.rest("GET", "/v1/event-rules", as: "alex").json["data"]?.elements ?? []
            for rule in rules where rule["action"]?.text == "send_electronically" {
                let off = try await world.rest(
                    "PATCH", "/v1/event-rules/\(rule["id"]?.text ?? "")", as: "alex", "{\"is_active\":false}")
                try #require(off.status == 200, "\(off.json)")
            }
            let id = try await world.queuedOrder()
            #expect(try await world.order(id).transmission == .notSent, "\(rules)")
            let less = "{\"lines\":[{\"line_number\":2,\"quantity\":1}],\"reason\":\"fewer\"}"
            try #require(try await change(world, id, less).status == 201)
            #expect(try await world.order(id).transmission == .notSent)
            #expect(try await world.application.perform(LeaseDeliveries(), as: .system).isEmpty)
            try #require(try await world.rest("POST", "/v1/purchase-orders/\(id)/send", "{}").status == 200)
            let (delivery, text) = try await document(world)
            #expect(delivery.kind == .cxmlOrder && text.contains("quantity=\"1\""), "\(text)")
        }
    }
}
