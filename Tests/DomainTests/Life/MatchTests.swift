import FoundationEssentials
import Procurement
import Testing

struct MatchTests {
    private typealias S = MatchSamples
    private let five = MatchTolerance(amount: Samples.usd(100), percent: 5)

    private func kinds(_ match: InvoiceMatch) -> [MatchFinding.Kind] { match.findings.map(\.kind) }

    @Test func `an invoice as ordered matches without a finding`() {
        let match = S.match(S.invoice([S.billing(1), S.billing(2)], freight: 500))
        #expect(match == InvoiceMatch(status: .matched, findings: []))
    }

    @Test func `a price within every limit that is set is let pass and said`() {
        let match = S.match(S.invoice([S.billing(1, price: 10.5), S.billing(2)]), tolerance: five)
        #expect(match.status == .withinTolerance && kinds(match) == [.price])
        #expect(match.status(ofLine: 1) == .withinTolerance && match.status(ofLine: 2) == .matched)
    }

    @Test(
        arguments: [
            (MatchTolerance(), 10.01), (MatchTolerance(amount: Samples.usd(100), percent: 5), 10.51),
            (MatchTolerance(percent: 5), 10.51), (MatchTolerance(amount: Samples.usd(100)), 10.51),
            (MatchTolerance(amount: Money(minorUnits: 10_000, currency: .eur)), 10.5),
        ] as [(MatchTolerance, Decimal)])
    func `a price beyond one limit is an exception`(_ tolerance: MatchTolerance, _ price: Decimal) {
        let match = S.match(S.invoice([S.billing(1, price: price)]), tolerance: tolerance)
        #expect(match.status == .exception && kinds(match) == [.price])
    }

    @Test func `a lower price never stops an invoice`() {
        #expect(S.match(S.invoice([S.billing(1, price: 4)])).status == .withinTolerance)
    }

    @Test func `one price counts the same by the piece and by the hundred`() {
        var line = S.billing(1, price: 1000)
        line.priceBasis = 100
        #expect(S.match(S.invoice([line])).status == .matched)
        line.unitPrice = 1001
        #expect(kinds(S.match(S.invoice([line]))) == [.price])
        var order = S.order
        order.lines[0].priceBasis = 100
        #expect(kinds(S.match(S.invoice([S.billing(1)]), order: order)) == [.price])
    }

