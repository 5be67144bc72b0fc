import FoundationEssentials
import Procurement
import Testing

struct BudgetLedgerTests {
    private let order = Identifier<PurchaseOrder>(trusted: "po_1")
    private let budget = Identifier<Budget>(trusted: "bud_1")

    /// What lines hold after some postings.
    private func holdings(_ postings: [BudgetPosting]) -> [BudgetHolding] {
        var sums: [Int: BudgetDelta] = [:]
        for posting in postings where posting.orderID == order {
            guard let line = posting.lineNumber else { continue }
            sums[line] = (sums[line] ?? .zero) + posting.delta
        }
        return sums.sorted { $0.key < $1.key }.map {
            BudgetHolding(budgetID: budget, orderID: order, lineNumber: $0.key, delta: $0.value)
        }
    }

    @Test func `whatever happens in whatever order, nothing is promised below zero and a release leaves nothing behind`() {
        var state: UInt64 = 11
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for _ in 0..<300 {
            var ledger = [BudgetLedger.allot(100_000, to: budget, note: nil)]
            for _ in 0..<12 {
                switch random(4) {
                case 0:
                    let demand = BudgetDemand(
                        budgetID: budget, lineNumber: random(3) + 1, amount: Samples.usd(Int64(random(900))))
                    ledger += BudgetLedger.reserve([demand], for: order)
                case 1:
                    ledger += BudgetLedger.commit(holdings(ledger))
                    #expect(BudgetLedger.commit(holdings(ledger)).isEmpty, "a repeated step finds nothing left to do")
                case 2:
                    let held = holdings(ledger).randomly(random)
                    ledger.append(BudgetLedger.actual(Int64(random(500)) - 100, of: budget, holding: held, note: nil))
                default:
                    ledger += BudgetLedger.release(holdings(ledger), note: "r")
                    #expect(BudgetLedger.release(holdings(ledger), note: "r").isEmpty)
                }
                #expect(holdings(ledger).allSatisfy { $0.delta.reserved >= 0 && $0.delta.committed >= 0 })
            }
            ledger += BudgetLedger.release(holdings(ledger), note: "end")
            let sum = ledger.map(\.delta).reduce(.zero, +)
            #expect(sum.reserved == 0 && sum.committed == 0)
            #expect(sum.available == 100_000 - sum.actual)
        }
    }

    @Test func `section b 20 and 21 - bill and promise are never counted both, and a credit note gives back`() {
        var ledger = BudgetLedger.reserve([BudgetDemand(budgetID: budget, lineNumber: 1, amount: Samples.usd(1000))], for: order)
        ledger += BudgetLedger.commit(holdings(ledger))
        ledger.append(BudgetLedger.actual(600, of: budget, holding: holdings(ledger).first, note: nil))
        var sum = ledger.map(\.delta).reduce(.zero, +)
        #expect(sum.committed == 400 && sum.actual == 600 && sum.available == -1000)
        ledger.append(BudgetLedger.actual(-200, of: budget, holding: holdings(ledger).first, note: nil))
        sum = ledger.map(\.delta).reduce(.zero, +)
        #expect(sum.available == -800)
    }

