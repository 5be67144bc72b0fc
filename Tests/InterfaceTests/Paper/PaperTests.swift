import FoundationEssentials
import PDF
import Paper
import Procurement
import Testing
import UseCases

/// What of an order or an invoice stands on paper.
struct PaperTests {
    private static let start = Date(timeIntervalSince1970: 1_790_000_000)
    private static let gate = Address(
        id: Identifier(trusted: "adr_1"), code: "HH1", name: "Muster Works", deliverTo: ["Gate 3"], street: ["Hafenweg 1"],
        city: "Hamburg", postalCode: "20457", country: "DE")

    private static func order(_ change: (inout PurchaseOrder) -> Void = { _ in }) -> PurchaseOrder {
        var order = PurchaseOrder(
            id: Identifier(trusted: "po_1"), origin: .punchOut, connectionID: Identifier(trusted: "poc_1"),
            supplierID: Identifier(trusted: "sup_1"), buyerID: nil, isTest: false, currency: .eur,
            coding: Coding(departmentID: Identifier(trusted: "dep_secret")),
            lines: [
                OrderLine(
                    lineNumber: 1, supplierPartID: "B001", description: "Bolts", quantity: 200,
                    unitPrice: Decimal(string: "12.5"),
                    priceBasis: 100, currency: .eur, unitOfMeasure: "EA"),
                OrderLine(
                    lineNumber: 2, supplierPartID: "B002", description: "Nuts", quantity: 3, unitPrice: 2, currency: .eur,
                    unitOfMeasure: "EA"),
            ], shipping: Money(minorUnits: 500, currency: .eur), createdAt: start)
        order.number = "PO-7"
        order.status = .approved
        order.approvedAt = start
        order.comment = InternalComment("too dear, but urgent")
        order.supplierNote = SupplierNote("Ring first")
        change(&order)
        return order
    }

    private static func paper(_ order: PurchaseOrder) -> OrderPaper {
        OrderPaper(
            order: order, number: order.number ?? "", supplierName: "Amazon Business",
            legalEntity: LegalEntity(id: Identifier(trusted: "le_1"), name: "Muster GmbH", currency: .eur), billTo: gate,
            shipTo: gate, pageURL: "https://portico.example/orders/po_1")
    }

    private static func version(
        _ number: Int, _ order: PurchaseOrder, at moment: Date = start, reason: String? = nil
    ) -> OrderVersion {
        OrderVersion(
            orderID: order.id, number: number, state: number > 1 ? .changed : .submitted, at: moment, who: "bianca",
            reason: reason, snapshot: OrderSnapshot(order))
    }

    private static let head = PaperHead.standard(paper(order()).legalEntity, gate)

    /// Everything that is printed, as one text.
    private static func text(_ document: PDFDocument) -> String {
        var parts =
            [document.title, document.letterhead.name, document.notice ?? "", document.footer] + document.letterhead.lines
        parts += document.parties.flatMap { [$0.heading] + $0.lines } + document.fields.flatMap { [$0.label, $0.value] }
        parts += document.tables.flatMap { $0.columns.map(\.title) + $0.rows.flatMap(\.self) + [$0.heading ?? ""] }
        parts += document.totals.flatMap { [$0.label, $0.amount] } + document.sections.flatMap { [$0.heading, $0.text] }
        return parts.joined(separator: "\n")
    }

    @Test func `an order says what is bought, from whom, for whom, and what it comes to`() {
        let document = PDFDocument.order(Self.paper(Self.order()), Self.head)
        #expect(document.title == "Purchase order PO-7" && document.letterhead.name == "Muster GmbH")
        #expect(document.letterhead.lines == ["Gate 3", "Hafenweg 1", "20457 Hamburg", "DE"])
        #expect(document.tables.first?.rows.first == ["1", "B001", "Bolts", "200", "EA", "12.50 per 100", "25.00"])
        #expect(document.totals.map(\.amount) == ["31.00", "5.00", "36.00 EUR"])
        #expect(document.address?.url == "https://portico.example/orders/po_1")
        #expect(document.createdAt == Self.start && document.notice == nil && document.size == .a4)
        #expect(Self.text(document).contains("Ring first"))
    }

    @Test func `internal words and codings are on no paper`() {
        let old = Self.order()
        let changed = Self.order {
            $0.comment = InternalComment("another secret word")
            $0.coding = Coding(departmentID: Identifier(trusted: "dep_other"))
            $0.lines[1].quantity = 4
        }
        let change = PDFDocument.change(
            Self.paper(changed), from: Self.version(1, old),
            to: Self.version(2, changed), Self.head)
        for document in [PDFDocument.order(Self.paper(old), Self.head), change] {
            let text = Self.text(document)
            for word in ["dear", "secret", "dep_", "coding"] { #expect(!text.contains(word), "\(word)") }
        }
    }

    @Test func `a change shows each difference before and now, and the order as it is`() {
        let old = Self.order()
        let new = Self.order {
            $0.lines[0].quantity = 100
            $0.lines.remove(at: 1)
        }
        let later = Self.start.addingTimeInterval(86_400)
        let document = PDFDocument.change(
            Self.paper(new), from: Self.version(1, old),
            to: Self.version(2, new, at: later, reason: "Too many"), Self.head)
        #expect(document.title == "Change of purchase order PO-7" && document.createdAt == later)
        #expect(document.tables.count == 2)
        #expect(
            document.tables.first?.rows == [
                ["All", "Goods", "31.00 EUR", "12.50 EUR"], ["1", "Quantity", "200", "100"], ["2", "Line", "Nuts", "–"],
            ])
        #expect(document.tables.last?.rows.count == 1)
        #expect(document.fields.contains(.init("Reason", "Too many")) && document.fields.contains(.init("Version", "2")))
    }

