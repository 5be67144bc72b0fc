/// Money that may be spent in a period. Budgets form a tree: what is taken from one is taken from those above it, too.
package struct Budget: Hashable, Sendable, Identified {
    package static let identifierPrefix = "bud"

    /// What happens to an order that takes more than is left.
    package enum Check: String, Hashable, Sendable, CaseIterable {
        /// Counted, not checked.
        case none
        case warn
        case block
    }

    /// What of a budget is held against it: what orders ask for, what approved orders promise, or what was billed.
    package enum Amount: String, Hashable, Sendable, CaseIterable { case requested, ordered, actual }

    /// What happens when one of the amounts goes over the budget, and to whom it does not.
    package struct Rule: Hashable, Sendable {
        package var action: Check
        /// Who has this role is warned where others are refused.
        package var exceptRole: Role?

        package init(_ action: Check = .none, exceptRole: Role? = nil) {
            self.action = action
            self.exceptRole = exceptRole
        }
    }

    package let id: Identifier<Budget>
    package var name: String
    package var departmentID: Identifier<Department>?
    /// What it holds now, transfers included.
    package var amount: Money
    /// First and last day, both within: `2026-01-01`.
    package var periodStart: String
    package var periodEnd: String
    /// The budget above; in the same currency.
    package var parentID: Identifier<Budget>?
    /// `nil` for a budget of every legal entity.
    package var legalEntityID: Identifier<LegalEntity>?
    package var ownerID: Identifier<User>?
    /// By what is asked for, promised and billed; what is not named has no rule.
    package var rules: [Amount: Rule]
    /// From which percentage in use buyers are warned that little is left; `nil` for never.
    package var nearPercent: Int?
    /// Takes no new orders, whatever is left.
    package var isClosed: Bool

    package init(
        id: Identifier<Budget>, name: String, departmentID: Identifier<Department>?, amount: Money, periodStart: String,
        periodEnd: String, parentID: Identifier<Budget>? = nil, legalEntityID: Identifier<LegalEntity>? = nil,
        ownerID: Identifier<User>? = nil, check: Check = .warn, isClosed: Bool = false
    ) {
        self.id = id
        self.name = name
        self.departmentID = departmentID
        self.amount = amount
        self.periodStart = periodStart
        self.periodEnd = periodEnd
        self.parentID = parentID
        self.legalEntityID = legalEntityID
        self.ownerID = ownerID
        rules = [.requested: Rule(check)]
        self.isClosed = isClosed
    }

    /// What happens to an order that asks for more than is left.
    package var check: Check {
        get { rule(for: .requested).action }
        set { rules[.requested, default: Rule()].action = newValue }
    }

    package func rule(for amount: Amount) -> Rule { rules[amount] ?? Rule() }
}

/// All budgets and which stand under which. Stored data is not trusted to be free of cycles.
package struct BudgetTree: Sendable {
    private let budgets: [Identifier<Budget>: Budget]

    package init(_ budgets: [Budget]) { self.budgets = Dictionary(budgets.map { ($0.id, $0) }) { first, _ in first } }

    package subscript(id: Identifier<Budget>) -> Budget? { budgets[id] }

    /// The budget, the one above it, and so on to the top.
    package func path(of id: Identifier<Budget>) -> [Budget] {
        var path: [Budget] = []
        var seen: Set<Identifier<Budget>> = []
        var next = budgets[id]
        while let budget = next, seen.insert(budget.id).inserted {
            path.append(budget)
            next = budget.parentID.flatMap { budgets[$0] }
        }
        return path
    }

    /// The budget and all under it.
    package func subtree(of id: Identifier<Budget>) -> Set<Identifier<Budget>> {
        Set(budgets.keys.filter { key in path(of: key).contains { $0.id == id } })
    }

    /// Whether placing `child` under `parent` would lead round in a circle.
    package func makesCycle(placing child: Identifier<Budget>, under parent: Identifier<Budget>) -> Bool {
        path(of: parent).contains { $0.id == child }
    }

    /// The owner of a budget or, where it has none, of the nearest one above that has.
    package func owner(of id: Identifier<Budget>) -> Identifier<User>? { path(of: id).lazy.compactMap(\.ownerID).first }
}
