import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Orders and invoices as PDF, over REST and from the pages.
struct PaperStories {
    private func fetch(
        _ world: World, _ path: String, as user: String, _ headers: [(String, String)] = []
    ) async throws -> IncomingResponse {
        try await world.client.send(
            OutgoingRequest(
                method: "GET", url: world.porticoURL + path,
                headers: [("Authorization", "Bearer \(try await world.token(of: user))")] + headers))
    }

    @Test func `an order has a document once it has a number, for whoever may see it, the same until it changes`() async throws {
        try await World.run { (world: World) async throws in
            let draft = try await world.draft()
            let early = try await world.rest("GET", "/v1/purchase-orders/\(draft)/document")
            #expect(early.status == 409 && early.json["code"]?.text == "not-approved", "\(early.json)")

            let id = try await world.sentOrder()
            let path = "/v1/purchase-orders/\(id)/document"
            let first = try await fetch(world, path, as: "bianca")
            let number = try #require(try await world.order(id).number)
            #expect(first.status == 200 && first.header("Content-Type") == "application/pdf")
            #expect(first.header("Content-Disposition")?.contains("\(number).pdf") == true)
            #expect(first.header("Cache-Control") == "private, no-cache" && first.header("X-Content-Type-Options") == "nosniff")
            #expect(first.body.starts(with: Array("%PDF-1.".utf8)))
            let tag = try #require(first.header("ETag"))
            #expect(tag.hasPrefix("\"\(try await world.order(id).version)-"), "\(tag)")

            world.passTime(hours: 30)
            #expect(try await fetch(world, path, as: "ada").body == first.body)
            let again = try await fetch(world, path, as: "bianca", [("If-None-Match", tag)])
            #expect(again.status == 304 && again.body.isEmpty)

            #expect(try await fetch(world, path, as: "dario").status == 404, "another one's order")
            for unknown in ["po_00000000000000000000000000", "inv_1", "po_"] {
                #expect(try await fetch(world, "/v1/purchase-orders/\(unknown)/document", as: "alex").status == 404, "\(unknown)")
            }
            #expect(try await fetch(world, path + "?format=a5", as: "bianca").status == 400)
            #expect(try await world.client.send(OutgoingRequest(url: world.porticoURL + path)).status == 401)
        }
    }

    @Test func `an invoice has a document for those who see invoices`() async throws {
        try await World.run { (world: World) async throws in
            let made = try await world.rest(
                "POST", "/v1/invoices", as: "alex", try await InvoiceStories.body(world, number: "R 1/2").text())
            let id = try #require(made.json["id"]?.text, "\(made.json)")
            let path = "/v1/invoices/\(id)/document"
            let file = try await fetch(world, path, as: "alex")
            #expect(file.status == 200 && file.header("Content-Disposition")?.contains("R-1-2.pdf") == true)
            #expect(file.body.starts(with: Array("%PDF-1.".utf8)))
            #expect([403, 404].contains(try await fetch(world, path, as: "dario").status))
            #expect(try await fetch(world, "/v1/invoices/inv_0/document", as: "alex").status == 404)
        }
    }
}
