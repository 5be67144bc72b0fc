import FoundationEssentials
import JSON
import PorticoServer
import Procurement
import TestSupport
import Testing
import UseCases

/// Comments on orders and invoices: two threads that never meet.
@Suite(.serialized)
struct CommentStories {
    private func texts(_ world: World, _ path: String, as user: String = "bianca") async throws -> [String] {
        let answer = try await world.rest("GET", path, as: user)
        try #require(answer.status == 200, "\(answer.json)")
        return try #require(answer.json["data"]).elements.compactMap { $0["text"]?.text }
    }

    private func setOrderEmail(_ world: World, _ email: String, _ language: String = "en") async throws {
        for supplier in try await world.application.answer(ListSuppliers(), as: .system) {
            let body = "{\"order_email\":\"\(email)\",\"mail_language\":\"\(language)\"}"
            let changed = try await world.rest("PATCH", "/v1/suppliers/\(supplier.id)", as: "alex", body)
            try #require(changed.status == 200, "\(changed.json)")
            #expect(changed.json["order_email"]?.text == email)
        }
    }

    @Test func `a shared comment reaches the supplier and those who take part, an internal one only colleagues`() async throws {
        try await World.mailing { world, postbox in
            try await setOrderEmail(world, "orders@supplier.example", "de")
            let id = try await world.sentOrder()
            let number = try #require(try await world.order(id).number)
            try await world.post()
            let before = postbox.mails.count
            let path = "/v1/purchase-orders/\(id)"
            let written = try await world.rest("POST", "\(path)/comments", "{\"text\":\"Two <b>lamps</b>\\nwithout plug\"}")
            #expect(written.status == 201 && written.json["channel"]?.text == "rest")
            let hidden = try await world.rest("POST", "\(path)/internal-comments", as: "alex", "{\"text\":\"Never again there\"}")
            #expect(hidden.status == 201, "\(hidden.json)")
            try await world.post()
            let mails = postbox.mails[before...]
            let outside = mails.filter { $0.recipient == "orders@supplier.example" }
            #expect(outside.count == 1)
            let letter = world.words(of: try #require(outside.first))
            #expect(
                letter.contains("  Two <b>lamps</b>\n  without plug") || letter.contains("  Two <b>lamps</b>\r\n  without plug"))
            #expect(letter.contains("hat zu \(number) geschrieben") && letter.contains("Two &lt;b&gt;lamps&lt;/b&gt;<br>"))
            #expect(!mails.contains { $0.recipient == "orders@supplier.example" && world.words(of: $0).contains("Never again") })
            #expect(!letter.contains("/account/mail") && !letter.contains("/orders/"), "nothing of the inside")
            let inside = mails.filter { $0.recipient == "bianca@example.com" }
            #expect(inside.count == 1)
            #expect(world.words(of: try #require(inside.first)).contains("Never again there"))
            #expect(try await texts(world, "\(path)/comments") == ["Two <b>lamps</b>\nwithout plug"])
            #expect(try await texts(world, "\(path)/internal-comments", as: "alex") == ["Never again there"])
            let trail = try await world.application.answer(ShowOrderDetails(id), as: .system).events
            #expect(
                trail.filter { $0.type.hasSuffix("comment.written") }.map(\.type) == [
                    "comment.written", "internal_comment.written",
                ])
            #expect(
                !trail.contains { $0.details.contains("lamps") || $0.details.contains("again") },
                "the trail names, it does not repeat")
            let seen = SupplierEvent.stream(of: trail).map(\.kind)
            #expect(seen.filter { $0 == .commented }.count == 1)
        }
    }

    @Test func `comments of one millisecond stand in the order in which they were written`() async throws {
        try await World.run { (world: World) async throws in
            let path = "/v1/purchase-orders/\(try await world.sentOrder())"
            let words = (1...12).map { "Comment \($0)" }
            for thread in ["comments", "internal-comments"] {
                for word in words {
                    let written = try await world.rest("POST", "\(path)/\(thread)", "{\"text\":\"\(word)\"}")
                    try #require(written.status == 201, "\(written.json)")
                }
                // The clock of the story stands still.
                #expect(try await texts(world, "\(path)/\(thread)?limit=50") == words.reversed())
                let first = try await world.rest("GET", "\(path)/\(thread)?limit=5")
                let next = try #require(first.json["next_cursor"]?.text)
                #expect(try await texts(world, "\(path)/\(thread)?limit=50&after=\(next)") == words.dropLast(5).reversed())
            }
        }
    }

    @Test func `what the supplier does not know yet is no place for a shared comment`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.draft()
            let path = "/v1/purchase-orders/\(id)"
            let refused = try await world.rest("POST", "\(path)/comments", "{\"text\":\"Hello\"}")
            #expect(refused.status == 409 && refused.json["code"]?.text == "not-shared")
            #expect(try await world.rest("POST", "\(path)/internal-comments", "{\"text\":\"Hello\"}").status == 201)
        }
    }

    @Test func `only those who see the document see and write its comments`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            for thread in ["comments", "internal-comments"] {
                let path = "/v1/purchase-orders/\(id)/\(thread)"
                #expect(try await world.rest("GET", path, as: "dario").status == 404)
                #expect(try await world.rest("POST", path, as: "dario", "{\"text\":\"Hello\"}").status == 404)
                #expect(try await world.rest("GET", "/v1/purchase-orders/po_00000000000000000000000000/\(thread)").status == 404)
                #expect(try await world.rest("GET", "/v1/purchase-orders/inv_0/\(thread)").status == 404)
                #expect(try await world.rest("GET", path, as: "alex").status == 200)
            }
        }
    }

    @Test func `an empty, an endless and a repeated comment have clear answers`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.sentOrder()
            let path = "/v1/purchase-orders/\(id)/comments"
            for (text, code) in [("", "required"), (" \\n\\t ", "required"), (String(repeating: "a", count: 4001), "too-long")] {
                let answer = try await world.rest("POST", path, "{\"text\":\"\(text)\"}")
                #expect(
                    answer.status == 422 && answer.json["errors"]?.elements.first?["pointer"]?.text == "/text",
                    "\(code) \(answer.json)")
            }
            let first = try await world.rest("POST", path, "{\"text\":\"Bell\\u0007 \\r\\n rings\"}")
            let again = try await world.rest("POST", path, "{\"text\":\"Bell\\u0007 \\r\\n rings\"}")
            #expect(first.status == 201 && first.json["id"] == again.json["id"], "a double click")
            #expect(try await texts(world, path) == ["Bell \n rings"])
            world.passTime(hours: 1)
            #expect(try await world.rest("POST", path, "{\"text\":\"Bell \\n rings\"}").status == 201)
            #expect(try await texts(world, path).count == 2)
        }
    }

    @Test func `an invoice has its own threads, and its owner is told`() async throws {
        try await World.mailing { world, postbox in
            try await setOrderEmail(world, "bills@supplier.example")
            let made = try await world.rest(
                "POST", "/v1/invoices", as: "alex", try await InvoiceStories.body(world, number: "C-1").text())
            let id = try #require(made.json["id"]?.text)
            let draft = try await world.rest("POST", "/v1/invoices/\(id)/comments", as: "alex", "{\"text\":\"Hello\"}")
            #expect(draft.status == 409, "a draft of our own")
            #expect(try await world.rest("POST", "/v1/invoices/\(id)/submit", as: "alex", "{}").status == 200)
            try await world.post()
            let before = postbox.mails.count
            let sent = try await world.rest("POST", "/v1/invoices/\(id)/comments", as: "alex", "{\"text\":\"Line 2 is 9.50\"}")
            #expect(sent.status == 201, "\(sent.json)")
            try await world.post()
            let told = postbox.mails[before...].map(\.recipient)
            #expect(
                told.contains("bills@supplier.example") && !told.contains("alex@example.com"),
                "nobody is told of their own: \(told)")
            #expect(
                try await world.rest("GET", "/v1/invoices/\(id)/internal-comments", as: "alex").json["data"]?.elements.isEmpty
                    == true)
        }
    }
}
