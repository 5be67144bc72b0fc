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
        /// `passedFor` is the role that lets somebody pass a rule that would refuse.
        case exceeded(Budget.Amount, available: Money, wanted: Money, blocks: Bool, passedFor: Role?)
        /// Not exceeded, but nearly: what is left after the order, and how much of the budget is in use then.
        case near(left: Money, percent: Int)
    }

    package var problem: Problem
    package var budgetID: Identifier<Budget>?
    package var budgetName: String
    package var lineNumbers: [Int]

    package init(problem: Problem, budgetID: Identifier<Budget>?, budgetName: String, lineNumbers: [Int]) {
        self.problem = problem
        self.budgetID = budgetID
        self.budgetName = budgetName
        self.lineNumbers = lineNumbers
    }

    /// Whether the order cannot be submitted so.
    package var isError: Bool {
        switch problem {
        case .missing, .near: false
        case .exceeded(_, _, _, let blocks, _): blocks
        default: true
        }
    }

    package var isExceeded: Bool { if case .exceeded = problem { true } else { false } }

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
        case .near: "budget-near"
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
        case .exceeded(let amount, let available, let wanted, _, let role):
            Self.exceeded(amount, budgetName, available, wanted, role)
        case .near(let left, let percent):
            "The order brings the budget \(budgetName) to \(percent) % in use: \(left) are left after it."
        }
    }
}

extension BudgetFinding {
    private static func exceeded(
        _ amount: Budget.Amount, _ name: String, _ available: Money, _ wanted: Money, _ role: Role?
    ) -> String {
        let what =
            switch amount {
            case .requested:
                "The order takes \(wanted) from the budget \(name), which has \(available) left. Order less, choose another budget, or ask its owner for a transfer."
            case .ordered:
                "With this order \(wanted) more would be ordered from the budget \(name), which has \(available) beyond what is ordered and billed. Ask its owner for a transfer, or have the order withdrawn."
            case .actual:
                "The bill takes \(wanted) from the budget \(name), which has \(available) beyond what is billed. Ask its owner for a transfer, or book it elsewhere."
            }
        return role.map { "\(what) Passed for the role \($0.rawValue.replacing("_", with: " "))." } ?? what
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
        /// What was held against the budgets.
        package var parts: [ApprovalFacts.Part]
        package var demands: [BudgetDemand]
        package var findings: [BudgetFinding]
        /// Budgets that the order names and that it or one above it would be overdrawn by it.
        package var overBudget: Set<Identifier<Budget>>
        /// Of the budgets that the order names: their owners, or those of the nearest budget above.
        package var owners: [Identifier<Budget>: Identifier<User>] = [:]
    }

    /// - Parameters:
    ///   - amount: which of a budget's rules is asked.
    ///   - roles: of whoever does it, for the exceptions of rules.
    package func check(
        _ parts: [ApprovalFacts.Part], as amount: Budget.Amount = .requested, by roles: Set<Role> = []
    ) -> Result {
        var result = Result(parts: parts, demands: [], findings: [], overBudget: [])
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
        for (id, numbers) in lines.sorted(by: { $0.key.text < $1.key.text }) {
            judge(id, numbers, &result)
            result.owners[id] = tree.owner(of: id)
        }
        exceed(lines, amount, roles, &result)
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
    private func exceed(
        _ lines: [Identifier<Budget>: [Int]], _ kind: Budget.Amount, _ roles: Set<Role>, _ result: inout Result
    ) {
        var wanted: [Identifier<Budget>: Int64] = [:]
        var touched: [Identifier<Budget>: Set<Identifier<Budget>>] = [:]
        for demand in result.demands {
            for budget in tree.path(of: demand.budgetID) where budget.amount.currency == demand.amount.currency {
                wanted[budget.id, default: 0] += demand.amount.minorUnits
                touched[budget.id, default: []].insert(demand.budgetID)
            }
        }
        for (id, amount) in wanted.sorted(by: { $0.key.text < $1.key.text }) {
            guard let budget = tree[id], amount > 0 else { continue }
            let sources = touched[id] ?? []
            guard let problem = self.problem(budget, amount, kind, roles) else { continue }
            if case .exceeded = problem { result.overBudget.formUnion(sources) }
            result.findings.append(finding(problem, budget, sources.flatMap { lines[$0] ?? [] }.sorted()))
        }
    }

    /// What a budget says to one amount more: nothing, that little is left, or that it is exceeded.
    package func problem(
        _ budget: Budget, _ amount: Int64, _ kind: Budget.Amount, _ roles: Set<Role>
    ) -> BudgetFinding.Problem? {
        let (currency, rule, left) = (budget.amount.currency, budget.rule(for: kind), available(budget, for: kind))
        guard amount > left else { return kind == .requested ? near(budget, left - amount) : nil }
        guard rule.action != .none else { return nil }
        let passes = rule.action == .block ? rule.exceptRole.flatMap { roles.contains($0) ? $0 : nil } : nil
        return .exceeded(
            kind, available: Money(minorUnits: left, currency: currency), wanted: Money(minorUnits: amount, currency: currency),
            blocks: rule.action == .block && passes == nil, passedFor: passes)
    }

    private func near(_ budget: Budget, _ left: Int64) -> BudgetFinding.Problem? {
        let all = balances[budget.id]?.allotted ?? 0
        guard let percent = budget.nearPercent, all > 0 else { return nil }
        let used = Int(Int128(all - left) * 100 / Int128(all))
        return used >= percent ? .near(left: Money(minorUnits: left, currency: budget.amount.currency), percent: used) : nil
    }

    /// What is left of a budget: what it holds without what it and all under it have taken.
    package func available(_ budget: Budget, for amount: Budget.Amount = .requested) -> Int64 {
        tree.subtree(of: budget.id).reduce(balances[budget.id]?.allotted ?? 0) { left, id in
            guard let own = balances[id] else { return left }
            switch amount {
            case .requested: return left - own.reserved - own.committed - own.actual
            case .ordered: return left - own.committed - own.actual
            case .actual: return left - own.actual
            }
        }
    }

    private func finding(_ problem: BudgetFinding.Problem, _ budget: Budget?, _ lines: [Int]) -> BudgetFinding {
        BudgetFinding(problem: problem, budgetID: budget?.id, budgetName: budget?.name ?? "", lineNumbers: lines)
    }
}
