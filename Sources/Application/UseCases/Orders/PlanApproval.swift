import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore

extension Workspace {
    /// What would happen to the order if it were confirmed now.
    func plan(for order: PurchaseOrder, _ budgets: BudgetCheck.Result? = nil) throws -> ApprovalPlan {
        var plan = try planner(for: order, budgets).plan()
        // A line without a budget is told, never passed over.
        let findings = try (budgets ?? checkBudgets(of: order)).findings
        plan.notes += findings.map { "\($0.linesInWords)\($0.message)" }
        return plan
    }

    func planner(for order: PurchaseOrder, _ budgets: BudgetCheck.Result? = nil) throws -> ApprovalPlanner {
        let connection = try need(try store.connection(order.connectionID), "connection")
        let budgets = try budgets ?? checkBudgets(of: order)
        return ApprovalPlanner(
            connection: connection, policies: try store.policies(), everyOrderNeedsApproval: rules.everyOrderNeedsApproval,
            facts: try approvalFacts(of: order, overBudget: budgets.overBudget))
    }

    /// Loads what a plan depends on.
    func approvalFacts(of order: PurchaseOrder, overBudget: Set<Identifier<Budget>>) throws -> ApprovalFacts {
        var group: BuyingGroup?
        if let buyer = order.buyerID {
            group = BuyingGroup.deciding(among: try store.groups(of: buyer), for: buyer, on: order.connectionID)
        }
        var facts = ApprovalFacts(order, group: group, users: try store.users())
        facts.overBudget = overBudget
        let tree = BudgetTree(try store.budgets())
        for id in Set(facts.parts.compactMap(\.coding.budgetID)) { facts.budgetOwners[id] = tree.owner(of: id) }
        return facts
    }

    /// The people whose approvals this person may decide: their own, and of those who are away and whose substitute they are.
    func approvers(for user: Identifier<User>) throws -> [Identifier<User>] { [user] }

    /// Who acts for this person today, where they are away.
    func substitute(for user: Identifier<User>) throws -> Identifier<User>? { nil }

    /// Whom this person reports to.
    func manager(of user: Identifier<User>) throws -> Identifier<User>? { nil }

    /// The actor's open task among those of an order: their own first.
    func ownTask(among tasks: [ApprovalTask]) throws -> ApprovalTask? {
        guard let user = actor.user else { return nil }
        let people = try approvers(for: user.id)
        let open = tasks.filter { $0.status == .open && (people.contains($0.approverID) || $0.escalatedToID == user.id) }
        return open.first { $0.approverID == user.id } ?? open.first
    }

    /// `2026-01-31`, in UTC.
    var today: String { String(now.formatted(.iso8601).prefix(10)) }
}

extension BudgetFinding {
    /// `Lines 1, 2: `; nothing when it is about no line.
    var linesInWords: String {
        if lineNumbers.isEmpty { return "" }
        return (lineNumbers.count == 1 ? "Line " : "Lines ") + lineNumbers.map(String.init).joined(separator: ", ") + ": "
    }
}