    @Test func `counter-entries restore every balance, whatever was billed and in whatever order it is taken back`() {
        var state: UInt64 = 5
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        func invoice(_ number: Int) -> Invoice {
            Invoice(
                id: Identifier(trusted: "inv_\(number)"), origin: .rest, supplierID: Identifier(trusted: "sup_1"),
                number: "\(number)", invoiceDate: Day(Samples.start), currency: .usd, lines: [],
                totals: InvoiceTotals(subtotal: .zero(.usd), total: .zero(.usd)), createdAt: Samples.start)
        }
        for _ in 0..<200 {
            var ledger = BudgetLedger.reserve(
                (1...3).map { BudgetDemand(budgetID: budget, lineNumber: $0, amount: Samples.usd(Int64(random(900)))) },
                for: order)
            ledger += BudgetLedger.commit(holdings(ledger))
            let before = holdings(ledger).map(\.delta)
            var open: [Int] = []
            for number in 1...6 {
                let demands = (0...random(3)).map { _ in
                    BudgetDemand(budgetID: budget, lineNumber: random(3) + 1, amount: Samples.usd(Int64(random(700)) - 200))
                }
                ledger += BudgetLedger.bill(demands, for: order, by: invoice(number), holding: holdings(ledger))
                #expect(holdings(ledger).allSatisfy { $0.delta.committed >= 0 })
                open.append(number)
            }
            while !open.isEmpty {
                let number = open.remove(at: random(open.count))
                let id = invoice(number).id
                func own() -> [BudgetHolding] { holdings(ledger.filter { $0.invoiceID == id }) }
                ledger += BudgetLedger.reverse(own(), of: id, note: "void")
                #expect(own().allSatisfy { $0.delta == .zero })
                #expect(BudgetLedger.reverse(own(), of: id, note: "void").isEmpty, "a repeated step finds nothing left to do")
            }
            #expect(holdings(ledger).map(\.delta) == before)
        }
    }

    @Test func `a transfer makes nothing and loses nothing`() {
        let other = Identifier<Budget>(trusted: "bud_2")
        #expect(BudgetLedger.transfer(250, from: budget, to: other, note: nil).map(\.delta).reduce(.zero, +) == .zero)
    }
}

struct BudgetCheckTests {
    private func budget(
        _ id: String, _ amount: Int64, parent: String? = nil, check: Budget.Check = .block, closed: Bool = false,
        entity: String? = nil
    ) -> Budget {
        Budget(
            id: Identifier(trusted: id), name: id, departmentID: nil, amount: Samples.usd(amount), periodStart: "2026-01-01",
            periodEnd: "2026-12-31", parentID: parent.map { Identifier(trusted: $0) },
            legalEntityID: entity.map { Identifier(trusted: $0) }, check: check, isClosed: closed)
    }

    private func check(_ budgets: [Budget], taken: [String: Int64] = [:], today: String = "2026-06-01") -> BudgetCheck {
        var balances: [Identifier<Budget>: BudgetDelta] = [:]
        for budget in budgets {
            balances[budget.id] = BudgetDelta(allotted: budget.amount.minorUnits, committed: taken[budget.id.text] ?? 0)
        }
        return BudgetCheck(tree: BudgetTree(budgets), balances: balances, today: today) { money, currency in
            money.currency == currency ? (money, "") : nil
        }
    }

    private func part(_ line: Int, _ budget: String?, _ amount: Int64 = 600, currency: Currency = .usd) -> ApprovalFacts.Part {
        ApprovalFacts.Part(
            lineNumber: line, item: "x", amount: Money(minorUnits: amount, currency: currency),
            coding: Coding(legalEntityID: Identifier(trusted: "le_1"), budgetID: budget.map { Identifier(trusted: $0) }))
    }

    @Test func `section b 20 - lines are summed, so that none slips through beside another`() {
        let result = check([budget("bud_1", 1000)]).check([part(1, "bud_1"), part(2, "bud_1")])
        #expect(result.findings.map(\.code) == ["budget-exceeded"])
        #expect(result.findings.first?.isError == true && result.overBudget == [Identifier(trusted: "bud_1")])
        #expect(result.findings.first?.message.contains("10.00 USD left") == true)
        #expect(check([budget("bud_1", 1200)]).check([part(1, "bud_1"), part(2, "bud_1")]).findings.isEmpty)
    }

    @Test func `section b 20 - a line without a budget is visible, never a silent pass`() {
        #expect(check([]).check([part(3, nil)]).findings.map(\.code) == ["no-budget"])
    }

