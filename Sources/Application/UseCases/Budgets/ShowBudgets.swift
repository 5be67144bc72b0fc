package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A budget with what is left of it, those under it included.
package struct BudgetState: Sendable {
    package var budget: Budget
    /// What it holds, and what it and all under it have taken.
    package var balance: BudgetDelta
    /// The same if every order that waits for approval were approved and every coded draft were submitted and approved.
    package var ifAllApproved: BudgetDelta

    package func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: budget.amount.currency) }
    package var available: Money { money(balance.available) }
}

/// Every budget with its balance, now or at a past moment.
package struct ListBudgetStates: Query {
    package static let access = Access.roles(.auditor, .accountsPayable, .approver, .buyer, scope: "budgets.read")
    package var moment: Date?
    package init(at moment: Date? = nil) { self.moment = moment }

    package func answer(in view: View) throws -> [BudgetState] {
        let budgets = try view.store.budgets()
        let tree = BudgetTree(budgets)
        var own = try view.store.budgetBalances()
        if let moment {
            own = Dictionary(try budgets.map { ($0.id, try view.store.balance(of: $0.id, at: moment)) }) { first, _ in first }
        }
        let drafts = moment == nil ? try view.draftDemands() : [:]
        return budgets.map { budget in
            let below = tree.subtree(of: budget.id)
            var balance = below.reduce(BudgetDelta.zero) { $0 + (own[$1] ?? .zero) }
            balance.allotted = own[budget.id]?.allotted ?? 0
            var outlook = balance
            outlook.committed += balance.reserved + below.reduce(0) { $0 + (drafts[$1] ?? 0) }
            outlook.reserved = 0
            return BudgetState(budget: budget, balance: balance, ifAllApproved: outlook)
        }
    }
}

extension View {
    /// What the newest coded drafts would take, by budget, in the budgets' currencies.
    fileprivate func draftDemands() throws -> [Identifier<Budget>: Int64] {
        var demands: [Identifier<Budget>: Int64] = [:]
        for order in try store.orders(OrderFilter(status: .draft), PageRequest(limit: 100)).items {
            for demand in try checkBudgets(of: order).demands { demands[demand.budgetID, default: 0] += demand.amount.minorUnits }
        }
        return demands
    }
}

/// The ledger of one budget, newest first.
package struct ListBudgetEntries: Query {
    package static let access = Access.roles(.auditor, .accountsPayable, .approver, .buyer, scope: "budgets.read")
    package var id: Identifier<Budget>
    package var page: PageRequest

    package init(_ id: Identifier<Budget>, page: PageRequest = PageRequest()) {
        self.id = id
        self.page = page
    }

    package func answer(in view: View) throws -> (budget: Budget, entries: Page<BudgetEntry>) {
        (try view.need(try view.store.budget(id), "budget"), try view.store.budgetEntries(of: id, page))
    }
}
