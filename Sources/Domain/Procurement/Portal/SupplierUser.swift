package import FoundationEssentials

/// Somebody of a supplier who signs in to the portal: another kind of person than a ``User``, so that no use case of the house
/// can take one for the other.
package struct SupplierUser: Hashable, Sendable, Identified {
    package static let identifierPrefix = "spu"

    package let id: Identifier<SupplierUser>
    package let supplierID: Identifier<Supplier>
    /// One sign-in an address, compared without case.
    package var email: String
    package var name: String
    /// What mails are written in.
    package var language: MailLanguage
    package var isActive: Bool
    package let createdAt: Date

    package init(
        id: Identifier<SupplierUser>, supplierID: Identifier<Supplier>, email: String, name: String,
        language: MailLanguage = .english, isActive: Bool = true, createdAt: Date
    ) {
        self.id = id
        self.supplierID = supplierID
        self.email = email
        self.name = name
        self.language = language
        self.isActive = isActive
        self.createdAt = createdAt
    }
}

/// A link by mail with which somebody of a supplier makes a sign-in: good once, and for a week.
package struct SupplierInvitation: Hashable, Sendable, Identified {
    package static let identifierPrefix = "sin"
    /// Seconds.
    package static let lifetime: Double = 7 * 86_400

    package enum State: String, Hashable, Sendable, CaseIterable { case open, used, revoked, expired }

    package let id: Identifier<SupplierInvitation>
    package let supplierID: Identifier<Supplier>
    package let email: String
    package let name: String?
    package let language: MailLanguage
    /// A name: an administrator's, or a colleague's.
    package let invitedBy: String
    package let createdAt: Date
    package let expiresAt: Date
    package var usedAt: Date?
    package var revokedAt: Date?

    package init(
        id: Identifier<SupplierInvitation>, supplierID: Identifier<Supplier>, email: String, name: String?,
        language: MailLanguage, invitedBy: String, createdAt: Date, expiresAt: Date, usedAt: Date? = nil, revokedAt: Date? = nil
    ) {
        self.id = id
        self.supplierID = supplierID
        self.email = email
        self.name = name
        self.language = language
        self.invitedBy = invitedBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.usedAt = usedAt
        self.revokedAt = revokedAt
    }

    package func state(at now: Date) -> State {
        if usedAt != nil { return .used }
        if revokedAt != nil { return .revoked }
        return expiresAt > now ? .open : .expired
    }
}

/// Something that a supplier's person is to be told by mail. Our own people are told by ``Notification``.
package struct SupplierNotice: Hashable, Sendable, Identified {
    package static let identifierPrefix = "sno"

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case orderArrived = "order_arrived"
        case orderChanged = "order_changed"
        case orderCancelled = "order_cancelled"
        case accountSent = "account_sent"
        case accountAccepted = "account_accepted"
        case accountDisputed = "account_disputed"
        case accountRejected = "account_rejected"
        case accountPaid = "account_paid"
        case paymentReversed = "payment_reversed"
        case accountVoided = "account_voided"

        /// What the company's own wording of this kind may name between braces.
        package var placeholders: [String] {
            switch self {
            case .orderArrived, .orderChanged, .orderCancelled: ["order", "customer", "total", "name"]
            case .accountSent, .accountAccepted, .accountDisputed, .accountRejected, .accountPaid, .paymentReversed,
                .accountVoided:
                ["account", "customer", "total", "reason", "name"]
            }
        }
    }

    package let id: Identifier<SupplierNotice>
    package let userID: Identifier<SupplierUser>
    package let kind: Kind
    package let orderID: Identifier<PurchaseOrder>?
    package let invoiceID: Identifier<Invoice>?
    /// What is to be said beyond the document: the reason of a dispute.
    package let reason: String?
    package let createdAt: Date

    package init(
        id: Identifier<SupplierNotice>, userID: Identifier<SupplierUser>, kind: Kind, orderID: Identifier<PurchaseOrder>?,
        invoiceID: Identifier<Invoice>?, reason: String?, createdAt: Date
    ) {
        self.id = id
        self.userID = userID
        self.kind = kind
        self.orderID = orderID
        self.invoiceID = invoiceID
        self.reason = reason
        self.createdAt = createdAt
    }
}
