package import FoundationEssentials

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
        case orderSent = "order_sent"
        case orderSendFailed = "order_send_failed"
        case orderSendUnknown = "order_send_unknown"
        case supplierAcceptedChange = "supplier_accepted_change"
        case supplierRefusedChange = "supplier_refused_change"
        case orderConfirmedWithChanges = "order_confirmed_with_changes"
        case orderShipped = "order_shipped"
        case invoiceException = "invoice_exception"
        case invoiceDisputed = "invoice_disputed"
        /// A supplier sent an account that matches.
        case accountSent = "account_sent"
        case accountWithdrawn = "account_withdrawn"
        case budgetNearLimit = "budget_near_limit"
        case priceHoldEnding = "price_hold_ending"
        /// Supplier or colleague wrote where both sides read.
        case commented
        case commentedInternally = "commented_internally"
        case priceHoldEnded = "price_hold_ended"
        /// An event rule says so.
        case ruleNotice = "rule_notice"

        /// Whether it asks the reader to decide about an approval; nobody is told once somebody has.
        package var asksForDecision: Bool {
            self == .approvalRequested || self == .approvalReminder || self == .approvalEscalated
        }

        /// Whether a line in a list cannot say it: a decision has its button, and somebody's words can be answered by mail.
        package var isMailOfItsOwn: Bool { asksForDecision || self == .commented || self == .commentedInternally }

        /// What the company's own wording of this kind may name between braces.
        package var placeholders: [String] {
            switch self {
            case .invoiceException, .invoiceDisputed, .accountSent, .accountWithdrawn:
                ["invoice", "supplier", "total", "reason", "name"]
            case .commented, .commentedInternally: ["document", "supplier", "author", "comment", "name"]
            case .budgetNearLimit: ["budget", "reason", "name"]
            default: ["order", "supplier", "total", "buyer", "reason", "name"]
            }
        }
    }

    package let id: Identifier<Notification>
    package let userID: Identifier<User>
    package let kind: Kind
    package let orderID: Identifier<PurchaseOrder>?
    package let taskID: Identifier<ApprovalTask>?
    package let linkID: Identifier<ApprovalLink>?
    /// The document, where it is no order, or not only.
    package let subjectID: String?
    /// What is to be said beyond the document itself.
    package let reason: String?
    package let ruleID: Identifier<EventRule>?
    package let createdAt: Date
    /// Not told before: what was done can be taken back until then.
    package var notBefore: Date?

    package init(
        id: Identifier<Notification>, userID: Identifier<User>, kind: Kind, orderID: Identifier<PurchaseOrder>?,
        taskID: Identifier<ApprovalTask>? = nil, linkID: Identifier<ApprovalLink>? = nil, subjectID: String? = nil,
        reason: String? = nil, ruleID: Identifier<EventRule>? = nil, createdAt: Date
    ) {
        self.id = id
        self.userID = userID
        self.kind = kind
        self.orderID = orderID
        self.taskID = taskID
        self.linkID = linkID
        self.subjectID = subjectID
        self.reason = reason
        self.ruleID = ruleID
        self.createdAt = createdAt
    }
}
