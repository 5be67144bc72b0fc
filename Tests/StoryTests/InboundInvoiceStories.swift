import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// Bills that come as cXML documents. Line 1 is ordered twice, line 2 three times.
struct InboundInvoiceStories {
    private struct Case {
        let world: World
        let order: PurchaseOrder

        func document(_ number: String) -> InvoiceDocument { InvoiceDocument(of: order, number: number) }

        func post(_ payloadID: String, _ document: InvoiceDocument) async throws -> (code: Int, body: String) {
            try await world.post(payloadID, document.xml)
        }

        /// Every invoice, newest first.
        func invoices() async throws -> [JSON] {
            try await world.rest("GET", "/v1/invoices", as: "alex").json["data"]?.elements ?? []
        }

        /// The newest that came under a number; the clock stands still, so that the list's order says nothing.
        func shown(_ number: String) async throws -> JSON {
            let list = try await world.rest("GET", "/v1/invoices?number=\(number)", as: "alex").json["data"]?.elements ?? []
            let open = list.first { $0["status"]?.text != "void" } ?? list.first
            let id = try #require(open?["id"]?.text)
            return try await world.rest("GET", "/v1/invoices/\(id)", as: "alex").json
        }

        func kinds(_ number: String) async throws -> [String] {
            try await shown(number)["findings"]?.elements.compactMap { $0["kind"]?.text } ?? []
        }

        func step(_ invoice: JSON, _ verb: String, _ body: String = "{}") async throws -> (status: Int, json: JSON) {
            try await world.rest("POST", "/v1/invoices/\(invoice["id"]?.text ?? "")/\(verb)", as: "alex", body)
        }

        func billing() async throws -> PurchaseOrder.Billing { try await world.order(order.id).billing }
    }

    private func run(_ story: (Case) async throws -> Void) async throws {
        try await World.run { (world: World) async throws in
            try await story(Case(world: world, order: try await world.order(try await world.sentOrder())))
        }
    }

    @Test func `a bill as ordered is entered, matched and handed in, and the same document again is the same bill`() async throws
    {
        try await run { (this: Case) async throws in
            let document = this.document("A-1")
            #expect(try await this.post("i1@a", document).code == 200)
            #expect(try await this.post("i1@a", document).code == 200)
            let again = try await this.post("i2@a", document)
            #expect(again.code == 200 && again.body.contains("counts once"), "another payloadID, the same bill")
            #expect(try await this.invoices().count == 1)
            let invoice = try await this.shown("A-1")
            #expect(invoice["status"]?.text == "submitted" && invoice["match"]?.text == "matched", "\(invoice)")
            #expect(invoice["origin"]?.text == "cxml" && invoice["number"]?.text == "A-1")
            #expect(invoice["invoice_date"]?.text == "2026-10-01", "the day on the supplier's clock")
            #expect(invoice["due_date"]?.text == "2026-10-31")
            #expect(invoice["lines"]?.elements.first?["purchase_order_id"]?.text == this.order.id.text)
            #expect(try await this.billing() == .full)
            let id = try #require(invoice["id"]?.text)
            #expect(try await this.world.events(of: id) == ["invoice.created", "invoice.submitted"])
        }
    }

    @Test func `a bill for an order that nobody knows is kept with its reason, and the answer says it`() async throws {
        try await run { (this: Case) async throws in
            var document = this.document("A-1")
            document.order = "PO-999999"
            let answer = try await this.post("i1@a", document)
            #expect(answer.code == 200 && answer.body.contains("The order PO-999999 is none that was sent to this supplier."))
            let invoice = try await this.shown("A-1")
            #expect(invoice["status"]?.text == "pending_approval" && invoice["match"]?.text == "exception")
            #expect(try await this.kinds("A-1").first == "document")
            #expect(invoice["owner_id"]?.text != nil, "somebody in accounts payable looks after it")
            #expect(invoice["total"]?["amount"]?.text == invoice["subtotal"]?["amount"]?.text, "its numbers stay")
            #expect(try await this.billing() == .none)
        }
    }

    @Test func `lines are found by part where the number is not the order's, and wrong parts and prices are said`() async throws {
        try await run { (this: Case) async throws in
            var document = this.document("A-1")
            for index in document.lines.indices { document.lines[index].orderLine = index == 0 ? 17 : nil }
            #expect(try await this.post("i1@a", document).code == 200)
            #expect(try await this.shown("A-1")["match"]?.text == "matched", "both parts are ordered once each")
            document = this.document("A-2")
            document.lines[0].part = "OTHER"
            document.lines[1].price += 5
            let answer = try await this.post("i2@a", document)
            #expect(answer.code == 200 && answer.body.contains("bills the part OTHER"), "\(answer.body)")
            #expect(try await this.kinds("A-2") == ["part", "over_ordered", "price", "over_ordered"])
            #expect(try await this.billing() == .over)
        }
    }

