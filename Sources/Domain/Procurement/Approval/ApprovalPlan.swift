/// What will happen to an order when its buyer confirms it: shown before submitting, kept with the tasks after.
package struct ApprovalPlan: Hashable, Sendable {
    package struct Stage: Hashable, Sendable {
        /// From 1, over all policies.
        package var number: Int
        /// Any one of them decides.
        package var approverIDs: [Identifier<User>]
        /// The policy and stage that put them there, in words.
        package var reason: String

        package init(number: Int, approverIDs: [Identifier<User>], reason: String) {
            self.number = number
            self.approverIDs = approverIDs
            self.reason = reason
        }
    }

    package enum Route: Hashable, Sendable {
        /// Goes out at once: *Purchase* instead of *Submit for approval*.
        case purchase(reason: String)
        case approval([Stage])
        /// Cannot be submitted: nobody may approve it.
        case blocked(reason: String)
    }

    package var route: Route
    /// Stages that fall away, and why, for example because the amount is below theirs.
    package var notes: [String]

    package init(route: Route, notes: [String] = []) {
        self.route = route
        self.notes = notes
    }

    package var stages: [Stage] {
        if case .approval(let stages) = route { stages } else { [] }
    }
}
