extension PurchaseOrder {
    /// Where an order stands.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case draft
        case pendingApproval = "pending_approval"
        case approved
        case rejected
        case cancelled
        case closed
    }

    /// What can happen to an order.
    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        /// The buyer asks for approval.
        case submit
        /// The buyer orders without approval, where that is allowed.
        case purchase
        /// The last stage approved.
        case approve
        case reject
        /// The buyer takes it back before a decision.
        case withdraw
        /// The buyer changes the coding.
        case edit
        case cancel
        case close
        /// A change of what was approved, before anything was sent: asked again.
        case askAgain = "ask_again"
        /// A closed order goes on.
        case reopen
        /// The last decision is taken back while that is allowed.
        case undoDecision = "undo_decision"
        /// Ordering without approval is taken back.
        case undoPurchase = "undo_purchase"
        /// A cancellation is taken back before the supplier was told.
        case undoCancel = "undo_cancel"
    }

    /// The whole life of an order.
    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.draft, .edit, .draft),
        (.draft, .submit, .pendingApproval),
        (.draft, .purchase, .approved),
        (.draft, .cancel, .cancelled),

        (.pendingApproval, .approve, .approved),
        (.pendingApproval, .reject, .rejected),
        (.pendingApproval, .withdraw, .draft),
        (.pendingApproval, .edit, .pendingApproval),
        (.pendingApproval, .cancel, .cancelled),

        (.rejected, .edit, .draft),
        (.rejected, .cancel, .cancelled),

        (.approved, .edit, .approved),
        (.approved, .askAgain, .pendingApproval),
        (.approved, .cancel, .cancelled),
        (.approved, .close, .closed),
        (.closed, .reopen, .approved),

        (.approved, .undoDecision, .pendingApproval),
        (.rejected, .undoDecision, .pendingApproval),
        (.approved, .undoPurchase, .draft),
        (.cancelled, .undoCancel, .approved),
    ])

    /// Takes the step or refuses it; the only way a status changes.
    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }
}
