import FoundationEssentials
import Procurement
import Testing
import VendorCentral

/// How orders stand at Amazon, pallets, and reports of carriers.
struct StandingTests {
    private typealias Samples = VendorSamples

    private func standing(
        _ sequence: String, _ confirmation: LineStanding.Confirmation?, accepted: VendorQuantity? = nil,
        received: VendorQuantity? = nil, _ receipt: LineStanding.Receipt? = nil
    ) -> AmazonStanding.Line {
        var line = AmazonStanding.Line(sequence: sequence)
        (line.confirmation, line.accepted, line.received, line.receipt) = (confirmation, accepted, received, receipt)
        return line
    }

    private func order(_ status: VendorOrder.Status) -> VendorOrder {
        var order = Samples.order(status, [Samples.line("1", 5), Samples.line("2", 3)])
        order.answer(order.fullAcceptance)
        return order
    }

    @Test func `an answer is proven when Amazon counts on exactly that, line by line`() {
        var order = order(.acknowledged)
        func take(_ lines: [AmazonStanding.Line]) -> Bool {
            order.take(AmazonStanding(number: order.number, vendorCode: order.vendorCode, lines: lines))
        }
        #expect(take([standing("1", .accepted, accepted: VendorQuantity(5)), standing("2", .unconfirmed)]))
        #expect(!order.answerIsProven)
        #expect(take([standing("2", .partiallyAccepted, accepted: VendorQuantity(2))]))
        #expect(!order.answerIsProven, "another quantity")
        #expect(take([standing("2", .accepted, accepted: VendorQuantity(3))]))
        #expect(order.answerIsProven)
        #expect(!take([standing("2", .accepted, accepted: VendorQuantity(3)), standing("9", .accepted)]), "nothing new")
    }

    @Test func `differences are told once there is something to compare`() {
        var order = order(.acknowledged)
        let lines = [
            standing("1", .partiallyAccepted, accepted: VendorQuantity(4)),
            standing("2", .accepted, accepted: VendorQuantity(3), received: VendorQuantity(2), .received),
        ]
        _ = order.take(AmazonStanding(number: order.number, vendorCode: order.vendorCode, lines: lines))
        #expect(order.standingDifferences.isEmpty, "the answer is not judged yet")
        var confirmed = self.order(.shipped)
        confirmed.ship([Carton.Content(order: order.number, line: "2", quantity: 3)])
        _ = confirmed.take(AmazonStanding(number: order.number, vendorCode: order.vendorCode, lines: lines))
        #expect(
            confirmed.standingDifferences == [
                "Amazon counts on 4 of line 1, and 5 were promised", "Amazon received only 2 of the 3 shipped of line 2",
            ])
    }

    @Test func `quantities are compared in one unit, where that goes evenly`() {
        #expect(VendorQuantity(2, .cases, unitSize: 12).count(in: VendorQuantity(1)) == 24)
        #expect(VendorQuantity(24).count(in: VendorQuantity(1, .cases, unitSize: 12)) == 2)
        #expect(VendorQuantity(25).count(in: VendorQuantity(1, .cases, unitSize: 12)) == nil)
        #expect(VendorQuantity(3, .cases, unitSize: 12).count(in: VendorQuantity(1, .cases, unitSize: 6)) == 6)
        #expect(VendorQuantity(.max, .cases, unitSize: 12).count(in: VendorQuantity(1)) == nil)
        #expect(VendorQuantity(1, .cases, unitSize: 0).count(in: VendorQuantity(1, .cases, unitSize: 0)) == 1)
    }

    @Test func `every event of a carrier has a pair of codes of its own in both vocabularies`() {
        for region in VendorConnection.Region.allCases {
            let codes = CarrierReport.Event.allCases.map { $0.codes(in: region) }
            #expect(Set(codes.map { "\($0.status)/\($0.reason)" }).count == CarrierReport.Event.allCases.count)
        }
        #expect(CarrierReport.Event.delivered.codes(in: .northAmerica) == ("D1", "NS"))
        #expect(CarrierReport.Event.delayed.codes(in: .europe) == ("404", "117"))
    }

    @Test func `a cursor from the future asks for a week again, until its time has come`() {
        let now = Samples.monday
        let cursor = PollCursor(.retailCreated, through: now.addingTimeInterval(7200))
        let slices = cursor.slices(now: now, firstDays: 30)
        #expect(slices.first?.from == now.addingTimeInterval(-120 - 7 * 86400 - 900))
        let later = cursor.slices(now: now.addingTimeInterval(8000), firstDays: 30)
        #expect(later.first?.from == now.addingTimeInterval(7200 - 900))
    }

    @Test func `what is known of a payment is said in words, also when that is nothing`() {
        let order = Samples.order(.shipped, [Samples.line("1", 5)])
        let invoice = VendorInvoice(
            kind: .invoice, number: "I", date: Samples.monday, total: Money(minorUnits: 500, currency: .eur), lines: [])
        var bill = VendorBill(
            id: Identifier(trusted: "vi_1"), connection: order.connection, order: order.id, invoice: invoice,
            createdAt: Samples.monday)
        var notes = Set([bill.paymentNote])
        bill.isPaymentAsked = true
        notes.insert(bill.paymentNote)
        bill.programme = .directFulfillment
        notes.insert(bill.paymentNote)
        #expect(bill.outstanding == nil)
        for payment in VendorBill.Payment.allCases {
            bill.payment = payment
            notes.insert(bill.paymentNote)
        }
        bill.status = .refused
        notes.insert(bill.paymentNote)
        #expect(notes.count == 4 + VendorBill.Payment.allCases.count)
        #expect(notes.allSatisfy { $0.hasSuffix(".") })
        #expect(bill.outstanding == invoice.total)
    }
}
