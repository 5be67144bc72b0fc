import FoundationEssentials
import InvoiceDocuments
import Procurement
import TestSupport
import Testing

/// Invoices in UBL, CII and cXML.
struct InvoiceXMLTests {
    private func read(_ text: String) throws -> ProposedInvoice { try InvoiceXMLReader().read(Array(text.utf8)) }

    private func reason(_ text: String) -> String {
        do {
            _ = try read(text)
            return "it was read"
        } catch {
            return (error as? InvoiceXMLReader.Problem)?.reason ?? "\(error)"
        }
    }

    private var bill: SampleBill {
        var bill = SampleBill(
            "R-2026/17", order: "PO-000123",
            lines: [
                .init("Pen, blue & \"fine\"", part: "B0PEN", quantity: 10, price: 125, orderLine: 1),
                .init("Paper <A4>", part: "B0PAPER", quantity: 3, price: 499, orderLine: 2),
            ])
        (bill.freight, bill.discount, bill.taxRate, bill.currency) = (590, 100, 19, "EUR")
        return bill
    }

    private func expectBill(_ found: ProposedInvoice, _ bill: SampleBill) {
        #expect(found.remarks.isEmpty, "\(found.remarks)")
        #expect(found[.number] == bill.number && found[.orderNumber] == bill.order && found[.invoiceDate] == bill.date)
        #expect(found[.currency] == bill.currency && found.kind == (bill.isCredit ? .creditNote : .standard))
        #expect(found[.sellerName] == bill.seller && found[.sellerVAT] == bill.vat && found[.sellerGLN] == bill.gln)
        func cents(_ field: ProposedInvoice.Field) -> Int { Int(found.money(field)?.minorUnits ?? 0) }
        #expect(cents(.subtotal) == bill.goods && cents(.freight) == bill.freight && cents(.discount) == bill.discount)
        #expect(cents(.tax) == bill.tax && cents(.total) == bill.total && cents(.charges) == 0 && cents(.prepaid) == bill.prepaid)
        #expect(found[.originalNumber] == bill.original)
        #expect(found.lines.count == bill.lines.count)
        for (line, written) in zip(found.lines, bill.lines) {
            #expect(line[.description]?.value == written.description && line[.partID]?.value == written.part)
            #expect(line[.quantity]?.value == String(written.quantity) && line[.unit]?.value == "C62")
            #expect(line[.amount].flatMap { ExactNumber.parse($0.value) } == Decimal(written.amount) / 100)
            #expect(line[.price].flatMap { ExactNumber.parse($0.value) } == Decimal(written.price) / 100)
            #expect(line[.orderLine]?.value == written.orderLine.map(String.init))
        }
    }

