import FoundationEssentials
import InvoiceInbox
import JSON
import PorticoServer
import Procurement
import TestSupport
import Testing
import UseCases

/// Files of every kind: PDFs with and without figures in them, and what cannot be read.
struct InboxFileStories {
    @Test func `a plain PDF is read by its labels, completed by a person, approved and paid`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            let bill = try this.bill("R-1")
            let put = try await this.upload(PlainPDF([bill.paper]).octets, type: "application/pdf")
            #expect(put.status == 200 && put.json["status"]?.text == "received", "\(put.json)")
            let shown = try await this.shown(try #require(put.json["id"]?.text))
            #expect(shown["status"]?.text == "matched" && shown["format"]?.text == "text", "\(shown)")
            let fields = try #require(shown["fields"])
            #expect(
                fields["number"]?["value"]?.text == "R-1" && fields["number"]?["place"]?.text == "page 1, line 4", "\(fields)")
            #expect(fields["order_number"]?["value"]?.text == this.order.number && fields["currency"]?["value"]?.text == "USD")
            let entry = try await this.entry(try #require(put.json["id"]?.text.flatMap { Identifier($0) }))
            let wrong = try await this.change(entry, ["total": "many", "due_date": "31.10.2026", "seller_vat": "x"])
            #expect(wrong.status == 422, "\(wrong.json)")
            let pointers = wrong.json["errors"]?.elements.compactMap { $0["pointer"]?.text } ?? []
            #expect(Set(pointers) == ["/seller_vat"] || Set(pointers) == ["/total", "/due_date"], "\(wrong.json)")
            let changed = try await this.change(entry, ["due_date": "2026-11-15", "payment_terms": "NET 45"])
            #expect(changed.json["fields"]?["due_date"]?["place"]?.text == "typed in", "\(changed.json)")
            let posted = try await this.step(entry, "post")
            #expect(posted.status == 200, "\(posted.json)")
            let invoice = try await this.invoice(try await this.entry(entry.id))
            #expect(invoice["origin"]?.text == "upload" && invoice["due_date"]?.text == "2026-11-15")
            #expect(invoice["match"]?.text == "matched", "\(invoice)")
            #expect(
                invoice["lines"]?.elements.count == 1
                    && invoice["lines"]?.elements[0]["purchase_order_id"]?.text == this.order.id.text)
            let id = try #require(invoice["id"]?.text)
            for verb in ["accept", "pay"] {
                #expect(try await this.world.rest("POST", "/v1/invoices/\(id)/\(verb)", as: "alex", "{}").status == 200)
            }
            #expect(
                try await this.world.events(of: entry.id.text) == [
                    "inbox.received", "inbox.read", "inbox.changed", "inbox.posted",
                ])
        }
    }

    @Test func `the figures within a PDF are read, not its text`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            let bill = try this.bill("R-1")
            let pdf = PlainPDF([["Total due 99.00 EUR"]], file: ("factur-x.xml", Array(bill.cii.utf8)))
            let entry = try await this.mail(pdf.octets, name: "invoice.pdf")
            #expect(entry.status == .posted && entry.proposal?.format == .cii, "\(entry.reason ?? "")")
            #expect(
                entry.proposal?.fields[.number]?.place.words == "XML within the PDF: CrossIndustryInvoice/ExchangedDocument/ID")
            #expect(entry.fileType == .pdf)
            #expect(try await this.invoice(entry)["lines"]?.elements.count == this.order.lines.count)
        }
    }

    @Test func `what cannot be read says why, and a person may type in what it says`() async throws {
        try await InboxCase.run(rules: { $0.inbox.documentOctets = 30_000 }) { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            func reason(_ content: [UInt8], _ name: String) async throws -> String {
                let entry = try await this.mail(content, name: name, id: "<\(name)>")
                #expect(entry.status == .unreadable, "\(name): \(entry.status)")
                return entry.reason ?? ""
            }
            #expect(try await reason(Self.encrypted, "encrypted.pdf").contains("is encrypted"))
            #expect(try await reason(Array("%PDF-1.7\nbroken".utf8), "broken.pdf") == "The PDF is broken: it cannot be opened.")
            #expect(
                try await reason([0x89, 0x50, 0x4E, 0x47, 0], "invoice.pdf").contains("is a picture"),
                "by its octets, not its name")
            #expect(try await reason(Array("<html></html>".utf8), "invoice.xml").contains("is plain text"))
            #expect(try await reason(Array("<a/>".utf8), "a.xml").contains("its root is a"))
            #expect(try await reason([], "empty.pdf") == "The file is empty.")
            #expect(try await reason(PlainPDF([[""]]).octets, "scan.pdf").contains("has no text"))
            let large = PlainPDF([["x"]], padding: 40_000).octets
            let big = try await this.mail(large, name: "large.pdf", id: "<large>")
            #expect(big.status == .unreadable && big.reason == "The file has \(large.count) octets; at most 30000 are read.")
            let kept = try await this.world.application.answer(ReadInboxFile(big.id), as: .system).content
            #expect(kept == large, "kept as it came")
            let typed: JSON = [
                "supplier_id": .string(this.order.supplierID.text), "order_number": .string(this.order.number ?? ""),
                "number": "R-9", "invoice_date": "2026-10-01", "currency": "USD", "total": "25.00",
            ]
            let changed = try await this.change(big, typed)
            #expect(changed.status == 200 && changed.json["status"]?.text == "matched", "\(changed.json)")
            #expect(try await this.step(big, "post").json["status"]?.text == "posted")
        }
    }

    @Test func `a scanner is asked first; what it does not answer for waits, and what it finds nobody gets`() async throws {
        let daemon = try FakeScanner()
        defer { daemon.stop() }
        try await InboxCase.run(scanner: daemon.path) { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            let clean = try await this.mail(try this.bill("R-1").ubl)
            #expect(clean.status == .posted, "\(clean.reason ?? "")")
            let evil = try await this.mail("EICAR" + (try this.bill("R-2").ubl), id: "<2@x>")
            #expect(evil.status == .infected && evil.reason?.contains("Eicar-Test-Signature") == true)
            for address in ["inbox/\(evil.id)/content", "attachments/\(evil.attachmentID)/content"] {
                let held = try await this.world.rest("GET", "/v1/\(address)", as: "alex")
                #expect(held.status == 409 && held.json["code"]?.text == "file-held", "\(held)")
            }
            #expect(try await this.step(evil, "reopen").status == 409)
            daemon.stop()
            let waiting = try await this.mail(try this.bill("R-3").ubl, id: "<3@x>")
            #expect(waiting.status == .received && waiting.reason?.contains("does not answer") == true, "\(waiting.status)")
            #expect(try await this.world.rest("GET", "/v1/inbox/\(waiting.id)/content", as: "alex").status == 409)
            let twin = try await this.mail(try this.bill("R-3").ubl, id: "<4@x>")
            #expect(twin.status == .received, "the same file by another mail is not passed unseen")
            #expect(try await this.world.rest("GET", "/v1/inbox/\(twin.id)/content", as: "alex").status == 409)
            let again = try FakeScanner(at: daemon.path)
            defer { again.stop() }
            try await this.world.composition.inbox.round()
            let both = [try await this.entry(waiting.id).status, try await this.entry(twin.id).status]
            #expect(!both.contains(.received) && both.contains(.duplicate), "\(both)")
        }
    }

    /// A PDF of one page with the user password `secret`, RC4 of 128 bits, made by pypdf.
    private static let encrypted = [UInt8](Data(base64Encoded: encryptedText) ?? Data())
}

