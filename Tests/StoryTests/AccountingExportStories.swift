import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Each entry for accounting is given to each consumer once, and the same again until it is acknowledged.
struct AccountingExportStories {
    private func call(_ world: World, _ path: String, _ body: String, as user: String = "alex") async throws -> (
        status: Int, json: JSON
    ) {
        try await world.rest("POST", "/v1/accounting-consumers\(path)", as: user, body)
    }

    private func accepted(_ world: World, _ number: String) async throws -> String {
        let made = try await world.rest(
            "POST", "/v1/invoices", as: "alex", try await InvoiceStories.body(world, number: number).text())
        let id = try #require(made.json["id"]?.text, "\(made.json)")
        for verb in ["submit", "accept"] {
            try #require(try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", "{}").status == 200)
        }
        return id
    }

    private func sum(_ entry: JSON?) -> Decimal {
        (entry?["shares"]?.elements ?? []).reduce(0) { $0 + (Decimal(string: $1["amount"]?["amount"]?.text ?? "") ?? 0) }
    }

    @Test func `a batch comes again until it is acknowledged, and then the next one`() async throws {
        try await World.run { (world: World) async throws in
            #expect(try await call(world, "", "{\"name\":\"ledger\"}").status == 201)
            let empty = try await call(world, "/ledger/take", "{}")
            #expect(empty.json["batch"] == .null && empty.json["entries"]?.elements.isEmpty == true)
            let id = try await accepted(world, "A-1")
            let first = try await call(world, "/ledger/take", "{}")
            let entries = first.json["entries"]?.elements ?? []
            #expect(
                entries.map { $0["event"]?.text } == ["accepted"] && entries.first?["invoice_id"]?.text == id, "\(first.json)")
            let invoice = try await world.rest("GET", "/v1/invoices/\(id)", as: "alex").json
            #expect(sum(entries.first) == Decimal(string: invoice["total"]?["amount"]?.text ?? ""))
            let share = entries.first?["shares"]?.elements.first
            #expect(share?["gl_account"]?.text?.isEmpty == false && share?["department"]?.text?.isEmpty == false, "\(first.json)")
            _ = try await world.rest("POST", "/v1/invoices/\(id)/pay", as: "alex", "{}")
            #expect(try await call(world, "/ledger/take", "{}").json == first.json, "the same batch, though more was booked")
            #expect(try await call(world, "/ledger/acknowledge", "{\"batch\":99}").status == 409)
            #expect(try await call(world, "/ledger/acknowledge", "{\"batch\":1}").status == 200)
            #expect(try await call(world, "/ledger/acknowledge", "{\"batch\":1}").status == 200, "once more changes nothing")
            let second = try await call(world, "/ledger/take", "{}").json["entries"]?.elements ?? []
            #expect(second.map { $0["event"]?.text } == ["paid"])
            // Another consumer gets all of it, for itself.
            #expect(try await call(world, "", "{\"name\":\"audit\",\"from\":\"start\"}").status == 201)
            #expect(try await call(world, "/audit/take", "{\"limit\":1}").json["entries"]?.elements.count == 1)
            #expect(try await call(world, "", "{\"name\":\"late\",\"from\":\"now\"}").status == 201)
            #expect(try await call(world, "/late/take", "{}").json["entries"]?.elements.isEmpty == true)
        }
    }

    @Test func `what is not owed after all is booked back to the last cent`() async throws {
        try await World.run { (world: World) async throws in
            _ = try await call(world, "", "{\"name\":\"ledger\"}")
            let id = try await accepted(world, "B-1")
            try #require(
                try await world.rest("POST", "/v1/invoices/\(id)/void", as: "alex", "{\"reason\":\"mistake\"}").status == 200)
            let entries = try await call(world, "/ledger/take", "{}").json["entries"]?.elements ?? []
            #expect(entries.map { $0["event"]?.text } == ["accepted", "withdrawn"])
            #expect(sum(entries.first) + sum(entries.last) == 0 && sum(entries.first) > 0)
            let csv = try await world.client.send(
                OutgoingRequest(
                    method: "GET", url: "\(world.porticoURL)/v1/accounting-consumers/ledger/batch.csv",
                    headers: [("Authorization", "Bearer \(try await world.token(of: "alex"))")]))
            let text = String(decoding: csv.body, as: UTF8.self)
            #expect(text.contains(",withdrawn,") && text.contains("B-1") && text.contains("goods"), "\(text)")
        }
    }

    @Test func `names, limits and people that cannot be are refused with what to do`() async throws {
        try await World.run { (world: World) async throws in
            for name in ["", "Ledger", "a b", String(repeating: "a", count: 41), "../x"] {
                let body: JSON = ["name": .string(name)]
                #expect(try await call(world, "", body.text()).status == 422, "\(name)")
            }
            #expect(try await call(world, "", "{\"name\":\"ledger\"}").status == 201)
            let twice = try await call(world, "", "{\"name\":\"ledger\"}")
            #expect(twice.status == 422 && twice.json["errors"]?.elements.first?["pointer"]?.text == "/name")
            #expect(try await call(world, "/nobody/take", "{}").status == 404)
            #expect(try await call(world, "/ledger/take", "{\"limit\":100000}").status == 422)
            #expect(try await call(world, "/ledger/acknowledge", "{\"batch\":1}").status == 409)
            #expect(try await call(world, "/ledger/take", "{}", as: "bianca").status == 403)
        }
    }
}
