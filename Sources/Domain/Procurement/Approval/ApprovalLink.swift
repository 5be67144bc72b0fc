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
