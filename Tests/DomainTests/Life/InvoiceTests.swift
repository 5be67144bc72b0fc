import FoundationEssentials
import Procurement
import Testing

struct InvoiceTests {
    @Test(
        arguments: [
            ("NET 30", "NET 30"), ("net30", "NET 30"), ("30", "NET 30"), ("30 days", "NET 30"), ("2/10 NET 30", "2/10 NET 30"),
            ("2.5/10, n/45", "2.5/10 NET 45"), ("Due on receipt", "NET 0"), ("2/40 NET 30", nil), ("", nil), ("next week", nil),
            ("NET -3", nil), ("NET 99999", nil), ("0/10 NET 30", nil), ("2/10", nil),
        ] as [(String, String?)])
    func `payment terms are read as they are written`(_ text: String, _ terms: String?) {
        #expect(PaymentTerms(text)?.description == terms)
    }

    @Test func `the due date follows from terms unless the supplier names one`() throws {
        var invoice = MatchSamples.invoice([MatchSamples.billing(1)])
        #expect(invoice.dueDate == invoice.invoiceDate)
        invoice.invoiceDate = try #require(Day("2026-12-15"))
        invoice.paymentTerms = PaymentTerms("NET 30")
        #expect(invoice.dueDate.text == "2027-01-14")
        invoice.statedDueDate = Day("2027-01-10")
        #expect(invoice.dueDate.text == "2027-01-10")
    }

    @Test func `days are added over months, years and leap days`() throws {
        for (day, count, expected) in [
            ("2026-01-31", 1, "2026-02-01"), ("2028-02-28", 1, "2028-02-29"), ("2026-12-31", 60, "2027-03-01"),
            ("2026-03-01", -1, "2026-02-28"), ("1969-12-31", 1, "1970-01-01"),
        ] { #expect(try #require(Day(day)).adding(days: count).text == expected) }
        // From the first day of the year 1.
        for offset in stride(from: -719_162, through: 800_000, by: 997) {
            #expect(Day(Date(timeIntervalSince1970: Double(offset) * 86_400)).daysSince1970 == offset)
        }
    }

    @Test func `the same number in other spellings is the same number`() {
        for same in ["0012-a", "12-A", " 12 - a", "00012-A"] { #expect(Invoice.comparable(same) == "12-A") }
        #expect(Invoice.comparable("000") == "000")
        #expect(Invoice.comparable("102-A") != Invoice.comparable("12-A"))
    }

    @Test func `a payment taken back leaves the whole amount open`() {
        var invoice = MatchSamples.invoice([MatchSamples.billing(1)])
        #expect(invoice.open == Samples.usd(2000))
        let paid = InvoicePayment(amount: Samples.usd(2000), paidOn: Samples.today, source: .rest)
        invoice.payments = [paid]
        #expect(invoice.open == Samples.usd(0))
        invoice.payments.append(InvoicePayment(amount: Samples.usd(-2000), paidOn: Samples.today, source: .page))
        #expect(invoice.open == Samples.usd(2000))
    }
}