    @Test func `a credit memo takes its sign from its purpose, by line and as a whole`() async throws {
        try await run { (this: Case) async throws in
            #expect(try await this.post("i1@a", this.document("A-1")).code == 200)
            var credit = this.document("C-1")
            credit.purpose = "lineLevelCreditMemo"
            credit.original = "A-1"
            credit.lines = [credit.lines[1]]
            credit.lines[0].quantity = 1
            #expect(try await this.post("c1@a", credit).code == 200)
            var shown = try await this.shown("C-1")
            #expect(shown["kind"]?.text == "credit_note" && shown["match"]?.text == "matched", "\(shown)")
            #expect(shown["lines"]?.elements.first?["quantity"] == .number(-1))
            #expect(shown["total"]?["amount"]?.text?.hasPrefix("-") == true)
            let original = try await this.shown("A-1")["id"]?.text
            #expect(shown["original_id"]?.text == original && shown["original_number"]?.text == "A-1")
            #expect(try await this.billing() == .partial)
            credit = this.document("C-2")
            (credit.purpose, credit.isHeaderInvoice) = ("creditMemo", true)
            credit.lines = [credit.lines[0]]
            #expect(try await this.post("c2@a", credit).code == 200)
            shown = try await this.shown("C-2")
            #expect(shown["match"]?.text == "matched" && shown["lines"]?.elements.count == 1, "\(shown)")
            credit.number = "C-3"
            credit.lines[0].quantity = 900
            #expect(try await this.post("c3@a", credit).body.contains("were billed"), "more than was ever billed")
        }
    }

    @Test func `a header invoice is held against the order as a whole`() async throws {
        try await run { (this: Case) async throws in
            var document = this.document("A-1")
            document.isHeaderInvoice = true
            #expect(try await this.post("i1@a", document).code == 200)
            #expect(try await this.shown("A-1")["match"]?.text == "matched")
            #expect(try await this.billing() == .full)
            document.number = "A-2"
            #expect(try await this.post("i2@a", document).body.contains("bills all of"))
            #expect(try await this.billing() == .over)
        }
    }

    @Test func `one number of a supplier counts once over all origins`() async throws {
        try await run { (this: Case) async throws in
            let typed = try await this.world.rest(
                "POST", "/v1/invoices", as: "alex", try await InvoiceStories.body(this.world, number: " a-1 ").text())
            #expect(typed.status == 201)
            let answer = try await this.post("i1@a", this.document("A-1"))
            #expect(answer.code == 417 && answer.body.contains("entered by hand"), "\(answer.body)")
            #expect(try await this.invoices().count == 1)
            #expect(try await this.step(typed.json, "void", "{\"reason\":\"the document came\"}").status == 200)
            let log = try await this.world.rest("GET", "/v1/messages?q=i1%40a", as: "alex")
            let message = try #require(log.json["data"]?.elements.first?["id"]?.text)
            let tried = try await this.world.rest("POST", "/v1/messages/\(message)/reprocess", as: "alex", "{}")
            #expect(tried.status == 200, "what was refused is not lost: \(tried.json)")
            #expect(try await this.shown("A-1")["origin"]?.text == "cxml")
            var other = this.document("A-1")
            other.lines[0].price += 100
            #expect(try await this.post("i3@a", other).body.contains("as another document"))
        }
    }

    @Test func `a disputed bill is corrected by a document of the same number, and a delete takes one back`() async throws {
        try await run { (this: Case) async throws in
            var document = this.document("A-1")
            document.lines[0].price += 100
            #expect(try await this.post("i1@a", document).body.contains("too much"))
            #expect(try await this.step(try await this.shown("A-1"), "dispute", "{\"reason\":\"the price\"}").status == 200)
            #expect(try await this.post("i2@a", this.document("A-1")).code == 200)
            let invoice = try await this.shown("A-1")
            #expect(invoice["status"]?.text == "submitted" && invoice["match"]?.text == "matched")
            #expect(try await this.invoices().count == 1)
            document = this.document("A-1")
            document.operation = "delete"
            #expect(try await this.post("d1@a", document).code == 200)
            #expect(try await this.shown("A-1")["status"]?.text == "void")
            #expect(try await this.billing() == .none)
            #expect(try await this.post("i4@a", this.document("A-1")).code == 200, "the number is free again")
            for verb in ["accept", "pay"] { #expect(try await this.step(try await this.shown("A-1"), verb).status == 200) }
            #expect(try await this.post("d2@a", document).code == 409, "paid")
            document.number = "NEVER"
            #expect(try await this.post("d3@a", document).code == 417)
            let id = try #require(invoice["id"]?.text)
            #expect(
                try await this.world.events(of: id) == [
                    "invoice.created", "invoice.submitted", "invoice.requires_approval", "invoice.disputed", "invoice.changed",
                    "invoice.submitted", "invoice.voided",
                ])
        }
    }

    @Test func `what cannot be a bill is refused by name, and nothing is half entered`() async throws {
        try await run { (this: Case) async throws in
            var document = this.document("A-1")
            let sum = "<DueAmount><Money currency=\"USD\">1,50</Money></DueAmount>"
            let comma = document.xml.replacing(#/<DueAmount>.*</DueAmount>/#, with: sum)
            let odd = try await this.world.post("i1@a", comma)
            #expect(odd.code == 400 && odd.body.contains("1,50"), "\(odd.body)")
            let mixed = document.xml.replacing("<UnitPrice><Money currency=\"USD\">", with: "<UnitPrice><Money currency=\"EUR\">")
            #expect(try await this.world.post("i2@a", mixed).body.contains("the invoice in USD"))
            document.number = String(repeating: "9", count: 101)
            #expect(try await this.post("i3@a", document).code == 400)
            document = this.document("A-2")
            document.lines = []
            #expect(try await this.post("i4@a", document).code == 400)
            document = this.document("A-3")
            let info = document.xml.replacing("operation=\"new\"", with: "operation=\"new\" isInformationOnly=\"yes\"")
            #expect(try await this.world.post("i5@a", info).code == 200, "for information: kept in the log, no debt")
            #expect(try await this.invoices().isEmpty)
        }
    }
}
