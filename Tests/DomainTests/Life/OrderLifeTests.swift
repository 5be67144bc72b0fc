import FoundationEssentials
import Procurement
import Testing

struct OrderLifeTests {
    private typealias S = MatchSamples

    private func problems(_ change: ChangeOrder, received: [GoodsReceipt] = [], billed: [Invoice] = []) -> [String] {
        change.problems(
            changing: S.order, received: ReceivedQuantities(received), billed: BilledQuantities(billed, of: S.order.id)
        ).map { "\($0.lineNumber ?? 0) \($0.field)" }
    }

    private func change(_ line: Int, quantity: Decimal? = nil, price: Decimal? = nil) -> ChangeOrder {
        ChangeOrder(lines: [.init(lineNumber: line, quantity: quantity, unitPrice: price)], reason: "less needed")
    }

    @Test func `a change never goes below what was received or billed`() {
        #expect(problems(change(1, quantity: 1)).isEmpty)
        #expect(problems(change(1, quantity: 1), received: [S.receipt([(1, 2)])]) == ["1 quantity"])
        #expect(problems(change(1, quantity: 2), received: [S.receipt([(1, 2)])]).isEmpty)
        #expect(problems(change(1, quantity: 0), billed: [S.invoice([S.billing(1, quantity: 1)])]) == ["1 quantity"])
        #expect(problems(change(1, price: 9), billed: [S.invoice([S.billing(1)])]) == ["1 unit_price"])
        #expect(problems(change(2, price: 9), billed: [S.invoice([S.billing(1)])]).isEmpty)
    }

    @Test func `a change without a reason, lines or sense names the field`() {
        #expect(problems(ChangeOrder(lines: [], reason: " ")) == ["0 lines", "0 reason"])
        #expect(problems(change(9, quantity: 1)) == ["9 line_number"])
        #expect(problems(change(1, quantity: -1, price: -1)) == ["1 quantity", "1 unit_price"])
    }

    @Test func `versions differ in exactly what was changed`() {
        let order = S.order
        let newer = ChangeOrder(
            lines: [.init(lineNumber: 1, quantity: 1), .init(lineNumber: 2, quantity: 0)], reason: "x"
        ).applied(to: order)
        #expect(
            order.differences(to: newer) == [
                OrderDifference(field: "total", old: "40.00", new: "10.00"),
                OrderDifference(lineNumber: 1, field: "quantity", old: "2", new: "1"),
                OrderDifference(lineNumber: 2, field: "line", old: "Thing 2", new: nil),
            ])
        #expect(order.differences(to: order).isEmpty)
    }

    @Test(arguments: 0..<100)
    func `differences forward and back mirror each other`(_ seed: Int) {
        var random = Generator(state: UInt64(seed))
        let order = S.order
        let lines = (1...2).map { number in
            ChangeOrder.LineChange(
                lineNumber: number, quantity: Bool.random(using: &random) ? Decimal(Int.random(in: 0...4, using: &random)) : nil,
                unitPrice: Bool.random(using: &random) ? Decimal(Int.random(in: 1...2000, using: &random)) / 100 : nil)
        }
        let newer = ChangeOrder(lines: lines, reason: "x").applied(to: order)
        let forward = order.differences(to: newer)
        let back = newer.differences(to: order)
        #expect(
            forward == back.map { OrderDifference(lineNumber: $0.lineNumber, field: $0.field, old: $0.new, new: $0.old) })
        #expect(forward.isEmpty == (newer == order))
    }

    @Test func `a held price ends after seven days and is remembered on the fifth`() {
        let hold = PriceHold(since: Samples.start)
        func phase(_ days: Double) -> PriceHold.Phase { hold.phase(at: Samples.start.addingTimeInterval(days * 86_400)) }
        #expect(
            [phase(0), phase(4.99), phase(5), phase(6.99), phase(7), phase(30)] == [
                .held, .held, .ending, .ending, .ended, .ended,
            ])
    }

    @Test func `a purchase cut into pieces is seen by its sum`() throws {
        func purchase(_ id: String, _ units: Int64, daysAgo: Double = 0) -> SplitPurchaseGuard.Purchase {
            .init(
                orderID: Identifier(trusted: id), at: Samples.start.addingTimeInterval(-daysAgo * 86_400),
                total: Samples.usd(units))
        }
        let limit = Samples.usd(100_000)
        let new = purchase("po_1", 60_000)
        let found = try #require(
            SplitPurchaseGuard.finding(
                for: new, others: [purchase("po_2", 50_000, daysAgo: 3), purchase("po_3", 1, daysAgo: 99)], limit: limit, days: 7)
        )
        #expect(found.sum == Samples.usd(110_000) && found.orders == [Identifier(trusted: "po_2")])
        #expect(SplitPurchaseGuard.finding(for: new, others: [purchase("po_2", 40_000)], limit: limit, days: 7) == nil)
        #expect(
            SplitPurchaseGuard.finding(for: purchase("po_1", 100_001), others: [purchase("po_2", 1)], limit: limit, days: 7)
                == nil,
            "beyond the limit on its own: the policies see that")
    }
}
