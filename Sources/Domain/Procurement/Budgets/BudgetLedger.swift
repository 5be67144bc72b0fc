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
        struct Place: Hashable {
            var budget: Identifier<Budget>
            var line: Int
        }
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
