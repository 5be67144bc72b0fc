import FoundationEssentials
package import Procurement
import ProcurementStore

/// Approves or rejects an order at one stage.
package struct DecideApproval: Command {
    package static let access = Access.signedIn("approvals.write")
    package var id: Identifier<ApprovalTask>
    package var approve: Bool
    package var comment: String?

    package init(_ id: Identifier<ApprovalTask>, approve: Bool, comment: String?) {
        self.id = id
        self.approve = approve
        self.comment = comment
    }

    package func perform(in work: UnitOfWork) throws -> (task: ApprovalTask, order: PurchaseOrder) {
        guard let task = try work.store.task(id), task.approverID == work.actor.user?.id || work.actor.seesAllOrders else {
            throw Refusal.notFound("approval")
        }
        guard task.approverID == work.actor.user?.id else {
            throw Refusal.forbidden("This approval is another person's. Only they can decide it.")
        }
        var order = try work.need(try work.store.order(task.orderID), "purchase order")
        guard order.buyerID != work.actor.user?.id else {
            throw Refusal.forbidden("Nobody approves their own order.")
        }
        guard task.status == .open else {
            throw Refusal.conflict(
                code: "not-open",
                "This approval is \(task.status.rawValue): it cannot be decided \(task.status == .waiting ? "yet" : "any more").")
        }
        if let comment, comment.count > 2000 {
            throw Refusal.invalid("/comment", "too-long", "The comment is longer than 2000 characters.")
        }
        let text = comment.map(FieldChecks.trimmed).flatMap { $0.isEmpty ? nil : $0 }
        if !approve, text == nil {
            throw Refusal.invalid("/comment", "required", "Say why, so that the buyer knows what to change.")
        }

        var tasks = try work.store.tasks(of: order.id).filter { $0.round == task.round }
        let outcome = try tasks.decide(id, approve: approve, comment: text, at: work.now)
        for task in tasks { try work.store.save(task) }
        switch outcome {
        case .rejected:
            try order.apply(.reject)
            try work.record(.orderRejected, order.id, [("stage", String(task.stage)), ("comment", text)])
            try work.save(&order, lines: false)
        case .nextStage(let next):
            try work.record(
                .orderStageApproved, order.id, [("stage", String(task.stage)), ("next", String(next)), ("comment", text)])
            try work.save(&order, lines: false)
        case .approved:
            try order.apply(.approve)
            try work.record(.orderStageApproved, order.id, [("stage", String(task.stage)), ("comment", text)])
            try work.finishApproval(of: &order)
        }
        return (tasks.first { $0.id == id } ?? task, order)
    }
}

/// An approval task beside the order it is about.
package struct ApprovalItem: Sendable {
    package var task: ApprovalTask
    package var order: PurchaseOrder
    package var buyerName: String
}

/// The actor's own tasks; all of them for administrators and auditors.
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
        let tasks = try view.store.tasks(status: status, approver: everybody ? nil : view.actor.user?.id, page)
        return try tasks.map { try view.item($0) }
    }
}

package struct ShowApproval: Query {
    package static let access = Access.signedIn("approvals.read")
    package var id: Identifier<ApprovalTask>
    package init(_ id: Identifier<ApprovalTask>) { self.id = id }

    package func answer(in view: View) throws -> ApprovalItem {
        guard let task = try view.store.task(id), view.actor.seesAllOrders || task.approverID == view.actor.user?.id else {
            throw Refusal.notFound("approval")
        }
        return try view.item(task)
    }
}

extension View {
    fileprivate func item(_ task: ApprovalTask) throws -> ApprovalItem {
        let order = try need(try store.order(task.orderID), "purchase order")
        return ApprovalItem(task: task, order: order, buyerName: try order.buyerID.flatMap(store.user)?.name ?? "nobody yet")
    }
}
