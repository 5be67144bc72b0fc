/// What will happen to an order when its buyer confirms it: shown before submitting, kept with the tasks after.
package struct ApprovalPlan: Hashable, Sendable {
    /// Somebody who is asked at a stage.
    package struct Person: Hashable, Sendable {
        package var id: Identifier<User>
        /// What put this person there, for example `manager of B`; `nil` when named by the policy itself.
        package var why: String?
        /// Who acts for them today.
        package var substituteID: Identifier<User>?

        package init(_ id: Identifier<User>, why: String? = nil, substituteID: Identifier<User>? = nil) {
            self.id = id
            self.why = why
            self.substituteID = substituteID
        }
    }

    package struct Stage: Hashable, Sendable {
        /// From 1, over all policies.
        package var number: Int
        package var people: [Person]
        /// How many of them have to approve.
        package var needed: Int
        /// The policy and stage that put them there, in words.
        package var reason: String
        /// The rule's policy; `nil` when no policy asks for it.
        package var policyID: Identifier<ApprovalPolicy>?
        package var timing: ApprovalTiming
        /// What an approval of this stage is about, as text: while it stays the same, an approval holds.
        package var basis: String

        package init(
            number: Int, people: [Person], needed: Int = 1, reason: String, policyID: Identifier<ApprovalPolicy>? = nil,
            timing: ApprovalTiming = ApprovalTiming(), basis: String = ""
        ) {
            self.number = number
            self.people = people
            self.needed = needed
            self.reason = reason
            self.policyID = policyID
            self.timing = timing
            self.basis = basis
        }

        package var approverIDs: [Identifier<User>] { people.map(\.id) }
    }

    /// Why an order cannot be submitted.
    package struct Blockage: Hashable, Sendable {
        /// A stable word: `no-approver`, `no-rate`, `no-total`.
        package var code: String
        package var reason: String

        package init(code: String, reason: String) {
            self.code = code
            self.reason = reason
        }
    }

    package enum Route: Hashable, Sendable {
        /// Goes out at once: *Purchase* instead of *Submit for approval*.
        case purchase(reason: String)
        case approval([Stage])
        /// Cannot be submitted.
        case blocked(Blockage)
    }

    package var route: Route
    /// Stages that fall away and people who are not asked, and why.
    package var notes: [String]

    package init(route: Route, notes: [String] = []) {
        self.route = route
        self.notes = notes
    }

    package var stages: [Stage] {
        if case .approval(let stages) = route { stages } else { [] }
    }
}
