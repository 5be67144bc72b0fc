import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// What arrives of an order. Line 1 is ordered twice, line 2 three times.
struct ReceiptStories {
    private struct Case {
        let world: World
        let id: Identifier<PurchaseOrder>

        func receive(
            _ pieces: KeyValuePairs<Int, String>, as user: String = "bianca", on day: String? = nil
        ) async throws -> (status: Int, json: JSON) {
            let lines = pieces.map { "{\"line_number\":\($0.key),\"quantity\":\($0.value)}" }.joined(separator: ",")
            let received = day.map { ",\"received_on\":\"\($0)\"" } ?? ""
            return try await world.rest(
                "POST", "/v1/receipts", as: user, "{\"purchase_order_id\":\"\(id)\",\"lines\":[\(lines)]\(received)}")
        }

        func state() async throws -> PurchaseOrder.Receipt { try await world.order(id).receipt }
        func reverse(_ receipt: String, as user: String = "bianca") async throws -> (status: Int, json: JSON) {
            try await world.rest("POST", "/v1/receipts/\(receipt)/reverse", as: user, "{\"reason\":\"counted twice\"}")
        }
        func events() async throws -> [String] {
            try await world.events(of: id.text).filter { $0.contains("receiv") || $0.contains("receipt") }
        }
    }

    private func run(
        rules: @escaping (inout Rules) -> Void = { _ in }, _ story: (Case) async throws -> Void
    ) async throws {
        try await World.run(rules: rules) { (world: World) async throws in
            try await story(Case(world: world, id: try await world.sentOrder()))
        }
    }

    @Test func `partial receipts add up to a full one, and a reversed one is missing again`() async throws {
        try await run { (this: Case) async throws in
            #expect(try await this.receive([1: "2"]).status == 201)
            #expect(try await this.state() == .partial)
            let last = try await this.receive([2: "3"])
            #expect(try await this.state() == .full)
            let id = try #require(last.json["id"]?.text)
            let counter = try await this.reverse(id)
            #expect(counter.status == 200 && counter.json["reverses_id"]?.text == id)
            #expect(try await this.state() == .partial)
            let list = try await this.world.rest("GET", "/v1/receipts?purchase_order_id=\(this.id)")
            #expect(list.json["data"]?.elements.count == 3, "nothing is erased")
            #expect(
                try await this.events() == ["purchase_order.received", "purchase_order.received", "receipt.reversed"])
            #expect(try await this.reverse(id).json["code"]?.text == "already-reversed")
            #expect(try await this.reverse(try #require(counter.json["id"]?.text)).json["code"]?.text == "is-reversal")
        }
    }

    @Test func `more than ordered is refused with the figures, and stored nowhere`() async throws {
        try await run { (this: Case) async throws in
            _ = try await this.receive([1: "1"])
            let refused = try await this.receive([2: "1", 1: "2"])
            #expect(refused.status == 422)
            let error = try #require(refused.json["errors"]?.elements.first)
            #expect(error["pointer"]?.text == "/lines/1/quantity" && error["code"]?.text == "too-many")
            #expect(error["message"]?.text == "2 were ordered and 1 have arrived; 2 more is too many.")
            #expect(try await this.events().count == 1)
            #expect(try await this.world.order(this.id).receipt == .partial)
        }
        try await run(rules: { $0.overReceipt = OverLimit(percent: 50) }) { (this: Case) async throws in
            #expect(try await this.receive([1: "3"]).status == 201, "half as many more are let in")
            #expect(try await this.receive([1: "0.01"]).status == 422)
        }
    }

    @Test func `others cannot receive an order, and none is received that is not approved`() async throws {
        try await run { (this: Case) async throws in
            #expect(try await this.receive([1: "1"], as: "dario").status == 422, "for others the order is not there")
            #expect(try await this.receive([1: "1"], as: "ada").status == 403, "an approver sees it and does not receive it")
            #expect(try await this.receive([1: "1"], as: "alex").status == 201)
            let draft = try await this.world.draft()
            #expect(
                try await Case(world: this.world, id: draft).receive([1: "1"]).json["code"]?.text == "not-receivable")
            #expect(
                try await this.receive([1: "1"], on: "2999-01-01").json["errors"]?.elements.first?["pointer"]?.text
                    == "/received_on")
        }
    }
}
