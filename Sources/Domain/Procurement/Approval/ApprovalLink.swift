package import FoundationEssentials

/// A way to decide one approval without signing in: once, for a while, and only after a confirmation.
package struct ApprovalLink: Hashable, Sendable, Identified {
    package static let identifierPrefix = "apl"
    package let id: Identifier<ApprovalLink>
    package let taskID: Identifier<ApprovalTask>
    /// Who got it.
    package let userID: Identifier<User>
    package let createdAt: Date
    package let expiresAt: Date
    package var usedAt: Date?

    package init(
        id: Identifier<ApprovalLink>, taskID: Identifier<ApprovalTask>, userID: Identifier<User>, createdAt: Date,
        expiresAt: Date, usedAt: Date? = nil
    ) {
        self.id = id
        self.taskID = taskID
        self.userID = userID
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.usedAt = usedAt
    }
}

/// Something that one of our own people is to be told. Suppliers are never among them: what they are told is another type.
package struct Notification: Hashable, Sendable, Identified {
    package static let identifierPrefix = "ntf"

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case approvalRequested = "approval_requested"
        case approvalReminder = "approval_reminder"
        case approvalEscalated = "approval_escalated"
        case approvalExpired = "approval_expired"
        case orderApproved = "order_approved"
        case orderRejected = "order_rejected"
        case changeApproved = "change_approved"
        case changeRejected = "change_rejected"
        /// The shop holds the prices of the cart only a little longer.
        case priceHoldEnding = "price_hold_ending"
        case priceHoldEnded = "price_hold_ended"
    }

    package let id: Identifier<Notification>
    package let userID: Identifier<User>
    package let kind: Kind
    package let orderID: Identifier<PurchaseOrder>?
    package let taskID: Identifier<ApprovalTask>?
    package let linkID: Identifier<ApprovalLink>?
    package let createdAt: Date
    /// Not told before: what was done can be taken back until then.
    package var notBefore: Date?

    package init(
        id: Identifier<Notification>, userID: Identifier<User>, kind: Kind, orderID: Identifier<PurchaseOrder>?,
        taskID: Identifier<ApprovalTask>? = nil, linkID: Identifier<ApprovalLink>? = nil, createdAt: Date
    ) {
        self.id = id
        self.userID = userID
        self.kind = kind
        self.orderID = orderID
        self.taskID = taskID
        self.linkID = linkID
        self.createdAt = createdAt
    }
}
