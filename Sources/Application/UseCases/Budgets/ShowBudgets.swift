package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A budget with what is left of it, those under it included.
package struct BudgetState: Sendable {
    package var budget: Budget
    /// What it holds, and what it and all under it have taken.
    package var balance: BudgetDelta
    /// The same if every order that waits for approval were approved and every coded draft were submitted and approved; of a
    /// past moment, without drafts.
    package var ifAllApproved: BudgetDelta
    package var ownerName: String?

    package func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: budget.amount.currency) }
    package var available: Money { money(balance.available) }

    /// How much of it is in use, in percent; `nil` for a budget that holds nothing.
    package var percentUsed: Int? {
        guard balance.allotted > 0 else { return nil }
        return Int(Int128(balance.allotted - balance.available) * 100 / Int128(balance.allotted))
    }

    /// Whether so much is in use that buyers are warned.
    package var isNear: Bool { budget.nearPercent.map { (percentUsed ?? 0) >= $0 } ?? false }
}

extension Workspace {
    func state(of budget: Budget, at moment: Date?) throws -> BudgetState {
        // Identifiers begin with their time, in milliseconds.
        let end = moment.map { environment.lowestIdentifier(at: $0.addingTimeInterval(0.001), of: BudgetEntry.self) }
        let balance = try store.wholeBalance(of: budget.id, before: end)
        var outlook = balance
        outlook.committed += balance.reserved
        outlook.reserved = 0
        if moment == nil {
            let convert = try converter()
            for money in try store.draftDemands(on: budget.id) {
                // Without a rate the drafts could not be submitted, so they take nothing.
                outlook.committed += convert(money, budget.amount.currency)?.money.minorUnits ?? 0
            }
        }
        return BudgetState(
            budget: budget, balance: balance, ifAllApproved: outlook,
            ownerName: try budget.ownerID.flatMap { try setUp().people[$0]?.name })
    }
}

/// A page of budgets by name with their balances, now or at a past moment.
package struct ListBudgetStates: Query {
    package static let access = Access.roles(.auditor, .accountsPayable, .approver, .buyer, scope: "budgets.read")
    package static let readsSums = true
    package var moment: Date?
    package var page: PageRequest

    package init(at moment: Date? = nil, page: PageRequest = PageRequest()) {
        self.moment = moment
        self.page = page
    }

    package func answer(in view: View) throws -> Page<BudgetState> {
        try view.store.budgetsByName(page).map { try view.state(of: $0, at: moment) }
    }
}

/// One budget with its balance, now or at a past moment.
package struct ShowBudgetState: Query {
    package static let access = Access.roles(.auditor, .accountsPayable, .approver, .buyer, scope: "budgets.read")
    package static let readsSums = true
    package var id: Identifier<Budget>
    package var moment: Date?

    package init(_ id: Identifier<Budget>, at moment: Date? = nil) {
        self.id = id
        self.moment = moment
    }

    package func answer(in view: View) throws -> BudgetState {
        try view.state(of: try view.need(try view.store.budget(id), "budget"), at: moment)
    }
}

/// The budgets right under one, with their balances: its months, its teams.
package struct ListBudgetParts: Query {
    package static let access = Access.roles(.auditor, .accountsPayable, .approver, .buyer, scope: "budgets.read")
    package static let readsSums = true
    package var id: Identifier<Budget>
    package init(of id: Identifier<Budget>) { self.id = id }

    package func answer(in view: View) throws -> [BudgetState] {
        try view.store.budgets(under: id).sorted { ($0.periodStart, $0.name) < ($1.periodStart, $1.name) }
            .map { try view.state(of: $0, at: nil) }
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
