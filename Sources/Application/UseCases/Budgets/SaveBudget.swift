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
    /// `none`, `warn` or `block`: of what orders ask for.
    package var check: String
    /// Of what is ordered and billed, and every amount's exception, as words; see ``Rules``.
    package var rules: Rules
    /// From 1 to 100; `nil` warns of nothing.
    package var nearPercent: Int?

    /// What else a budget's amounts meet, as it was written.
    package struct Rules: Sendable {
        package var ordered: String
        package var actual: String
        /// Words of roles by the amount they are excepted from; `nil` for nobody.
        package var except: [Budget.Amount: String]

        package init(
            ordered: String = Budget.Check.none.rawValue, actual: String = Budget.Check.none.rawValue,
            except: [Budget.Amount: String] = [:]
        ) {
            self.ordered = ordered
            self.actual = actual
            self.except = except
        }

        /// A stored budget's, as they would be written.
        package init(_ budget: Budget) {
            self.init(
                ordered: budget.rule(for: .ordered).action.rawValue, actual: budget.rule(for: .actual).action.rawValue,
                except: budget.rules.compactMapValues { $0.exceptRole?.rawValue })
        }
    }

    package init(
        id: Identifier<Budget>? = nil, name: String, departmentID: String?, amount: String, currency: String, periodStart: String,
        periodEnd: String, parentID: String? = nil, legalEntityID: String? = nil, ownerID: String? = nil,
        check: String = Budget.Check.warn.rawValue, rules: Rules = Rules(), nearPercent: Int? = nil
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
        self.rules = rules
        self.nearPercent = nearPercent
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
        let read = readRules(&checks)
        if let nearPercent, !(1...100).contains(nearPercent) {
            checks.add("/near_percent", "invalid", "Write a percentage from 1 to 100, or leave it out.")
        }
        let parent = try checks.reference(parentID, "/parent_id", "budget", work.store.budget).flatMap(work.store.budget)
        if let parent, let money { try place(under: parent, money, entity, in: work, &checks) }
        if let before, let money, before.amount.currency != money.currency {
            checks.add(
                "/amount/currency", "fixed", "A budget keeps its currency, because its ledger is in it. Make another budget.")
        }
        try checks.finish()
        guard let money else { throw Refusal.invalid(checks.problems) }
        var budget = Budget(
            id: id ?? work.newID(), name: name, departmentID: department, amount: money, periodStart: start, periodEnd: end,
            parentID: parent?.id, legalEntityID: entity, ownerID: owner, isClosed: before?.isClosed ?? false)
        budget.rules = read
        budget.nearPercent = nearPercent
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

    private func readRules(_ checks: inout FieldChecks) -> [Budget.Amount: Budget.Rule] {
        var read: [Budget.Amount: Budget.Rule] = [:]
        for (amount, word, place) in [
            (Budget.Amount.requested, check, "/check"), (.ordered, rules.ordered, "/check_ordered"),
            (.actual, rules.actual, "/check_actual"),
        ] {
            let action = Budget.Check(rawValue: word)
            if action == nil { checks.add(place, "invalid", "Write none, warn or block.") }
            let role = rules.except[amount].flatMap { $0.isEmpty ? nil : $0 }
            if let role, Role(rawValue: role) == nil {
                checks.add("/except_\(amount.rawValue)", "invalid", "“\(role)” is not a role.")
            }
            read[amount] = Budget.Rule(action ?? .warn, exceptRole: role.flatMap(Role.init(rawValue:)))
        }
        return read
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
        if let id, BudgetTree(try work.store.budgetPath(from: parent.id)).makesCycle(placing: id, under: parent.id) {
            checks.add("/parent_id", "cycle", "The budget \(parent.name) stands under this one. Choose another.")
        }
    }
}
