import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Budgets with what is left, and the ledger of each.
    mutating func addBudgets() throws {
        try get("/budgets") { context in
            let states = try await context.answer(ListBudgetStates())
            return try await context.page("Budgets", at: .budgets, BudgetListView(states: states).html)
        }
        try get("/budgets/{id}") { context in
            try await context.budgetPage(try context.identifier("id", kind: "budget"))
        }
        try post("/budgets/{id}/transfer") { context in
            let id = try context.identifier("id", of: Budget.self, kind: "budget")
            do {
                _ = try await context.perform(
                    TransferBudget(
                        from: id, to: context.form["to_budget_id"] ?? "", amount: context.form.text("amount.amount") ?? "",
                        currency: context.form["amount.currency"] ?? "", note: context.form.text("note")))
                return context.redirect(to: "/budgets/\(id)", .orderSaved)
            } catch Refusal.invalid(let problems) {
                return try await context.budgetPage(
                    id, state: context.form.state(Refused(problems)), status: .unprocessable)
            }
        }
        for (verb, isClosed) in [("close", true), ("reopen", false)] {
            try post("/budgets/{id}/\(verb)") { context in
                let id = try context.identifier("id", of: Budget.self, kind: "budget")
                _ = try await context.perform(CloseBudget(id, isClosed: isClosed))
                return context.redirect(to: "/budgets/\(id)", .orderSaved)
            }
        }
    }
}

extension PageContext {
    fileprivate func budgetPage(
        _ id: Identifier<Budget>, state: FormState = FormState(), status: Status = .ok
    ) async throws -> HTTPResponse {
        let states = try await answer(ListBudgetStates())
        let found = try await answer(ListBudgetEntries(id, page: PageRequest(limit: 50, after: query("after"))))
        guard let budget = states.first(where: { $0.budget.id == id }) else { throw Refusal.notFound("budget") }
        let view = BudgetView(
            state: budget, others: states.map(\.budget).filter { $0.id != id }, entries: found.entries, form: state, token: csrf,
            canChange: isAdministrator)
        return try await page(budget.budget.name, at: .budgets, status: status, view.html)
    }
}
