/// What a line of an order holds of a budget: the sums of its entries.
package struct BudgetHolding: Hashable, Sendable {
    package var budgetID: Identifier<Budget>
    package var orderID: Identifier<PurchaseOrder>
    package var lineNumber: Int
    package var delta: BudgetDelta

    package init(
        budgetID: Identifier<Budget>, orderID: Identifier<PurchaseOrder>, lineNumber: Int, delta: BudgetDelta
    ) {
        self.budgetID = budgetID
        self.orderID = orderID
        self.lineNumber = lineNumber
        self.delta = delta
    }
}

/// What an order wants from a budget for one line, in the budget's currency.
package struct BudgetDemand: Hashable, Sendable {
    package var budgetID: Identifier<Budget>
    package var lineNumber: Int
    package var amount: Money
    /// The amount in the order's currency and the rate, where it was converted.
    package var conversion: String?

    package init(budgetID: Identifier<Budget>, lineNumber: Int, amount: Money, conversion: String? = nil) {
        self.budgetID = budgetID
        self.lineNumber = lineNumber
        self.amount = amount
        self.conversion = conversion
    }
}

/// The arithmetic of the ledger. Each step is made out of what a line holds at that moment, so that a repeated step
/// finds nothing left to do.
package enum BudgetLedger {
    /// An order asks for approval.
    package static func reserve(_ demands: [BudgetDemand], for order: Identifier<PurchaseOrder>) -> [BudgetPosting] {
        demands.filter { $0.amount.minorUnits != 0 }.map { demand in
            BudgetPosting(
                budgetID: demand.budgetID, kind: .reserve, delta: BudgetDelta(reserved: demand.amount.minorUnits), orderID: order,
                lineNumber: demand.lineNumber, conversion: demand.conversion)
        }
    }

    /// The last approval: what was reserved is promised.
    package static func commit(_ holdings: [BudgetHolding]) -> [BudgetPosting] {
        holdings.filter { $0.delta.reserved != 0 }.map { holding in
            BudgetPosting(
                budgetID: holding.budgetID, kind: .commit,
                delta: BudgetDelta(reserved: -holding.delta.reserved, committed: holding.delta.reserved),
                orderID: holding.orderID,
                lineNumber: holding.lineNumber)
        }
    }

    /// Withdrawn, rejected, cancelled or closed: what is neither billed nor wanted any more comes back.
    package static func release(_ holdings: [BudgetHolding], note: String) -> [BudgetPosting] {
        holdings.filter { $0.delta.reserved != 0 || $0.delta.committed != 0 }.map { holding in
            BudgetPosting(
                budgetID: holding.budgetID, kind: .release,
                delta: BudgetDelta(reserved: -holding.delta.reserved, committed: -holding.delta.committed),
                orderID: holding.orderID, lineNumber: holding.lineNumber, note: note)
        }
    }

    /// What a change of an approved order asks for beyond what its lines hold: reserved until the change is approved.
    /// - Parameter lines: the numbers of the lines that change.
    package static func reserveMore(
        _ demands: [BudgetDemand], than holdings: [BudgetHolding], lines: Set<Int>, of order: Identifier<PurchaseOrder>
    ) -> [BudgetPosting] {
        gaps(demands, holdings, lines).filter { $0.value.units > 0 }.map { place, gap in
            BudgetPosting(
                budgetID: place.budget, kind: .reserve, delta: BudgetDelta(reserved: gap.units), orderID: order,
                lineNumber: place.line, conversion: gap.conversion)
        }
    }

    /// What a change gives back: promised for its lines and neither billed nor wanted any more.
    package static func releaseExcess(
        _ demands: [BudgetDemand], over holdings: [BudgetHolding], lines: Set<Int>, of order: Identifier<PurchaseOrder>,
        note: String
    ) -> [BudgetPosting] {
        var promised: [Place: Int64] = [:]
        for holding in holdings {
            promised[Place(budget: holding.budgetID, line: holding.lineNumber), default: 0] += holding.delta.committed
        }
        return gaps(demands, holdings, lines).compactMap { place, gap in
            let back = min(promised[place] ?? 0, -gap.units)
            guard back > 0 else { return nil }
            return BudgetPosting(
                budgetID: place.budget, kind: .release, delta: BudgetDelta(committed: -back), orderID: order,
                lineNumber: place.line, note: note)
        }
    }

    /// A change is not made after all: what it asked for comes back, what was promised before stays.
    package static func unreserve(_ holdings: [BudgetHolding], note: String) -> [BudgetPosting] {
        holdings.filter { $0.delta.reserved != 0 }.map { holding in
            BudgetPosting(
                budgetID: holding.budgetID, kind: .release, delta: BudgetDelta(reserved: -holding.delta.reserved),
                orderID: holding.orderID, lineNumber: holding.lineNumber, note: note)
        }
    }

    /// Counter-entries that lead from what is held now back to what was held before; what was billed meanwhile stays billed.
    package static func restore(
        _ before: [BudgetHolding], from now: [BudgetHolding], of order: Identifier<PurchaseOrder>, note: String
    ) -> [BudgetPosting] {
        var deltas: [Place: BudgetDelta] = [:]
        for holding in before {
            let place = Place(budget: holding.budgetID, line: holding.lineNumber)
            deltas[place] =
                (deltas[place] ?? .zero)
                + BudgetDelta(reserved: holding.delta.reserved, committed: holding.delta.committed)
        }
        for holding in now {
            let place = Place(budget: holding.budgetID, line: holding.lineNumber)
            deltas[place] =
                (deltas[place] ?? .zero)
                + BudgetDelta(reserved: -holding.delta.reserved, committed: -holding.delta.committed)
        }
        return deltas.filter { $0.value != .zero }.sorted { $0.key < $1.key }.map { place, delta in
            BudgetPosting(
                budgetID: place.budget, kind: delta.reserved > 0 ? .reserve : delta.committed > 0 ? .commit : .release,
                delta: delta, orderID: order, lineNumber: place.line, note: note)
        }
    }

    private struct Place: Hashable, Comparable {
        var budget: Identifier<Budget>
        var line: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.budget.text, left.line) < (right.budget.text, right.line)
        }
    }

    /// By budget and line: what is wanted beyond what is held or billed; below zero where it is less.
    private static func gaps(
        _ demands: [BudgetDemand], _ holdings: [BudgetHolding], _ lines: Set<Int>
    ) -> [(key: Place, value: (units: Int64, conversion: String?))] {
        var gaps: [Place: (units: Int64, conversion: String?)] = [:]
        for demand in demands where lines.contains(demand.lineNumber) {
            let place = Place(budget: demand.budgetID, line: demand.lineNumber)
            gaps[place] = ((gaps[place]?.units ?? 0) + demand.amount.minorUnits, demand.conversion)
        }
        for holding in holdings where lines.contains(holding.lineNumber) {
            let place = Place(budget: holding.budgetID, line: holding.lineNumber)
            let held = holding.delta.reserved + holding.delta.committed + max(0, holding.delta.actual)
            gaps[place] = ((gaps[place]?.units ?? 0) - held, gaps[place]?.conversion)
        }
        return gaps.sorted { $0.key < $1.key }
    }

    /// A bill for a line (`amount` above zero) uses up what was promised for it, as far as that reaches; a credit note
    /// (below zero) gives back to the budget.
    package static func actual(
        _ amount: Int64, of budget: Identifier<Budget>, holding: BudgetHolding?, note: String?
    ) -> BudgetPosting {
        let promised = max(0, holding?.delta.committed ?? 0)
        return BudgetPosting(
            budgetID: budget, kind: amount < 0 ? .credit : .actual,
            delta: BudgetDelta(committed: -min(promised, max(0, amount)), actual: amount), orderID: holding?.orderID,
            lineNumber: holding?.lineNumber, note: note)
    }

    /// Counter-entries that undo what one bill posted: afterwards its entries add up to nothing. `holdings` are the sums of that
    /// bill's own entries. What it used up of a promise is promised again, but for orders that are over (`isOpen` is false):
    /// those want nothing any more.
    package static func reverse(
        _ holdings: [BudgetHolding], of invoice: Identifier<Invoice>, note: String?,
        isOpen: (Identifier<PurchaseOrder>) -> Bool = { _ in true }
    ) -> [BudgetPosting] {
        holdings.compactMap { holding in
            let promise = isOpen(holding.orderID) ? -holding.delta.committed : 0
            let delta = BudgetDelta(committed: promise, actual: -holding.delta.actual)
            guard delta != .zero else { return nil }
            return BudgetPosting(
                budgetID: holding.budgetID, kind: .reversal, delta: delta, orderID: holding.orderID,
                lineNumber: holding.lineNumber, invoiceID: invoice, note: note)
        }
    }

    /// Money moves from one budget to another of the same currency.
    package static func transfer(
        _ amount: Int64, from: Identifier<Budget>, to: Identifier<Budget>, note: String?
    ) -> [BudgetPosting] {
        [
            BudgetPosting(
                budgetID: from, kind: .transfer, delta: BudgetDelta(allotted: -amount), counterpartID: to, note: note),
            BudgetPosting(budgetID: to, kind: .transfer, delta: BudgetDelta(allotted: amount), counterpartID: from, note: note),
        ]
    }

    /// Money from outside: the amount a budget begins with, or a change of it.
    package static func allot(_ amount: Int64, to budget: Identifier<Budget>, note: String?) -> BudgetPosting {
        BudgetPosting(budgetID: budget, kind: .transfer, delta: BudgetDelta(allotted: amount), note: note)
    }

    /// Whether two sets of demands take the same from the same budgets for the same lines.
    package static func isSame(_ demands: [BudgetDemand], as holdings: [BudgetHolding]) -> Bool {
        var wanted: [Place: Int64] = [:]
        for demand in demands {
            wanted[Place(budget: demand.budgetID, line: demand.lineNumber), default: 0] += demand.amount.minorUnits
        }
        for holding in holdings {
            wanted[Place(budget: holding.budgetID, line: holding.lineNumber), default: 0] -=
                holding.delta.reserved + holding.delta.committed
        }
        return wanted.values.allSatisfy { $0 == 0 }
    }
}
