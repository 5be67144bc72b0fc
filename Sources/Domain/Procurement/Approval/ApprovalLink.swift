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
        /// An event rule says so.
        case ruleNotice = "rule_notice"
    }

    package let id: Identifier<Notification>
    package let userID: Identifier<User>
    package let kind: Kind
    package let orderID: Identifier<PurchaseOrder>?
    package let taskID: Identifier<ApprovalTask>?
    package let linkID: Identifier<ApprovalLink>?
    package let createdAt: Date
    /// The document, also where it is no order.
    package let subjectID: String?
    package let ruleID: Identifier<EventRule>?

    package init(
        id: Identifier<Notification>, userID: Identifier<User>, kind: Kind, orderID: Identifier<PurchaseOrder>?,
        taskID: Identifier<ApprovalTask>? = nil, linkID: Identifier<ApprovalLink>? = nil, createdAt: Date,
        subjectID: String? = nil, ruleID: Identifier<EventRule>? = nil
    ) {
        self.subjectID = subjectID
        self.ruleID = ruleID
        self.id = id
        self.userID = userID
        self.kind = kind
        self.orderID = orderID
        self.taskID = taskID
        self.linkID = linkID
        self.createdAt = createdAt
    }
}
