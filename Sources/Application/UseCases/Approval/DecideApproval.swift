import FoundationEssentials
package import Procurement
import ProcurementStore

/// What a decision did: the task, and the order or invoice that it is about.
package struct ApprovalDecision: Sendable {
    package var task: ApprovalTask
    package var order: PurchaseOrder?
    package var invoice: Invoice?
}

/// Approves or rejects an order or an invoice at one stage: as its approver, as the substitute of one who is away, or as the one
/// it was escalated to.
package struct DecideApproval: Command {
    package static let access = Access.signedIn("approvals.write")
    package static let changesSetUp = false
    package var id: Identifier<ApprovalTask>
    package var approve: Bool
    package var comment: String?
    /// Numbers of lines that are refused while the rest is approved.
    package var refusedLines: [Int]

    package init(_ id: Identifier<ApprovalTask>, approve: Bool, comment: String?, refusedLines: [Int] = []) {
        self.id = id
        self.approve = approve
        self.comment = comment
        self.refusedLines = refusedLines
    }

    package func perform(in work: UnitOfWork) throws -> ApprovalDecision {
        let user = work.actor.user
        guard let task = try work.store.task(id) else { throw Refusal.notFound("approval") }
        let mayDecide = try user.map { try work.mayDecide(task, $0.id) } ?? false
        guard mayDecide || work.actor.seesAllOrders else { throw Refusal.notFound("approval") }
        guard mayDecide, let user else {
            throw Refusal.forbidden("This approval is another person's. Only they or their substitute can decide it.")
        }
        return try work.decide(task, by: user.id, approve: approve, comment: comment, refusing: Set(refusedLines))
    }
}

extension Workspace {
    /// Whether the approval is this person's, or they act for its approver today.
    func mayDecide(_ task: ApprovalTask, _ user: Identifier<User>) throws -> Bool {
        try task.escalatedToID == user || approvers(for: user).contains(task.approverID)
    }
}

extension UnitOfWork {
    /// The rules that hold for every decision, however it came in.
    func decide(
        _ task: ApprovalTask, by user: Identifier<User>, approve: Bool, comment: String?, refusing refused: Set<Int> = []
    ) throws -> ApprovalDecision {
        if let invoice = task.invoiceID {
            guard refused.isEmpty else {
                throw Refusal.invalid("/refused_lines", "invalid", "Lines of an invoice are not refused. Dispute it.")
            }
            return try decide(task, about: invoice, by: user, approve: approve, comment: comment)
        }
        var order = try need(try task.orderID.flatMap { try store.order($0) }, "purchase order")
        guard order.buyerID != user else {
            throw Refusal.conflict(
                code: "own-order",
                "Nobody approves their own order. Its approver, or somebody else who acts for them, has to decide.")
        }
        try task.demandOpen()
        var tasks = try store.tasks(of: order.id).filter { $0.round == task.round }
        if approve, tasks.hasApproved(user, atStageOf: task) { throw Refusal.approvedAlready }
        let text = try checkedComment(comment, approve: approve, "so that the buyer knows what to change")
        let before = tasks
        let change = try changeUnderway(of: order)
        if change != nil, !refused.isEmpty {
            throw Refusal.invalid(
                "/refused_lines", "invalid", "This is about a change of an approved order. Approve it or reject it as a whole.")
        }
        let state = try stateBefore(order, tasks, refusing: refused)
        if state != nil { tellNotBefore = now.addingTimeInterval(rules.undoDecisionSeconds) }
        if !refused.isEmpty { try refuse(refused, of: &order, &tasks, at: task, approve: approve, reason: text) }
        let outcome = try tasks.decide(task.id, approve: approve, comment: text, by: user, at: now)
        let decided = tasks.first { $0.id == task.id } ?? task
        try save(tasks, changedFrom: before)
        try settle(outcome, tasks, of: &order, decided: decided)
        try keepAct(
            state, approve ? .approve : .reject, task: task.id, change: change?.id, of: order,
            isSent: outcome == .approved && order.transmission == .queued)
        return ApprovalDecision(task: decided, order: order, invoice: nil)
    }