private let encryptedText = """
    JVBERi0xLjMKJeLjz9MKMiAwIG9iago8PAovVHlwZSAvUGFnZXMKL0NvdW50IDEKL0tpZHMgWyA0IDAgUiBdCj4+CmVuZG9iagozIDAgb2JqCjw8Ci9UeXBl\
    IC9DYXRhbG9nCi9QYWdlcyAyIDAgUgo+PgplbmRvYmoKNCAwIG9iago8PAovVHlwZSAvUGFnZQovUmVzb3VyY2VzIDw8Cj4+Ci9NZWRpYUJveCBbIDAuMCAw\
    LjAgMTAwIDEwMCBdCi9QYXJlbnQgMiAwIFIKPj4KZW5kb2JqCjUgMCBvYmoKPDwKL1YgMgovUiAzCi9MZW5ndGggMTI4Ci9QIDQyOTQ5NjcyOTIKL0ZpbHRl\
    ciAvU3RhbmRhcmQKL08gPDBkYjU4NTVmYzUzMjY1NjllNzY1OTA2Y2FmNjRlNDQyOWE0YzIwZDZlOTk2ZmRlZjk2M2U5YjUwODBmOWUwODM+Ci9VIDxhN2E0\
    Yjg5YmYyNzg0YWUxMDhhMzYwNjlkMTA0YjkzYjI4YmY0ZTVlNGU3NThhNDE2NDAwNGU1NmZmZmEwMTA4Pgo+PgplbmRvYmoKeHJlZgowIDYKMDAwMDAwMDAw\
    MSA2NTUzNSBmIAowMDAwMDAwMDAwIDAwMDAxIGYgCjAwMDAwMDAwMTUgMDAwMDAgbiAKMDAwMDAwMDA3NCAwMDAwMCBuIAowMDAwMDAwMTIzIDAwMDAwIG4g\
    CjAwMDAwMDAyMTcgMDAwMDAgbiAKdHJhaWxlcgo8PAovU2l6ZSA2Ci9Sb290IDMgMCBSCi9JRCBbIDxkODMyNjc0NTU0YzczMTZjZmQ0MzVlYzk1OGY0YzIw\
    Nj4gPGQ4MzI2NzQ1NTRjNzMxNmNmZDQzNWVjOTU4ZjRjMjA2PiBdCi9FbmNyeXB0IDUgMCBSCj4+CnN0YXJ0eHJlZgo0MzIKJSVFT0YK
    """
