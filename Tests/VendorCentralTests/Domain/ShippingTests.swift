import FoundationEssentials
import Procurement
import Testing
import VendorCentral

/// Cartons, codes, figures and invoices.
struct ShippingTests {
    private typealias Samples = VendorSamples

    @Test func `a container code carries the check digit of GS1's own example`() {
        // General Specifications §7.9.1: 37610425002123456 has the check digit 9.
        #expect(SSCC("376104250021234569")?.withIdentifier == "00376104250021234569")
        #expect(SSCC("00376104250021234569")?.digits == "376104250021234569")
        #expect(SSCC("376104250021234560") == nil)
        #expect(SSCC("37610425002123456") == nil)
        #expect(SSCC("37610425002123456x") == nil)
        #expect(SSCC(extension: 3, prefix: "7610425", serial: 2_123_456)?.digits == "376104250021234569")
    }

    @Test(arguments: 0..<200)
    func `every code made is read again, and no single wrong digit passes`(seed: Int) throws {
        var dice = Dice(UInt64(seed + 3))
        let width = Int.random(in: 4...12, using: &dice)
        let prefix = (0..<width).map { _ in String(Int.random(in: 0...9, using: &dice)) }.joined()
        let serial = Int.random(in: 0...999, using: &dice)
        let code = try #require(SSCC(extension: Int.random(in: 0...9, using: &dice), prefix: prefix, serial: serial))
        #expect(SSCC(code.digits) == code && SSCC(code.withIdentifier) == code)
        var digits = Array(code.digits.utf8)
        let place = Int.random(in: 0..<18, using: &dice)
        digits[place] = (digits[place] - 48 + UInt8.random(in: 1...9, using: &dice)) % 10 + 48
        #expect(SSCC(String(decoding: digits, as: UTF8.self)) == nil)
    }

    @Test func `a serial number that does not fit beside the prefix is refused`() {
        #expect(SSCC(extension: 0, prefix: "123456789012", serial: 9999) != nil)
        #expect(SSCC(extension: 0, prefix: "123456789012", serial: 10000) == nil)
        #expect(SSCC(extension: 10, prefix: "1234567", serial: 1) == nil)
        #expect(SSCC(extension: 0, prefix: "12a4567", serial: 1) == nil)
        #expect(SSCC(extension: 0, prefix: "1234567", serial: -1) == nil)
    }

    private func fulfilment(_ items: [(String, Int)], packages: [[(String, Int)]] = []) -> Fulfilment {
        func contents(_ items: [(String, Int)]) -> [Carton.Content] {
            items.map { Carton.Content(order: "4Z32PABC", line: $0.0, quantity: $0.1) }
        }
        return Fulfilment(
            number: "S1", order: "4Z32PABC", shippedAt: Samples.monday, items: contents(items),
            trackingNumbers: ["T1", "T2"], packages: packages.map { Carton(contents: contents($0)) })
    }

    @Test func `without packages everything lies in one carton with the first tracking number`() {
        let cartons = fulfilment([("1", 2), ("2", 1)]).cartons
        #expect(cartons.count == 1)
        #expect(cartons.first?.trackingNumber == "T1")
        #expect(cartons.first?.contents.map(\.quantity) == [2, 1])
    }

    @Test func `cartons hold exactly what is shipped`() {
        let order = Samples.order(.pendingFulfillment, [Samples.line("1", 5), Samples.line("2", 3)])
        #expect(fulfilment([("1", 2)], packages: [[("1", 1)], [("1", 1)]]).findings(of: order).isEmpty)
        #expect(fulfilment([("1", 2)], packages: [[("1", 1)]]).findings(of: order).map(\.pointer) == ["/packages"])
        #expect(fulfilment([("1", 6)]).findings(of: order).map(\.pointer) == ["/items/0/quantity"])
        #expect(fulfilment([("1", 3), ("1", 3)]).findings(of: order).map(\.pointer) == ["/items/1/quantity"])
        #expect(fulfilment([("1", -1)]).findings(of: order).map(\.pointer) == ["/items/0/quantity"])
        #expect(fulfilment([("9", 1)]).findings(of: order).map(\.pointer) == ["/items/0/line"])
        #expect(fulfilment([]).findings(of: order).map(\.pointer) == ["/items"])
    }

    @Test func `direct fulfillment ships everything at once or nothing`() {
        let order = Samples.order(.pendingFulfillment, [Samples.line("1", 5), Samples.line("2", 3)], .directFulfillment)
        #expect(fulfilment([("1", 5), ("2", 3)]).findings(of: order).isEmpty)
        #expect(fulfilment([("1", 5)]).findings(of: order).count == 1)
        #expect(fulfilment([("1", 4), ("2", 3)]).findings(of: order).first?.message.contains("4 of 5") == true)
    }

    @Test func `only changed figures are sent, and what is gone is sent as none`() {
        let sent = [
            InventoryFigure(vendorProduct: "A", available: 5), InventoryFigure(vendorProduct: "B", available: 2),
            InventoryFigure(vendorProduct: "C", available: 0),
        ]
        let stock = [InventoryFigure(vendorProduct: "A", available: 5), InventoryFigure(vendorProduct: "D", available: 1)]
        let update = InventoryUpdate.changes(warehouse: "WH1", from: sent, to: stock)
        #expect(update.figures.map(\.key) == ["D", "B"])
        #expect(update.figures.map(\.available) == [1, 0])
        #expect(!update.isFull && update.findings.isEmpty)
        let wrong = InventoryUpdate(
            warehouse: "", isFull: false, figures: [InventoryFigure(vendorProduct: "A", available: -1)])
        #expect(wrong.findings.map(\.pointer) == ["/warehouse", "/items/0/available"])
    }

    @Test func `an invoice is what was shipped at the agreed cost, and its total is its sum`() throws {
        var order = Samples.order(.shipped, [Samples.line("1", 5, cost: 10)])
        order.lines[0].shipped = 5
        func usd(_ units: Int64) -> Money { Money(minorUnits: units, currency: .usd) }
        func invoice(_ quantity: Int, cost: Decimal = 10, total: Int64, tax: Int64 = 950, rate: String = "0.19") throws
            -> VendorInvoice
        {
            let tax = VendorInvoice.Tax(rate: try #require(Decimal(string: rate)), taxable: usd(5000), amount: usd(tax))
            return VendorInvoice(
                kind: .invoice, number: "R1", date: Samples.monday, total: usd(total),
                lines: [.init(order: "4Z32PABC", line: "1", quantity: quantity, netCost: VendorPrice(cost, .usd), taxes: [tax])],
                taxes: [tax])
        }
        #expect(try invoice(5, total: 5950).findings(of: order).isEmpty)
        #expect(try invoice(5, total: 5951).findings(of: order).map(\.pointer) == ["/total"])
        #expect(try invoice(6, total: 6950).findings(of: order).map(\.pointer) == ["/lines/0/quantity"])
        #expect(try invoice(5, cost: 11, total: 6450).findings(of: order).map(\.pointer) == ["/lines/0/net_cost"])
        #expect(try invoice(5, total: 5950, rate: "19").findings(of: order).map(\.pointer) == ["/taxes/0/rate", "/taxes/1/rate"])
    }
}
