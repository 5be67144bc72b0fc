package import FoundationEssentials

/// The rules of one round: the tasks of one submission of one order.
extension [ApprovalTask] {
    /// Starts a round of waiting tasks: approvals of `earlier` rounds that are about the same still hold, and the first stage
    /// that lacks something opens.
    package mutating func start(after earlier: [ApprovalTask], at now: Date) throws(LifecycleRefusal) -> ApprovalOutcome {
        for index in indices {
            guard !self[index].basis.isEmpty,
                let held = earlier.last(where: {
                    $0.status == .approved && $0.basis == self[index].basis && $0.approverID == self[index].approverID
                })
            else { continue }
            try self[index].apply(.open)
            try self[index].apply(.approve)
            self[index].comment = held.comment
            self[index].decidedAt = held.decidedAt
            self[index].decidedByID = held.decidedByID
            self[index].carriedFromRound = held.carriedFromRound ?? held.round
        }
        return try advance(at: now)
    }

    /// Decides one task of this round. When its stage has what it needs, the stage's other tasks are skipped and the next
    /// stage opens; on rejection, all that is left is skipped. Throws `LifecycleRefusal` when the task is not open.
    package mutating func decide(
        _ id: Identifier<ApprovalTask>, approve: Bool, comment: String?, by actor: Identifier<User>? = nil, at now: Date
    ) throws(LifecycleRefusal) -> ApprovalOutcome {
        guard let index = firstIndex(where: { $0.id == id }) else { throw LifecycleRefusal(state: "gone", trigger: "decide") }
        try self[index].apply(approve ? .approve : .reject)
        self[index].comment = comment
        self[index].decidedAt = now
        self[index].decidedByID = actor ?? self[index].approverID
        guard approve else {
            try skipRest()
            return .rejected
        }
        return try advance(at: now)
    }

    /// Lets an open task lapse. A stage that can no longer reach what it needs ends the round.
    package mutating func expire(_ id: Identifier<ApprovalTask>, at now: Date) throws(LifecycleRefusal) -> ApprovalOutcome {
        guard let index = firstIndex(where: { $0.id == id }) else { throw LifecycleRefusal(state: "gone", trigger: "expire") }
        try self[index].apply(.expire)
        self[index].decidedAt = now
        let stage = self[index].stage
        let possible = count { $0.stage == stage && ($0.counts || $0.status == .open) }
        if possible < self[index].needed {
            try skipRest()
            return .rejected
        }
        return try advance(at: now)
    }

    /// Whether this person has approved at the stage already: one person counts once, for whomever they act.
    package func hasApproved(_ actor: Identifier<User>, atStageOf task: ApprovalTask) -> Bool {
        contains { $0.stage == task.stage && $0.status == .approved && ($0.decidedByID ?? $0.approverID) == actor }
    }

    /// Whether the round ended because nobody decided in time.
    package var hasLapsed: Bool {
        contains { $0.status == .expired } && allSatisfy { ![.open, .waiting, .rejected].contains($0.status) }
            && Set(map(\.stage)).contains { lacking(at: $0) > 0 }
    }

    /// How many more approvals a stage needs.
    package func lacking(at stage: Int) -> Int {
        let tasks = filter { $0.stage == stage }
        return Swift.max(0, (tasks.map(\.needed).max() ?? 0) - tasks.count(where: \.counts))
    }

    /// Skips what a complete stage no longer needs and opens the first one that lacks something.
    private mutating func advance(at now: Date) throws(LifecycleRefusal) -> ApprovalOutcome {
        var previous: Int?
        for stage in Set(map(\.stage)).sorted() {
            if contains(where: { $0.stage == stage && $0.status == .waiting }), lacking(at: stage) > 0 {
                if let previous { try repeatNeighbours(of: previous, at: stage, now) }
            }
            let lacking = lacking(at: stage)
            if lacking > 0 {
                let isNew = !contains { $0.stage == stage && $0.status == .open }
                for index in indices where self[index].stage == stage && self[index].status == .waiting {
                    try self[index].apply(.open)
                    self[index].openedAt = now
                }
                return isNew ? .nextStage(stage) : .needsMore(lacking)
            }
            for index in indices
            where self[index].stage == stage && ApprovalTask.lifecycle.allows(.skip, from: self[index].status) {
                try self[index].apply(.skip)
            }
            previous = stage
        }
        return .approved
    }

    /// Who approved the stage right before is not asked again. Stages further back do not count.
    private mutating func repeatNeighbours(of previous: Int, at stage: Int, _ now: Date) throws(LifecycleRefusal) {
        let deciders = Set(filter { $0.stage == previous && $0.counts }.map { $0.decidedByID ?? $0.approverID })
        for index in indices where self[index].stage == stage && self[index].status == .waiting {
            guard deciders.contains(self[index].approverID) else { continue }
            try self[index].apply(.skip)
            self[index].repeatsStage = previous
            self[index].decidedAt = now
            self[index].decidedByID = self[index].approverID
        }
    }

    private mutating func skipRest() throws(LifecycleRefusal) {
        for index in indices where ApprovalTask.lifecycle.allows(.skip, from: self[index].status) {
            try self[index].apply(.skip)
        }
    }
}

extension Invoice {
    /// Of all its approvals, those of the newest round. One from before it was handed in last counts no more.
    package func round(of tasks: [ApprovalTask]) -> [ApprovalTask] {
        let newest = tasks.map(\.round).max()
        return tasks.filter { task in task.round == newest && submittedAt.map { task.createdAt >= $0 } ?? true }
    }
}
