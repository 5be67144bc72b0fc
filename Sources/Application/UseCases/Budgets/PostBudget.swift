import FoundationEssentials
import Procurement
import ProcurementStore

extension Workspace {
    /// Holds an order against its budgets, as they would be without what the order holds already.
    func checkBudgets(of order: PurchaseOrder) throws -> BudgetCheck.Result {
        var balances = try store.budgetBalances()
        for holding in try store.holdings(of: order.id) {
            let held = BudgetDelta(reserved: -holding.delta.reserved, committed: -holding.delta.committed)
            balances[holding.budgetID] = (balances[holding.budgetID] ?? .zero) + held
        }
        return BudgetCheck(
            tree: BudgetTree(try store.budgets()), balances: balances, today: today.text, convert: try converter()
        ).check(order.approvalParts)
    }

    /// Amounts in other currencies by the stored rates of today.
    func converter() throws -> @Sendable (Money, Currency) -> (money: Money, rate: String)? {
        let rates = try store.exchangeRates(on: today)
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
    var details: [(String, String?)] {
        findings.isEmpty ? [] : [("budgets", findings.map { $0.linesInWords + $0.message }.joined(separator: " "))]
    }
}

extension UnitOfWork {
    func post(_ postings: [BudgetPosting]) throws {
        for posting in postings {
            try store.append(BudgetEntry(id: newID(), at: now, posting: posting, actor: actor.name))
        }
    }

    /// Keeps the money of an order that asks for approval; what it held before comes back first.
    func reserve(_ demands: [BudgetDemand], for order: PurchaseOrder) throws {
        try releaseBudgets(of: order.id, note: "Asked for anew.")
        try post(BudgetLedger.reserve(demands, for: order.id))
    }

    /// Throws when a budget was closed since the order asked: nothing leaves on a closed budget.
    func commitBudgets(of order: Identifier<PurchaseOrder>) throws {
        let postings = BudgetLedger.commit(try store.holdings(of: order))
        let tree = BudgetTree(try store.budgets())
        for id in Set(postings.map(\.budgetID)) {
            guard let closed = tree.path(of: id).first(where: \.isClosed) else { continue }
            throw Refusal.conflict(
                code: "budget-closed",
                "The budget \(closed.name) was closed after this order asked for it. Reopen it, or have the order withdrawn and coded to another budget."
            )
        }
        try post(postings)
    }

    func releaseBudgets(of order: Identifier<PurchaseOrder>, note: String) throws {
        try post(BudgetLedger.release(try store.holdings(of: order), note: note))
    }
}
