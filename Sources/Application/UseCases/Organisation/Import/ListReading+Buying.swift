import Procurement
import ProcurementStore

struct SupplierReading: ListReading {
    let columns = ["name", "active"]
    let example = ["Amazon Business", "yes"]
    let key = "its name"

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let name = row.cell("name") ?? ""
        let found = try work.store.suppliers().filter { $0.name.lowercased() == name.lowercased() }
        if found.count > 1 {
            throw Refusal.invalid(
                "/name", "ambiguous", "“\(name)” is the name of \(found.count) suppliers. Give them names of their own first.")
        }
        _ = try SaveSupplier(id: found.first?.id, name: name, isActive: try row.flag("active") ?? found.first?.isActive ?? true)
            .perform(in: work)
        return found.isEmpty
    }
}

/// A changed amount is an entry of the budget's ledger.
struct BudgetReading: ListReading {
    let columns = [
        "name", "period_start", "period_end", "amount", "currency", "department", "legal_entity", "owner", "parent", "check",
        "check_ordered", "check_actual", "near_percent",
    ]
    let example = [
        "Research 2026", "2026-01-01", "2026-12-31", "5000.00", "USD", "Research", "", "head@example.com", "", "warn", "none",
        "none",
        "80",
    ]
    let key = "its name and the first day of its period"

    private func find(_ name: String, _ start: String?, _ work: UnitOfWork) throws -> [Budget] {
        try work.store.budgets(named: name).filter { start == nil || $0.periodStart == start }
    }

    func isReady(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        try row.cell("parent").map { try !find($0, nil, work).isEmpty } ?? true
    }

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let before = try find(row.cell("name") ?? "", row.cell("period_start"), work).first
        var parent: Budget?
        if let name = row.cell("parent") {
            let found = try find(name, nil, work)
            guard found.count == 1 else {
                let kind = found.isEmpty ? "not-found" : "ambiguous"
                let problem = found.isEmpty ? "There is no budget “\(name)”." : "“\(name)” is the name of \(found.count) budgets."
                throw Refusal.invalid("/parent", kind, "\(problem) Name one that is there.")
            }
            parent = found.first
        }
        var near = before?.nearPercent
        if let text = row.cell("near_percent") {
            guard let percent = Int(text) else {
                throw Refusal.invalid("/near_percent", "invalid", "near_percent is a whole number from 1 to 100.")
            }
            near = percent
        }
        var rules = before.map { SaveBudget.Rules($0) } ?? SaveBudget.Rules()
        rules.ordered = row.cell("check_ordered") ?? rules.ordered
        rules.actual = row.cell("check_actual") ?? rules.actual
        _ = try SaveBudget(
            id: before?.id, name: row.cell("name") ?? "",
            departmentID: try names.departmentText(row, "department") ?? before?.departmentID?.text,
            amount: row.cell("amount") ?? before?.amount.text ?? "",
            currency: row.cell("currency") ?? before?.amount.currency.code ?? "",
            periodStart: row.cell("period_start") ?? before?.periodStart ?? "",
            periodEnd: row.cell("period_end") ?? before?.periodEnd ?? "", parentID: parent?.id.text ?? before?.parentID?.text,
            legalEntityID: try names.entityText(row) ?? before?.legalEntityID?.text,
            ownerID: try names.userText(row, "owner", work) ?? before?.ownerID?.text,
            check: row.cell("check") ?? before?.check.rawValue ?? Budget.Check.warn.rawValue, rules: rules, nearPercent: near
        ).perform(in: work)
        return before == nil
    }
}
