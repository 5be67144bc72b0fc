package import FoundationEssentials

/// One person's chance to decide at one stage of one order or invoice. A stage has as many tasks as people who may decide; when
/// enough of them approved, the others are skipped.
package struct ApprovalTask: Hashable, Sendable, Identified {
    package static let identifierPrefix = "apr"

    package enum Status: String, Hashable, Sendable, CaseIterable { case waiting, open, approved, rejected, skipped, expired }

    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        case open, approve, reject, skip, expire
        /// A decision is taken back: this one, or the one that made it needless.
        case undo
        /// The decision that opened it is taken back.
        case unopen
    }

    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.waiting, .open, .open),
        (.waiting, .skip, .skipped),
        (.open, .approve, .approved),
        (.open, .reject, .rejected),
        (.open, .skip, .skipped),
        (.open, .expire, .expired),
        (.approved, .undo, .open),
        (.rejected, .undo, .open),
        (.skipped, .undo, .open),
        (.open, .unopen, .waiting),
        (.skipped, .unopen, .waiting),
    ])

    package let id: Identifier<ApprovalTask>
    /// What is decided about: an order, or else an invoice.
    package let orderID: Identifier<PurchaseOrder>?
    package let invoiceID: Identifier<Invoice>?
    /// Counts submissions, from 1, so that an earlier round stays readable.
    package let round: Int
    package let stage: Int
    /// Whose decision it is, whoever acts for them.
    package let approverID: Identifier<User>
    /// The rule that put this person here.
    package let reason: String
    /// How many approvals the stage needs.
    package var needed: Int
    /// A digest of what an approval here is about; see ``ApprovalPlan/Stage/basis``.
    package var basis: String
    package var timing: ApprovalTiming
    package var status: Status
    package var comment: String?
    package var decidedAt: Date?
    /// Who decided; differs from the approver when somebody acted for them.
    package var decidedByID: Identifier<User>?
    /// Who may decide, too, since nobody did for long.
    package var escalatedToID: Identifier<User>?
    package var openedAt: Date?
    package var remindedAt: Date?
    /// The neighbouring stage that the same person approved, which counts here as well.
    package var repeatsStage: Int?
    /// The round whose approval still holds.
    package var carriedFromRound: Int?
    package let createdAt: Date

    package init(
        id: Identifier<ApprovalTask>, orderID: Identifier<PurchaseOrder>?, invoiceID: Identifier<Invoice>? = nil, round: Int,
        stage: Int, approverID: Identifier<User>, reason: String, needed: Int = 1, basis: String = "",
        timing: ApprovalTiming = ApprovalTiming(),
        status: Status = .waiting, comment: String? = nil, decidedAt: Date? = nil, decidedByID: Identifier<User>? = nil,
        createdAt: Date
    ) {
        self.id = id
        self.orderID = orderID
        self.invoiceID = invoiceID
        self.round = round
        self.stage = stage
        self.approverID = approverID
        self.reason = reason
        self.needed = needed
        self.basis = basis
        self.timing = timing
        self.status = status
        self.comment = comment
        self.decidedAt = decidedAt
        self.decidedByID = decidedByID
        self.createdAt = createdAt
    }

    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }

    /// Whether it counts towards what its stage needs.
    package var counts: Bool { status == .approved || repeatsStage != nil }

    /// Whether somebody acted for the approver.
    package var isByAnother: Bool { decidedByID != nil && decidedByID != approverID }
}

/// What a decision did to the tasks of an order's current round.
package enum ApprovalOutcome: Hashable, Sendable {
    /// The stage needs more approvals.
    case needsMore(Int)
    /// The next stage is open.
    case nextStage(Int)
    /// That was the last stage.
    case approved
    case rejected
}

/// What time does to an open task.
package enum ApprovalAlarm: Hashable, Sendable { case remind, escalate, expire }

extension ApprovalTask {
    /// What is due next and when; `nil` when nothing is, or the task is not open.
    package var nextAlarm: (alarm: ApprovalAlarm, at: Date)? {
        guard status == .open, let openedAt else { return nil }
        func after(_ hours: Int?, _ start: Date) -> Date? { hours.map { start.addingTimeInterval(Double($0) * 3600) } }
        var alarms: [(alarm: ApprovalAlarm, at: Date)] = []
        // At the same time the graver one comes first.
        if let at = after(timing.expireAfter, openedAt) { alarms.append((.expire, at)) }
        if escalatedToID == nil, let at = after(timing.escalateAfter, openedAt) { alarms.append((.escalate, at)) }
        if let at = after(timing.remindAfter, remindedAt ?? openedAt) { alarms.append((.remind, at)) }
        return alarms.min { $0.at < $1.at }
    }
}
