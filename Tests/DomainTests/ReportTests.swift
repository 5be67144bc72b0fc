import FoundationEssentials
import Procurement
import Testing

struct ReportTests {
    @Test func `buckets grow with the time, and each is a quarter of a doubling wide`() {
        var last = -1
        for seconds in Array(0...2000) + [86_400, 10_000_000, 1_000_000_000, Int.max] {
            let bucket = DurationBucket.number(seconds)
            #expect(bucket >= last)
            last = max(last, bucket)
            guard seconds >= 4, seconds < 1 << 40 else { continue }
            let middle = DurationBucket.middle(bucket)
            #expect(abs(middle - seconds) * 7 <= seconds + 7, "\(seconds) is near \(middle)")
        }
    }

    @Test(arguments: [(100, 3, 7, 2, 19), (1, 1, 1, 0, 0), (99_999, 333, 1, 50, 12_345)])
    func `what an invoice is booked as adds up to its total to the last cent`(
        units: Int, second: Int, freight: Int, discount: Int, tax: Int
    ) {
        func money(_ units: Int) -> Money { Money(minorUnits: Int64(units), currency: .eur) }
        let supplier = Identifier<Supplier>(trusted: "sup_1")
        let order = Identifier<PurchaseOrder>(trusted: "po_1")
        var ordered = OrderLine(
            lineNumber: 1, supplierPartID: "A", description: "A", quantity: 3, unitPrice: 1, currency: .eur, unitOfMeasure: "EA")
        let departments = ["a", "b", "c"].map { Identifier<Department>(trusted: "dep_\($0)") }
        ordered.shares = zip(departments, [Decimal(33), 33, 34]).map {
            CodingShare(.percent($1), coding: Coding(departmentID: $0))
        }
        let purchase = PurchaseOrder(
            id: order, origin: .entered, connectionID: Identifier(trusted: "poc_1"), supplierID: supplier, buyerID: nil,
            isTest: false, currency: .eur, coding: Coding(), lines: [ordered], createdAt: Date(timeIntervalSince1970: 0))
        let lines = [
            InvoiceLine(
                lineNumber: 1, orderID: order, orderLineNumber: 1, quantity: 1, unitPrice: 0, statedAmount: money(units),
                tax: money(tax / 2)),
            InvoiceLine(lineNumber: 2, quantity: 1, unitPrice: 0, statedAmount: money(second)),
        ]
        let total = units + second + freight - discount + tax + 5
        let invoice = Invoice(
            id: Identifier(trusted: "inv_1"), origin: .rest, supplierID: supplier, number: "1",
            invoiceDate: Day("2026-01-01") ?? Day(Date(timeIntervalSince1970: 0)),
            currency: .eur, lines: lines,
            totals: InvoiceTotals(
                subtotal: money(units + second), freight: money(freight), discount: money(discount), tax: money(tax),
                total: money(total)),
            createdAt: Date(timeIntervalSince1970: 0))
        let parts = invoice.allocations(of: [order: purchase])
        #expect(parts.map(\.amount.minorUnits).reduce(0, +) == Int64(total))
        let goods = parts.filter { $0.kind == .goods && $0.lineNumber == 1 }
        #expect(goods.count == 3 && goods.map(\.coding.departmentID) == departments)
        #expect(goods.map(\.amount.minorUnits).reduce(0, +) == Int64(units))
        #expect(parts.filter { $0.kind == .tax }.map(\.amount.minorUnits).reduce(0, +) == Int64(tax))
        #expect(parts.first { $0.kind == .difference }?.amount == money(5))
    }
}
