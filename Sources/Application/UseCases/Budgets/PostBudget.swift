import FoundationEssentials
import Procurement
import ProcurementStore

extension Workspace {
    /// Holds an order against its budgets, as they would be without what the order holds already. Exceptions of rules are
    /// those of its buyer, or of `person`.
    ///
    /// - Parameter known: what the order holds; read when it is left out.
    func checkBudgets(
        of order: PurchaseOrder, as amount: Budget.Amount = .requested, by person: User? = nil,
        holding known: [BudgetHolding]? = nil
    ) throws -> BudgetCheck.Result {
        let parts = order.approvalParts
        let holdings = try known ?? holdings(of: order)
        var (tree, balances) = try budgetFamily(of: Set(parts.compactMap(\.coding.budgetID) + holdings.map(\.budgetID)))
        for holding in holdings {
            let held = BudgetDelta(reserved: -holding.delta.reserved, committed: -holding.delta.committed)
            balances[holding.budgetID] = (balances[holding.budgetID] ?? .zero) + held
        }
        let roles = try (person ?? order.buyerID.flatMap { try setUp().people[$0] })?.roles ?? []
        return BudgetCheck(tree: tree, balances: balances, today: today.text, convert: try converter())
            .check(parts, as: amount, by: roles)
    }

    /// What an order holds of its budgets: nothing before it was submitted.
    func holdings(of order: PurchaseOrder) throws -> [BudgetHolding] {
        order.submittedAt == nil ? [] : try store.holdings(of: order.id)
    }

    /// Some budgets with those above them, and balances that add up to the whole balance of each: what the budgets beside
    /// them have taken counts with the budget above.
    func budgetFamily(
        of ids: Set<Identifier<Budget>>
    ) throws -> (tree: BudgetTree, balances: [Identifier<Budget>: BudgetDelta]) {
        var family: [Identifier<Budget>: Budget] = [:]
        for id in ids where family[id] == nil {
            for budget in try store.budgetPath(from: id) { family[budget.id] = budget }
        }
        var balances: [Identifier<Budget>: BudgetDelta] = [:]
        for id in family.keys { balances[id] = try store.wholeBalance(of: id) }
        let whole = balances
        for budget in family.values {
            guard let parent = budget.parentID, let above = balances[parent], let own = whole[budget.id] else { continue }
            balances[parent] = BudgetDelta(
                allotted: above.allotted, reserved: above.reserved - own.reserved, committed: above.committed - own.committed,
                actual: above.actual - own.actual)
        }
        return (BudgetTree(Array(family.values)), balances)
    }

    /// Amounts in other currencies by the stored rates of today.
    func converter() throws -> @Sendable (Money, Currency) -> (money: Money, rate: String)? {
        let rates = try setUp().rates
        let day = today
        return { money, currency in
            rates.convert(money, to: currency, on: day).map { ($0.money, $0.rate.description) }
        }
    }
}

extension BudgetCheck.Result {
    /// Throws every error with the field it is about.
    func demandNoErrors() throws {
        let problems = findings.filter(\.isError).map { finding in
            FieldProblem(
                finding.lineNumbers.first.map { "/lines/\($0)/coding/budget_id" } ?? "/coding/budget_id", finding.code,
                finding.linesInWords + finding.message)
        }
        if !problems.isEmpty { throw Refusal.invalid(problems) }
    }

    /// What the trail keeps of warnings.
    var details: [(String, String?)] { findings.details }
}

extension [BudgetFinding] {
    /// What the trail keeps of warnings.
    var details: [(String, String?)] {
        isEmpty ? [] : [("budgets", map { $0.linesInWords + $0.message }.joined(separator: " "))]
    }
}

extension UnitOfWork {
    func post(_ postings: [BudgetPosting]) throws {
        try store.append(postings.map { BudgetEntry(id: newID(), at: now, posting: $0, actor: actor.name) })
    }

    /// Keeps the money of an order that asks for approval; what it held before comes back first.
    ///
    /// - Parameter known: what the order holds; read when it is left out.
    func reserve(_ demands: [BudgetDemand], for order: PurchaseOrder, holding known: [BudgetHolding]? = nil) throws {
        let holdings = try known ?? holdings(of: order)
        try post(BudgetLedger.release(holdings, note: "Asked for anew.") + BudgetLedger.reserve(demands, for: order.id))
    }

    /// Promises what an order reserved, and answers what its budgets warn of. Throws when a budget was closed since the order
    /// asked, or has a rule for what is ordered that refuses: nothing leaves on such a budget.
    func commitBudgets(of order: PurchaseOrder) throws -> [BudgetFinding] {
        let postings = BudgetLedger.commit(try store.holdings(of: order.id))
        var hasRule = false
        for id in Set(postings.map(\.budgetID)) {
            let path = try store.budgetPath(from: id)
            if let closed = path.first(where: \.isClosed) {
                throw Refusal.conflict(
                    code: "budget-closed",
                    "The budget \(closed.name) was closed after this order asked for it. Reopen it, or have the order withdrawn and coded to another budget."
                )
            }
            hasRule = hasRule || path.contains { $0.rule(for: .ordered).action != .none }
        }
        var warnings: [BudgetFinding] = []
        if hasRule {
            warnings = try checkBudgets(of: order, as: .ordered, by: actor.user).findings.filter(\.isExceeded)
            if let refused = warnings.first(where: \.isError) {
                throw Refusal.conflict(code: refused.code, refused.linesInWords + refused.message)
            }
        }
        try post(postings)
        return warnings
    }

    func releaseBudgets(of order: Identifier<PurchaseOrder>, note: String) throws {
        try post(BudgetLedger.release(try store.holdings(of: order), note: note))
    }
}
