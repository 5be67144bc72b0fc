import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// One order from its first parcel to the last payment, with everything in between that goes wrong. Line 1 is ordered twice, line 2
/// three times.
struct ReceiptToPaymentStories {
    private struct Case {
        let world: World
        let order: PurchaseOrder

        func rest(_ method: String, _ path: String, as user: String = "alex", _ body: String? = nil) async throws -> JSON {
            let answer = try await world.rest(method, path, as: user, body)
            #expect(answer.status < 300, "\(path): \(answer.json)")
            return answer.json
        }

        func receive(_ line: Int, _ quantity: Int, refused: Int = 0) async throws -> String {
            let made = try await rest(
                "POST", "/v1/receipts", as: "bianca",
                """
                {"purchase_order_id":"\(order.id)","lines":[{"line_number":\(line),"quantity":\(quantity),"refused":\(refused)}]}
                """)
            return made["id"]?.text ?? ""
        }

        func bill(_ number: String, attempt: Int = 1, _ change: (inout InvoiceDocument) -> Void = { _ in }) async throws -> JSON {
            var document = InvoiceDocument(of: order, number: number)
            change(&document)
            #expect(try await world.post("\(number)-\(attempt)@a", document.xml).code == 200)
            let id = try await rest("GET", "/v1/invoices?number=\(number)")["data"]?.elements.first?["id"]?.text ?? ""
            return try await rest("GET", "/v1/invoices/\(id)")
        }

        func step(_ invoice: JSON, _ verb: String, _ body: String = "{}") async throws {
            _ = try await rest("POST", "/v1/invoices/\(invoice["id"]?.text ?? "")/\(verb)", body)
        }

        func state() async throws -> String {
            let now = try await world.order(order.id)
            return "\(now.receipt) \(now.billing)"
        }
    }

    private func kinds(_ invoice: JSON) -> [String] { invoice["findings"]?.elements.compactMap { $0["kind"]?.text } ?? [] }

    @Test func `partial, short and over deliveries are billed, disputed, credited and paid, and every event is named`()
        async throws
    {
        try await World.run(rules: { $0.overReceipt = OverLimit(percent: 50) }) { (world: World) async throws in
            let this = Case(world: world, order: try await world.order(try await world.sentOrder()))
            _ = try await this.rest(
                "PATCH", "/v1/suppliers/\(this.order.supplierID)/match-tolerance", "{\"depth\":\"three_way\",\"over_percent\":50}"
            )
            // One of two arrives, and both are billed.
            _ = try await this.receive(1, 1)
            #expect(try await this.state() == "partial none")
            let first = try await this.bill("A-1") { $0.lines = [$0.lines[0]] }
            #expect(kinds(first) == ["over_received"])
            try await this.step(first, "dispute", "{\"reason\":\"one arrived\"}")
            #expect(try await this.state() == "partial none", "what is disputed is not billed")
            // Corrected to what arrived.
            let corrected = try await this.bill("A-1", attempt: 2) {
                $0.lines = [$0.lines[0]]
                $0.lines[0].quantity = 1
            }
            #expect(corrected["id"] == first["id"] && corrected["match"]?.text == "matched")
            try await this.step(corrected, "accept")
            try await this.step(corrected, "pay")
            // The other arrives twice by mistake, and line 2 with one more than ordered, of which one is broken.
            _ = try await this.receive(1, 1)
            let twice = try await this.receive(1, 1)
            _ = try await this.rest("POST", "/v1/receipts/\(twice)/reverse", as: "bianca", "{\"reason\":\"counted twice\"}")
            _ = try await this.receive(2, 4, refused: 1)
            #expect(try await this.state() == "full partial")
            // All four are billed, dearer than agreed: kept, and taken with a reason.
            let second = try await this.bill("A-2") {
                ($0.lines[0].quantity, $0.lines[1].quantity) = (1, 4)
                $0.lines[1].price += 10
            }
            #expect(kinds(second) == ["price", "over_received"])
            try await this.step(second, "accept", "{\"comment\":\"a credit note is promised\"}")
            #expect(try await this.state() == "full over")
            // The broken one and the price come back.
            let credit = try await this.bill("C-1") {
                ($0.purpose, $0.original) = ("lineLevelCreditMemo", "A-2")
                $0.lines = [$0.lines[1]]
                $0.lines[0].quantity = 1
            }
            #expect(credit["match"]?.text == "matched" && credit["original_id"] == second["id"])
            try await this.step(credit, "accept")
            #expect(try await this.state() == "full full")
            let name = try #require(try await world.application.answer(ListSuppliers(), as: .system).first?.name)
            let csv: JSON = ["csv": .string("invoice_number,supplier\nA-2,\(name)\nC-1,\(name)\n")]
            _ = try await this.rest("POST", "/v1/invoices/pay-from-file", csv.text())
            #expect(
                try await world.events(of: first["id"]?.text ?? "") == [
                    "invoice.created", "invoice.submitted", "invoice.requires_approval", "invoice.disputed", "invoice.changed",
                    "invoice.submitted", "invoice.accepted", "invoice.paid",
                ])
            #expect(
                try await world.events(of: second["id"]?.text ?? "") == [
                    "invoice.created", "invoice.submitted", "invoice.requires_approval", "invoice.accepted", "invoice.paid",
                ])
            #expect(
                try await world.events(of: this.order.id.text).filter { $0.contains("receiv") || $0.contains("receipt") } == [
                    "purchase_order.received", "purchase_order.received", "purchase_order.received", "receipt.reversed",
                    "purchase_order.received",
                ])
        }
    }
}
