import FoundationEssentials
package import Procurement
import ProcurementStore

/// Moves money from one budget to another.
package struct TransferBudget: Command {
    package static let access = Access.roles(scope: "budgets.write")
    package var from: Identifier<Budget>
    package var to: String
    package var amount: String
    package var currency: String
    package var note: String?

    package init(from: Identifier<Budget>, to: String, amount: String, currency: String, note: String?) {
        self.from = from
        self.to = to
        self.amount = amount
        self.currency = currency
        self.note = note
    }

    package func perform(in work: UnitOfWork) throws -> Budget {
        var source = try work.need(try work.store.budget(from), "budget")
        var checks = FieldChecks()
        let target = try checks.reference(to, "/to_budget_id", "budget", work.store.budget).flatMap(work.store.budget)
        if target == nil, checks.problems.isEmpty {
            checks.add("/to_budget_id", "required", "Name the budget that gets the money.")
        }
        let money = checks.money(amount, currency, "/amount")
        let note = checks.optionalText(note, "/note", "The note")
        if let target {
            try check(source, target, money, in: work, &checks)
        }
        try checks.finish()
        guard var target, let money else { throw Refusal.invalid(checks.problems) }
        try work.post(BudgetLedger.transfer(money.minorUnits, from: source.id, to: target.id, note: note))
        source.amount = Money(minorUnits: source.amount.minorUnits - money.minorUnits, currency: source.amount.currency)
        target.amount = Money(minorUnits: target.amount.minorUnits + money.minorUnits, currency: target.amount.currency)
        try work.store.save(source)
        try work.store.save(target)
        try work.record(.budgetMoved, source.id, [("to", target.name), ("amount", money.description), ("note", note)])
        try work.record(.budgetMoved, target.id, [("from", source.name), ("amount", money.description), ("note", note)])
        return source
    }

    private func check(
        _ source: Budget, _ target: Budget, _ money: Money?, in work: UnitOfWork, _ checks: inout FieldChecks
    ) throws {
        let (tree, balances) = try work.budgetFamily(of: [source.id, target.id])
        if source.amount.currency != target.amount.currency {
            checks.add(
                "/to_budget_id", "mismatch",
                "The budget \(target.name) is in \(target.amount.currency). Choose one in \(source.amount.currency).")
        }
        if let a = source.legalEntityID, let b = target.legalEntityID, a != b {
            checks.add(
                "/to_budget_id", "mismatch", "The budget \(target.name) belongs to another legal entity. Choose one of the same.")
        }
        if tree.path(of: source.id).contains(where: { $0.id == target.id })
            || tree.path(of: target.id).contains(where: { $0.id == source.id })
        {
            checks.add(
                "/to_budget_id", "mismatch",
                "One of the two stands under the other and is part of it already. Change its amount instead.")
        }
        for (budget, place) in [(source, "/"), (target, "/to_budget_id")] where budget.isClosed {
            checks.add(place, "budget-closed", "The budget \(budget.name) is closed. Reopen it first.")
        }
        guard let money else { return }
        if money.currency != source.amount.currency {
            checks.add("/amount/currency", "mismatch", "The budget is in \(source.amount.currency). Write the amount in it.")
        } else if money.minorUnits == 0 {
            checks.add("/amount/amount", "invalid", "Write an amount above zero.")
        } else {
            let left = BudgetCheck(tree: tree, balances: balances, today: work.today.text, convert: { _, _ in nil })
                .available(source)
            if money.minorUnits > left {
                checks.add(
                    "/amount/amount", "budget-exceeded",
                    "The budget \(source.name) has \(Money(minorUnits: left, currency: source.amount.currency)) left. Move at most that."
                )
            }
        }
    }
}

