/// Computes the approval plan of an order: a pure decision over what was loaded.
package struct ApprovalPlanner: Sendable {
    package var connection: PunchOutConnection
    /// The group that decides, if one covers the buyer.
    package var group: BuyingGroup?
    package var policies: [ApprovalPolicy]
    /// Everybody who could approve, with their roles.
    package var users: [User]
    /// "Most restricted": every order needs approval.
    package var everyOrderNeedsApproval: Bool

    package init(
        connection: PunchOutConnection, group: BuyingGroup?, policies: [ApprovalPolicy], users: [User],
        everyOrderNeedsApproval: Bool
    ) {
        self.connection = connection
        self.group = group
        self.policies = policies
        self.users = users
        self.everyOrderNeedsApproval = everyOrderNeedsApproval
    }

    package func plan(for order: PurchaseOrder) -> ApprovalPlan {
        if let reason = reasonToSkip(order) { return ApprovalPlan(route: .purchase(reason: reason)) }
        guard let total = order.total else {
            return ApprovalPlan(route: .blocked(reason: "The order has no total yet: a line lacks a price."))
        }
        var notes: [String] = []
        var candidates: [Candidate] = []
        for policy in policies where policy.isActive {
            for (index, stage) in policy.stages.enumerated() {
                let name = policy.stages.count > 1 ? "\(policy.name), stage \(index + 1)" : policy.name
                switch verdict(on: stage, order: order, total: total) {
                case .applies(let why): candidates.append(Candidate(approvers: stage.approvers, reason: "\(name): \(why)"))
                case .fallsAway(let why): notes.append("\(name) falls away: \(why)")
                }
            }
        }
        return route(candidates, order: order, notes: notes)
    }

    private struct Candidate {
        var approvers: [ApprovalPolicy.Approver]
        var reason: String
    }

    private enum Verdict {
        case applies(String)
        case fallsAway(String)
    }

    /// Direct groups and connections with `require_approval` off skip approval, unless the setting forbids it.
    private func reasonToSkip(_ order: PurchaseOrder) -> String? {
        if everyOrderNeedsApproval { return nil }
        if !connection.requireApproval { return "Orders of the connection \(connection.name) need no approval." }
        if let group, group.mode == .direct { return "The group \(group.name) orders directly." }
        return nil
    }

    private func verdict(on stage: ApprovalPolicy.Stage, order: PurchaseOrder, total: Money) -> Verdict {
        if let department = stage.departmentID,
            !order.lines.contains(where: { order.effectiveCoding(of: $0).departmentID == department })
        {
            return .fallsAway("it is for another department.")
        }
        guard stage.fromAmount.currency == total.currency else {
            // Without a rate the amounts cannot be compared; doubt means approval.
            return .applies("its limit is in \(stage.fromAmount.currency), the order in \(total.currency), so it applies.")
        }
        if total.minorUnits < stage.fromAmount.minorUnits {
            return .fallsAway("the order is below \(stage.fromAmount).")
        }
        return .applies(
            stage.fromAmount.minorUnits > 0 ? "the order is at or above \(stage.fromAmount)." : "every order needs this approval."
        )
    }

    private func route(_ candidates: [Candidate], order: PurchaseOrder, notes: [String]) -> ApprovalPlan {
        var candidates = candidates
        if candidates.isEmpty {
            let hasPolicy = policies.contains(where: \.isActive)
            if hasPolicy, !everyOrderNeedsApproval {
                return ApprovalPlan(
                    route: .purchase(reason: "No stage of the approval policies applies to this order."), notes: notes)
            }
            candidates = [fallback(hasPolicy: hasPolicy)]
        }
        var stages: [ApprovalPlan.Stage] = []
        for candidate in candidates {
            let people = eligible(candidate.approvers, besides: order.buyerID)
            if people.isEmpty {
                return ApprovalPlan(
                    route: .blocked(
                        reason:
                            "Nobody may approve “\(candidate.reason)”: its approvers are missing, inactive, or the buyer alone. "
                            + "Ask an administrator to add an approver."), notes: notes)
            }
            stages.append(ApprovalPlan.Stage(number: stages.count + 1, approverIDs: people, reason: candidate.reason))
        }
        return ApprovalPlan(route: .approval(stages), notes: notes)
    }

    /// Without a policy that applies, anybody with the role approver decides; without such a person, an administrator.
    private func fallback(hasPolicy: Bool) -> Candidate {
        let approvers = users.contains { $0.isActive && $0.roles.contains(.approver) }
        return Candidate(
            approvers: [.role(approvers ? .approver : .administrator)],
            reason: hasPolicy
                ? "Every order needs approval, and no policy stage applies."
                : "No approval policy exists, so any approver decides.")
    }

    /// Active users the stage names, in a stable order, without the buyer: nobody approves their own order.
    private func eligible(_ approvers: [ApprovalPolicy.Approver], besides buyer: Identifier<User>?) -> [Identifier<User>] {
        users.filter { user in
            user.isActive && user.id != buyer
                && approvers.contains { approver in
                    switch approver {
                    case .user(let id): id == user.id
                    case .role(let role): user.roles.contains(role)
                    }
                }
        }.map(\.id)
    }
}
