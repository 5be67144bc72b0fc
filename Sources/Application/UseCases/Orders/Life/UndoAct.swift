import FoundationEssentials
package import Procurement
import ProcurementStore

extension UnitOfWork {
    /// How an order is before somebody does something that may be taken back; `nil` when nothing may.
    ///
    /// - Parameters:
    ///   - tasks: those of the present round; read when they are left out.
    ///   - refused: lines that are about to be refused.
    func stateBefore(
        _ order: PurchaseOrder, _ tasks: [ApprovalTask]? = nil, refusing refused: Set<Int> = []
    ) throws -> StateBefore? {
        guard rules.undoDecisionSeconds > 0 || rules.undoSendSeconds > 0, actor.id != nil else { return nil }
        func milliseconds(_ date: Date?) -> Int64? { date.map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) } }
        let undecided = try (tasks ?? store.tasks(of: order.id)).filter { $0.status == .open || $0.status == .waiting }
        return StateBefore(
            status: order.status, transmission: order.transmission, submittedAt: milliseconds(order.submittedAt),
            approvedAt: milliseconds(order.approvedAt),
            tasks: undecided.map {
                .init(id: $0.id.text, isOpen: $0.status == .open, openedAt: milliseconds($0.openedAt), basis: $0.basis)
            },
            holdings: try store.holdings(of: order.id).map {
                .init(
                    budgetID: $0.budgetID.text, lineNumber: $0.lineNumber, reserved: $0.delta.reserved,
                    committed: $0.delta.committed)
            }, refusedLines: refused.sorted(), versionNumber: try store.newestVersion(of: order.id)?.number ?? 0)
    }

    /// Keeps what was done, so that it can be taken back for a while.
    ///
    /// - Parameter isSent: a document waits to leave because of it.
    func keepAct(
        _ before: StateBefore?, _ kind: UndoableAct.Kind, task: Identifier<ApprovalTask>? = nil,
        change: Identifier<ChangeRequest>? = nil, of order: PurchaseOrder, isSent: Bool
    ) throws {
        let seconds = isSent ? rules.undoSendSeconds : rules.undoDecisionSeconds
        guard let before, seconds > 0, let actorID = actor.id else { return }
        try store.insert(
            UndoableAct(
                id: newID(), orderID: order.id, actorID: actorID, kind: kind, taskID: task, changeID: change, at: now,
                until: now.addingTimeInterval(seconds), orderVersion: order.version, before: before))
    }
}

extension Workspace {
    /// What the actor did last to an order, while it can be taken back.
    func undoableAct(on order: PurchaseOrder) throws -> UndoableAct? {
        guard rules.undoDecisionSeconds > 0 || rules.undoSendSeconds > 0, let actorID = actor.id else { return nil }
        guard let act = try store.newestAct(on: order.id), act.actorID == actorID, act.secondsLeft(at: now) > 0,
            act.orderVersion == order.version
        else { return nil }
        return act
    }
}

/// Takes back what the actor did last to an order: an approval, a rejection, sending it off, a cancellation, or a change.
///
/// Nothing has left the house by then. Money goes back by counter-entries, and the trail keeps both.
package struct UndoAct: Command {
    package static let access = Access.signedIn("purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package init(on id: Identifier<PurchaseOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        try work.undo(on: try work.visibleOrder(id))
    }
}

/// The same by the approval that was decided.
package struct UndoDecision: Command {
    package static let access = Access.signedIn("approvals.write")
    package static let changesSetUp = false
    package var id: Identifier<ApprovalTask>
    package init(_ id: Identifier<ApprovalTask>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> (task: ApprovalTask, order: PurchaseOrder) {
        guard let task = try work.store.task(id), let order = try? task.orderID.map(work.visibleOrder) else {
            throw Refusal.notFound("approval")
        }
        guard try work.store.newestAct(on: order.id)?.taskID == id else {
            throw Refusal.conflict(code: "nothing-to-undo", "There is nothing of this approval that could be taken back.")
        }
        let undone = try work.undo(on: order)
        return (try work.need(try work.store.task(id), "approval"), undone)
    }
}

/// Forgets acts a day after they were done.
package struct ForgetActs: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package static let batch = 500
    package init() {}

    package func perform(in work: UnitOfWork) throws -> Int {
        let moment: Identifier<UndoableAct> = work.environment.lowestIdentifier(at: work.now.addingTimeInterval(-86400))
        return try work.store.forgetActs(before: moment, limit: Self.batch)
    }
}

