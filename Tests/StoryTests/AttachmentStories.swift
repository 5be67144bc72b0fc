import Cryptography
import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Files that come along with documents: kept with their hash, shown with the message and the order, and handed out to be saved.
struct AttachmentStories {
    let type = ("Content-Type", "multipart/related; boundary=\"b\"; type=\"text/xml\"")

    func message(_ document: String, _ files: [(name: String, type: String, text: String)]) -> String {
        let parts = files.enumerated().map { index, file in
            """
            --b\r\nContent-Type: \(file.type)\r\nContent-ID: <\(index)@x>\r\n\
            Content-Disposition: attachment; filename="\(file.name)"\r\n\r\n\(file.text)\r\n
            """.replacing("\n\n", with: "\n")
        }
        return "--b\r\nContent-Type: text/xml; charset=UTF-8\r\n\r\n\(document)\r\n\(parts.joined())--b--\r\n"
    }

    func order(_ id: String, secret: String = Partner.secret) -> String {
        Partner.request(id, Partner.order(id), proof: secret)
    }

    @Test func `what came along is kept with its hash, linked to the order, and handed out to be saved only`() async throws {
        try await World.run { (world: World) async throws in
            let page = "<script>alert(1)</script>"
            let body = message(order("a1"), [("../../évil \u{202E}.html", "text/html", page), ("b.png", "image/png", "PNG")])
            for _ in 1...2 { #expect(try await world.post(cxml: body, headers: [type]).code == 200) }
            let draft = try #require(try await world.application.answer(ListOrders(), as: .system).items.first)
            let listed = try await world.rest("GET", "/v1/attachments?purchase_order_id=\(draft.id)")
            let files = listed.json["data"]?.elements ?? []
            #expect(files.count == 2, "a repeat brings nothing twice")
            let first = try #require(files.first)
            #expect(first["name"]?.text?.contains("/") == false && first["name"]?.text?.hasSuffix(".html") == true)
            #expect(first["size"] == .number(Decimal(page.utf8.count)) && first["content_id"]?.text == "0@x")
            #expect(first["sha256"]?.text == SHA256.hex(Array(page.utf8)))
            let id = try #require(first["id"]?.text)
            let messageID = try #require(first["message_id"]?.text)
            let shown = try await world.rest("GET", "/v1/messages/\(messageID)", as: "alex")
            #expect(shown.json["attachments"]?.elements.count == 2)
            let download = try await world.client.send(
                OutgoingRequest(
                    method: "GET", url: "\(world.porticoURL)/v1/attachments/\(id)/content",
                    headers: [("Authorization", "Bearer \(try await world.token(of: "bianca"))")]))
            #expect(String(decoding: download.body, as: UTF8.self) == page)
            #expect(download.header("Content-Type") == "application/octet-stream")
            #expect(download.header("X-Content-Type-Options") == "nosniff")
            #expect(download.header("Content-Disposition")?.hasPrefix("attachment; filename=") == true)
            #expect(download.header("Content-Security-Policy") == "default-src 'none'; sandbox")
            for path in [
                "/v1/attachments/\(id)", "/v1/attachments/\(id)/content", "/v1/attachments?purchase_order_id=\(draft.id)",
            ] {
                #expect(try await world.rest("GET", path, as: "dario").status == 404, "another one's order")
            }
            #expect(try await world.rest("GET", "/v1/attachments?message_id=\(messageID)", as: "bianca").status == 403)
            #expect(try await world.rest("GET", "/v1/attachments", as: "alex").json["data"]?.elements.count == 2)
            #expect(try await world.rest("GET", "/v1/attachments", as: "bianca").status == 403)
            #expect(try await world.rest("GET", "/v1/attachments?message_id=x", as: "alex").status == 400)
            let both = "purchase_order_id=\(draft.id)&invoice_id"
            #expect(try await world.rest("GET", "/v1/attachments?\(both)=x", as: "alex").status == 400)
            #expect(try await world.rest("GET", "/v1/attachments?\(both)=inv_01", as: "alex").status == 422)
        }
    }

    @Test func `what is too large is known and not kept, strangers' files are neither, and an order keeps its files`()
        async throws
    {
        try await World.run(rules: { $0.attachmentOctets = 4 }) { (world: World) async throws in
            let body = message(order("a1"), [("large", "text/plain", "12345"), ("small", "text/plain", "1234")])
            #expect(try await world.post(cxml: body, headers: [type]).code == 200)
            let stranger = message(order("a2", secret: "<SharedSecret>x</SharedSecret>"), [("c", "text/plain", "1")])
            #expect(try await world.post(cxml: stranger, headers: [type]).code == 401)
            let refused = message(
                Partner.request("a3", Partner.confirmation("accept", of: "PO-999999")), [("d", "text/plain", "1")])
            #expect(try await world.post(cxml: refused, headers: [type]).code == 417)
            let messages = try await world.application.answer(ListMessages(), as: .system).items
            func files(_ payloadID: String) async throws -> [Procurement.Attachment] {
                let message = try #require(messages.first { $0.payloadID == payloadID })
                return try await world.application.answer(ListAttachments(.message(message.id)), as: .system).items
            }
            let kept = try await files("a1")
            #expect(kept.map(\.isKept) == [false, true] && kept.map(\.size) == [5, 4])
            #expect(try await files("a2").isEmpty)
            let loose = try await files("a3")
            #expect(loose.map(\.name) == ["d"] && loose.first?.orderID == nil)
            let large = try #require(kept.first)
            #expect(try await world.rest("GET", "/v1/attachments/\(large.id)/content", as: "alex").status == 404)
            let order = try #require(large.orderID)
            world.passTime(hours: 48)
            _ = try await world.application.perform(PurgeMessages(olderThan: 1), as: .system)
            #expect(try await world.application.answer(ListAttachments(.order(order)), as: .system).items.count == 2)
            #expect(try await world.rest("GET", "/v1/attachments/\(try #require(loose.first).id)", as: "alex").status == 404)
        }
    }
}
