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
        #expect(problems(change(1, quantity: 1), received: [S.receipt([(1, 1)])]).isEmpty)
        #expect(problems(change(1, quantity: 1), billed: [S.invoice([S.billing(1)])]) == ["1 quantity"])
        #expect(problems(change(1, price: 9), billed: [S.invoice([S.billing(1)])]) == ["1 unit_price"])
        #expect(problems(change(2, price: 9), billed: [S.invoice([S.billing(1)])]).isEmpty)
    }

    @Test func `a change without a reason, lines or sense names the field`() {
        #expect(problems(ChangeOrder(lines: [], reason: " ")) == ["0 lines", "0 reason"])
        #expect(problems(change(9, quantity: 1)) == ["9 line_number"])
        #expect(problems(change(1, quantity: -1, price: -1)) == ["1 quantity", "1 unit_price"])
    }

    @Test func `a change that leaves nothing, or changes nothing, is told so`() {
        let all = ChangeOrder(lines: [.init(lineNumber: 1, quantity: 0), .init(lineNumber: 2, quantity: 0)], reason: "x")
        #expect(problems(all) == ["0 lines"])
        #expect(problems(change(1, quantity: 2)) == ["0 lines"])
        #expect(problems(ChangeOrder(lines: [.init(lineNumber: 1)], reason: "x")) == ["1 line_number"])
        let twice = ChangeOrder(lines: [.init(lineNumber: 1, quantity: 1), .init(lineNumber: 1, quantity: 3)], reason: "x")
        #expect(problems(twice) == ["1 line_number"])
    }

    @Test func `what costs more or is new goes beyond what was approved, what gets less or later does not`() {
        #expect(!change(1, quantity: 1).exceeds(S.order) && !change(1, price: 9).exceeds(S.order))
        #expect(change(1, quantity: 3).exceeds(S.order) && change(1, price: 11).exceeds(S.order))
        let later = ChangeOrder(
            lines: [.init(lineNumber: 1, delivery: .set(Day("2026-12-24")))], reason: "later")
        #expect(!later.exceeds(S.order))
        let swapped = ChangeOrder(lines: [.init(lineNumber: 1, quantity: 1), .init(lineNumber: 2, quantity: 3)], reason: "x")
        #expect(swapped.exceeds(S.order), "the total is the same, but line 2 costs more than anybody approved")
    }

    @Test func `versions differ in exactly what was changed`() {
        let order = S.order
        let newer = ChangeOrder(
            lines: [.init(lineNumber: 1, quantity: 1), .init(lineNumber: 2, quantity: 0)], reason: "x"
        ).applied(to: order)
        let found = order.differences(to: newer)
        #expect(found.first == OrderDifference(field: "total", old: "40.00 USD", new: "10.00 USD"))
        #expect(
            found.filter { $0.lineNumber == 1 } == [
                OrderDifference(lineNumber: 1, field: "quantity", old: "2", new: "1"),
                OrderDifference(lineNumber: 1, field: "amount", old: "20.00 USD", new: "10.00 USD"),
            ])
        let gone = found.filter { $0.lineNumber == 2 }
        #expect(gone.allSatisfy { $0.kind == .removed && $0.new == nil && $0.old != nil } && gone.count > 5)
        #expect(found.inWords == "Line 1: quantity 2 → 1. Line 2 taken out: Thing 2.")
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
        #expect(forward == back.map(\.mirrored))
        #expect(forward.isEmpty == (newer == order))
    }

    /// An order with everything a version keeps, some of it odd.
    private func anything(_ random: inout Generator) -> PurchaseOrder {
        var order = S.order
        func word() -> String {
            let pieces = ["a", "%25", "\t", "\n", "\r\n", "é", "=", "", "%0A", "“x”"]
            return (0..<Int.random(in: 0...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
        order.comment = Bool.random(using: &random) ? InternalComment(word()) : nil
        order.coding.ownFields = Bool.random(using: &random) ? ["cost": .text(word())] : [:]
        order.lines = (1...5).filter { _ in Bool.random(using: &random) }.map { number in
            var line = S.order.lines[0]
            line.lineNumber = number
            line.description = word()
            line.quantity = Decimal(Int.random(in: 1...3, using: &random))
            line.requestedDelivery = Bool.random(using: &random) ? Day("2026-10-0\(number)") : nil
            if Bool.random(using: &random) {
                line.shares = [
                    CodingShare(.percent(40), coding: Coding(departmentID: Identifier(trusted: "dep_1"))),
                    CodingShare(.percent(60), coding: Coding()),
                ]
            }
            return line
        }
        return order
    }

    @Test(arguments: 0..<200)
    func `differences lead from any version to any other exactly, and what is stored is read back exactly`(_ seed: Int) {
        var random = Generator(state: UInt64(seed))
        let orders = (anything(&random), anything(&random))
        let (old, new) = (OrderSnapshot(orders.0), OrderSnapshot(orders.1))
        #expect(OrderSnapshot.text(of: orders.0) == old.text && OrderSnapshot.text(of: orders.1) == new.text)
        #expect(orders.0.saysTheSame(as: orders.0) && orders.1.saysTheSame(as: orders.1))
        #expect(old == new || !orders.0.saysTheSame(as: orders.1))
        let differences = old.differences(to: new)
        #expect(old.applying(differences) == new)
        #expect(new.applying(differences.map(\.mirrored)) == old)
        #expect(new.applying(new.differences(to: old)) == old)
        #expect(OrderSnapshot(text: old.text) == old && OrderSnapshot(text: new.text) == new)
        #expect(differences.isEmpty == (old == new))
    }

    @Test(arguments: 0..<100)
    func `a change and its inverse restore every line that was changed in place`(_ seed: Int) {
        var random = Generator(state: UInt64(seed))
        let change = ChangeOrder(
            lines: (1...2).map { number in
                .init(
                    lineNumber: number,
                    quantity: Bool.random(using: &random) ? Decimal(Int.random(in: 1...9, using: &random)) : nil,
                    unitPrice: Bool.random(using: &random) ? Decimal(Int.random(in: 1...900, using: &random)) / 100 : nil,
                    delivery: Bool.random(using: &random) ? .set(Day("2026-12-24")) : .keep)
            }, reason: "x")
        let order = S.order
        let back = ChangeOrder(lines: change.inverse(from: order), reason: "").applied(to: change.applied(to: order))
        #expect(back == order)
    }

    /// Of one budget; amounts in minor units by line.
    private func demands(_ amounts: [Int64]) -> [BudgetDemand] {
        amounts.enumerated().map {
            BudgetDemand(budgetID: Identifier(trusted: "bud_1"), lineNumber: $0.offset + 1, amount: Samples.usd($0.element))
        }
    }

    private func apply(_ postings: [BudgetPosting], to holdings: inout [Int: BudgetDelta]) {
        for posting in postings {
            let line = posting.lineNumber ?? 0
            holdings[line] = (holdings[line] ?? .zero) + posting.delta
        }
    }

    private func held(_ holdings: [Int: BudgetDelta]) -> [BudgetHolding] {
        holdings.sorted { $0.key < $1.key }.map {
            BudgetHolding(budgetID: Identifier(trusted: "bud_1"), orderID: S.order.id, lineNumber: $0.key, delta: $0.value)
        }
    }

    @Test(arguments: 0..<200)
    func `a change promises exactly what its lines cost, and taking it back restores every balance`(_ seed: Int) {
        var random = Generator(state: UInt64(seed))
        let id = S.order.id
        let before = (1...3).map { _ in Int64.random(in: 0...1000, using: &random) }
        var balances: [Int: BudgetDelta] = [:]
        for (index, amount) in before.enumerated() {
            let billed = Int64.random(in: 0...amount, using: &random)
            balances[index + 1] = BudgetDelta(committed: amount - billed, actual: billed)
        }
        // Never below what is billed.
        let after = (0..<3).map { Int64.random(in: (balances[$0 + 1]?.actual ?? 0)...2000, using: &random) }
        let lines: Set<Int> = [1, 2, 3]
        let start = balances
        apply(BudgetLedger.reserveMore(demands(after), than: held(balances), lines: lines, of: id), to: &balances)
        let asked = balances
        // Rejected: what was asked for comes back.
        var rejected = balances
        apply(BudgetLedger.unreserve(held(rejected), note: "x"), to: &rejected)
        #expect(rejected.filter { $0.value != .zero } == start.filter { $0.value != .zero })
        // Made.
        apply(BudgetLedger.releaseExcess(demands(after), over: held(balances), lines: lines, of: id, note: "x"), to: &balances)
        apply(BudgetLedger.commit(held(balances)), to: &balances)
        for (index, amount) in after.enumerated() {
            let delta = balances[index + 1] ?? .zero
            #expect(delta.reserved == 0 && delta.committed + delta.actual == amount)
        }
        // Taken back.
        apply(BudgetLedger.restore(held(asked), from: held(balances), of: id, note: "x"), to: &balances)
        #expect(balances.filter { $0.value != .zero } == asked.filter { $0.value != .zero })
    }

    @Test func `what was before an act is read back exactly`() {
        let before = StateBefore(
            status: .pendingApproval, transmission: .notSent, submittedAt: 1, approvedAt: nil,
            tasks: [
                .init(id: "apr_1", isOpen: true, openedAt: 5, basis: "abc"),
                .init(id: "apr_2", isOpen: false, openedAt: nil, basis: ""),
            ],
            holdings: [.init(budgetID: "bud_1", lineNumber: 2, reserved: 5, committed: -1)], refusedLines: [1, 3],
            versionNumber: 4)
        #expect(StateBefore(text: before.text) == before)
        #expect(StateBefore(text: "nonsense") == nil)
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