    @Test func `warn goes on, none says nothing, block refuses`() {
        for (mode, codes, isError) in [
            (Budget.Check.warn, ["budget-exceeded"], false), (.none, [], false), (.block, ["budget-exceeded"], true),
        ] {
            let result = check([budget("bud_1", 100, check: mode)]).check([part(1, "bud_1")])
            #expect(result.findings.map(\.code) == codes)
            #expect(result.findings.contains { $0.isError } == isError)
        }
    }

    @Test func `what is taken below is taken above, and the budget above can refuse`() {
        let budgets = [budget("bud_0", 1000), budget("bud_1", 5000, parent: "bud_0"), budget("bud_2", 5000, parent: "bud_0")]
        let result = check(budgets, taken: ["bud_2": 500]).check([part(1, "bud_1")])
        #expect(result.findings.map(\.budgetName) == ["bud_0"])
        #expect(result.overBudget == [Identifier(trusted: "bud_1")])
    }

    @Test func `closed, of another period, of another entity, gone, and without a rate are errors with a remedy`() {
        let cases: [(String, [Budget], ApprovalFacts.Part, String)] = [
            ("budget-closed", [budget("bud_1", 9000, closed: true)], part(1, "bud_1"), "2026-06-01"),
            ("budget-period", [budget("bud_1", 9000)], part(1, "bud_1"), "2027-01-01"),
            ("mismatch", [budget("bud_1", 9000, entity: "le_2")], part(1, "bud_1"), "2026-06-01"),
            ("not-found", [], part(1, "bud_1"), "2026-06-01"),
            ("no-rate", [budget("bud_1", 9000)], part(1, "bud_1", currency: .eur), "2026-06-01"),
        ]
        for (code, budgets, part, today) in cases {
            let findings = check(budgets, today: today).check([part]).findings
            #expect(findings.map(\.code) == [code])
            #expect(!findings.contains { !$0.isError })
        }
    }

    @Test func `a closed budget above closes those under it, and a circle in stored data ends`() {
        let budgets = [budget("bud_0", 9000, parent: "bud_1", closed: true), budget("bud_1", 9000, parent: "bud_0")]
        #expect(check(budgets).check([part(1, "bud_1")]).findings.contains { $0.code == "budget-closed" })
        #expect(BudgetTree(budgets).makesCycle(placing: budgets[0].id, under: budgets[1].id))
    }
}

extension [BudgetHolding] {
    fileprivate func randomly(_ random: (Int) -> Int) -> BudgetHolding? { isEmpty ? nil : self[random(count)] }
}

struct BudgetSplitTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    func `parts of a period add up to the whole and follow each other without a gap`(seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for split in BudgetSplit.allCases {
            let first = Day(try day("2024-01-01").start.addingTimeInterval(Double(random(1500)) * 86400))
            let last = Day(first.start.addingTimeInterval(Double(60 + random(900)) * 86400))
            let amount = Money(minorUnits: Int64(random(1_000_000_000)), currency: .usd)
            let parts = split.parts(of: amount, from: first, through: last)
            #expect(parts.map(\.amount.minorUnits).reduce(0, +) == amount.minorUnits)
            #expect(parts.first?.from == first && parts.last?.through == last)
            for (part, next) in zip(parts, parts.dropFirst()) { #expect(part.through == next.from.before) }
        }
    }

    @Test func `a whole year makes twelve equal months and four quarters to the cent`() throws {
        let year = (try day("2026-01-01"), try day("2026-12-31"))
        let months = BudgetSplit.months.parts(of: Money(minorUnits: 100_000, currency: .usd), from: year.0, through: year.1)
        #expect(months.map(\.amount.minorUnits) == [8334, 8334, 8334, 8334] + [Int64](repeating: 8333, count: 8))
        #expect(months[1].name == "2026-02" && months[1].through.text == "2026-02-28")
        let quarters = BudgetSplit.quarters.parts(of: Money(minorUnits: 7, currency: .usd), from: year.0, through: year.1)
        #expect(quarters.map(\.amount.minorUnits) == [2, 2, 2, 1] && quarters[3].name == "2026 Q4")
    }
}