    /// The comment without blanks around it. Throws for one that is too long, or missing where it says why not.
    func checkedComment(_ comment: String?, approve: Bool, _ purpose: String) throws -> String? {
        if let comment, comment.count > 2000 {
            throw Refusal.invalid("/comment", "too-long", "The comment is longer than 2000 characters.")
        }
        let text = comment.map(FieldChecks.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        if !approve, text == nil { throw Refusal.invalid("/comment", "required", "Say why, \(purpose).") }
        return text
    }
}

extension ApprovalTask {
    /// Throws `Refusal.conflict` unless it can be decided now.
    func demandOpen() throws {
        guard status == .open else {
            throw Refusal.conflict(
                code: "not-open",
                "This approval is \(status.rawValue): it cannot be decided \(status == .waiting ? "yet" : "any more").")
        }
    }
}

extension Refusal {
    static let approvedAlready = Refusal.conflict(
        code: "already-approved",
        "You approved this stage already, and one person counts once. Somebody else has to decide here.")
}

extension UnitOfWork {
    /// Takes lines out of an order that is being approved: what they held of their budgets comes back, and what the stages
    /// decide about is the rest.
    private func refuse(
        _ numbers: Set<Int>, of order: inout PurchaseOrder, _ tasks: inout [ApprovalTask], at task: ApprovalTask, approve: Bool,
        reason: String?
    ) throws {
        let place = "/refused_lines"
        guard approve else { throw Refusal.invalid(place, "invalid", "The whole order is rejected, so name no lines.") }
        for number in numbers.sorted() where !order.lines.contains(where: { $0.lineNumber == number }) {
            throw Refusal.invalid(place, "not-found", "The order has no line \(number) that could be refused.")
        }
        guard numbers.count < order.lines.count else {
            throw Refusal.invalid(place, "invalid", "These are all lines. Reject the order instead.")
        }
        guard let reason else {
            throw Refusal.invalid("/comment", "required", "Say why the lines are refused, so that the buyer knows.")
        }
        order.refuse(numbers, by: actor.name, reason: reason)
        try store.refuse(numbers, of: order.id, by: actor.name, reason: reason)
        let held = try store.holdings(of: order.id).filter { numbers.contains($0.lineNumber) }
        try post(BudgetLedger.release(held, note: "The line was refused."))
        try record(
            .orderLinesRefused, order.id,
            [
                ("stage", String(task.stage)), ("lines", numbers.sorted().map(String.init).joined(separator: ", ")),
                ("reason", reason),
            ])
        // Approvals of this round are about what is left, so that a later change of the coding alone asks nobody again.
        let stages = try plan(for: order).stages
        for index in tasks.indices {
            guard let stage = stages.first(where: { $0.number == tasks[index].stage }),
                stage.approverIDs.contains(tasks[index].approverID)
            else { continue }
            tasks[index].basis = Self.digest(stage.basis)
        }
    }
}

/// An approval task beside the order or invoice it is about.
package struct ApprovalItem: Sendable {
    package var task: ApprovalTask
    package var order: PurchaseOrder?
    package var invoice: Invoice?
    package var buyerName: String
    package var approverName: String
    /// Who decided for the approver; `nil` when nobody did or they did themselves.
    package var actedName: String?
    /// How long the shop holds the order's prices, and where that stands.
    package var priceHold: (hold: PriceHold, phase: PriceHold.Phase)?
    /// What the guard against cut purchases found.
    package var splitPurchase: SplitPurchaseGuard.Finding?
}

/// The actor's own tasks and those of the people they stand in for; all of them for administrators and auditors.
package struct ListApprovals: Query {
    package static let access = Access.signedIn("approvals.read")
    package var status: ApprovalTask.Status?
    package var onlyMine: Bool
    package var page: PageRequest

    package init(status: ApprovalTask.Status?, onlyMine: Bool = false, page: PageRequest = PageRequest()) {
        self.status = status
        self.onlyMine = onlyMine
        self.page = page
    }

    package func answer(in view: View) throws -> Page<ApprovalItem> {
        let everybody = !onlyMine && view.actor.seesAllOrders
        guard everybody || view.actor.user != nil else { return Page(items: [], hasMore: false, nextCursor: nil) }
        let user = view.actor.user?.id
        let tasks = try view.store.tasks(
            status: status, approvers: everybody ? nil : user.map { try view.approvers(for: $0) } ?? [],
            escalatedTo: everybody ? nil : user, page)
        return try tasks.map { try view.item($0) }
    }
}

package struct ShowApproval: Query {
    package static let access = Access.signedIn("approvals.read")
    package var id: Identifier<ApprovalTask>
    package init(_ id: Identifier<ApprovalTask>) { self.id = id }

    package func answer(in view: View) throws -> ApprovalItem {
        guard let task = try view.store.task(id),
            try view.actor.seesAllOrders || view.actor.user.map({ try view.mayDecide(task, $0.id) }) ?? false
        else { throw Refusal.notFound("approval") }
        return try view.item(task)
    }
}

extension Workspace {
    func item(_ task: ApprovalTask) throws -> ApprovalItem {
        let order = try task.orderID.flatMap { try store.order($0) }
        let invoice = try task.invoiceID.flatMap { try store.invoice($0) }
        let people = try setUp().people
        let buyer = try order ?? invoice?.orderIDs.first.flatMap { try store.order($0) }
        var item = ApprovalItem(
            task: task, order: order, invoice: invoice, buyerName: buyer?.buyerID.flatMap { people[$0] }?.name ?? "nobody yet",
            approverName: people[task.approverID]?.name ?? "somebody who is gone",
            actedName: task.isByAnother ? task.decidedByID.flatMap { people[$0] }?.name : nil)
        if let order, task.status == .open {
            item.priceHold = priceHold(of: order).map { ($0, $0.phase(at: now)) }
            item.splitPurchase = try splitPurchase(of: order)
        }
        return item
    }
}
