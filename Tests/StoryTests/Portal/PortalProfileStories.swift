import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// What a supplier keeps of itself, by REST and by pages, and how the customer reads it.
struct PortalProfileStories {
    private static let pdf = "JVBERi0xLjQKJSVFT0YK"

    private func sent(
        _ world: World, _ method: String, _ path: String, _ body: String = "", match: String? = nil
    ) async throws -> (status: Int, json: JSON, tag: String?) {
        var headers = [("Authorization", "Bearer \(try await world.token(of: "sam"))"), ("Content-Type", "application/json")]
        if let match { headers.append(("If-Match", match)) }
        let answer = try await world.client.send(
            OutgoingRequest(method: method, url: "\(world.porticoURL)\(path)", headers: headers, body: Array(body.utf8)))
        return (answer.status, answer.body.isEmpty ? .null : try JSON.read(answer.body), answer.header("ETag"))
    }

    @Test func `two colleagues at one address: the later one is told, and nothing is lost`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let made = try await sent(
                world, "POST", "/v1/portal/addresses", "{\"name\":\"Warehouse\",\"city\":\"Hamburg\",\"country\":\"de\"}")
            #expect(made.status == 201 && made.json["country"]?.text == "DE", "\(made.json)")
            let path = "/v1/portal/addresses/\(made.json["id"]?.text ?? "")"
            let first = try await sent(world, "PATCH", path, "{\"phone\":\"+49 40 1\"}", match: made.tag)
            #expect(first.status == 200 && first.json["city"]?.text == "Hamburg" && first.json["phone"]?.text == "+49 40 1")
            let late = try await sent(world, "PATCH", path, "{\"city\":\"Bremen\"}", match: made.tag)
            #expect(late.status == 412 && late.json["code"]?.text == "stale", "\(late.json)")
            #expect(try await sent(world, "DELETE", path, match: made.tag).status == 412)
            let cleared = try await sent(world, "PATCH", path, "{\"phone\":null}", match: first.tag)
            #expect(cleared.status == 200 && cleared.json["phone"] == .null)
            #expect(try await sent(world, "DELETE", path, match: cleared.tag).status == 204)
            #expect(try await sent(world, "GET", path).status == 404)
            // A contact is no address.
            let contact = try await sent(world, "POST", "/v1/portal/contacts", "{\"name\":\"Kim\",\"email\":\"kim@x.example\"}")
            let id = try #require(contact.json["id"]?.text)
            for method in ["GET", "PATCH", "DELETE"] {
                #expect(try await sent(world, method, "/v1/portal/addresses/\(id)", method == "PATCH" ? "{}" : "").status == 404)
            }
        }
    }

    @Test func `a certificate has a kind, a file and an end that is reminded of, and the customer reads it`() async throws {
        try await World.run { (world: World) async throws in
            try await world.openPortal()
            let today = Day(world.application.environment.now())
            let soon = today.adding(days: 30).text
            let made = try await sent(
                world, "POST", "/v1/portal/certificates",
                "{\"name\":\"ISO 14001\",\"certificate_kind\":\"environment\",\"valid_until\":\"\(soon)\"}")
            #expect(made.status == 201 && made.json["standing"]?.text == "ending" && made.json["file"] == .null, "\(made.json)")
            let id = try #require(made.json["id"]?.text)
            let path = "/v1/portal/certificates/\(id)"
            for (body, pointer) in [
                ("{\"certificate_kind\":\"magic\"}", "/certificate_kind"), ("{\"valid_until\":\"2026-02-30\"}", "/valid_until"),
                ("{\"name\":\"\"}", "/name"), ("{\"name\":\"\(String(repeating: "x", count: 5000))\"}", "/name"),
            ] {
                let refused = try await sent(world, "PATCH", path, body)
                let pointers = refused.json["errors"]?.elements.compactMap { $0["pointer"]?.text } ?? []
                #expect(refused.status == 422 && pointers == [pointer], "\(body): \(refused.json)")
            }
            let fake = try await sent(world, "POST", "\(path)/set-file", "{\"name\":\"a.pdf\",\"content\":\"PHNjcmlwdD4=\"}")
            #expect(fake.status == 422, "\(fake.json)")
            #expect(try await sent(world, "GET", "\(path)/file").status == 404, "none yet")
            let set = try await sent(world, "POST", "\(path)/set-file", "{\"name\":\"a.pdf\",\"content\":\"\(Self.pdf)\"}")
            let old = try #require(set.json["file"]?["id"]?.text, "\(set.json)")
            let newer = try await sent(world, "POST", "\(path)/set-file", "{\"name\":\"b.pdf\",\"content\":\"\(Self.pdf)\"}")
            let file = try #require(newer.json["file"]?["id"]?.text, "\(newer.json)")
            let alex = try await world.rest("GET", "/v1/suppliers/\(try await world.shopSupplier())/profile", as: "alex")
            let seen = alex.json["certificates"]?.elements.first
            #expect(seen?["certificate_kind"]?.text == "environment" && seen?["file"]?["name"]?.text == "b.pdf", "\(alex.json)")
            #expect(try await world.rest("GET", "/v1/supplier-documents/\(file)", as: "alex").status == 200)
            #expect(try await world.rest("GET", "/v1/supplier-documents/\(old)", as: "alex").status == 404, "replaced, and gone")
            #expect(try await world.rest("GET", "/v1/supplier-documents/\(file)", as: "bianca").status >= 403)
            #expect(
                try await world.rest("GET", "/v1/suppliers/\(try await world.shopSupplier())/profile", as: "bianca").status == 403
            )
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            let page = try await sam.get("/portal/profile")
            #expect(page.text.contains("Certificates to renew") && page.text.contains("Ends in 30 days"))
            let changed = try await sam.post(
                "/portal/profile/entries/\(id)", from: page,
                [("name", "ISO 14001"), ("certificate_kind", "quality"), ("valid_until", "2020-01-01"), ("version", "3")])
            #expect(changed.status == 303, "\(changed.text)")
            #expect(try await sam.get("/portal/profile").text.contains("Expired"))
            #expect(try await sent(world, "GET", path).json["standing"]?.text == "expired")
            let wrong = try await sam.post(
                "/portal/profile/entries", from: page, [("kind", "address"), ("name", "Depot"), ("country", "Germany")])
            #expect(wrong.status == 422 && wrong.text.contains("the two letters of ISO 3166"))
        }
    }
}