extension UnitOfWork {
    fileprivate func undo(on found: PurchaseOrder) throws -> PurchaseOrder {
        let act = try demandUndoable(found)
        let before = act.before
        try store.unrefuse(before.refusedLines, of: found.id)
        var order = try need(try store.order(found.id), "purchase order")
        let madeChange = try act.changeID.flatMap { try store.change($0) }?.status == .approved
        if madeChange || found.status == .approved && before.status != .approved,
            let newest = try store.newestVersion(of: order.id)?.number
        {
            try store.setApproval(at: nil, by: nil, ofVersion: newest, of: order.id)
        }
        try takeBack(&order)
        try restoreStatus(&order, act)
        try restoreTasks(before)
        let holdings = before.holdings.map {
            BudgetHolding(
                budgetID: Identifier(trusted: $0.budgetID), orderID: order.id, lineNumber: $0.lineNumber,
                delta: BudgetDelta(reserved: $0.reserved, committed: $0.committed))
        }
        try post(
            BudgetLedger.restore(
                holdings, from: try store.holdings(of: order.id), of: order.id, note: "Taken back: \(actor.name) undid it."))
        try store.removeNotifications(of: order.id, since: act.at)
        try store.markUndone(act.id, at: now)
        func date(_ milliseconds: Int64?) -> Date? { milliseconds.map { Date(timeIntervalSince1970: Double($0) / 1000) } }
        (order.submittedAt, order.approvedAt) = (date(before.submittedAt), date(before.approvedAt))
        try record(.orderUndone, order.id, [("what", act.kind.rawValue)])
        // What waited in the outbox before waits there again.
        if before.transmission == .queued { try queue(&order) } else { order.transmission = before.transmission }
        try save(&order, lines: false)
        if order.status == .pendingApproval { try watchPrices(of: order) }
        return order
    }

    private func demandUndoable(_ order: PurchaseOrder) throws -> UndoableAct {
        guard let act = try store.newestAct(on: order.id), act.actorID == actor.id, act.undoneAt == nil else {
            throw Refusal.conflict(
                code: "nothing-to-undo", "There is nothing of yours about this order that could be taken back.")
        }
        if try order.version != act.orderVersion || store.isBeingSent(order.id, at: now) {
            throw Refusal.conflict(
                code: "went-on", "It cannot be taken back any more: something else has happened to the order since.")
        }
        guard act.secondsLeft(at: now) > 0 else {
            let seconds = Int(act.until.timeIntervalSince(act.at))
            throw Refusal.conflict(
                code: "too-late",
                "It could be taken back for \(seconds) seconds, and they are over. Cancel the order, or change it.")
        }
        return act
    }

    private func restoreStatus(_ order: inout PurchaseOrder, _ act: UndoableAct) throws {
        if let id = act.changeID, var change = try store.change(id) { return try restore(&order, &change, act) }
        guard order.status != act.before.status else { return }
        switch act.kind {
        case .approve, .reject: try order.apply(.undoDecision)
        case .purchase: try order.apply(.undoPurchase)
        case .cancel: try order.apply(.undoCancel)
        case .change, .send: break
        }
    }

    /// A change that was made, or rejected, waits again; one that nobody had to approve is withdrawn.
    private func restore(_ order: inout PurchaseOrder, _ change: inout ChangeRequest, _ act: UndoableAct) throws {
        if change.status == .approved {
            if let version = change.versionNumber { try takeBackQuestion(ofVersion: version, of: order.id) }
            let removed = Set(change.change.lines.filter { $0.quantity == 0 }.map(\.lineNumber))
            try store.set(nil, lines: removed, of: order.id, change: nil)
            let whole = try need(try store.order(order.id), "purchase order")
            let back = ChangeOrder(lines: change.before, reason: "").applied(to: whole)
            let touched = Set(change.before.map(\.lineNumber))
            try store.updateTerms(of: back.lines.filter { touched.contains($0.lineNumber) }, in: order.id)
        }
        if change.status != .pendingApproval {
            try store.set("proposed", lines: Set(change.change.added.map(\.lineNumber)), of: order.id, change: change.id)
            try change.apply(.undo)
            (change.decidedAt, change.versionNumber) = (nil, nil)
            if act.kind == .change {
                try change.apply(.withdraw)
                change.decidedAt = now
            }
            try store.update(change)
        }
        let transmission = order.transmission
        order = try need(try store.order(order.id), "purchase order")
        order.transmission = transmission
        order.confirmation = order.derivedConfirmation
        order.receipt = order.receipt(after: ReceivedQuantities(try store.receipts(of: order.id)))
        order.billing = order.billing(after: BilledQuantities(try store.invoices(of: order.id), of: order.id))
    }

    private func restoreTasks(_ before: StateBefore) throws {
        for was in before.tasks {
            guard var task = try store.task(Identifier(trusted: was.id)) else { continue }
            if was.isOpen, task.status != .open { try task.apply(.undo) }
            if !was.isOpen, task.status != .waiting { try task.apply(.unopen) }
            (task.comment, task.decidedAt, task.decidedByID, task.repeatsStage) = (nil, nil, nil, nil)
            task.openedAt = was.openedAt.map { Date(timeIntervalSince1970: Double($0) / 1000) }
            task.basis = was.basis
            try store.update(task)
        }
    }
}
