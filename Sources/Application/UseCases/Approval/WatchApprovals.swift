import FoundationEssentials
import Procurement
import ProcurementStore

/// Reminds of, escalates and lets lapse the approvals that nobody decides. Done once a minute; a hundred at a time.
package struct WatchApprovals: Command {
    package static let access = Access.system
    package init() {}

    /// Answers how many approvals something was done to.
    package func perform(in work: UnitOfWork) throws -> Int {
        var count = 0
        for due in try work.store.tasksWithAlarm(before: work.now, limit: 100) {
            // An earlier one of the same order may have ended it.
            guard let task = try work.store.task(due.id), let alarm = task.nextAlarm, alarm.at <= work.now else { continue }
            switch alarm.alarm {
            case .remind: try remind(task, in: work)
            case .escalate: try escalate(task, in: work)
            case .expire: try expire(task, in: work)
            }
            count += 1
        }
        return count
    }

    private func remind(_ task: ApprovalTask, in work: UnitOfWork) throws {
        var task = task
        task.remindedAt = work.now
        try work.store.update(task)
        try work.ask([task], .approvalReminder)
        try work.record(
            .approvalReminded, about: task, [("stage", String(task.stage)), ("approver", try work.name(task.approverID))])
    }

    private func escalate(_ task: ApprovalTask, in work: UnitOfWork) throws {
        var task = task
        guard let target = try work.escalation(of: task, without: try work.involved(in: task)) else {
            // Nobody to escalate to: said once, and not looked at again.
            task.timing.escalateAfter = nil
            try work.store.update(task)
            try work.record(
                .approvalEscalated, about: task,
                [("stage", String(task.stage)), ("to", "nobody: there is no manager or administrator")])
            return
        }
        task.escalatedToID = target
        try work.store.update(task)
        try work.ask([task], .approvalEscalated)
        try work.record(
            .approvalEscalated, about: task,
            [
                ("stage", String(task.stage)), ("approver", try work.name(task.approverID)), ("to", try work.name(target)),
                ("hours", task.timing.escalateAfter.map(String.init)),
            ])
    }

    private func expire(_ task: ApprovalTask, in work: UnitOfWork) throws {
        let details: [(String, String?)] = [
            ("stage", String(task.stage)), ("approver", try work.name(task.approverID)),
            ("hours", task.timing.expireAfter.map(String.init)),
        ]
        if let invoice = task.invoiceID { return try work.lapse(task, about: invoice, details) }
        var order = try work.need(try task.orderID.flatMap { try work.store.order($0) }, "purchase order")
        var tasks = try work.store.tasks(of: order.id).filter { $0.round == task.round }
        let before = tasks
        let outcome = try tasks.expire(task.id, at: work.now)
        try work.save(tasks, changedFrom: before)
        try work.record(.approvalExpired, order.id, details)
        try work.settle(outcome, tasks, of: &order, decided: tasks.first { $0.id == task.id })
        try work.notify(order.buyerID, .approvalExpired, order.id)
    }
}

extension UnitOfWork {
    /// On the trail of what the task is about.
    fileprivate func record(_ type: EventType, about task: ApprovalTask, _ details: [(String, String?)]) throws {
        if let order = task.orderID { try record(type, order, details) }
        if let invoice = task.invoiceID { try record(type, invoice, details) }
    }

    fileprivate func name(_ id: Identifier<User>) throws -> String { try store.user(id)?.name ?? id.text }

    /// Who may not decide about it: the buyer, and who entered the invoice.
    fileprivate func involved(in task: ApprovalTask) throws -> Set<Identifier<User>> {
        if let order = try task.orderID.flatMap({ try store.order($0) }) { return Set([order.buyerID].compactMap(\.self)) }
        guard let invoice = try task.invoiceID.flatMap({ try store.invoice($0) }) else { return [] }
        let buyers = try invoice.orderIDs.compactMap { try store.order($0)?.buyerID }
        return try authors(of: invoice.id).union(buyers)
    }

    /// The approver's manager, or the first administrator; never one of `involved`, the approver, or somebody who left.
    fileprivate func escalation(
        of task: ApprovalTask, without involved: Set<Identifier<User>>
    ) throws -> Identifier<User>? {
        let people = try setUp().people
        func isFit(_ id: Identifier<User>) -> Bool {
            !involved.contains(id) && id != task.approverID && people[id]?.isActive == true
        }
        if let manager = try manager(of: task.approverID), isFit(manager) { return manager }
        return people.holders(of: .administrator).first { isFit($0.id) }?.id
    }
}
