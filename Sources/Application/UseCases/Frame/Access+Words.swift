import Procurement

extension Access {
    /// The scope a token must have; `nil` when none is asked for.
    package var tokenScope: String? { scope.isEmpty ? nil : scope }

    /// The roles of which one is needed, as words; empty when being signed in is enough.
    package var roleWords: [String] {
        switch demand {
        case .anyOf(let roles): roles.map(\.rawValue)
        case .only(let role): [role.rawValue]
        case .anybody, .signedIn, .supplier, .person, .partner, .system: []
        }
    }
}
