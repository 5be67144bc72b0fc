/// What a user may do.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case buyer
    case approver
    case accountsPayable = "accounts_payable"
    case administrator
    /// Sees everything, changes nothing.
    case auditor
}

/// Somebody who signs in. One person is one e-mail address, compared without case.
package struct User: Hashable, Sendable, Identified {
    package static let identifierPrefix = "usr"
    package let id: Identifier<User>
    package var email: String
    package var name: String
    package var roles: Set<Role>
    package var isActive: Bool

    package init(id: Identifier<User>, email: String, name: String, roles: Set<Role>, isActive: Bool = true) {
        self.id = id
        self.email = email
        self.name = name
        self.roles = roles
        self.isActive = isActive
    }
}
