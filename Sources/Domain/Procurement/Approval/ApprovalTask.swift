package import FoundationEssentials

/// One person's chance to decide at one stage of one order. A stage has as many tasks as people who may decide; the first
/// decision counts and the others are skipped.
package struct ApprovalTask: Hashable, Sendable, Identified {
    package static let identifierPrefix = "apr"

    package enum Status: String, Hashable, Sendable, CaseIterable { case waiting, open, approved, rejected, skipped, expired }

    package enum Trigger: String, Hashable, Sendable, CaseIterable { case open, approve, reject, skip, expire }

    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.waiting, .open, .open),
        (.waiting, .skip, .skipped),
        (.open, .approve, .approved),
        (.open, .reject, .rejected),
        (.open, .skip, .skipped),
        (.open, .expire, .expired),
    ])

    package let id: Identifier<ApprovalTask>
    package let orderID: Identifier<PurchaseOrder>
    /// Counts submissions of the order, from 1, so that an earlier round stays readable.
    package let round: Int
    package let stage: Int
    package let approverID: Identifier<User>
    /// The rule that put this person here.
    package let reason: String
    package var status: Status
    package var comment: String?
    package var decidedAt: Date?
    package let createdAt: Date

    package init(
        id: Identifier<ApprovalTask>, orderID: Identifier<PurchaseOrder>, round: Int, stage: Int, approverID: Identifier<User>,
        reason: String, status: Status = .waiting, comment: String? = nil, decidedAt: Date? = nil, createdAt: Date
    ) {
        self.id = id
        self.orderID = orderID
        self.round = round
        self.stage = stage
        self.approverID = approverID
        self.reason = reason
        self.status = status
        self.comment = comment
        self.decidedAt = decidedAt
        self.createdAt = createdAt
    }

    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }
}

/// What a decision did to the tasks of an order's current round.
package enum ApprovalOutcome: Hashable, Sendable {
    /// The next stage is open.
    case nextStage(Int)
    /// That was the last stage.
    case approved
    case rejected
}

extension [ApprovalTask] {
    /// Decides one task of this round: the stage's other tasks are skipped, the next stage opens or, on rejection, all that
    /// is left is skipped. Throws `LifecycleRefusal` when the task is not open.
    package mutating func decide(
        _ id: Identifier<ApprovalTask>, approve: Bool, comment: String?, at now: Date
    ) throws(LifecycleRefusal) -> ApprovalOutcome {
        guard let index = firstIndex(where: { $0.id == id }) else { throw LifecycleRefusal(state: "gone", trigger: "decide") }
        try self[index].apply(approve ? .approve : .reject)
        self[index].comment = comment
        self[index].decidedAt = now
        let stage = self[index].stage
        for other in indices where !approve || self[other].stage == stage {
            if ApprovalTask.lifecycle.allows(.skip, from: self[other].status) { try self[other].apply(.skip) }
        }
        guard approve else { return .rejected }
        guard let next = filter({ $0.status == .waiting }).map(\.stage).min() else { return .approved }
        for other in indices where self[other].stage == next { try self[other].apply(.open) }
        return .nextStage(next)
    }
}
