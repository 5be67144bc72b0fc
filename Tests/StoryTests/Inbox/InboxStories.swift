import FoundationEssentials
import JSON
import Procurement
import TestSupport
import Testing
import UseCases

/// From an invoice mail to a paid invoice, and everything that may be odd about it. Line 1 is ordered twice, line 2 three times.
struct InboxStories {
    @Test(arguments: [false, true])
    func `a structured invoice of a known sender is matched, approved and paid without typing`(isCII: Bool) async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            let bill = try this.bill("R-1")
            let entry = try await this.mail(isCII ? bill.cii : bill.ubl)
            #expect(entry.status == .posted && entry.supplierID == this.order.supplierID, "\(entry.reason ?? "")")
            #expect(
                try await this.world.events(of: entry.id.text) == ["inbox.received", "inbox.read", "inbox.posted"])
            let invoice = try await this.invoice(entry)
            #expect(invoice["status"]?.text == "submitted" && invoice["match"]?.text == "matched", "\(invoice)")
            #expect(invoice["origin"]?.text == "mail" && invoice["due_date"]?.text == "2026-10-31")
            let id = try #require(invoice["id"]?.text)
            for verb in ["accept", "pay"] {
                let taken = try await this.world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", "{}")
                #expect(taken.status == 200, "\(verb): \(taken.json)")
            }
            #expect(try await this.world.rest("GET", "/v1/invoices/\(id)", as: "alex").json["status"]?.text == "paid")
            #expect(try await this.world.order(this.order.id).billing == .full)
        }
    }

    @Test func `mail of an unknown sender waits in quarantine, is released, and its sender known from then on`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            let entry = try await this.mail(try this.bill("R-1").ubl)
            #expect(
                entry.status == .quarantined && entry.proposal == nil && entry.reason?.contains("ar@supplier.example") == true)
            #expect(try await this.world.rest("GET", "/v1/inbox?waits=true", as: "alex").json["data"]?.elements.count == 1)
            let released = try await this.step(entry, "release", "{\"accept_sender\":true}")
            #expect(released.status == 200 && released.json["status"]?.text == "received")
            let read = try await this.entry(entry.id)
            #expect(read.status == .matched && read.orderID == this.order.id, "\(read.reason ?? "")")
            let posted = try await this.step(read, "post")
            #expect(posted.status == 200 && posted.json["status"]?.text == "posted", "\(posted.json)")
            #expect(
                try await this.world.events(of: entry.id.text) == [
                    "inbox.received", "inbox.quarantined", "inbox.released", "inbox.read", "inbox.posted",
                ])
            // Its VAT number and GLN were learnt, and the address is accepted.
            let keys = try await this.world.rest("GET", "/v1/supplier-keys", as: "alex").json["data"]?.elements ?? []
            #expect(Set(keys.compactMap { $0["kind"]?.text }) == ["vat", "gln", "endpoint"], "\(keys)")
            var next = try this.bill("R-2")
            next.order = nil
            let other = try await this.mail(next.ubl, id: "<2@supplier>")
            #expect(other.status == .proposed && other.supplierID == this.order.supplierID, "\(other.reason ?? "")")
            #expect(other.reason == "It names no order.")
            // The same file of another stranger is told once it is let in.
            let copy = try await this.mail(try this.bill("R-1").ubl, from: "x@elsewhere.example", id: "<3@elsewhere>")
            #expect(copy.status == .quarantined)
            #expect(try await this.step(copy, "release").json["status"]?.text == "duplicate")
            #expect(try await this.entry(copy.id).duplicateOf == entry.id)
        }
    }

    @Test func `blocked senders are rejected at once, an address before its domain`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("spam.example", action: "block", isSupplier: false)
            try await this.accept("good@spam.example")
            let blocked = try await this.mail("x", from: "Bad@Spam.example")
            #expect(blocked.status == .rejected && blocked.reason == "Nothing is taken from spam.example.")
            let good = try await this.mail(try this.bill("R-1").ubl, from: "good@spam.example", id: "<2@x>")
            #expect(good.status == .posted, "\(good.reason ?? "")")
            let none = try await this.mail("y", from: nil, id: "<3@x>")
            #expect(none.status == .quarantined)
        }
    }

    @Test func `the same file of the same mail is taken once, and the same file of another mail is told`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example", isSupplier: false)
            let first = try await this.mail(try this.bill("R-1").ubl)
            #expect(try await this.mail(try this.bill("R-1").ubl).id == first.id, "delivered again by the mail server")
            let second = try await this.mail(try this.bill("R-1").ubl, name: "copy.xml", id: "2@supplier")
            #expect(second.status == .duplicate && second.duplicateOf == first.id)
            #expect(try await this.world.rest("GET", "/v1/inbox", as: "alex").json["data"]?.elements.count == 2)
            #expect(try await this.step(second, "post").status == 409)
        }
    }

    @Test func `a bill that came another way before is no second debt`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            // As cXML: the supplier's own account of it.
            let document = InvoiceDocument(of: this.order, number: "R-1")
            #expect(try await this.world.post("i1@a", document.xml).code == 200)
            let evidence = try await this.mail(try this.bill("R-1").ubl)
            #expect(evidence.status == .attached, "\(evidence.reason ?? "")")
            let invoice = try await this.invoice(evidence)
            #expect(invoice["origin"]?.text == "cxml")
            let files =
                try await this.world.rest(
                    "GET", "/v1/attachments?invoice_id=\(invoice["id"]?.text ?? "")", as: "alex"
                ).json["data"]?.elements ?? []
            #expect(files.count == 1 && files[0]["id"]?.text == evidence.attachmentID.text)
            // Over another amount it is told, not taken.
            var other = try this.bill("R-1")
            other.freight = 500
            let second = try await this.mail(other.ubl, id: "2@supplier")
            #expect(second.status == .duplicate && second.reason?.contains("which is not what this document says") == true)
            #expect(try await this.invoices().count == 1)
        }
    }

    @Test func `a bill that was typed in before is told, and may be kept as evidence of it`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            let typed: JSON = [
                "supplier_id": .string(this.order.supplierID.text), "number": "R-1", "invoice_date": "2026-10-01",
                "currency": .string(this.order.currency.code),
                "lines": .array(
                    try this.order.lines.map {
                        [
                            "purchase_order_id": .string(this.order.id.text),
                            "purchase_order_line": .number(Decimal($0.lineNumber)), "quantity": .number($0.quantity),
                            "unit_price": .number(try #require($0.unitPrice)),
                        ]
                    }),
            ]
            #expect(try await this.world.rest("POST", "/v1/invoices", as: "alex", typed.text()).status == 201)
            let entry = try await this.mail(try this.bill("R-1").ubl)
            #expect(entry.status == .duplicate && entry.invoiceID != nil, "\(entry.reason ?? "")")
            let kept = try await this.step(entry, "attach", "{\"invoice_id\":\"R-1\"}")
            #expect(kept.status == 200 && kept.json["status"]?.text == "attached", "\(kept.json)")
            #expect(try await this.invoices().count == 1)
        }
    }

    @Test func `the picture beside the figures of one mail becomes evidence, whichever is read first`() async throws {
        for picturesFirst in [false, true] {
            try await InboxCase.run { (this: InboxCase) async throws in
                try await this.accept("supplier.example")
                let bill = try this.bill("R-1")
                let picture = PlainPDF([bill.paper]).octets
                if picturesFirst { try await this.mail(picture, name: "invoice.pdf") }
                let figures = try await this.mail(bill.ubl)
                if !picturesFirst { try await this.mail(picture, name: "invoice.pdf") }
                #expect(figures.status == .posted, "\(figures.reason ?? "")")
                let all =
                    try await this.world.rest("GET", "/v1/inbox?mail_message=1@supplier", as: "alex").json["data"]?.elements ?? []
                #expect(Set(all.compactMap { $0["status"]?.text }) == ["posted", "attached"], "\(all)")
                #expect(try await this.invoices().count == 1)
            }
        }
    }

    @Test func `a credit note is a credit invoice that corrects the first`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            try await this.mail(try this.bill("R-1").ubl)
            var credit = try this.bill("G-1")
            (credit.isCredit, credit.original) = (true, "R-1")
            let entry = try await this.mail(credit.ubl, id: "2@supplier")
            #expect(entry.status == .posted, "\(entry.reason ?? "")")
            let invoice = try await this.invoice(entry)
            #expect(invoice["kind"]?.text == "credit_note" && invoice["original_number"]?.text == "R-1")
            #expect(invoice["total"]?["amount"]?.text == "-\(SampleBill.text(credit.total))" && invoice["original_id"] != .null)
            (credit.number, credit.original) = ("G-2", "R-77")
            let lost = try await this.mail(credit.ubl, id: "3@supplier")
            #expect(lost.status == .proposed && lost.reason == "The invoice R-77 that this credit note corrects is not here.")
        }
    }

    @Test func `an invoice that was disputed is corrected by the document that comes again`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            var wrong = try this.bill("R-1")
            wrong.lines[0].price += 100
            let first = try await this.mail(wrong.ubl)
            let id = try #require(first.invoiceID)
            #expect(try await this.invoice(first)["match"]?.text == "exception")
            _ = try await this.world.rest("POST", "/v1/invoices/\(id)/dispute", as: "alex", "{\"reason\":\"Line 1\"}")
            let second = try await this.mail(try this.bill("R-1").ubl, id: "2@supplier")
            #expect(second.status == .posted && second.invoiceID == id, "\(second.reason ?? "")")
            let invoice = try await this.invoice(second)
            #expect(invoice["match"]?.text == "matched" && invoice["status"]?.text == "submitted")
        }
    }

    @Test func `an order that nobody sent, a supplier in two minds, and another currency wait for a person`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            var bill = try this.bill("R-1")
            bill.order = "PO-999999"
            #expect(
                try await this.mail(bill.ubl).reason == "The order PO-999999 is none that was sent to this supplier.")
            let other = try await this.world.rest("POST", "/v1/suppliers", as: "alex", "{\"name\":\"Somebody Else\"}")
            let body = "{\"kind\":\"vat\",\"value\":\"de 123.456.789\",\"supplier_id\":\"\(other.json["id"]?.text ?? "")\"}"
            #expect(try await this.world.rest("POST", "/v1/supplier-keys", as: "alex", body).status == 201)
            let torn = try await this.mail(try this.bill("R-2").ubl, id: "2@supplier")
            #expect(
                torn.status == .proposed && torn.reason?.contains("It is not clear whose it is") == true, "\(torn.reason ?? "")")
            var foreign = try this.bill("R-3")
            (foreign.currency, foreign.vat) = ("CHF", "ATU12345678")
            let third = try await this.mail(foreign.ubl, id: "3@supplier")
            #expect(
                third.status == .proposed && third.reason?.contains("It is in CHF, the order in USD.") == true,
                "\(third.reason ?? "")")
        }
    }
}

extension SampleBill {
    /// The same on paper.
    var paper: [String] {
        [
            "\(seller)                         INVOICE", "VAT Reg No: \(vat)", "",
            "Invoice number: \(number)          Invoice date: \(date)", "Your order: \(order ?? "none")", "",
        ] + lines.map { "\($0.description.prefix(30))    \($0.quantity)    \(Self.text($0.price))    \(Self.text($0.amount))" }
            + [
                "", "Subtotal                               \(Self.text(goods))",
                "VAT \(taxRate)%                              \(Self.text(tax))",
                "Total due                              \(currency) \(Self.text(total))",
            ]
    }
}
