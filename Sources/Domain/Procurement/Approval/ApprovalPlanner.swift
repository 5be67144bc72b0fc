/// Computes the approval plan of an order or an invoice: a pure decision over what was loaded.
package struct ApprovalPlanner: Sendable {
    /// The order's; `nil` for an invoice.
    package var connection: PunchOutConnection?
    package var policies: [ApprovalPolicy]
    /// "Most restricted": every order needs approval.
    package var everyOrderNeedsApproval: Bool
    package var facts: ApprovalFacts

    package init(
        connection: PunchOutConnection?, policies: [ApprovalPolicy], everyOrderNeedsApproval: Bool, facts: ApprovalFacts
    ) {
        self.connection = connection
        self.policies = policies
        self.everyOrderNeedsApproval = everyOrderNeedsApproval
        self.facts = facts
    }

    /// Whether invoices are planned for: only policies of their own ask about them, and without one nobody is asked.
    private var isInvoice: Bool { connection == nil }
    private var noun: String { isInvoice ? "invoice" : "order" }
    private var applicable: [ApprovalPolicy] {
        policies.filter { $0.isActive && $0.document == (isInvoice ? .invoice : .purchaseOrder) }
    }

    package func plan() -> ApprovalPlan {
        if let reason = reasonToSkip { return ApprovalPlan(route: .purchase(reason: reason)) }
        guard let total = facts.total else {
            return .blocked("no-total", "The order has no total yet: a line lacks a price.")
        }
        var notes: [String] = []
        var candidates: [Candidate] = []
        for policy in applicable {
            for (index, stage) in policy.stages.enumerated() {
                let name = policy.stages.count > 1 ? "\(policy.name), stage \(index + 1)" : policy.name
                switch verdict(on: stage, total: total) {
                case .applies(let why, let parts):
                    candidates.append(Candidate(stage: stage, policyID: policy.id, reason: "\(name): \(why)", parts: parts))
                case .fallsAway(let why): notes.append("\(name) falls away: \(why)")
                case .noRate:
                    return .blocked(
                        "no-rate",
                        "\(name) has its limit in \(stage.fromAmount.currency), the \(noun) is in \(total.currency), and no rate is "
                            + "stored between the two. Ask an administrator to enter the rate.", notes)
                }
            }
        }
        return route(candidates, notes: notes)
    }

    struct Candidate {
        var stage: ApprovalPolicy.Stage
        var policyID: Identifier<ApprovalPolicy>?
        var reason: String
        /// The parts of the order that the stage is about.
        var parts: [ApprovalFacts.Part]
    }

    private enum Verdict {
        case applies(String, [ApprovalFacts.Part])
        case fallsAway(String)
        case noRate
    }

    /// Direct groups, requisitioners and connections with `require_approval` off skip approval, unless the setting forbids it.
    private var reasonToSkip: String? {
        guard let connection, !everyOrderNeedsApproval else { return nil }
        if !connection.requireApproval { return "Orders of the connection \(connection.name) need no approval." }
        guard let group = facts.group else { return nil }
        if group.mode == .direct { return "The group \(group.name) orders directly." }
        return facts.maySkipApproval ? "Requisitioners of the group \(group.name) may order without approval." : nil
    }

    private func verdict(on stage: ApprovalPolicy.Stage, total: Money) -> Verdict {
        var parts = facts.parts
        for condition in stage.conditions {
            parts = parts.filter { condition.isMet(by: $0, in: facts) }
            if parts.isEmpty { return .fallsAway(condition.unmet) }
        }
        let limit = stage.fromAmount
        let isOverBudget = stage.conditions.contains { $0.subject == .overBudget }
        guard limit.minorUnits > 0 else {
            let isSplit = stage.conditions.contains { $0.subject == .splitPurchase }
            let why = isOverBudget ? "the \(noun) is over budget." : "every \(noun) needs this approval."
            return .applies(isSplit ? facts.splitPurchase?.message ?? why : why, parts)
        }
        guard let converted = facts.convert(total, limit.currency) else { return .noRate }
        let amount = total.currency == limit.currency ? "the \(noun)" : "the \(noun), \(converted.money) at \(converted.rate),"
        if converted.money.minorUnits < limit.minorUnits { return .fallsAway("\(amount) is below \(limit).") }
        return .applies("\(amount) is at or above \(limit).", parts)
    }

    private func route(_ candidates: [Candidate], notes: [String]) -> ApprovalPlan {
        var candidates = candidates
        var notes = notes
        if candidates.isEmpty {
            let hasPolicy = !applicable.isEmpty
            if isInvoice || (hasPolicy && !everyOrderNeedsApproval) {
                return ApprovalPlan(
                    route: .purchase(reason: "No stage of the approval policies applies to this \(noun)."), notes: notes)
            }
            candidates = [fallback(hasPolicy: hasPolicy)]
        }
        var stages: [ApprovalPlan.Stage] = []
        for candidate in candidates {
            let people = eligible(for: candidate, &notes)
            let needed = candidate.stage.quorum.needed(of: people.count)
            if people.isEmpty || needed > people.count {
                return .blocked("no-approver", Self.nobody(for: candidate, needed: needed, of: people.count), notes)
            }
            // Who surely decides right before is not asked again; anybody further back is.
            if let last = stages.last, last.needed == last.people.count,
                people.count(where: { last.approverIDs.contains($0.id) }) >= needed
            {
                let names = people.filter { last.approverIDs.contains($0.id) }.map { facts.name($0.id) }
                notes.append(
                    "“\(candidate.reason)” is not asked again: \(names.joined(separator: " and ")) decides right before.")
                continue
            }
            stages.append(
                ApprovalPlan.Stage(
                    number: stages.count + 1, people: people, needed: needed, reason: candidate.reason,
                    policyID: candidate.policyID, timing: candidate.stage.timing,
                    basis: basis(of: candidate, people: people, needed: needed)))
        }
        return ApprovalPlan(route: .approval(stages), notes: notes)
    }

    private static func nobody(for candidate: Candidate, needed: Int, of count: Int) -> String {
        let lack =
            count == 0
            ? "its approvers are missing, inactive, or the buyer alone"
            : "it needs \(needed) approvers, and only \(count) of those it names may decide"
        return "Nobody may approve “\(candidate.reason)”: \(lack). Ask an administrator to add an approver."
    }

    /// Without a policy that applies, the buyer's manager decides; without one, anybody with the role approver; without such a
    /// person, an administrator.
    private func fallback(hasPolicy: Bool) -> Candidate {
        let manager = facts.buyerID.flatMap { facts.managers[$0] }.flatMap(facts.user)
        let approvers = !facts.people.holders(of: .approver).isEmpty
        let decider: ApprovalPolicy.Approver =
            manager?.isActive == true ? .manager : .role(approvers ? .approver : .administrator)
        return Candidate(
            stage: ApprovalPolicy.Stage(
                fromAmount: .zero(facts.total?.currency ?? .usd), approvers: [decider]),
            policyID: nil,
            reason: hasPolicy
                ? "Every order needs approval, and no policy stage applies."
                : "No approval policy exists, so \(decider == .manager ? "the buyer's manager" : "any approver") decides.",
            parts: facts.parts)
    }

    /// Two stages with the same basis ask the same people about the same goods, money and budgets.
    private func basis(of candidate: Candidate, people: [ApprovalPlan.Person], needed: Int) -> String {
        let parts = candidate.parts.map { part in
            [
                String(part.lineNumber), part.item, part.amount.description, part.coding.budgetID?.text ?? "",
                part.coding.budgetID.map(facts.overBudget.contains) ?? false ? "over" : "",
            ].joined(separator: "\u{1F}")
        }
        let head = [
            candidate.policyID?.text ?? "", String(needed), facts.supplierID.text, facts.total?.description ?? "",
            people.map(\.id.text).sorted().joined(separator: ","),
        ]
        return (head + parts.sorted()).joined(separator: "\u{1E}")
    }
}

extension ApprovalPlan {
    static func blocked(_ code: String, _ reason: String, _ notes: [String] = []) -> ApprovalPlan {
        ApprovalPlan(route: .blocked(Blockage(code: code, reason: reason)), notes: notes)
    }
}
