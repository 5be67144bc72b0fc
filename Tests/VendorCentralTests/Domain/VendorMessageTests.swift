import FoundationEssentials
import Procurement
import Testing
import VendorCentral

/// Messages to Amazon: what may follow what, and when rounds are made.
struct VendorMessageTests {
    @Test func `a message that may have arrived is never sent again but by a person's word`() {
        let life = VendorTransaction.lifecycle
        for status in VendorTransaction.Status.allCases {
            let begins = life.allows(.begin, from: status)
            #expect(begins == (status == .queued || status == .retrying), "\(status)")
            #expect(life.allows(.resend, from: status) == [.retrying, .failed, .unknown, .overdue].contains(status), "\(status)")
        }
        #expect(!life.allows(.fail, from: .accepted) && !life.allows(.supersede, from: .sending))
    }

    @Test func `every pair of state and trigger leads where the table says, and nowhere else`() {
        var known = 0
        for status in VendorTransaction.Status.allCases {
            for trigger in VendorTransaction.Trigger.allCases {
                var message = VendorTransaction(
                    id: Identifier(trusted: "vt_1"), connection: Identifier(trusted: "vc_1"), kind: .inventory, key: "W",
                    status: status, createdAt: .distantPast, nextAt: nil)
                let isTaken = (try? message.apply(trigger)) != nil
                #expect(isTaken == VendorTransaction.lifecycle.allows(trigger, from: status))
                known += isTaken ? 1 : 0
            }
        }
        #expect(known == 27)
    }

    @Test func `rounds come a tenth earlier or later than set`() {
        let schedule = VendorSchedule([.orders: 30])
        let now = Date(timeIntervalSince1970: 0)
        #expect(schedule.next(.orders, after: now, random: 0).timeIntervalSince(now) == 1620)
        #expect(schedule.next(.orders, after: now, random: 0.5).timeIntervalSince(now) == 1800)
        #expect(schedule.minutes(of: .fulfilment) == 90 && schedule.minutes(of: .inventory) == 60)
        #expect(VendorSchedule().minutes(of: .orders) == 20)
    }

    @Test func `a bill is over what was shipped and not billed, with one tax over all, and its findings are none`() throws {
        var order = VendorSamples.billable()
        let bill = try #require(order.bill(number: "I", date: .distantPast, taxRate: Decimal(string: "0.19")))
        #expect(bill.total == Money(minorUnits: 1190, currency: .eur) && bill.findings(of: order).isEmpty)
        order.count(bill)
        #expect(order.isFullyInvoiced && order.bill(number: "J", date: .distantPast, taxRate: nil) == nil)
        let note = try #require(order.credit(number: "C", date: .distantPast, taxRate: nil, ["1": 1]))
        #expect(note.total == Money(minorUnits: 500, currency: .eur) && note.findings(of: order).isEmpty)
        order.count(note)
        #expect(order.lines[0].invoiced == 1 && !order.isFullyInvoiced)
        order.count(bill, isReversed: true)
        #expect(order.lines[0].invoiced == 0, "never below nothing")
    }

    @Test func `a parcel without tracking number, a truck without papers and goods of tomorrow are refused`() {
        let order = VendorSamples.billable()
        let now = Date(timeIntervalSince1970: 1_000_000)
        let content = Carton.Content(order: order.number, line: "1", quantity: 1)
        let code = SSCC(extension: 0, prefix: "4012345", serial: 1)
        func found(_ carriage: Carriage, _ carton: Carton, shippedAt: Date = now) -> [String] {
            let fulfilment = Fulfilment(
                number: "S", order: order.number, shippedAt: shippedAt, items: [content], packages: [carton])
            let place = ShipFromMapping.Warehouse(
                code: "W", name: "W", address: VendorAddress(name: "P", lines: ["1"], postalCode: "1", country: "DE"))
            return carriage.findings(of: fulfilment, order, from: place, in: .europe, now: now).map(\.pointer)
        }
        let good = Carton(code: code, contents: [content], trackingNumber: "T")
        #expect(found(Carriage(), good).isEmpty)
        #expect(found(Carriage(), Carton(code: code, contents: [content])) == ["/packages/0/tracking_number"])
        #expect(found(Carriage(), Carton(contents: [content], trackingNumber: "T")) == ["/packages/0/code"])
        #expect(found(Carriage(load: .truck), good) == ["/bill_of_lading"])
        #expect(found(Carriage(load: .truck, billOfLading: "BOL12345"), good).isEmpty)
        #expect(found(Carriage(), good, shippedAt: now.addingTimeInterval(86400)) == ["/shipped_at"])
    }
}

extension VendorSamples {
    /// A retail order of which two pieces at 5.00 were shipped.
    static func billable() -> VendorOrder {
        var order = VendorOrder(
            id: Identifier(trusted: "vo_1"), connection: Identifier(trusted: "vc_1"), programme: .retail, number: "RP1",
            vendorCode: "PORT1", status: .shipped,
            lines: [VendorOrderLine(sequence: "1", ordered: VendorQuantity(2), netCost: VendorPrice(5, .eur))])
        order.freight = .prepaid
        order.ship([Carton.Content(order: "RP1", line: "1", quantity: 2)])
        return order
    }
}
