import FoundationEssentials
import JSON
import Procurement
import TestSupport
import Testing
import UseCases

/// Requests to the inbox that are wrong: each gets an answer that names the field and the remedy, and nothing happens.
struct InboxRefusalStories {
    private func codes(_ answer: (status: Int, json: JSON)) -> [String] {
        answer.json["errors"]?.elements.compactMap { $0["pointer"]?.text } ?? []
    }

    @Test func `wrong values are named, all at once, and nothing is kept`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example", isSupplier: false)
            let entry = try await this.mail(try this.bill("R-1").ubl)
            let long = String(repeating: "9", count: 1_000)
            let answer = try await this.change(
                entry,
                [
                    "number": .string(String(repeating: "x", count: 101)), "invoice_date": "2026-02-30", "total": .string(long),
                    "tax": "1e5", "currency": "EURO", "supplier_id": "sup_nobody", "payment_terms": "soon", "kind": "gift",
                    "note": "a\u{7}b",
                ])
            #expect(answer.status == 422)
            #expect(
                Set(codes(answer)) == [
                    "/number", "/invoice_date", "/total", "/tax", "/currency", "/supplier_id", "/payment_terms", "/kind", "/note",
                ], "\(answer.json)")
            #expect(try await this.entry(entry.id) == entry)
            let stale = try await this.world.rest(
                "PATCH", "/v1/inbox/\(entry.id)", as: "alex", "{\"number\":\"R-2\"}", headers: [("If-Match", "\"99-x\"")])
            #expect(stale.status == 412, "\(stale.json)")
            #expect(try await this.step(entry, "attach", "{\"invoice_id\":\"R-77\"}").status == 422)
            #expect(try await this.step(entry, "release").status == 409)
            #expect(try await this.step(entry, "reject", "{\"reason\":\" \"}").status == 422)
            #expect(try await this.world.rest("GET", "/v1/inbox/inb_01", as: "alex").status == 404)
            #expect(try await this.world.rest("POST", "/v1/inbox/po_01/post", as: "alex", "{}").status == 404)
            #expect(try await this.world.rest("GET", "/v1/inbox?status=lost", as: "alex").status == 400)
            #expect(try await this.world.rest("GET", "/v1/inbox?supplier_id=po_1", as: "alex").status == 400)
        }
    }

    @Test func `negative totals and sums beyond counting become no invoice`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            let bill = try this.bill("R-1")
            let total = "\(SampleBill.text(bill.total))</cbc:PayableAmount>"
            let huge = try await this.mail(
                bill.ubl.replacing(total, with: "99999999999999999999999999999.00</cbc:PayableAmount>"))
            #expect(huge.status == .proposed && huge.reason?.contains("is no number that can be counted") == true)
            let answer = try await this.step(huge, "post")
            #expect(answer.status == 422 && codes(answer) == ["/total"], "\(answer.json)")
            #expect(try await this.invoices().isEmpty)
        }
    }

    @Test func `what became an invoice is not made one again, and goes back only after that was voided`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            let entry = try await this.mail(try this.bill("R-1").ubl)
            let id = try #require(entry.invoiceID)
            #expect(try await this.step(entry, "post").status == 409)
            #expect(try await this.change(entry, ["number": "R-2"]).status == 409)
            let early = try await this.step(entry, "reopen")
            #expect(early.status == 409 && early.json["code"]?.text == "invoice-lives", "\(early.json)")
            #expect(
                try await this.world.rest("POST", "/v1/invoices/\(id)/void", as: "alex", "{\"reason\":\"Wrong\"}").status == 200)
            #expect(try await this.step(entry, "reopen").status == 200)
            let again = try await this.entry(entry.id)
            #expect(again.status == .posted && again.invoiceID != id, "\(again.reason ?? "")")
        }
    }

    @Test func `buyers see nothing of it, and people limited to a legal entity only theirs`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example", isSupplier: false)
            let entry = try await this.mail(try this.bill("R-1").ubl)
            #expect(entry.legalEntityID != nil && entry.status == .matched, "\(entry.reason ?? "")")
            #expect(try await this.world.rest("GET", "/v1/inbox", as: "bianca").status == 403)
            #expect(try await this.world.rest("POST", "/v1/inbox/\(entry.id)/post", as: "bianca", "{}").status == 403)
            let other = try await this.world.application.perform(
                SaveLegalEntity(name: "Elsewhere", currency: "EUR"), as: .system)
            let pia: JSON = [
                "email": "pia@example.com", "name": "Pia", "roles": ["accounts_payable"],
                "limit_legal_entity_ids": [.string(other.id.text)],
            ]
            let made = try await this.world.rest("POST", "/v1/users", as: "alex", pia.text())
            try #require(made.status == 201, "\(made.json)")
            #expect(try await this.world.rest("GET", "/v1/inbox/\(entry.id)", as: "pia").status == 404)
            #expect(try await this.world.rest("GET", "/v1/inbox", as: "pia").json["data"]?.elements.isEmpty == true)
            #expect(try await this.world.rest("POST", "/v1/inbox/\(entry.id)/post", as: "pia", "{}").status == 404)
            #expect(try await this.world.rest("GET", "/v1/attachments/\(entry.attachmentID)/content", as: "pia").status == 404)
        }
    }

    @Test func `rules for senders are checked, and one sender has one`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            func make(_ sender: String, _ action: String = "accept") async throws -> (status: Int, json: JSON) {
                let body: JSON = ["sender": .string(sender), "action": .string(action)]
                return try await this.world.rest("POST", "/v1/inbox-senders", as: "alex", body.text())
            }
            for sender in ["", "x", "a@b@c.de", "a b@c.de", "@c.de", "a@", ".de", "c.de.", "<a@c.de>"] {
                let answer = try await make(sender)
                #expect(answer.status == 422 && codes(answer) == ["/sender"], "\(sender): \(answer.json)")
            }
            #expect(try await make("C.de").json["sender"]?.text == "c.de")
            #expect(try await make("c.DE").status == 422)
            #expect(try await make("d.de", "burn").status == 422)
        }
    }
}