/// Books spend that was made elsewhere, or gives it back: a bill (above zero) or a credit note (below zero).
package struct BookActual: Command {
    package static let access = Access.roles(.accountsPayable, scope: "budgets.write")
    package var id: Identifier<Budget>
    /// As written: `120.00`, `-20.00`.
    package var amount: String
    package var currency: String
    package var orderID: String?
    package var lineNumber: Int?
    package var note: String?

    package init(
        _ id: Identifier<Budget>, amount: String, currency: String, orderID: String? = nil, lineNumber: Int? = nil, note: String?
    ) {
        self.id = id
        self.amount = amount
        self.currency = currency
        self.orderID = orderID
        self.lineNumber = lineNumber
        self.note = note
    }

    package func perform(in work: UnitOfWork) throws -> Budget {
        let budget = try work.need(try work.store.budget(id), "budget")
        var checks = FieldChecks()
        let note = checks.optionalText(note, "/note", "The note")
        let isCredit = amount.hasPrefix("-")
        let money = checks.money(isCredit ? String(amount.dropFirst()) : amount, currency, "/amount")
        if let money, money.currency != budget.amount.currency {
            checks.add("/amount/currency", "mismatch", "The budget is in \(budget.amount.currency). Write the amount in it.")
        }
        if money?.minorUnits == 0 { checks.add("/amount/amount", "invalid", "Write an amount other than zero.") }
        if budget.isClosed, !isCredit {
            checks.add("/", "budget-closed", "The budget \(budget.name) is closed. Reopen it first.")
        }
        var holding: BudgetHolding?
        if let order = try checks.reference(orderID, "/purchase_order_id", "purchase order", work.store.order) {
            holding = try work.store.holdings(of: order).first { $0.budgetID == id && $0.lineNumber == lineNumber }
            if holding == nil {
                checks.add(
                    "/line_number", "not-found", "That line of the order holds nothing of this budget. Name one that does.")
            }
        }
        try checks.finish()
        guard let money else { throw Refusal.invalid(checks.problems) }
        let units = isCredit ? -money.minorUnits : money.minorUnits
        let warnings = isCredit ? [] : try warnings(of: budget, units, in: work)
        try work.post([BudgetLedger.actual(units, of: id, holding: holding, note: note)])
        try work.record(
            .budgetMoved, id,
            [("booked", Money(minorUnits: units, currency: money.currency).description), ("note", note)]
                + warnings.details)
        return budget
    }

    /// What the rules for bills say, of the budget and of those above; throws where one refuses.
    private func warnings(of budget: Budget, _ units: Int64, in work: UnitOfWork) throws -> [BudgetFinding] {
        let (tree, balances) = try work.budgetFamily(of: [budget.id])
        let check = BudgetCheck(tree: tree, balances: balances, today: work.today.text, convert: { _, _ in nil })
        let roles = work.actor.user?.roles ?? [.administrator]
        let findings = tree.path(of: budget.id).compactMap { budget in
            check.problem(budget, units, .actual, roles).map {
                BudgetFinding(problem: $0, budgetID: budget.id, budgetName: budget.name, lineNumbers: [])
            }
        }
        let errors = findings.filter(\.isError)
        if !errors.isEmpty { throw Refusal.invalid(errors.map { FieldProblem("/amount/amount", $0.code, $0.message) }) }
        return findings
    }
}

/// Closes a budget to new orders, or opens it again.
package struct CloseBudget: Command {
    package static let access = Access.roles(scope: "budgets.write")
    package var id: Identifier<Budget>
    package var isClosed: Bool

    package init(_ id: Identifier<Budget>, isClosed: Bool) {
        self.id = id
        self.isClosed = isClosed
    }

    package func perform(in work: UnitOfWork) throws -> Budget {
        var budget = try work.need(try work.store.budget(id), "budget")
        if budget.isClosed == isClosed { return budget }
        budget.isClosed = isClosed
        try work.store.save(budget)
        try work.record(.recordChanged, id, [("closed", isClosed ? "yes" : "no")])
        return budget
    }
}
