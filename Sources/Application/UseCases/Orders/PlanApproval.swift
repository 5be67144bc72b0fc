import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore

extension Workspace {
    /// What would happen to the order if it were confirmed now.
    func plan(for order: PurchaseOrder, _ known: BudgetCheck.Result? = nil) throws -> ApprovalPlan {
        let budgets = try known ?? checkBudgets(of: order)
        let planner = try planner(for: order, budgets)
        var plan = planner.plan()
        // A line without a budget is told, never passed over.
        for note in budgets.findings.map({ "\($0.linesInWords)\($0.message)" }) where !plan.notes.contains(note) {
            plan.notes.append(note)
        }
        if let split = planner.facts.splitPurchase, !plan.notes.contains(split.message) { plan.notes.append(split.message) }
        return plan
    }

    func planner(for order: PurchaseOrder, _ budgets: BudgetCheck.Result? = nil) throws -> ApprovalPlanner {
        let connection = try need(try store.connection(order.connectionID), "connection")
        let (budgets, setUp) = (try budgets ?? checkBudgets(of: order), try setUp())
        let facts = try approvalFacts(of: order, budgets)
        return ApprovalPlanner(
            connection: connection,
            policies: BuyingGroup.policies(setUp.policies, for: facts.group, among: setUp.groups),
            everyOrderNeedsApproval: rules.everyOrderNeedsApproval,
            facts: facts)
    }

    /// Loads what a plan depends on.
    func approvalFacts(of order: PurchaseOrder, _ budgets: BudgetCheck.Result) throws -> ApprovalFacts {
        let setUp = try setUp()
        let group = try order.buyerID.flatMap { try decidingGroup(for: $0, on: order.connectionID) }
        var facts = ApprovalFacts(order, parts: budgets.parts, group: group, people: setUp.people)
        facts.overBudget = budgets.overBudget
        facts.budgetOwners = budgets.owners
        let departments = setUp.departments
        for index in facts.parts.indices {
            guard let id = facts.parts[index].coding.departmentID else { continue }
            let path = departments.path(of: id)
            facts.parts[index].departmentPath = path.map(\.id)
            for department in path { facts.heads[department.id] = department.headID }
        }
        if let buyer = order.buyerID { facts.managers[buyer] = setUp.people[buyer]?.managerID }
        facts.substitutes = setUp.acting
        facts.convert = try converter()
        facts.splitPurchase = try splitPurchase(of: order)
        return facts
    }

    /// The people whose approvals this person may decide: their own, and of those who are away and whose substitute they are.
    func approvers(for user: Identifier<User>) throws -> [Identifier<User>] {
        [user] + (try setUp().substitutions.principals(of: user, on: today)).sorted { $0.text < $1.text }
    }

    /// Who acts for this person today, where they are away.
    func substitute(for user: Identifier<User>) throws -> Identifier<User>? {
        try setUp().acting[user]
    }

    /// Whom this person reports to.
    func manager(of user: Identifier<User>) throws -> Identifier<User>? { try setUp().people[user]?.managerID }

    /// The actor's open task among those of an order: their own first.
    func ownTask(among tasks: [ApprovalTask]) throws -> ApprovalTask? {
        guard let user = actor.user else { return nil }
        let people = try approvers(for: user.id)
        let open = tasks.filter { $0.status == .open && (people.contains($0.approverID) || $0.escalatedToID == user.id) }
        return open.first { $0.approverID == user.id } ?? open.first
    }
}

extension BudgetFinding {
    /// `Lines 1, 2: `; nothing when it is about no line.
    var linesInWords: String {
        if lineNumbers.isEmpty { return "" }
        return (lineNumbers.count == 1 ? "Line " : "Lines ") + lineNumbers.map(String.init).joined(separator: ", ") + ": "
    }
}
