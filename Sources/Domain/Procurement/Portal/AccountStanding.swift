package import FoundationEssentials

/// Where an account is, as its supplier may know it: the stage, with whom in the word of a role and never a name, since when,
/// and how long that usually takes.
package struct AccountStanding: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable, CaseIterable {
        case draft
        /// Matched; accounts payable has it.
        case withAccountsPayable = "with_accounts_payable"
        /// It differs, or a policy asks: somebody has to approve it.
        case withApprover = "with_approver"
        case accepted
        case disputed
        case rejected
        case paid
        case withdrawn
    }

    package var stage: Stage
    package var since: Date
    /// Seconds that accounts lately took from being sent to being accepted, or from there to being paid: the median; `nil` where
    /// too few are known.
    package var usualSeconds: Double?
    package var dueDate: Day

    package init(of invoice: Invoice, since: Date, usualSeconds: Double?) {
        stage =
            switch invoice.status {
            case .draft: .draft
            case .submitted: .withAccountsPayable
            case .pendingApproval: .withApprover
            case .accepted: .accepted
            case .disputed: .disputed
            case .rejected: .rejected
            case .paid: .paid
            case .void: .withdrawn
            }
        self.since = since
        self.usualSeconds = usualSeconds
        dueDate = invoice.dueDate
    }

    /// The middle one; `nil` of fewer than three, which would say little.
    package static func median(_ seconds: [Double]) -> Double? {
        seconds.count < 3 ? nil : seconds.sorted()[seconds.count / 2]
    }

    /// What the stage is called for people.
    package var words: String {
        switch stage {
        case .draft: "A draft: not sent yet"
        case .withAccountsPayable: "With the customer's accounts payable"
        case .withApprover: "Waits for an approver of the customer"
        case .accepted: "Accepted: it will be paid"
        case .disputed: "Sent back to you: correct it and send it again"
        case .rejected: "Rejected for good"
        case .paid: "Paid"
        case .withdrawn: "Withdrawn"
        }
    }
}
