import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// The portal by its pages, as a browser without JavaScript sends them.
struct PortalPageStories {
    private func sam(_ world: World) async throws -> WebClient {
        let client = WebClient(world)
        #expect(try await client.signInToPortal().location == "/portal")
        return client
    }

    /// What a form of a page holds, so that it can be sent back with changes: values of inputs by their names.
    private func fields(_ page: WebClient.Answer, _ action: String) -> [(String, String)] {
        guard let start = page.text.firstRange(of: "action=\"\(action)\""),
            let end = page.text[start.upperBound...].firstRange(of: "</form>")
        else { return [] }
        let form = String(page.text[start.upperBound..<end.lowerBound])
        return form.matches(of: /<input type="(hidden|text|number|date)"([^>]*)>/).compactMap { match in
            let tag = String(match.output.2)
            guard let name = tag.firstMatch(of: /name="([^"]*)"/)?.output.1 else { return nil }
            return (String(name), String(tag.firstMatch(of: /value="([^"]*)"/)?.output.1 ?? ""))
        }.filter { $0.0 != "csrf_token" }
    }

    private func setting(_ fields: [(String, String)], _ changes: [String: String]) -> [(String, String)] {
        fields.map { ($0.0, changes[$0.0] ?? $0.1) }
            + changes.filter { change in !fields.contains { $0.0 == change.key } }.map { ($0.key, $0.value) }
    }

    @Test func `an account from the order's page to paid, with lines taken out and added, disputed and sent again`() async throws
    {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let order = try await world.sentOrder()
            let client = try await sam(world)
            let list = try await client.get("/portal/orders?state=to_process")
            #expect(list.text.contains("Orders not yet processed: 1.") && list.text.contains("/portal/orders/\(order)"))
            let page = try await client.get("/portal/orders/\(order)")
            #expect(page.text.contains("NET 30") && page.text.contains("410 Terry Avenue North"))
            let made = try await client.post("/portal/orders/\(order)/accounts", from: page, [])
            let edit = try #require(made.location)
            let twice = try await client.post("/portal/orders/\(order)/accounts", from: page, [])
            #expect(twice.location == edit, "a double click opens the same draft")
            let address = String(edit.dropLast(5))
            let form = try await client.get(edit)
            #expect(form.status == 200)
            let bad = try await client.post(
                edit, from: form, setting(fields(form, edit), ["lines.0.quantity": "two", "number": "F-1"]))
            #expect(
                bad.status == 422 && bad.text.contains("Write a number") && bad.text.contains("value=\"two\""),
                "nothing typed is lost")
            let changes = [
                "number": "F-1", "out": "1", "lines.2.description": "Express", "lines.2.quantity": "1",
                "lines.2.unit_price": "12.50", "freight": "3.00", "verb": "check",
            ]
            let saved = try await client.post(edit, from: form, setting(fields(form, edit), changes))
            #expect(saved.status == 303 && saved.location == "\(address)#verdict", "\(saved.text)")
            let checked = try await client.get(address)
            #expect(checked.text.contains("the customer will have to approve it") && checked.text.contains("Confirm and send"))
            let stale = try await client.post(edit, from: form, setting(fields(form, edit), ["number": "F-9"]))
            #expect(stale.status == 409 && stale.text.contains("A colleague changed this account meanwhile"))
            let version = ("version", checked.hidden("version") ?? "")
            let sent = try await client.post("\(address)/send", from: checked, [version])
            #expect(sent.status == 303)
            let again = try await client.post("\(address)/send", from: checked, [version])
            #expect(again.status == 303)
            #expect(try await client.get(address).text.contains("It is sent already."))
            let id = try #require(address.split(separator: "/").last.map(String.init))
            let shown = try await world.rest("GET", "/v1/invoices/\(id)", as: "alex")
            #expect(shown.json["versions"]?.elements.count == 1 && shown.json["lines"]?.elements.count == 2)

