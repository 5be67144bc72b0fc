import Procurement

/// Who has to have a second factor beside a password. People who sign in by the identity provider are its matter.
package enum SecondFactorRule: String, Sendable, Hashable, CaseIterable {
    /// Whoever wants one.
    case optional
    case administrators
    case everyone

    func binds(_ user: User) -> Bool {
        switch self {
        case .optional: false
        case .administrators: user.roles.contains(.administrator)
        case .everyone: true
        }
    }
}
