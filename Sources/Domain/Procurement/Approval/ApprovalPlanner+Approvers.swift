extension ApprovalPlanner {
    /// The people a stage means, in a stable order, without the buyer and without who left; says whom it leaves out.
    func eligible(for candidate: Candidate, _ notes: inout [String]) -> [ApprovalPlan.Person] {
        var people: [ApprovalPlan.Person] = []
        for approver in candidate.stage.approvers {
            for person in named(by: approver, candidate, &notes) where !people.contains(where: { $0.id == person.id }) {
                guard person.id != facts.buyerID else {
                    notes.append(
                        "\(facts.name(person.id)) is the buyer and is not asked for “\(candidate.reason)”: nobody approves their own order."
                    )
                    continue
                }
                guard facts.mayDecide(person.id) else {
                    notes.append(
                        "\(facts.name(person.id)) entered the \(noun) and is not asked for “\(candidate.reason)”: nobody approves what they entered."
                    )
                    continue
                }
                guard facts.user(person.id)?.isActive == true else {
                    notes.append("\(facts.name(person.id)) is not active any more and is not asked.")
                    continue
                }
                people.append(withSubstitute(person, &notes))
            }
        }
        // The order of the list of users, whatever the order of rules, so that equal rules make equal plans.
        if people.count < 2 { return people }
        let all = facts.people
        return people.sorted { all.place(of: $0.id) < all.place(of: $1.id) }
    }

    private func named(
        by approver: ApprovalPolicy.Approver, _ candidate: Candidate, _ notes: inout [String]
    ) -> [ApprovalPlan.Person] {
        switch approver {
        case .user(let id): return [ApprovalPlan.Person(id)]
        case .role(let role):
            return facts.people.holders(of: role).filter { facts.mayDecide($0.id) }.map { ApprovalPlan.Person($0.id) }
        case .manager:
            guard let buyer = facts.buyerID, let manager = facts.managers[buyer] else {
                notes.append("The buyer has no manager.")
                return []
            }
            return [ApprovalPlan.Person(manager, why: "manager of \(facts.name(buyer))")]
        case .departmentHead: return heads(candidate, &notes)
        case .budgetOwner: return owners(candidate, &notes)
        }
    }

    private func heads(_ candidate: Candidate, _ notes: inout [String]) -> [ApprovalPlan.Person] {
        var people: [ApprovalPlan.Person] = []
        for path in Set(candidate.parts.map(\.departmentPath)).sorted(by: { ($0.first?.text ?? "") < ($1.first?.text ?? "") }) {
            if let head = path.lazy.compactMap({ facts.heads[$0] }).first(where: facts.mayDecide) {
                people.append(ApprovalPlan.Person(head, why: "head of the department"))
            } else {
                notes.append(path.isEmpty ? "A line has no department." : "A line's department has no head besides the buyer.")
            }
        }
        return people
    }

    private func owners(_ candidate: Candidate, _ notes: inout [String]) -> [ApprovalPlan.Person] {
        var people: [ApprovalPlan.Person] = []
        for part in candidate.parts {
            if let owner = part.coding.budgetID.flatMap({ facts.budgetOwners[$0] }) {
                people.append(ApprovalPlan.Person(owner, why: "owner of the budget"))
            } else {
                notes.append("Line \(part.lineNumber) has no budget with an owner.")
            }
        }
        return people
    }

    /// Somebody who is away stays the approver; the substitute may act for them, unless that is the buyer.
    private func withSubstitute(_ person: ApprovalPlan.Person, _ notes: inout [String]) -> ApprovalPlan.Person {
        guard let substitute = facts.substitutes[person.id] else { return person }
        guard facts.mayDecide(substitute) else {
            let who = substitute == facts.buyerID ? "is the buyer" : "entered the \(noun)"
            notes.append(
                "\(facts.name(person.id)) is away and the substitute \(who) and may not act here. The \(noun) waits for \(facts.name(person.id))."
            )
            return person
        }
        notes.append("\(facts.name(person.id)) is away: \(facts.name(substitute)) acts for \(facts.name(person.id)).")
        var person = person
        person.substituteID = substitute
        return person
    }
}