    @Test func `a line is found by its number where lines before it are gone, and where none can be`() {
        var order = S.order
        #expect(order.line(2) == order.lines[1])
        order.lines.remove(at: 0)
        #expect(order.line(2) == order.lines[0] && order.line(1) == nil)
        for number in [0, -1, .min, .max] { #expect(order.line(number) == nil) }
        #expect(S.match(S.invoice([S.billing(2)]), order: order).status == .matched)
        #expect(kinds(S.match(S.invoice([S.billing(1)]), order: order)) == [.notOrdered])
    }

    @Test func `what other invoices billed counts, and those that were rejected do not`() {
        var other = S.invoice([S.billing(1)], id: "inv_0")
        let again = S.invoice([S.billing(1, quantity: 1)])
        #expect(kinds(S.match(again, others: [other])) == [.overOrdered])
        for status in Invoice.Status.allCases where !status.counts {
            other.status = status
            #expect(S.match(again, others: [other]).status == .matched, "\(status)")
        }
    }

    @Test func `two lines of one invoice for the same order line are added`() {
        let match = S.match(S.invoice([S.billing(1), S.billing(1, quantity: 1)]))
        #expect(kinds(match) == [.overOrdered])
    }

    @Test func `three ways, only what arrived and was kept can be billed`() {
        let three = MatchTolerance(depth: .threeWay)
        let invoice = S.invoice([S.billing(1)])
        #expect(kinds(S.match(invoice, tolerance: three)) == [.overReceived])
        #expect(kinds(S.match(invoice, receipts: [S.receipt([(1, 2)], refused: 1)], tolerance: three)) == [.overReceived])
        #expect(S.match(invoice, receipts: [S.receipt([(1, 1)]), S.receipt([(1, 1)])], tolerance: three).status == .matched)
        let countered = S.receipt([(1, 2)])
        let counter = countered.countered(by: Identifier(trusted: "rcp_2"), on: Samples.today, who: "B", at: Samples.start)
        #expect(kinds(S.match(invoice, receipts: [countered, counter], tolerance: three)) == [.overReceived])
    }

    @Test func `one limit holds for more pieces and for a larger amount`() {
        let over = MatchTolerance(over: OverLimit(percent: 50))
        #expect(S.match(S.invoice([S.billing(1, quantity: 3)]), tolerance: over).status == .withinTolerance)
        #expect(S.match(S.invoice([S.billing(1, quantity: 4)]), tolerance: over).status == .exception)
        let stated = S.invoice([S.billing(1, stated: 3100)])
        #expect(kinds(S.match(stated, tolerance: over)) == [.lineAmount, .amountOverOrdered])
    }

    @Test func `a credit note gives back no more than was billed`() {
        let billed = S.invoice([S.billing(1)], id: "inv_0")
        #expect(S.match(S.invoice([S.billing(1, quantity: -2)]), others: [billed]).status == .matched)
        #expect(kinds(S.match(S.invoice([S.billing(1, quantity: -3)]), others: [billed])) == [.overCredited])
    }

    @Test func `lines nobody ordered, other units, currencies and suppliers are exceptions of their own`() {
        var stranger = S.billing(3)
        #expect(kinds(S.match(S.invoice([S.billing(1), stranger]))) == [.notOrdered])
        stranger = S.billing(1)
        stranger.unitOfMeasure = "BX"
        #expect(kinds(S.match(S.invoice([stranger]))) == [.unitOfMeasure])
        var order = S.order
        order.supplierID = Identifier(trusted: "sup_2")
        #expect(kinds(S.match(S.invoice([S.billing(1)]), order: order)) == [.supplier])
        order = S.order
        order.status = .cancelled
        #expect(kinds(S.match(S.invoice([S.billing(1)]), order: order)) == [.orderState])
        order = S.order
        order.currency = .eur
        #expect(kinds(S.match(S.invoice([S.billing(1)]), order: order)).contains(.currency))
    }

    @Test func `another part than was ordered is an exception, in whatever case it is written`() {
        var line = S.billing(1)
        line.supplierPartID = S.order.lines[0].supplierPartID.lowercased()
        #expect(S.match(S.invoice([line])).status == .matched)
        line.supplierPartID = "OTHER"
        #expect(kinds(S.match(S.invoice([line]))) == [.part])
    }

    @Test func `what was odd about the document waits for a person, with an order or without`() {
        var invoice = S.invoice([S.billing(1), S.billing(2)])
        invoice.remarks = ["The order PO-9 is none that was sent to this supplier."]
        #expect(kinds(S.match(invoice)) == [.document] && S.match(invoice).status == .exception)
        for index in invoice.lines.indices { invoice.lines[index].orderID = nil }
        #expect(S.match(invoice).status == .exception)
    }

    @Test func `a sum for the whole order is held against what it has left, and counts for its billing state`() throws {
        let goods = try #require(S.order.total)
        func whole(_ units: Int64, id: String = "inv_1") -> Invoice {
            var line = S.billing(1)
            (line.orderLineNumber, line.quantity, line.unitPrice) = (nil, units < 0 ? -1 : 1, Samples.usd(abs(units)).amount)
            return S.invoice([line], id: id)
        }
        let all = whole(goods.minorUnits, id: "inv_0")
        #expect(S.match(whole(goods.minorUnits)).status == .matched)
        #expect(kinds(S.match(whole(1), others: [all])) == [.amountOverOrdered])
        #expect(S.match(whole(-goods.minorUnits), others: [all]).status == .matched)
        #expect(kinds(S.match(whole(-1))) == [.overCredited])
        #expect(kinds(S.match(all, tolerance: MatchTolerance(depth: .threeWay))) == [.overReceived])
        func billing(_ invoices: [Invoice]) -> PurchaseOrder.Billing {
            let counted = invoices.map { invoice in
                var invoice = invoice
                invoice.status = .accepted
                return invoice
            }
            return S.order.billing(after: BilledQuantities(counted, of: S.order.id))
        }
        #expect(billing([all]) == .full && billing([whole(100)]) == .partial && billing([all, whole(1)]) == .over)
        #expect(billing([all, whole(-goods.minorUnits)]) == .none)
    }

    @Test func `without an order there is nothing to match`() {
        var line = S.billing(1)
        line.orderID = nil
        #expect(S.match(S.invoice([line])).status == .none)
    }

    @Test func `tax may be off by a minor unit a line and no more`() {
        func status(_ tax: Int64, total: Int64) -> MatchStatus {
            S.match(S.invoice([S.billing(1, tax: tax, rate: 19), S.billing(2, tax: 380, rate: 19)], tax: total)).status
        }
        #expect(status(380, total: 760) == .matched)
        #expect(status(381, total: 761) == .withinTolerance)
        #expect(status(380, total: 762) == .withinTolerance, "two lines, two cents")
        #expect(status(382, total: 762) == .exception)
        #expect(status(380, total: 763) == .exception)
    }

    @Test func `freight is held against what all invoices billed of it`() {
        let first = S.invoice([S.billing(1)], freight: 400, id: "inv_0")
        let second = S.invoice([S.billing(2)], freight: 150)
        #expect(kinds(S.match(second, others: [first])) == [.freight])
        #expect(S.match(second, others: [first], tolerance: MatchTolerance(freight: Samples.usd(50))).status == .withinTolerance)
        #expect(S.match(second, others: [first], tolerance: MatchTolerance(freight: Samples.usd(49))).status == .exception)
    }

    @Test func `sums that do not add up are found`() {
        var invoice = S.invoice([S.billing(1), S.billing(2)])
        invoice.totals.total = Samples.usd(4001)
        #expect(kinds(S.match(invoice)) == [.total])
        invoice = S.invoice([S.billing(1), S.billing(2)])
        invoice.totals.subtotal = Samples.usd(4003)
        #expect(kinds(S.match(invoice)) == [.subtotal, .total])
    }

    @Test func `the supplier's numbers are the same after a match`() {
        let invoice = S.invoice([S.billing(1, quantity: 3, price: 12, stated: 9), S.billing(9)], freight: 9000)
        let before = invoice
        _ = S.match(invoice, receipts: [S.receipt([(1, 1)])], tolerance: MatchTolerance(depth: .threeWay))
        #expect(invoice == before)
    }
}
