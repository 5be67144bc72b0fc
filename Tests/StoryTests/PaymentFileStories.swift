import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// Payments from a file: all rows or none.
struct PaymentFileStories {
    private struct Case {
        let world: World
        let ids: [String]

        func pay(_ csv: String, isTrial: Bool = false) async throws -> (status: Int, json: JSON) {
            let body: JSON = ["csv": .string(csv), "dry_run": isTrial ? true : false]
            return try await world.rest("POST", "/v1/invoices/pay-from-file", as: "alex", body.text())
        }

        func states() async throws -> [String] {
            var states: [String] = []
            for id in ids {
                states.append(try await world.rest("GET", "/v1/invoices/\(id)", as: "alex").json["status"]?.text ?? "")
            }
            return states
        }
    }

    /// Two accepted invoices of the demo supplier, R-1 and that is not accepted yet.
    private func run(_ story: (Case) async throws -> Void) async throws {
        try await World.run { (world: World) async throws in
            var ids: [String] = []
            for number in 1...3 {
                let body = try await InvoiceStories.body(world, number: "R-\(number)")
                let id = try #require(try await world.rest("POST", "/v1/invoices", as: "alex", body.text()).json["id"]?.text)
                for verb in number < 3 ? ["submit", "accept"] : [] {
                    #expect(try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", "{}").status == 200)
                }
                ids.append(id)
            }
            try await story(Case(world: world, ids: ids))
        }
    }

    private func supplier(_ world: World) async throws -> String {
        try #require(try await world.application.answer(ListSuppliers(), as: .system).first?.name)
    }

    @Test func `a look notes nothing, then every row is paid with its day and reference`() async throws {
        try await run { (this: Case) async throws in
            let name = try await supplier(this.world)
            let csv = "\u{FEFF}Invoice number;Supplier;Paid on;Reference\r\nr-1;\(name);2026-09-20;SEPA 1\r\nR-2;\(name);;\r\n"
            let look = try await this.pay(csv, isTrial: true)
            #expect(look.status == 200 && look.json["payments"]?.elements.count == 2, "\(look.json)")
            #expect(look.json["totals"]?.elements.count == 1)
            #expect(try await this.states() == ["accepted", "accepted", "draft"])
            #expect(try await this.pay(csv).status == 200)
            #expect(try await this.states() == ["paid", "paid", "draft"])
            let paid = try await this.world.rest("GET", "/v1/invoices/\(this.ids[0])", as: "alex").json
            let payment = paid["payments"]?.elements.first
            #expect(payment?["source"]?.text == "file" && payment?["paid_on"]?.text == "2026-09-20")
            #expect(payment?["reference"]?.text == "SEPA 1")
            #expect(try await this.world.events(of: this.ids[1]).last == "invoice.paid")
            #expect(try await this.pay(csv).status == 422, "paid once")
        }
    }

    @Test func `one wrong row keeps every other back, and each is named with its row and column`() async throws {
        try await run { (this: Case) async throws in
            let name = try await supplier(this.world)
            let csv = """
                invoice_number,supplier,paid_on,amount
                R-1,\(name),2026-09-20,
                R-2,Nobody,2026-09-20,
                R-3,\(name),2026-09-20,
                R-9,\(name),2026-09-20,
                R-1,\(name),20.9.2026,
                R-2,\(name),2999-01-01,0.01
                ,\(name),,
                """
            let answer = try await this.pay(csv)
            #expect(answer.status == 422)
            let pointers = answer.json["errors"]?.elements.compactMap { $0["pointer"]?.text } ?? []
            #expect(
                pointers == [
                    "/rows/3/supplier", "/rows/4/invoice_number", "/rows/5/invoice_number", "/rows/6/paid_on",
                    "/rows/6/invoice_number", "/rows/7/paid_on", "/rows/7/amount", "/rows/8/invoice_number",
                ], "\(answer.json)")
            #expect(try await this.states() == ["accepted", "accepted", "draft"])
            for (text, pointer) in [
                ("", "/csv"), ("invoice_number,supplier", "/csv"), ("number\nR-1", "/csv"), ("invoice_number\n\"R-1", "/csv"),
            ] {
                let refused = try await this.pay(text)
                #expect(refused.status == 422 && refused.json["errors"]?.elements.first?["pointer"]?.text == pointer, "\(text)")
            }
            let other = try await this.world.rest(
                "POST", "/v1/invoices/pay-from-file", "{\"csv\":\"invoice_number\\nR-1\"}")
            #expect(other.status == 403)
        }
    }
}
