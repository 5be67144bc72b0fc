package import Procurement
import ProcurementStore

/// A new budget, or with `id` a changed one. A changed amount is an entry of its ledger.
package struct SaveBudget: Command {
    package static let access = Access.roles(scope: "budgets.write")
    package var id: Identifier<Budget>?
    package var name: String
    package var departmentID: String?
    /// As written: `5000.00`.
    package var amount: String
    package var currency: String
    package var periodStart: String
    package var periodEnd: String
    package var parentID: String?
    package var legalEntityID: String?
    package var ownerID: String?
    /// `none`, `warn` or `block`.
    package var check: String

    package init(
        id: Identifier<Budget>? = nil, name: String, departmentID: String?, amount: String, currency: String, periodStart: String,
        periodEnd: String, parentID: String? = nil, legalEntityID: String? = nil, ownerID: String? = nil,
        check: String = Budget.Check.warn.rawValue
    ) {
        self.id = id
        self.name = name
        self.departmentID = departmentID
        self.amount = amount
        self.currency = currency
        self.periodStart = periodStart
        self.periodEnd = periodEnd
        self.parentID = parentID
        self.legalEntityID = legalEntityID
        self.ownerID = ownerID
        self.check = check
    }

    package func perform(in work: UnitOfWork) throws -> Budget {
        let before = try id.map { try work.need(try work.store.budget($0), "budget") }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        let department = try checks.reference(departmentID, "/department_id", "department", work.store.department)
        let money = checks.money(amount, currency, "/amount")
        let start = checks.day(periodStart, "/period_start", "The first day")
        let end = checks.day(periodEnd, "/period_end", "The last day")
        if end < start { checks.add("/period_end", "invalid", "The last day is before the first.") }
        let entity = try checks.reference(legalEntityID, "/legal_entity_id", "legal entity", work.store.legalEntity)
        let owner = try owner(in: work, &checks)
        let mode = Budget.Check(rawValue: check)
        if mode == nil { checks.add("/check", "invalid", "Write none, warn or block.") }
        let parent = try checks.reference(parentID, "/parent_id", "budget", work.store.budget).flatMap(work.store.budget)
        if let parent, let money { try place(under: parent, money, entity, in: work, &checks) }
        if let before, let money, before.amount.currency != money.currency {
            checks.add(
                "/amount/currency", "fixed", "A budget keeps its currency, because its ledger is in it. Make another budget.")
        }
        try checks.finish()
        guard let money else { throw Refusal.invalid(checks.problems) }
        let budget = Budget(
            id: id ?? work.newID(), name: name, departmentID: department, amount: money, periodStart: start, periodEnd: end,
            parentID: parent?.id, legalEntityID: entity, ownerID: owner, check: mode ?? .warn,
            isClosed: before?.isClosed ?? false)
        try work.store.save(budget)
        let change = money.minorUnits - (before?.amount.minorUnits ?? 0)
        if change != 0 || before == nil {
            try work.post([
                BudgetLedger.allot(
                    change, to: budget.id, note: before == nil ? "The amount it began with." : "The amount was changed.")
            ])
        }
        try work.record(id == nil ? .recordCreated : .recordChanged, budget.id, [("name", name), ("amount", money.description)])
        return budget
    }

    private func owner(in work: UnitOfWork, _ checks: inout FieldChecks) throws -> Identifier<User>? {
        let owner = try checks.reference(ownerID, "/owner_id", "user", work.store.user)
        if let user = try owner.flatMap(work.store.user), !user.isActive {
            checks.add("/owner_id", "inactive", "\(user.name) is not active any more. Name somebody else.")
        }
        return owner
    }

    private func place(
        under parent: Budget, _ money: Money, _ entity: Identifier<LegalEntity>?, in work: UnitOfWork, _ checks: inout FieldChecks
    ) throws {
        if parent.amount.currency != money.currency {
            checks.add(
                "/parent_id", "mismatch", "The budget \(parent.name) is in \(parent.amount.currency). One under it must be, too.")
        }
        if let owner = parent.legalEntityID, let entity, owner != entity {
            checks.add(
                "/parent_id", "mismatch", "The budget \(parent.name) belongs to another legal entity. Choose one of the same.")
        }
        if let id, BudgetTree(try work.store.budgets()).makesCycle(placing: id, under: parent.id) {
            checks.add("/parent_id", "cycle", "The budget \(parent.name) stands under this one. Choose another.")
        }
    }
}