    @Test func `a test and a cancelled order say so before anything else`() {
        let document = PDFDocument.order(
            Self.paper(
                Self.order {
                    $0.isTest = true
                    $0.status = .cancelled
                }), Self.head)
        #expect(document.notice?.hasPrefix("TEST") == true && document.notice?.contains("CANCELLED") == true)
    }

    @Test func `a total that cannot be told is not told`() {
        let document = PDFDocument.order(Self.paper(Self.order { $0.lines[1].unitPrice = nil }), Self.head)
        #expect(document.totals.map(\.amount) == ["cannot be told"])
        #expect(document.tables.first?.rows.last?.suffix(2) == ["", ""])
    }

    @Test func `the wording is the legal entity's own where it has one`() {
        var head = Self.head
        head.wording.purchaseOrder = "Bestellung"
        head.terms = "Es gelten unsere Einkaufsbedingungen."
        head.footer = "HRB 1234, Amtsgericht Hamburg"
        let document = PDFDocument.order(Self.paper(Self.order()), head)
        #expect(document.title == "Bestellung PO-7" && document.footer == "HRB 1234, Amtsgericht Hamburg")
        #expect(document.sections.last == .init("Terms", "Es gelten unsere Einkaufsbedingungen."))
    }

    @Test func `paper is the country's own`() {
        var american = Self.gate
        american.country = "US"
        american.state = "WA"
        let head = PaperHead.standard(nil, american)
        #expect(head.size == .letter && head.letterhead.lines.contains("Hamburg, WA 20457"))
        #expect(PaperHead.standard(nil, Self.gate).size == .a4 && PaperHead.standard(nil, nil).size == .a4)
    }

    @Test func `an invoice shows the supplier's figures under its name, with the orders that it bills`() {
        let money = { Money(minorUnits: $0, currency: .eur) }
        var invoice = Invoice(
            id: Identifier(trusted: "inv_1"), origin: .portal, supplierID: Identifier(trusted: "sup_1"), number: "R/1",
            invoiceDate: Day(Self.start), currency: .eur,
            lines: [
                InvoiceLine(
                    lineNumber: 1, orderID: Identifier(trusted: "po_1"), orderLineNumber: 2, description: "Nuts", quantity: 3,
                    unitPrice: 2, statedAmount: money(610))
            ],
            totals: InvoiceTotals(subtotal: money(610), discount: money(10), tax: money(114), total: money(714)),
            createdAt: Self.start)
        let paper = InvoicePaper(
            invoice: invoice, supplierName: "Amazon Business", orderNumbers: [Identifier(trusted: "po_1"): "PO-7"],
            pageURL: "https://portico.example/invoices/inv_1")
        let document = PDFDocument.invoice(paper, Self.head)
        #expect(document.title == "Account R/1" && document.letterhead.name == "Amazon Business")
        #expect(document.notice == "DRAFT – not handed in yet.")
        #expect(document.tables.first?.rows.first == ["1", "PO-7, 2", "", "Nuts", "3", "", "2.00", "6.10"])
        #expect(document.totals.map(\.amount) == ["6.10", "-0.10", "1.14", "7.14 EUR"])
        invoice.kind = .creditNote
        invoice.status = .accepted
        let note = PDFDocument.invoice(
            InvoicePaper(invoice: invoice, supplierName: "", pageURL: "https://portico.example/invoices/inv_1"), Self.head)
        #expect(note.title == "Credit note R/1" && note.notice == nil)
    }

    @Test func `a file's name is safe, whatever the number is`() async throws {
        let press = PaperPress()
        for (number, name) in [("PO-7", "PO-7.pdf"), ("../../R 1/é\"\r\n", "------R-1-----.pdf"), ("", "document.pdf")] {
            #expect(try await press.order(Self.paper(Self.order { $0.number = number })).name == name)
        }
    }

    @Test func `an order longer than what is printed is refused with its count`() async {
        let line = Self.order().lines[0]
        let order = Self.order { $0.lines = Array(repeating: line, count: PDFLimits.rows + 1) }
        let refusal = await #expect(throws: Refusal.self) { try await PaperPress().order(Self.paper(order)) }
        #expect(refusal?.message.contains("20001 lines") == true)
    }
}
