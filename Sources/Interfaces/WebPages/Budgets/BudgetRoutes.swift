import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Budgets with what is left, and the ledger of each.
    mutating func addBudgets() throws {
        try get("/budgets") { context in
            let moment = context.moment
            let states = try await context.answer(
                ListBudgetStates(at: moment?.end, page: PageRequest(limit: 50, after: context.query("after"))))
            let view = BudgetListView(states: states, day: moment?.day, isContinued: context.query("after") != nil)
            return try await context.page("Budgets", at: .budgets, view.html)
        }
        try get("/budgets/{id}") { context in
            try await context.budgetPage(try context.identifier("id", kind: "budget"))
        }
        try post("/budgets/{id}/transfer") { context in
            try await context.onBudget { id in
                _ = try await context.perform(
                    TransferBudget(
                        from: id, to: context.form["to_budget_id"] ?? "", amount: context.form.text("amount.amount") ?? "",
                        currency: context.form["amount.currency"] ?? "", note: context.form.text("note")))
            }
        }
        try post("/budgets/{id}/split") { context in
            try await context.onBudget { id in
                _ = try await context.perform(SplitBudget(id, into: context.form["into"] ?? ""))
            }
        }
        for (verb, isClosed) in [("close", true), ("reopen", false)] {
            try post("/budgets/{id}/\(verb)") { context in
                try await context.onBudget { id in _ = try await context.perform(CloseBudget(id, isClosed: isClosed)) }
            }
        }
    }
}

extension PageContext {
    /// The day that `?at=2026-03-31` names, and the moment at which it ends; `nil` for now and for what is no day.
    fileprivate var moment: (day: Day, end: Date)? {
        query("at").flatMap { Day($0) }.map { ($0, $0.start.addingTimeInterval(86399.999)) }
    }

    /// Changes the budget of the address. What is refused comes back on its page with what was typed.
    fileprivate func onBudget(_ change: (Identifier<Budget>) async throws -> Void) async throws -> HTTPResponse {
        let id = try identifier("id", of: Budget.self, kind: "budget")
        do {
            try await change(id)
            return redirect(to: "/budgets/\(id)", .orderSaved)
        } catch Refusal.invalid(let problems) {
            return try await budgetPage(id, state: form.state(Refused(problems)), status: .unprocessable)
        } catch Refusal.conflict(_, let text) {
            return try await budgetPage(
                id, notices: [Notice(.attention, "This was not done.", detail: "\(text)")], status: .conflict)
        }
    }

    fileprivate func budgetPage(
        _ id: Identifier<Budget>, notices: [Notice] = [], state: FormState = FormState(), status: Status = .ok
    ) async throws -> HTTPResponse {
        let moment = moment
        let budget = try await answer(ShowBudgetState(id, at: moment?.end))
        let found = try await answer(ListBudgetEntries(id, page: PageRequest(limit: 50, after: query("after"))))
        let others = isAdministrator ? try await answer(ShowOrganisation()).budgets.filter { $0.id != id } : []
        let view = BudgetView(
            state: budget, day: moment?.day, parts: try await answer(ListBudgetParts(of: id)), others: others,
            entries: found.entries, form: state, token: csrf, canChange: isAdministrator)
        return try await page(budget.budget.name, at: .budgets, status: status, notices: notices, view.html)
    }
}
