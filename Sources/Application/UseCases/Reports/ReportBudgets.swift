package import Procurement
import ProcurementStore

/// Budgets against what was ordered and billed on them, by name.
package struct ReportBudgets: Query {
    package static let access = Access.signedIn("reports.read")
    package static let readsSums = true
    package var choice: ReportChoice
    /// Its cursor is a budget's identifier.
    package var page: PageRequest

    package init(_ choice: ReportChoice = ReportChoice(), page: PageRequest = PageRequest()) {
        self.choice = choice
        self.page = page
    }

    package func answer(in view: View) throws -> Page<BudgetState> {
        let filter = try view.spendFilter(choice)
        if choice.supplierID != nil || choice.glAccountID != nil {
            throw Refusal.invalid(
                choice.supplierID == nil ? "/gl_account_id" : "/supplier_id", "unsupported",
                "Budgets are chosen by period, legal entity, department and currency.")
        }
        let budgets = try view.store.budgets().filter { budget in
            filter.departmentIDs.allSatisfy { $0.contains(budget.departmentID?.text ?? "") }
                && filter.legalEntityIDs.allSatisfy { $0.contains(budget.legalEntityID?.text ?? "") }
                && filter.currency.map { $0 == budget.amount.currency } ?? true
                && budget.periodEnd.prefix(7) >= filter.from ?? "0000-00"
                && budget.periodStart.prefix(7) <= filter.through ?? "9999-99"
        }
        var rest = budgets[...]
        if let after = page.after {
            guard let place = budgets.firstIndex(where: { $0.id.text == after }) else {
                throw Refusal.invalid("/after", "invalid", "after must be the next_cursor of the page before.")
            }
            rest = budgets[(place + 1)...]
        }
        return try Page(reading: Array(rest.prefix(page.limit + 1)), limit: page.limit) { $0.id.text }
            .map { try view.state(of: $0, at: nil) }
    }
}