    @Test func `UBL and CII say the same, each with its places`() throws {
        let (ubl, cii) = (try read(bill.ubl), try read(bill.cii))
        expectBill(ubl, bill)
        expectBill(cii, bill)
        #expect(ubl[.dueDate] == "2026-10-31" && cii[.dueDate] == "2026-10-31")
        #expect(ubl.fields[.total]?.place == .element("Invoice/LegalMonetaryTotal/PayableAmount"))
        #expect(
            cii.fields[.number]?.place == .element("CrossIndustryInvoice/ExchangedDocument/ID"), "\(cii.fields[.number] as Any)")
        #expect(ubl.lines[1][.amount]?.place == .element("Invoice/InvoiceLine[2]/LineExtensionAmount"))
        #expect(ubl.format == .ubl && cii.format == .cii)
    }

    @Test func `credit notes name what they correct, with their amounts as written`() throws {
        var credit = bill
        (credit.isCredit, credit.original) = (true, "R-1")
        expectBill(try read(credit.ubl), credit)
        expectBill(try read(credit.cii), credit)
        #expect(try read(credit.ubl).money(.total)?.minorUnits == Int64(credit.total))
    }

    /// Made from a seed, so that a failure can be looked at again.
    private struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    @Test(arguments: 0..<60) func `whatever is written is read back`(seed: UInt64) throws {
        var dice = Dice(state: seed &* 7919 &+ 3)
        let words = ["Stift", "é à ü", "a & b", "<c>", "“d”", "日本", "x\u{301}", "'e'"]
        var made = SampleBill(
            "N-\(dice.roll(1_000_000))", order: dice.roll(2) == 0 ? nil : "PO-\(dice.roll(9999) + 10)", lines: [])
        for _ in 0...dice.roll(12) {
            made.lines.append(
                .init(
                    words[dice.roll(words.count)], part: "P\(dice.roll(500))", quantity: dice.roll(99) + 1,
                    price: dice.roll(100_000), orderLine: dice.roll(3) == 0 ? nil : dice.roll(20) + 1))
        }
        (made.freight, made.discount) = (dice.roll(2) * dice.roll(5000), dice.roll(2) * dice.roll(500))
        (made.taxRate, made.isCredit, made.currency) = (dice.roll(28), dice.roll(4) == 0, ["USD", "EUR", "GBP"][dice.roll(3)])
        if made.isCredit { made.original = "O-\(dice.roll(99))" }
        made.prepaid = dice.roll(3) == 0 ? dice.roll(max(1, made.net)) : 0
        expectBill(try read(made.ubl), made)
        expectBill(try read(made.cii), made)
    }

    @Test(arguments: [false, true]) func `a price of a million digits is refused, with its place`(isCII: Bool) throws {
        let digits = String(repeating: "9", count: 1_000_000)
        let text = (isCII ? bill.cii : bill.ubl).replacing("1.25<", with: "\(digits)<")
        let found = try read(text)
        #expect(found.lines[0][.price] == nil)
        let remark = try #require(found.remarks.first)
        #expect(
            remark.contains("is no number that can be counted") && remark.contains(isCII ? "ChargeAmount" : "PriceAmount"),
            "\(remark)")
        #expect(remark.utf8.count < 300)
    }

    @Test(arguments: ["1,25", "1e9", "0x10", "∞", "NaN", "1.2.3", "--1", "１２"]) func `only digits and a point are a number`(
        text: String
    ) throws {
        let found = try read(bill.ubl.replacing(">1.25<", with: ">\(text)<"))
        #expect(found.lines[0][.price] == nil && !found.remarks.isEmpty, "\(text)")
    }

    @Test func `a due amount in another currency is remarked`() throws {
        let text = bill.ubl.replacing("<cbc:PayableAmount currencyID=\"EUR\"", with: "<cbc:PayableAmount currencyID=\"USD\"")
        #expect(try read(text).remarks.contains { $0.contains("is in USD, the document in EUR") })
    }

    @Test func `days that do not exist are remarked`() throws {
        let found = try read(bill.ubl.replacing("2026-10-01", with: "2026-02-31"))
        #expect(found[.invoiceDate] == nil && found.remarks.contains { $0.contains("“2026-02-31” is no day") })
        #expect(try read(bill.cii.replacing("format=\"102\">20261001", with: "format=\"610\">202610")).remarks.count == 1)
    }

    @Test func `other XML is told for what it is`() {
        #expect(reason("<html/>").contains("its root is html"))
        #expect(reason("<Invoice><a/></Invoice>").contains("its root is Invoice"))
        #expect(reason("<Invoice><LegalMonetaryTotal></Invoice>").contains("cannot be read: line 1"))
        #expect(reason("<!DOCTYPE x [<!ENTITY a \"b\">]><Invoice/>").contains("cannot be read"))
        let profile = "<cXML payloadID=\"1@a\"><Request><ProfileRequest/></Request></cXML>"
        #expect(reason(profile).contains("a ProfileRequest, no invoice"), "\(reason(profile))")
    }

    @Test func `a thousand lines and their places cost little`() throws {
        var long = bill
        long.lines = (0..<1900).map { .init("Item \($0)", part: "P\($0)", quantity: 1, price: $0) }
        let found = try read(long.ubl)
        #expect(
            found.lines.count == 1900
                && found.lines[1899][.price]?.place == .element("Invoice/InvoiceLine[1900]/Price/PriceAmount"))
        long.lines += long.lines
        #expect(try read(long.ubl).remarks.contains { $0.contains("too many to be read") })
    }
}