            let payables = WebClient(world)
            _ = try await payables.signIn("paula@example.com")
            let invoices = try await payables.get("/invoices?status=pending_approval")
            #expect(invoices.text.contains("F-1"))
            let invoice = try await payables.get("/invoices/\(id)")
            let disputed = try await payables.post(
                "/invoices/\(id)/dispute", from: invoice,
                [
                    ("reason", "Express was not asked for"), ("version", invoice.hidden("version") ?? ""),
                    ("pin.2.unit_price", "on"), ("pinned.2.unit_price", "nobody ordered it"),
                ])
            #expect(disputed.status == 303, "\(disputed.text)")
            #expect(try await client.get("/portal/accounts?status=disputed").text.contains("F-1"))
            let returned = try await client.get(address)
            #expect(returned.text.contains("Express was not asked for") && returned.text.contains("nobody ordered it"))
            let second = try await client.get(edit)
            let corrected = try await client.post(
                edit, from: second, setting(fields(second, edit), ["out": "1", "freight": "", "verb": "check"]))
            #expect(corrected.status == 303, "\(corrected.text)")
            let ready = try await client.get(address)
            #expect(ready.text.contains("Confirm and send again"))
            let resent = try await client.post("\(address)/send", from: ready, [("version", ready.hidden("version") ?? "")])
            #expect(resent.status == 303)
            #expect(try await client.get(address).text.contains("Changed since it was sent before"))
            let now = try await payables.get("/invoices/\(id)")
            #expect(now.text.contains("Changed since it was sent before") && now.text.contains("Express"))
            for (verb, fields) in [("accept", []), ("pay", [("paid_on", "2026-10-31"), ("reference", "SEPA 4712")])] {
                let before = try await payables.get("/invoices/\(id)")
                let done = try await payables.post(
                    "/invoices/\(id)/\(verb)", from: before, fields + [("version", before.hidden("version") ?? "")])
                #expect(done.status == 303, "\(verb): \(done.text)")
            }
            let end = try await client.get(address)
            #expect(end.text.contains("It is paid.") && end.text.contains("SEPA 4712") && !end.text.contains("Paula"))
        }
    }

    @Test func `a dispute points at any line of a long account by its number, and a refused one keeps what was typed`()
        async throws
    {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let order = try await world.sentOrder()
            let lines = (1...60).map { "{\"description\":\"Part \($0)\",\"quantity\":1,\"unit_price\":1}" }.joined(separator: ",")
            let id = try #require(
                try await world.account(of: order, "{\"number\":\"L-60\",\"lines\":[\(lines)]}")["id"]?.text)
            #expect(try await world.rest("POST", "/v1/portal/accounts/\(id)/submit", as: "sam", "{}").status == 200)
            let payables = WebClient(world)
            _ = try await payables.signIn("paula@example.com")
            let invoice = try await payables.get("/invoices/\(id)")
            #expect(invoice.text.contains("pin.10.quantity") && !invoice.text.contains("pin.11.quantity"))
            #expect(invoice.text.contains("by its number (1 to 60)"))
            let version = ("version", invoice.hidden("version") ?? "")
            let typed = [version, ("step", "dispute"), ("reason", "Parts are missing"), ("pin.2.quantity", "on")]
            for (line, remark, words) in [
                ("99", "gone", "The invoice has no line 99."), ("x", "gone", "“x” is no line"), ("-1", "gone", "“-1” is no line"),
                ("", "gone", "without the number of its line"),
            ] {
                let refused = try await payables.post(
                    "/invoices/\(id)/dispute", from: invoice, typed + [("more.0.line", line), ("more.0.remark", remark)])
                #expect(refused.status == 422 && refused.text.contains(words), "\(words)")
                #expect(refused.text.contains("Parts are missing") && refused.text.contains("value=\"gone\""), "nothing is lost")
            }
            let rows = [
                ("more.0.line", "57"), ("more.0.field", "quantity"), ("more.0.remark", "none came"), ("more.1.line", "2"),
                ("more.1.field", "quantity"), ("more.1.remark", "half"), ("pinned.2.quantity", "look"),
            ]
            let done = try await payables.post("/invoices/\(id)/dispute", from: invoice, typed + rows)
            #expect(done.status == 303, "\(done.text)")
            let pins = try await world.rest("GET", "/v1/portal/accounts/\(id)", as: "sam").json["pins"]?.elements ?? []
            #expect(pins.count == 2 && pins.contains { $0["line_number"] == 57 && $0["comment"]?.text == "none came" }, "\(pins)")
            #expect(pins.contains { $0["line_number"] == 2 && $0["comment"]?.text == "look; half" }, "one field is one pin")
        }
    }

    @Test func `a rejected account is over, and its number free again`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let (id, order) = try await world.sentAccount(number: "R-1")
            #expect(
                try await world.rest("POST", "/v1/invoices/\(id)/reject", as: "alex", "{\"reason\":\"Not ours\"}").status == 200)
            let client = try await sam(world)
            let page = try await client.get("/portal/accounts/\(id)")
            #expect(page.text.contains("The customer has rejected it for good.") && page.text.contains("Not ours"))
            #expect(try await client.get("/portal/accounts/\(id)/edit").status == 409)
            let again = try await world.rest("POST", "/v1/portal/orders/\(order)/accounts", as: "sam", "{\"number\":\"R-1\"}")
            #expect(again.status == 201, "\(again.json)")
        }
    }

    @Test func `orders are found by number, part and words, and legal entities are apart`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let order = try await world.order(try await world.sentOrder())
            _ = try await world.sentOrder()
            let client = try await sam(world)
            let number = try #require(order.number)
            let byNumber = try await client.get("/portal/orders?q=\(number)")
            #expect(byNumber.text.contains("/portal/orders/\(order.id)"))
            let part = try #require(order.lines.first?.supplierPartID)
            #expect(try await client.get("/portal/orders?q=\(part)").text.contains("/portal/orders/\(order.id)"))
            #expect(!(try await client.get("/portal/orders?q=100%25_nothing")).text.contains("/portal/orders/\(order.id)"))
            let entities = try await world.application.answer(ShowOrganisation(), as: .system).legalEntities
            let own = try #require(entities.first { $0.id == order.coding.legalEntityID })
            let other = try #require(entities.first { $0.id != own.id })
            #expect(try await client.get("/portal/orders?legal_entity_id=\(own.id)").text.contains("/portal/orders/\(order.id)"))
            #expect(
                !(try await client.get("/portal/orders?legal_entity_id=\(other.id)")).text.contains("/portal/orders/\(order.id)"))
            let listed = try await world.rest("GET", "/v1/portal/orders?limit=1", as: "sam")
            let cursor = try #require(listed.json["next_cursor"]?.text)
            let next = try await world.rest("GET", "/v1/portal/orders?limit=1&after=\(cursor)", as: "sam")
            let both = [listed, next].compactMap { $0.json["data"]?.elements.first?["id"]?.text }
            #expect(Set(both).count == 2 && both.contains(order.id.text) && next.json["has_more"] == .bool(false))
            let pdf = try await client.get("/portal/orders/\(order.id)/pdf")
            #expect(pdf.status == 200 && pdf.text.hasPrefix("%PDF-"))
        }
    }

    @Test func `documents come by form, and own data is kept, changed and deleted`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let id = try #require(try await world.account(of: try await world.sentOrder())["id"]?.text)
            let client = try await sam(world)
            let page = try await client.get("/portal/accounts/\(id)")
            func upload(_ name: String, _ content: String) async throws -> IncomingResponse {
                let mark = "----portal"
                let body =
                    "--\(mark)\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n\(page.hidden("csrf_token") ?? "")\r\n"
                    + "--\(mark)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: image/png\r\n\r\n\(content)\r\n--\(mark)--\r\n"
                return try await world.client.send(
                    OutgoingRequest(
                        method: "POST", url: "\(world.porticoURL)/portal/accounts/\(id)/documents",
                        headers: [
                            ("Cookie", "portico_portal=\(client.cookies["portico_portal"] ?? "")"),
                            ("Content-Type", "multipart/form-data; boundary=\(mark)"),
                        ], body: Array(body.utf8)))
            }
            #expect(try await upload("scan.pdf", "%PDF-1.4 whatever").status == 303)
            let fake = try await upload("scan.png", "<script>")
            #expect(fake.status == 422 && String(decoding: fake.body, as: UTF8.self).contains("neither a PDF nor a picture"))
            let shown = try await client.get("/portal/accounts/\(id)")
            let file = try #require(shown.text.firstMatch(of: /\/portal\/files\/(sfl_[0-9A-Za-z]+)"/)).output.1
            #expect(try await client.get("/portal/files/\(file)").text.hasPrefix("%PDF-1.4"))
            let removed = try await client.post("/portal/files/\(file)/remove", from: shown, [])
            #expect(removed.status == 303)
            #expect(try await client.get("/portal/files/\(file)").status == 404)

            let profile = try await client.get("/portal/profile")
            let wrong = try await client.post(
                "/portal/profile/entries", from: profile, [("kind", "certificate"), ("name", ""), ("valid_until", "soon")])
            #expect(wrong.status == 422 && wrong.text.contains("Write the day as 2026-01-31."))
            let added = try await client.post(
                "/portal/profile/entries", from: profile, [("kind", "contact"), ("name", "Front desk"), ("email", "d@x.example")])
            #expect(added.status == 303)
            let with = try await client.get("/portal/profile")
            let entry = try #require(with.text.firstMatch(of: /\/portal\/profile\/entries\/(sre_[0-9A-Za-z]+)"/)).output.1
            let changed = try await client.post(
                "/portal/profile/entries/\(entry)", from: with, [("name", "Sales desk"), ("version", "1")])
            #expect(changed.status == 303)
            let stale = try await client.post(
                "/portal/profile/entries/\(entry)", from: with, [("name", "Other"), ("version", "1")])
            #expect(stale.status == 409)
            let admin = WebClient(world)
            _ = try await admin.signIn("alex@example.com")
            #expect(try await admin.get("/admin/suppliers/\(try await world.shopSupplier())").text.contains("Sales desk"))
            #expect(try await client.post("/portal/profile/entries/\(entry)/delete", from: with, []).status == 303)
            #expect(!(try await client.get("/portal/profile")).text.contains("Sales desk"))
        }
    }
}
