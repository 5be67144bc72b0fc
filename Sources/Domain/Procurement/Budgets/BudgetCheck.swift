/// Something an order's budgets say about it.
package struct BudgetFinding: Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// The line names no budget: visible, and an error where a budget is required.
        case missing
        case gone
        case closed
        case outsidePeriod(from: String, to: String)
        case otherEntity
        case noRate(from: Currency, to: Currency)
        case exceeded(available: Money, wanted: Money, blocks: Bool)
    }

    package var problem: Problem
    package var budgetID: Identifier<Budget>?
    package var budgetName: String
    package var lineNumbers: [Int]

    /// Whether the order cannot be submitted so.
    package var isError: Bool {
        switch problem {
        case .missing: false
        case .exceeded(_, _, let blocks): blocks
        default: true
        }
    }

    /// A stable word.
    package var code: String {
        switch problem {
        case .missing: "no-budget"
        case .gone: "not-found"
        case .closed: "budget-closed"
        case .outsidePeriod: "budget-period"
        case .otherEntity: "mismatch"
        case .noRate: "no-rate"
        case .exceeded: "budget-exceeded"
        }
    }

    /// For people, with the remedy.
    package var message: String {
        switch problem {
        case .missing: "No budget is chosen, so this money is checked against none."
        case .gone: "The budget is gone. Choose another."
        case .closed: "The budget \(budgetName) is closed. Choose another, or ask an administrator to reopen it."
        case .outsidePeriod(let from, let to):
            "The budget \(budgetName) is for \(from) to \(to). Choose the budget of the present period."
        case .otherEntity: "The budget \(budgetName) belongs to another legal entity. Choose one of the order's legal entity."
        case .noRate(let from, let to):
            "The budget \(budgetName) is in \(to), the order in \(from), and no rate is stored between the two. Ask an administrator to enter it."
        case .exceeded(let available, let wanted, _):
            "The order takes \(wanted) from the budget \(budgetName), which has \(available) left. Order less, choose another budget, or ask its owner for a transfer."
        }
    }
}

/// Holds an order against its budgets: a pure decision over what was loaded.
package struct BudgetCheck: Sendable {
    package var tree: BudgetTree
    /// What each budget's own entries add up to, without what this order holds already.
    package var balances: [Identifier<Budget>: BudgetDelta]
    /// `2026-01-31`.
    package var today: String
    package var convert: @Sendable (Money, Currency) -> (money: Money, rate: String)?

    package init(
        tree: BudgetTree, balances: [Identifier<Budget>: BudgetDelta], today: String,
        convert: @escaping @Sendable (Money, Currency) -> (money: Money, rate: String)?
    ) {
        self.tree = tree
        self.balances = balances
        self.today = today
        self.convert = convert
    }

    package struct Result: Hashable, Sendable {
        package var demands: [BudgetDemand]
        package var findings: [BudgetFinding]
        /// Budgets that the order names and that it or one above it would be overdrawn by it.
        package var overBudget: Set<Identifier<Budget>>
    }

    package func check(_ parts: [ApprovalFacts.Part]) -> Result {
        var result = Result(demands: [], findings: [], overBudget: [])
        var lines: [Identifier<Budget>: [Int]] = [:]
        for part in parts {
            guard let id = part.coding.budgetID else {
                result.findings.append(finding(.missing, nil, [part.lineNumber]))
                continue
            }
            lines[id, default: []].append(part.lineNumber)
            guard let budget = tree[id] else {
                result.findings.append(finding(.gone, nil, [part.lineNumber]))
                continue
            }
            if let owner = budget.legalEntityID, let entity = part.coding.legalEntityID, owner != entity {
                result.findings.append(finding(.otherEntity, budget, [part.lineNumber]))
            }
            let currency = budget.amount.currency
            guard let made = convert(part.amount, currency) else {
                result.findings.append(finding(.noRate(from: part.amount.currency, to: currency), budget, [part.lineNumber]))
                continue
            }
            result.demands.append(
                BudgetDemand(
                    budgetID: id, lineNumber: part.lineNumber, amount: made.money,
                    conversion: part.amount.currency == currency ? nil : "\(part.amount), \(made.rate)"))
        }
        for (id, numbers) in lines.sorted(by: { $0.key.text < $1.key.text }) { judge(id, numbers, &result) }
        exceed(lines, &result)
        return result
    }

    /// Closed budgets and other periods, of the budget itself and of those above.
    private func judge(_ id: Identifier<Budget>, _ numbers: [Int], _ result: inout Result) {
        for budget in tree.path(of: id) {
            if budget.isClosed { result.findings.append(finding(.closed, budget, numbers)) }
            if today < budget.periodStart || today > budget.periodEnd {
                result.findings.append(
                    finding(.outsidePeriod(from: budget.periodStart, to: budget.periodEnd), budget, numbers))
            }
        }
    }

    /// Sums all lines by budget and by each budget above, so that no line slips through beside another.
    private func exceed(_ lines: [Identifier<Budget>: [Int]], _ result: inout Result) {
        var wanted: [Identifier<Budget>: Int64] = [:]
        var touched: [Identifier<Budget>: Set<Identifier<Budget>>] = [:]
        for demand in result.demands {
            for budget in tree.path(of: demand.budgetID) where budget.amount.currency == demand.amount.currency {
                wanted[budget.id, default: 0] += demand.amount.minorUnits
                touched[budget.id, default: []].insert(demand.budgetID)
            }
        }
        for (id, amount) in wanted.sorted(by: { $0.key.text < $1.key.text }) {
            guard let budget = tree[id], budget.check != .none, amount > 0 else { continue }
            let left = available(budget)
            guard amount > left else { continue }
            let currency = budget.amount.currency
            let sources = touched[id] ?? []
            result.overBudget.formUnion(sources)
            result.findings.append(
                finding(
                    .exceeded(
                        available: Money(minorUnits: left, currency: currency),
                        wanted: Money(minorUnits: amount, currency: currency),
                        blocks: budget.check == .block), budget, sources.flatMap { lines[$0] ?? [] }.sorted()))
        }
    }

    /// What is left of a budget: what it holds without what it and all under it have taken.
    package func available(_ budget: Budget) -> Int64 {
        tree.subtree(of: budget.id).reduce(balances[budget.id]?.allotted ?? 0) { left, id in
            guard let own = balances[id] else { return left }
            return left - own.reserved - own.committed - own.actual
        }
    }

    private func finding(_ problem: BudgetFinding.Problem, _ budget: Budget?, _ lines: [Int]) -> BudgetFinding {
        BudgetFinding(problem: problem, budgetID: budget?.id, budgetName: budget?.name ?? "", lineNumbers: lines)
    }
}
