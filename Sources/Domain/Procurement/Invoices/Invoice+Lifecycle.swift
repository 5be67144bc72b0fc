extension Invoice {
    /// Where an invoice stands.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case draft
        case submitted
        case pendingApproval = "pending_approval"
        case accepted
        case paid
        /// Sent back: the supplier corrects it and sends it again.
        case disputed
        /// Final: the supplier has to write another.
        case rejected
        case void

        /// Whether what it bills counts as billed.
        package var counts: Bool {
            switch self {
            case .submitted, .pendingApproval, .accepted, .paid: true
            case .draft, .disputed, .rejected, .void: false
            }
        }
    }

    /// What can happen to an invoice.
    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        /// The supplier, or whoever entered it, changes it.
        case edit
        case submit
        /// The match or a policy asks for somebody's approval.
        case requireApproval = "require_approval"
        case accept
        case dispute
        case reject
        case pay
        /// A payment turned out not to have been made.
        case reversePayment = "reverse_payment"
        /// The supplier takes it back, or it was entered by mistake.
        case void
    }

    /// The whole life of an invoice.
    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.draft, .edit, .draft),
        (.draft, .submit, .submitted),
        (.draft, .void, .void),

        (.submitted, .requireApproval, .pendingApproval),
        (.submitted, .accept, .accepted),
        (.submitted, .dispute, .disputed),
        (.submitted, .reject, .rejected),
        (.submitted, .void, .void),

        (.pendingApproval, .accept, .accepted),
        (.pendingApproval, .dispute, .disputed),
        (.pendingApproval, .reject, .rejected),
        (.pendingApproval, .void, .void),

        (.disputed, .edit, .disputed),
        (.disputed, .submit, .submitted),
        (.disputed, .reject, .rejected),
        (.disputed, .void, .void),

        (.accepted, .dispute, .disputed),
        (.accepted, .pay, .paid),
        (.accepted, .void, .void),

        (.paid, .reversePayment, .accepted),
    ])

    /// Takes the step or refuses it; the only way a status changes.
    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }
}
