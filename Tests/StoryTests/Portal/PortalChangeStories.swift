import FoundationEssentials
import JSON
import Mail
import Procurement
import Testing
import UseCases

/// A sent order changes: its supplier sees both versions and answers, and the buyer reads the answer.
struct PortalChangeStories {
    private func answer(
        _ world: World, _ order: Identifier<PurchaseOrder>, _ body: String, as user: String = "sam"
    ) async throws -> (status: Int, json: JSON) {
        try await world.rest("POST", "/v1/portal/orders/\(order)/answer-change", as: user, body)
    }

    @Test func `a change is accepted once, with dates: its lines are confirmed as they are now and the buyer is told`()
        async throws
    {
        try await World.mailing { world, postbox in
            try await world.openPortal()
            let order = try await world.sentOrder()
            let first = try await world.rest(
                "POST", "/v1/portal/orders/\(order)/confirm", as: "sam", "{\"lines\":[{\"line_number\":2,\"accepted\":3}]}")
            try #require(first.status == 200, "\(first.json)")
            try await world.change(order, "{\"line_number\":2,\"quantity\":1}")
            try await world.post()
            let asked = try #require(
                postbox.mails.last { $0.recipient == "sam@supplier.example.com" && $0.text.contains("Subject: Changed") })
            let words = try ReceivedMail(reading: asked.octets).text
            #expect(words.contains("quantity 3 → 1") && words.contains("#change"), "\(words)")
            #expect(!asked.text.contains("BUDGET-IS-CUT"), "why is for the house alone")
            let listed = try await world.rest("GET", "/v1/portal/orders/\(order)/changes", as: "sam")
            let change = try #require(listed.json["data"]?.elements.first, "\(listed.json)")
            #expect(change["version"] == 2 && change["since"] == 1 && change["status"]?.text == "open")
            #expect(change["differences"]?.elements.compactMap { $0["field"]?.text } == ["total", "quantity", "amount"])
            let waiting = try await world.rest("GET", "/v1/portal/orders?state=changed", as: "sam")
            #expect(waiting.json["data"]?.elements.count == 1)
            let body =
                "{\"version\":2,\"answer\":\"accepted\",\"lines\":[{\"line_number\":2,\"delivery_date\":\"2026-12-01\"}]}"
            let said = try await answer(world, order, body)
            #expect(said.status == 200 && said.json["status"]?.text == "accepted", "\(said.json)")
            let again = try await answer(world, order, body)
            #expect(again.status == 200 && again.json == said.json, "a double click")
            let now = try await world.order(order)
            #expect(now.lines[1].confirmation.accepted == 1 && now.lines[1].confirmation.notes == ["delivery 2026-12-01"])
            #expect(now.confirmation == .partial)
            let events = try await world.events(of: order.text)
            #expect(events.count { $0 == "purchase_order.change_accepted_by_supplier" } == 1)
            #expect(
                try await world.rest("GET", "/v1/portal/orders?state=changed", as: "sam").json["data"]?.elements.isEmpty == true)
            try await world.post()
            let told = postbox.mails.filter { $0.recipient == "bianca@example.com" }.map(world.words)
            #expect(told.count { $0.contains("Subject: Change accepted") && $0.contains("Line 2: 2026-12-01.") } == 1, "\(told)")
            let seen = try await world.rest("GET", "/v1/purchase-orders/\(order)/change-answers", as: "bianca")
            #expect(seen.json["data"]?.elements.first?["answered_by"]?.text == "Sam Supplier", "\(seen.json)")
            // What is left can be confirmed as ever.
            let rest = try await world.rest("POST", "/v1/portal/orders/\(order)/confirm", as: "sam", "{}")
            #expect(rest.status == 200 && rest.json["confirmation"]?.text == "accepted", "\(rest.json)")
        }
    }

    @Test func `a change is refused with a reason, and every wrong answer is told what is wrong`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            try await world.addOtherSupplier()
            let order = try await world.changedOrder()
            func refused(_ body: String, _ status: Int, _ code: String, as user: String = "sam") async throws {
                let answer = try await answer(world, order, body, as: user)
                let codes = [answer.json["code"]?.text] + (answer.json["errors"]?.elements.map { $0["code"]?.text } ?? [])
                #expect(answer.status == status && codes.contains(code), "\(body): \(answer.json)")
            }
            try await refused("{\"version\":2,\"answer\":\"refused\"}", 422, "required")
            try await refused("{\"version\":2,\"answer\":\"refused\",\"reason\":\"  \"}", 422, "required")
            let long = String(repeating: "x", count: 501)
            try await refused("{\"version\":2,\"answer\":\"refused\",\"reason\":\"\(long)\"}", 422, "too-long")
            try await refused("{\"version\":2,\"answer\":\"perhaps\"}", 422, "invalid")
            try await refused("{\"version\":1,\"answer\":\"accepted\"}", 422, "not-found")
            try await refused("{\"version\":-1,\"answer\":\"accepted\"}", 422, "invalid")
            try await refused("{\"version\":999999999,\"answer\":\"accepted\"}", 422, "not-found")
            for (line, code) in [
                ("{\"line_number\":9,\"delivery_date\":\"2026-12-01\"}", "not-found"),
                ("{\"line_number\":1,\"delivery_date\":\"2026-12-01\"}", "not-changed"),
                ("{\"line_number\":2,\"delivery_date\":\"2026-02-30\"}", "invalid"),
            ] {
                try await refused("{\"version\":2,\"answer\":\"accepted\",\"lines\":[\(line)]}", 422, code)
            }
            let twice = "{\"line_number\":2,\"delivery_date\":\"2026-12-01\"}"
            try await refused("{\"version\":2,\"answer\":\"accepted\",\"lines\":[\(twice),\(twice)]}", 422, "duplicate")
            try await refused("{\"version\":2,\"answer\":\"accepted\"}", 404, "not-found", as: "olga")
            try await refused("{\"version\":2,\"answer\":\"accepted\"}", 403, "forbidden", as: "bianca")
            #expect(try await world.order(order).confirmation == .none, "nothing was done")
            let no = try await answer(
                world, order, "{\"version\":2,\"answer\":\"refused\",\"reason\":\"Already on the lorry\"}")
            #expect(no.status == 200 && no.json["status"]?.text == "refused", "\(no.json)")
            try await refused("{\"version\":2,\"answer\":\"accepted\"}", 409, "answered-already")
            let stands = try await world.order(order)
            #expect(stands.confirmation == .none && stands.lines[1].quantity == 1)
            let bianca = WebClient(world)
            _ = try await bianca.signIn("bianca@example.com")
            let page = try await bianca.get("/orders/\(order)")
            #expect(
                page.text.contains("The supplier refused the change to version 2.") && page.text.contains("Already on the lorry"))
        }
    }

    @Test func `what was changed again, taken back or cancelled is answered no more`() async throws {
        try await World.run(rules: { $0.undoDecisionSeconds = 30 }) { (world: World) async throws in
            try await world.openPortal()
            let order = try await world.changedOrder(2)
            try await world.change(order, "{\"line_number\":2,\"quantity\":1}")
            let late = try await answer(world, order, "{\"version\":2,\"answer\":\"accepted\"}")
            #expect(late.status == 409 && late.json["code"]?.text == "changed-again", "\(late.json)")
            #expect(late.json["detail"]?.text?.contains("version 3 is what is ordered now") == true, "\(late.json)")
            let shown = try await world.rest("GET", "/v1/portal/orders/\(order)/changes", as: "sam")
            let both = shown.json["data"]?.elements.compactMap { $0["status"]?.text }
            #expect(
                both == ["open", "overtaken"] && shown.json["data"]?.elements.first?["since"] == 1, "all that it does not know")
            // The buyer takes the second change back: the first is asked about again.
            let undone = try await world.rest("POST", "/v1/purchase-orders/\(order)/undo", as: "bianca", "{}")
            #expect(undone.status == 200, "\(undone.json)")
            #expect(try await answer(world, order, "{\"version\":3,\"answer\":\"accepted\"}").status == 422)
            #expect(try await answer(world, order, "{\"version\":2,\"answer\":\"accepted\"}").status == 200)
            #expect(try await world.order(order).lines[1].confirmation.accepted == 2)
            // The same change once more is the same version.
            try await world.change(order, "{\"line_number\":2,\"quantity\":1}")
            let cancelled = try await world.rest(
                "POST", "/v1/purchase-orders/\(order)/cancel", as: "bianca", "{\"reason\":\"x\",\"told_supplier\":true}")
            #expect(cancelled.status == 200, "\(cancelled.json)")
            let over = try await answer(world, order, "{\"version\":3,\"answer\":\"accepted\"}")
            #expect(over.status == 409 && over.json["code"]?.text == "wrong-state", "\(over.json)")
            #expect(
                try await world.rest("GET", "/v1/portal/orders?state=changed", as: "sam").json["data"]?.elements.isEmpty == true)
        }
    }

    @Test func `the portal keeps an order in sight while its change waits in the outbox, and answers it there`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
            _ = try await world.rest(
                "PATCH", "/v1/punchout-connections/\(connection.id)", as: "alex", "{\"takes_changes\":true}")
            let order = try await world.sentOrder()
            let made = try await world.rest(
                "POST", "/v1/purchase-orders/\(order)/change-orders", as: "bianca",
                "{\"lines\":[{\"line_number\":2,\"quantity\":1,\"requested_delivery\":\"2026-12-24\"}],\"reason\":\"less\"}")
            try #require(made.status == 201, "\(made.json)")
            #expect(try await world.order(order).transmission == .queued)
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            let list = try await sam.get("/portal/orders?state=changed")
            #expect(list.text.contains("/portal/orders/\(order)") && list.text.contains("Changed"))
            let page = try await sam.get("/portal/orders/\(order)")
            #expect(page.text.contains("The customer changed the order: version 2") && page.text.contains("24 Dec 2026"))
            let empty = try await sam.post(
                "/portal/orders/\(order)/answer-change", from: page,
                [("version", "2"), ("verdict", "refused"), ("2.delivery", "2027-01-05")])
            #expect(empty.status == 422 && empty.text.contains("Say why you refuse") && empty.text.contains("2027-01-05"))
            let accepted = [
                ("version", "2"), ("verdict", "accepted"), ("change_reason", "Gladly <b>"), ("2.delivery", "2026-12-23"),
            ]
            #expect(try await sam.post("/portal/orders/\(order)/answer-change", from: page, accepted).status == 303)
            #expect(try await sam.get("/portal/orders/\(order)").text.contains("You accepted the change."))
            #expect(try await sam.post("/portal/orders/\(order)/answer-change", from: page, accepted).status == 303)
            let after = try await sam.get("/portal/orders/\(order)")
            #expect(after.text.contains("It is answered already.") && after.text.contains("Gladly &lt;b&gt;"))
            #expect(try await world.order(order).transmission == .queued, "the document still leaves")
            let leased = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
            #expect(leased.delivery.kind == .cxmlOrderChange)
            let other = try await sam.post(
                "/portal/orders/\(order)/answer-change", from: page,
                [("version", "2"), ("verdict", "refused"), ("change_reason", "no")])
            #expect(other.status == 409 && other.text.contains("has accepted this change already"))
            let bianca = WebClient(world)
            _ = try await bianca.signIn("bianca@example.com")
            let seen = try await bianca.get("/orders/\(order)")
            #expect(seen.text.contains("Gladly &lt;b&gt;") && seen.text.contains("Line 2: 2026-12-23."))
        }
    }
}
