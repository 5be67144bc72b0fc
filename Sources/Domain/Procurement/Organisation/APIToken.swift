package import FoundationEssentials

/// A token for scripts: of a user, or of a machine with administrator's rights.
package struct APIToken: Sendable, Hashable, Identified {
    package static let identifierPrefix = "tok"

    /// How it is used.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Sent as it is with every request.
        case token
        /// Its secret gets short-lived access tokens (OAuth 2 client credentials).
        case client
    }

    package let id: Identifier<APIToken>
    package var kind: Kind
    package var name: String
    package var userID: Identifier<User>?
    /// Of somebody of a supplier: it opens the portal's interface and nothing else.
    package var supplierUserID: Identifier<SupplierUser>?
    /// `*`, or words such as `purchase-orders.read`.
    package var scopes: [String]
    package var createdAt: Date
    package var expiresAt: Date?
    package var lastUsedAt: Date?
    package var revokedAt: Date?

    package init(
        id: Identifier<APIToken>, kind: Kind = .token, name: String, userID: Identifier<User>?,
        supplierUserID: Identifier<SupplierUser>? = nil, scopes: [String], createdAt: Date,
        expiresAt: Date? = nil,
        lastUsedAt: Date? = nil, revokedAt: Date? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.userID = userID
        self.supplierUserID = supplierUserID
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
        self.revokedAt = revokedAt
    }
}
