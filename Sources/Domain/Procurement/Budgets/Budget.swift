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
    package var check: Check
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
        self.check = check
        self.isClosed = isClosed
    }
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
