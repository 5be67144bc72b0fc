import FoundationEssentials
import JSON
import Procurement
import Testing

/// From receipt to payment. Line 1 is ordered twice, line 2 three times.
struct InvoiceStories {
    /// A bill for all of a new order, as it was ordered.
    static func body(_ world: World, number: String) async throws -> JSON {
        let order = try await world.order(try await world.sentOrder())
        return try Bill(order, number: number).json
    }

    /// A bill of one order that can be told to be wrong.
    private struct Bill {
        let order: PurchaseOrder
        var number: String
        var quantities: [Int: Int] = [:]
        var prices: [Int: Decimal] = [:]
        var kind = "standard"

        init(_ order: PurchaseOrder, number: String) {
            self.order = order
            self.number = number
        }

        var json: JSON {
            get throws {
                let lines: [JSON] = try order.lines.filter { quantities.isEmpty || quantities[$0.lineNumber] != nil }.map {
                    line in
                    let price = try prices[line.lineNumber] ?? #require(line.unitPrice)
                    return [
                        "purchase_order_id": .string(order.id.text), "purchase_order_line": .number(Decimal(line.lineNumber)),
                        "quantity": .number(quantities[line.lineNumber].map { Decimal($0) } ?? line.quantity),
                        "unit_price": .number(price),
                    ]
                }
                return [
                    "supplier_id": .string(order.supplierID.text), "number": .string(number), "kind": .string(kind),
                    "invoice_date": "2026-10-01", "payment_terms": "NET 30", "currency": .string(order.currency.code),
                    "lines": .array(lines),
                ]
            }
        }
    }

    private struct Case {
        let world: World
        let order: PurchaseOrder

        func bill(_ number: String) -> Bill { Bill(order, number: number) }

        func enter(_ bill: Bill) async throws -> (status: Int, json: JSON) {
            try await world.rest("POST", "/v1/invoices", as: "alex", try bill.json.text())
        }

        func step(_ id: String, _ verb: String, _ body: String = "{}") async throws -> (status: Int, json: JSON) {
            try await world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", body)
        }

        func submitted(_ bill: Bill) async throws -> JSON {
            let id = try #require(try await enter(bill).json["id"]?.text)
            return try await step(id, "submit").json
        }

        func billing() async throws -> PurchaseOrder.Billing { try await world.order(order.id).billing }
    }

    private func run(_ story: (Case) async throws -> Void) async throws {
        try await World.run { (world: World) async throws in
            try await story(Case(world: world, order: try await world.order(try await world.sentOrder())))
        }
    }

