import FoundationEssentials
import Procurement
import ProcurementStore

/// Invoices are approved by policies of their own, with the stages, people and tasks that orders have. When the round is through,
/// the invoice may be accepted; somebody's rejection disputes it.
extension Workspace {
    /// Who would have to approve an invoice, and why.
    func plan(for invoice: Invoice) throws -> ApprovalPlan {
        let setUp = try setUp()
        let orders = try invoice.orderIDs.compactMap { try store.order($0) }
        var facts = ApprovalFacts(
            supplierID: invoice.supplierID, buyerID: orders.first?.buyerID, total: invoice.totals.total,
            parts: approvalParts(of: invoice, orders), people: setUp.people)
        let budgets = try budgetCheck(of: facts.parts)
        (facts.overBudget, facts.budgetOwners) = (budgets.overBudget, budgets.owners)
        for index in facts.parts.indices {
            guard let id = facts.parts[index].coding.departmentID else { continue }
            let path = setUp.departments.path(of: id)
            facts.parts[index].departmentPath = path.map(\.id)
            for department in path { facts.heads[department.id] = department.headID }
        }
        if let buyer = facts.buyerID { facts.managers[buyer] = setUp.people[buyer]?.managerID }
        facts.substitutes = setUp.acting
        facts.convert = try converter()
        let policies = BuyingGroup.policies(setUp.policies, for: nil, among: setUp.groups)
        return ApprovalPlanner(connection: nil, policies: policies, everyOrderNeedsApproval: false, facts: facts).plan()
    }

    /// By the coding of the orders; what bills no order has none.
    private func approvalParts(of invoice: Invoice, _ orders: [PurchaseOrder]) -> [ApprovalFacts.Part] {
        let known = Set(orders.map(\.id))
        let others = invoice.lines.filter { line in !(line.orderID.map(known.contains) ?? false) }
        return orders.flatMap { invoice.budgetParts(of: $0) }
            + others.map { line in
                ApprovalFacts.Part(
                    lineNumber: line.lineNumber, item: "\(line.description)\u{1F}\(ExactNumber.text(line.quantity))",
                    amount: line.amount(in: invoice.currency) ?? .zero(invoice.currency), coding: line.coding)
            }
    }

    /// What budgets say to a bill of these parts.
    func budgetCheck(of parts: [ApprovalFacts.Part]) throws -> BudgetCheck.Result {
        let (tree, balances) = try budgetFamily(of: Set(parts.compactMap(\.coding.budgetID)))
        return BudgetCheck(tree: tree, balances: balances, today: today.text, convert: try converter())
            .check(parts, as: .actual, by: actor.user?.roles ?? [])
    }

    /// The tasks of the newest round about an invoice.
    func round(of invoice: Identifier<Invoice>) throws -> [ApprovalTask] {
        let tasks = try store.tasks(of: invoice)
        let newest = tasks.map(\.round).max()
        return tasks.filter { $0.round == newest }
    }
}

extension UnitOfWork {
    /// Opens a round where a policy asks for one. What nobody may approve is told in the trail, and cannot be accepted.
    func startRound(of invoice: inout Invoice) throws {
        guard invoice.kind != .creditNote else { return }
        let plan = try plan(for: invoice)
        switch plan.route {
        case .purchase: return
        case .blocked(let blockage):
            try requireApproval(of: &invoice, [("blocked", blockage.reason)])
        case .approval(let stages):
            let earlier = try store.tasks(of: invoice.id)
            let round = (earlier.map(\.round).max() ?? 0) + 1
            var tasks = stages.flatMap { stage in
                stage.people.map { person in
                    ApprovalTask(
                        id: newID(), orderID: nil, invoiceID: invoice.id, round: round, stage: stage.number,
                        approverID: person.id, reason: person.why.map { "\(stage.reason) (\($0))" } ?? stage.reason,
                        needed: stage.needed, basis: Self.digest(stage.basis), timing: stage.timing.withoutEnd,
                        createdAt: now)
                }
            }
            let outcome = try tasks.start(after: earlier, at: now)
            try requireApproval(of: &invoice, [("stages", String(stages.count))])
            try settle(outcome, tasks, of: &invoice, decided: nil)
        }
    }

