import Procurement

extension Access {
    /// The scope a token must have; `nil` when none is asked for.
    package var tokenScope: String? { scope.isEmpty ? nil : scope }

    /// The roles of which one is needed, as words; empty when being signed in is enough.
    package var roleWords: [String] {
        guard case .anyOf(let roles) = demand else { return [] }
        return roles.map(\.rawValue)
    }
}