    @Test func `an invoice as ordered matches, is accepted, paid, and the payment taken back`() async throws {
        try await run { (this: Case) async throws in
            let invoice = try await this.submitted(this.bill("R-1"))
            #expect(invoice["status"]?.text == "submitted" && invoice["match"]?.text == "matched", "\(invoice)")
            #expect(invoice["due_date"]?.text == "2026-10-31")
            #expect(try await this.billing() == .full)
            let id = try #require(invoice["id"]?.text)
            #expect(try await this.step(id, "accept").json["status"]?.text == "accepted")
            let paid = try await this.step(id, "pay", "{\"reference\":\"SEPA 1\"}").json
            #expect(paid["status"]?.text == "paid" && paid["open"]?["amount"]?.text == "0.00")
            #expect(try await this.step(id, "pay").status == 409)
            let back = try await this.step(id, "reverse-payment", "{\"reason\":\"returned\"}").json
            #expect(back["status"]?.text == "accepted" && back["open"] == back["total"] && back["payments"]?.elements.count == 2)
            #expect(
                try await this.world.events(of: id) == [
                    "invoice.created", "invoice.submitted", "invoice.accepted", "invoice.paid", "invoice.payment_reversed",
                ])
        }
    }

    @Test func `partial deliveries are billed in parts, and what is too much waits with its reason`() async throws {
        try await run { (this: Case) async throws in
            var bill = this.bill("R-1")
            bill.quantities = [1: 1]
            #expect(try await this.submitted(bill)["match"]?.text == "matched")
            #expect(try await this.billing() == .partial)
            bill.number = "R-2"
            bill.quantities = [1: 2]
            let over = try await this.submitted(bill)
            #expect(over["status"]?.text == "pending_approval" && over["match"]?.text == "exception")
            let id = try #require(over["id"]?.text)
            let shown = try await this.world.rest("GET", "/v1/invoices/\(id)", as: "alex").json
            let finding = try #require(shown["findings"]?.elements.first)
            #expect(finding["kind"]?.text == "over_ordered")
            #expect(finding["message"]?.text == "Line 1: 2 ordered, 1 billed before, 2 now.")
            let owner = try #require(try await this.world.order(this.order.id).buyerID)
            #expect(shown["owner_id"]?.text == owner.text, "who bought it knows")
            #expect(try await this.step(id, "accept").json["errors"]?.elements.first?["pointer"]?.text == "/comment")
            #expect(try await this.billing() == .over)
            #expect(try await this.step(id, "dispute", "{\"reason\":\"one was billed\"}").json["status"]?.text == "disputed")
            #expect(try await this.billing() == .partial, "a disputed invoice does not count")
            bill.quantities = [1: 1]
            #expect(
                try await this.world.rest("PATCH", "/v1/invoices/\(id)", as: "alex", try bill.json.text()).status == 200)
            #expect(try await this.step(id, "submit").json["match"]?.text == "matched")
        }
    }

    @Test func `a credit note gives back what was billed and no more`() async throws {
        try await run { (this: Case) async throws in
            _ = try await this.submitted(this.bill("R-1"))
            var credit = this.bill("C-1")
            credit.kind = "credit_note"
            credit.quantities = [2: -1]
            #expect(try await this.submitted(credit)["match"]?.text == "matched")
            #expect(try await this.billing() == .partial)
            credit.number = "C-2"
            credit.quantities = [2: -3]
            #expect(try await this.submitted(credit)["match"]?.text == "exception")
        }
    }

    @Test func `the same number comes once, in whatever spelling and from whatever origin`() async throws {
        try await run { (this: Case) async throws in
            let first = try await this.enter(this.bill("R-0815"))
            #expect(first.status == 201)
            let twin = try await this.enter(this.bill(" r-0815 "))
            #expect(twin.status == 422 && twin.json["errors"]?.elements.first?["code"]?.text == "duplicate")
            let id = try #require(first.json["id"]?.text)
            #expect(try await this.step(id, "void", "{\"reason\":\"typed twice\"}").status == 200)
            #expect(try await this.enter(this.bill("R-0815")).status == 201, "a voided one frees its number")
        }
    }

    @Test func `what is wrong is told field by field and stored nowhere`() async throws {
        try await run { (this: Case) async throws in
            let answer = try await this.world.rest(
                "POST", "/v1/invoices", as: "alex",
                """
                {"supplier_id":"sup_none","number":" ","invoice_date":"1.10.2026","payment_terms":"soon","currency":"Dollar",
                 "tax":"1,90","lines":[{"purchase_order_id":"po_none","quantity":0,"unit_price":-1}]}
                """)
            #expect(answer.status == 422)
            let pointers = answer.json["errors"]?.elements.compactMap { $0["pointer"]?.text } ?? []
            #expect(
                Set(pointers) == [
                    "/supplier_id", "/number", "/invoice_date", "/payment_terms", "/currency", "/tax",
                    "/lines/0/purchase_order_id",
                    "/lines/0/quantity", "/lines/0/unit_price",
                ])
            #expect(try await this.world.rest("GET", "/v1/invoices", as: "alex").json["data"]?.elements.isEmpty == true)
            #expect(try await this.world.rest("GET", "/v1/invoices", as: "bianca").status == 403)
        }
    }
}