    private func requireApproval(of invoice: inout Invoice, _ details: [(String, String?)]) throws {
        if invoice.status == .submitted { try invoice.apply(.requireApproval) }
        try record(.invoiceNeedsApproval, invoice.id, details)
    }

    /// Saves the tasks and does to the invoice what their outcome says; tells whoever is asked next.
    func settle(_ outcome: ApprovalOutcome, _ tasks: [ApprovalTask], of invoice: inout Invoice, decided: ApprovalTask?) throws {
        for task in tasks { try store.save(task) }
        let details: [(String, String?)] = decided.map { [("stage", String($0.stage)), ("comment", $0.comment)] } ?? []
        switch outcome {
        case .rejected:
            try invoice.apply(.dispute)
            try refuse(&invoice, .invoiceDisputed, reason: decided?.comment ?? "It was not approved.")
        case .needsMore(let count):
            try record(.invoiceStageApproved, invoice.id, details + [("more", String(count))])
        case .nextStage(let next):
            if decided != nil { try record(.invoiceStageApproved, invoice.id, details + [("next", String(next))]) }
            try ask(tasks.filter { $0.stage == next && $0.status == .open })
        case .approved:
            try record(.invoiceApproved, invoice.id, details)
        }
    }

    /// The rules that hold for every decision about an invoice.
    func decide(
        _ task: ApprovalTask, about id: Identifier<Invoice>, by user: Identifier<User>, approve: Bool, comment: String?
    ) throws -> ApprovalDecision {
        var invoice = try need(try store.invoice(id), "invoice")
        if try invoice.orderIDs.contains(where: { try store.order($0)?.buyerID == user }) {
            throw Refusal.forbidden("Nobody approves the invoice of their own order.")
        }
        try task.demandOpen()
        var tasks = try store.tasks(of: id).filter { $0.round == task.round }
        let text = try checkedComment(comment, approve: approve, "so that the supplier knows what to correct")
        if approve, tasks.hasApproved(user, atStageOf: task) { throw Refusal.approvedAlready }
        let outcome = try tasks.decide(task.id, approve: approve, comment: text, by: user, at: now)
        let decided = tasks.first { $0.id == task.id } ?? task
        try settle(outcome, tasks, of: &invoice, decided: decided)
        if invoice.status != .disputed { try save(&invoice) }
        return ApprovalDecision(task: decided, order: nil, invoice: invoice)
    }

    /// Nobody is asked any more.
    func skipOpenTasks(of invoice: Identifier<Invoice>) throws {
        for var task in try store.tasks(of: invoice) where ApprovalTask.lifecycle.allows(.skip, from: task.status) {
            try task.apply(.skip)
            try store.save(task)
        }
    }

    /// Throws unless every stage that was asked for has approved.
    func demandApproved(_ invoice: Invoice) throws {
        let round = try round(of: invoice.id)
        let open = round.filter { $0.status == .open || $0.status == .waiting }
        if !open.isEmpty {
            let people = try setUp().people
            let names = Set(open.filter { $0.status == .open }.map { people[$0.approverID]?.name ?? "somebody who is gone" })
            throw Refusal.conflict(
                code: "approval-open",
                "The invoice waits for the approval of \(names.sorted().joined(separator: " or ")). Accept it after that, or dispute it."
            )
        }
        if round.isEmpty, invoice.kind != .creditNote, case .blocked(let blockage) = try plan(for: invoice).route {
            throw Refusal.conflict(code: blockage.code, blockage.reason)
        }
    }
}

extension ApprovalTiming {
    /// An invoice does not lapse because nobody looked at it.
    fileprivate var withoutEnd: ApprovalTiming {
        var timing = self
        timing.expireAfter = nil
        return timing
    }
}
