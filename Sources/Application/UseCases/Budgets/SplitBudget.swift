package import Procurement
import ProcurementStore

/// Makes budgets under one for each month or quarter of its period, with exact shares of its amount. What is taken from a part
/// is taken from the whole, too.
package struct SplitBudget: Command {
    package static let access = Access.roles(scope: "budgets.write")
    package var id: Identifier<Budget>
    /// `months` or `quarters`.
    package var into: String

    package init(_ id: Identifier<Budget>, into: String) {
        self.id = id
        self.into = into
    }

    package func perform(in work: UnitOfWork) throws -> Budget {
        let budget = try work.need(try work.store.budget(id), "budget")
        guard let split = BudgetSplit(rawValue: into) else {
            throw Refusal.invalid("/into", "invalid", "Write months or quarters.")
        }
        guard !budget.isClosed else {
            throw Refusal.conflict(code: "budget-closed", "The budget \(budget.name) is closed. Reopen it first.")
        }
        guard try work.store.budgets(under: id).isEmpty else {
            throw Refusal.conflict(
                code: "already-split", "The budget \(budget.name) has budgets under it already. Change those instead.")
        }
        guard let first = Day(budget.periodStart), let last = Day(budget.periodEnd) else {
            throw Refusal.conflict(code: "invalid", "The budget's period cannot be read. Enter it anew.")
        }
        let parts = split.parts(of: budget.amount, from: first, through: last)
        guard (2...120).contains(parts.count) else {
            throw Refusal.invalid(
                "/into", "invalid", "The period makes \(parts.count) of the \(into). A split makes from 2 to 120.")
        }
        for part in parts {
            var made = Budget(
                id: work.newID(), name: "\(budget.name), \(part.name)", departmentID: budget.departmentID, amount: part.amount,
                periodStart: part.from.text, periodEnd: part.through.text, parentID: budget.id,
                legalEntityID: budget.legalEntityID, ownerID: budget.ownerID)
            (made.rules, made.nearPercent) = (budget.rules, budget.nearPercent)
            try work.store.save(made)
            try work.post([BudgetLedger.allot(part.amount.minorUnits, to: made.id, note: "Its part of \(budget.name).")])
            try work.record(.recordCreated, made.id, [("name", made.name), ("amount", part.amount.description)])
        }
        try work.record(.recordChanged, id, [("split", into), ("parts", String(parts.count))])
        return budget
    }
}
