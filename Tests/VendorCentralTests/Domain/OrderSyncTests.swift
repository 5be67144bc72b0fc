import FoundationEssentials
import Procurement
import Testing
import VendorCentral

/// What becomes of an order when Amazon's newest version is taken in.
struct OrderSyncTests {
    private typealias Samples = VendorSamples

    @Test func `a new order waits for approval`() {
        var order = Samples.blank()
        let change = order.sync(Samples.amazon([Samples.line("1", 5)]), Samples.rules)
        #expect(order.status == .pendingApproval)
        #expect(change.triggers == [.release])
        #expect(order.lines.map(\.ordered.amount) == [5])
        #expect(!order.isReadyToAcknowledge(Samples.rules))
        var automatic = Samples.rules
        automatic.acknowledgesAutomatically = true
        #expect(order.isReadyToAcknowledge(automatic))
    }

    @Test(arguments: VendorOrder.Status.allCases)
    func `the same version again changes nothing`(state: VendorOrder.Status) {
        var order = Samples.order(state, [Samples.line("1", 5)])
        guard state != .new, state != .cancelled else { return }
        let before = order
        let change = order.sync(Samples.amazon([Samples.line("1", 5)]), Samples.rules)
        #expect(change.triggers.isEmpty && change.differences.isEmpty, "\(state): \(change)")
        #expect(order == before)
    }

    @Test func `an order of an unknown warehouse is held with the reason, and released once that is mapped`() {
        var order = Samples.blank(.directFulfillment)
        let amazon = Samples.amazon("NEW", .directFulfillment, shipFrom: "XYZ", [Samples.line("1", 1)])
        _ = order.sync(amazon, Samples.rules)
        #expect(order.status == .new)
        #expect(order.holds.map(\.kind) == [.unmappedWarehouse])
        #expect(order.holds.first?.message.contains("XYZ") == true)
        var rules = Samples.rules
        rules.warehouses.warehouses.append(.init(code: "XYZ", name: "South"))
        let change = order.sync(amazon, rules)
        #expect(order.status == .pendingApproval && order.holds.isEmpty)
        #expect(change.triggers == [.release])
    }

    @Test func `a code that Amazon names is never replaced by the default`() {
        #expect(Samples.rules.warehouses.warehouse("XYZ") == .unmapped("XYZ"))
        #expect(Samples.rules.warehouses.warehouse(nil) == .mapped(.init(code: "WH1", name: "North")))
        #expect(ShipFromMapping().warehouse(nil) == .unmapped(nil))
    }

    @Test func `quantities below zero and lines twice are held, not lost`() {
        var order = Samples.blank()
        let amazon = Samples.amazon([Samples.line("1", -3), Samples.line("2", 1), Samples.line("2", 1)])
        _ = order.sync(amazon, Samples.rules)
        #expect(order.status == .new)
        #expect(order.holds.map(\.message) == ["line 1 orders -3", "line 2 stands twice"])
    }

    @Test func `an order that was answered elsewhere enters where it stands`() {
        var order = Samples.blank()
        _ = order.sync(Samples.amazon("Acknowledged", [Samples.line("1", 5)]), Samples.rules)
        #expect(order.status == .pendingFulfillment)
        #expect(order.lines.first?.open == 5)
        var direct = Samples.blank(.directFulfillment)
        _ = direct.sync(Samples.amazon("SHIPPED", .directFulfillment, shipFrom: "WH1", [Samples.line("1", 5)]), Samples.rules)
        #expect(direct.status == .shipped)
        var cancelled = Samples.blank(.directFulfillment)
        _ = cancelled.sync(
            Samples.amazon("CANCELLED", .directFulfillment, shipFrom: "WH1", [Samples.line("1", 5)]), Samples.rules)
        #expect(cancelled.status == .cancelled)
    }

    @Test func `other quantities after our answer ask for a new one; another window alone does not`() {
        var order = Samples.order(.pendingFulfillment, [Samples.line("1", 5), Samples.line("2", 3)])
        var amazon = Samples.amazon("Acknowledged", [Samples.line("1", 5), Samples.line("2", 3)])
        amazon.window = DateWindow(Samples.monday, Samples.monday.addingTimeInterval(86400))
        #expect(order.sync(amazon, Samples.rules).triggers == [.amend])
        #expect(order.status == .pendingFulfillment)
        amazon.lines[1].ordered.amount = 2
        let change = order.sync(amazon, Samples.rules)
        #expect(change.triggers.first == .change)
        #expect(change.differences == ["line 2 orders 2 instead of 3"])
        #expect(order.status == .updated)
    }

    @Test func `a line that Amazon took out, one it added and another cost are changes`() {
        func change(_ lines: [VendorOrderLine]) -> VendorOrder.Status {
            var order = Samples.order(.pendingFulfillment, [Samples.line("1", 5), Samples.line("2", 3)])
            _ = order.sync(Samples.amazon("New", lines), Samples.rules)
            return order.status
        }
        #expect(change([Samples.line("1", 5)]) == .updated)
        #expect(change([Samples.line("1", 5), Samples.line("2", 3), Samples.line("3", 1)]) == .updated)
        #expect(change([Samples.line("1", 5, cost: 9), Samples.line("2", 3)]) == .updated)
        #expect(change([Samples.line("2", 3), Samples.line("1", 5)]) == .pendingFulfillment, "order of lines does not matter")
    }

    @Test func `an order of nothing is a cancellation; what has gone stays to be billed`() {
        let none = Samples.amazon([Samples.line("1", 0)])
        var open = Samples.order(.pendingFulfillment, [Samples.line("1", 5)])
        _ = open.sync(none, Samples.rules)
        #expect(open.status == .cancelled)
        var partly = Samples.order(.partiallyShipped, [Samples.line("1", 5)])
        _ = partly.sync(none, Samples.rules)
        #expect(partly.status == .shipped)
    }

    @Test(arguments: 0..<300)
    func `no answer of Amazon's loses a shipped quantity or leaves the lifecycle`(seed: Int) {
        var dice = Dice(UInt64(seed + 1))
        var order = Samples.order(
            VendorOrder.Status.allCases.randomElement(using: &dice) ?? .new, [Samples.line("1", 5), Samples.line("2", 3)])
        order.lines[0].shipped = 2
        for _ in 0..<20 {
            let lines = (1...3).filter { _ in Bool.random(using: &dice) }.map {
                Samples.line("\($0)", Int.random(in: -1...9, using: &dice))
            }
            let state = ["New", "Acknowledged", "Closed", "CANCELLED", "SHIPPED", "Something"].randomElement(using: &dice)
            let before = order.status
            let change = order.sync(Samples.amazon(state ?? "New", lines), Samples.rules)
            var replayed = before
            for trigger in change.triggers { replayed = (try? VendorOrder.lifecycle.after(trigger, from: replayed)) ?? .new }
            #expect(replayed == order.status)
            #expect(order.lines.first { $0.sequence == "1" }?.shipped == 2)
            #expect(Set(order.lines.map(\.sequence)).count == order.lines.count)
            // Whatever it was, taking it in twice is taking it in once.
            let after = order
            _ = order.sync(Samples.amazon(state ?? "New", lines), Samples.rules)
            #expect(order.lines == after.lines)
        }
    }
}
