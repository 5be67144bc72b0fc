package import FoundationEssentials

/// A change order on its way: who asked for it, and what became of it. The order stands as it is until the change is approved.
package struct ChangeRequest: Hashable, Sendable, Identified {
    package static let identifierPrefix = "chg"

    package enum Status: String, Hashable, Sendable, CaseIterable {
        case pendingApproval = "pending_approval"
        /// Made.
        case approved
        case rejected
        case withdrawn
    }

    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        case approve, reject, withdraw
        /// The decision is taken back.
        case undo
    }

    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.pendingApproval, .approve, .approved),
        (.pendingApproval, .reject, .rejected),
        (.pendingApproval, .withdraw, .withdrawn),
        (.approved, .undo, .pendingApproval),
        (.rejected, .undo, .pendingApproval),
    ])

    package let id: Identifier<ChangeRequest>
    package let orderID: Identifier<PurchaseOrder>
    /// Of the order's changes, from 1.
    package let number: Int
    package var status: Status
    package let change: ChangeOrder
    /// How the changed lines were when it was asked for.
    package let before: [ChangeOrder.LineChange]
    /// The supplier was told another way, so nothing is sent.
    package let isTold: Bool
    package let madeByID: Identifier<User>?
    package let madeBy: String
    package let createdAt: Date
    package var decidedAt: Date?
    /// The version that it became.
    package var versionNumber: Int?

    package init(
        id: Identifier<ChangeRequest>, orderID: Identifier<PurchaseOrder>, number: Int, status: Status = .pendingApproval,
        change: ChangeOrder, before: [ChangeOrder.LineChange], isTold: Bool, madeByID: Identifier<User>?, madeBy: String,
        createdAt: Date, decidedAt: Date? = nil, versionNumber: Int? = nil
    ) {
        self.id = id
        self.orderID = orderID
        self.number = number
        self.status = status
        self.change = change
        self.before = before
        self.isTold = isTold
        self.madeByID = madeByID
        self.madeBy = madeBy
        self.createdAt = createdAt
        self.decidedAt = decidedAt
        self.versionNumber = versionNumber
    }

    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }
}
