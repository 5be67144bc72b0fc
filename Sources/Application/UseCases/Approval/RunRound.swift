import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Opens a round for the stages of a plan. Approvals of earlier rounds that are about the same still hold; when that is
    /// all of them, the order is approved at once.
    func startRound(_ stages: [ApprovalPlan.Stage], of order: inout PurchaseOrder) throws {
        let earlier = try store.tasks(of: order.id)
        let round = (earlier.map(\.round).max() ?? 0) + 1
        var tasks = stages.flatMap { stage in
            stage.people.map { person in
                ApprovalTask(
                    id: newID(), orderID: order.id, round: round, stage: stage.number, approverID: person.id,
                    reason: person.why.map { "\(stage.reason) (\($0))" } ?? stage.reason, needed: stage.needed,
                    basis: Self.digest(stage.basis), timing: stage.timing, createdAt: now)
            }
        }
        let outcome = try tasks.start(after: earlier, at: now)
        for task in tasks { try store.insert(task) }
        try settle(outcome, tasks, of: &order, decided: nil)
    }

    static func digest(_ basis: String) -> String { basis.isEmpty ? "" : SHA256.hex(Array(basis.utf8)) }

    /// Saves those of a round's tasks that changed.
    func save(_ tasks: [ApprovalTask], changedFrom before: [ApprovalTask]) throws {
        for task in tasks where !before.contains(task) { try store.update(task) }
    }

    /// Does to the order what the outcome of its tasks says, which are saved; tells whoever is asked next.
    func settle(
        _ outcome: ApprovalOutcome, _ tasks: [ApprovalTask], of order: inout PurchaseOrder, decided: ApprovalTask?
    ) throws {
        var details: [(String, String?)] = try decided.map { try decisionDetails($0) } ?? []
        for task in tasks where task.repeatsStage != nil && task.decidedAt == now {
            let name = try setUp().people[task.approverID]?.name ?? "The approver"
            details.append(
                (
                    "skipped",
                    "\(name) approved stage \(task.repeatsStage ?? 0) right before and is not asked again at stage \(task.stage)."
                ))
        }
        for task in tasks where decided == nil && task.carriedFromRound != nil {
            details.append(
                ("kept", "Stage \(task.stage): approved in round \(task.carriedFromRound ?? 0), and nothing of it changed."))
        }
        let change = try changeUnderway(of: order)
        switch outcome {
        case .rejected:
            if var change {
                try drop(&change, .reject)
                try record(.orderChangeRejected, order.id, details + [("change", String(change.number))])
                try save(&order, lines: false)
                return try notify(order.buyerID, .changeRejected, order.id)
            }
            try order.apply(.reject)
            try releaseBudgets(of: order.id, note: "The order was rejected.")
            try record(.orderRejected, order.id, details)
            try save(&order, lines: false)
            try notify(order.buyerID, .orderRejected, order.id)
        case .needsMore(let count):
            try record(.orderStageApproved, order.id, details + [("more", String(count))])
            try save(&order, lines: false)
        case .nextStage(let next):
            if decided != nil || !details.isEmpty {
                try record(.orderStageApproved, order.id, details + [("next", String(next))])
            }
            try ask(tasks.filter { $0.stage == next && $0.status == .open })
            try save(&order, lines: false)
        case .approved:
            if let change {
                try record(.orderStageApproved, order.id, details)
                try make(change, on: &order)
                return try notify(order.buyerID, .changeApproved, order.id)
            }
            try order.apply(.approve)
            try record(.orderStageApproved, order.id, details)
            try finishApproval(of: &order)
            try notify(order.buyerID, .orderApproved, order.id)
        }
    }

    private func decisionDetails(_ task: ApprovalTask) throws -> [(String, String?)] {
        var details: [(String, String?)] = [("stage", String(task.stage)), ("comment", task.comment)]
        if task.isByAnother {
            let people = try setUp().people
            let names = (task.decidedByID.flatMap { people[$0] }?.name, people[task.approverID]?.name)
            details.append(("acted", "\(names.0 ?? "Somebody") for \(names.1 ?? "somebody")"))
        }
        return details
    }

    /// A link and a notification for everybody who may decide now, substitutes included.
    func ask(
        _ tasks: [ApprovalTask], _ kind: Notification.Kind = .approvalRequested, because reason: String? = nil
    ) throws {
        for task in tasks {
            var people = [task.approverID]
            if let other = task.escalatedToID { people.append(other) }
            if let substitute = try substitute(for: task.approverID) { people.append(substitute) }
            for person in people {
                let linkID: Identifier<ApprovalLink> = environment.secretIdentifier()
                var told = Notification(
                    id: newID(), userID: person, kind: kind, orderID: task.orderID, taskID: task.id, linkID: linkID,
                    subjectID: task.invoiceID?.text, reason: reason, createdAt: now)
                told.notBefore = tellNotBefore
                let link = ApprovalLink(
                    id: linkID, taskID: task.id, userID: person, createdAt: now,
                    expiresAt: now.addingTimeInterval(ApprovalLink.lifetime))
                try store.insert(link)
                try store.insert(told)
            }
        }
        if !tasks.isEmpty { hasNews = true }
    }

    func notify(
        _ user: Identifier<User>?, _ kind: Notification.Kind, _ order: Identifier<PurchaseOrder>, because reason: String? = nil
    ) throws {
        guard let user else { return }
        var told = Notification(id: newID(), userID: user, kind: kind, orderID: order, reason: reason, createdAt: now)
        told.notBefore = tellNotBefore
        try store.insert(told)
    }

    /// A changed order that was submitted before: money follows its coding, and only those stages are asked again that the
    /// change touches.
    func followChange(of order: inout PurchaseOrder, from before: PurchaseOrder) throws {
        guard before.status == .pendingApproval || before.status == .approved else { return }
        let budgets = try checkBudgets(of: order)
        try budgets.demandNoErrors()
        let plan = try plan(for: order, budgets)
        let earlier = try store.tasks(of: order.id)
        let round = earlier.filter { $0.round == earlier.map(\.round).max() }
        let movesMoney = !BudgetLedger.isSame(budgets.demands, as: try store.holdings(of: order.id))
        let present = Set(round.map(\.basis))
        let isTouched = before.status == .pendingApproval && Set(plan.stages.map { Self.digest($0.basis) }) != present
        guard movesMoney || isTouched else { return }
        if case .blocked(let blockage) = plan.route { throw Refusal.conflict(code: blockage.code, blockage.reason) }
        if before.status == .approved {
            if try hasLeft(order) || store.isBeingSent(order.id, at: now) {
                throw Refusal.conflict(
                    code: "already-sent",
                    "The order was approved and sent with its present budget. Move the money by a budget transfer, or cancel the order at the supplier."
                )
            }
            try takeBack(&order)
            try order.apply(.askAgain)
        }
        try reserve(budgets.demands, for: order)
        for var task in round where ApprovalTask.lifecycle.allows(.skip, from: task.status) {
            try task.apply(.skip)
            try store.update(task)
        }
        try record(.orderApprovalReopened, order.id, budgets.details)
        switch plan.route {
        case .approval(let stages): try startRound(stages, of: &order)
        default:
            try order.apply(.approve)
            try finishApproval(of: &order)
        }
    }
}

extension ApprovalLink {
    /// Seven days, as long as a punched-out cart is held.
    static let lifetime: Double = 7 * 86400
}
