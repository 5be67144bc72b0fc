package import Procurement
import ProcurementStore

/// Who does something, for the trail and for the question whether they may.
package struct Actor: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case user(User)
        /// A machine's token with an administrator's rights.
        case machine(Identifier<APIToken>, name: String)
        /// A supplier that proved its connection's secret.
        case partner(Identifier<PunchOutConnection>, name: String)
        /// Somebody of a supplier, in the portal.
        case supplier(SupplierUser)
        /// Portico itself.
        case system
        /// Nobody signed in.
        case nobody
    }

    package var kind: Kind
    /// What a token may do; `nil` when signed in by password.
    package var scopes: [String]?
    /// By which way they came, where it is neither told by what they are nor by their scopes: `mail`.
    package var way: String?
    /// The key under which they asked for what is done, while its request runs.
    package var idempotencyKey: String?

    package init(_ kind: Kind, scopes: [String]? = nil) {
        self.kind = kind
        self.scopes = scopes
    }

    package static let system = Actor(.system)
    package static let nobody = Actor(.nobody)

    package var user: User? { if case .user(let user) = kind { user } else { nil } }

    package var supplierUser: SupplierUser? { if case .supplier(let user) = kind { user } else { nil } }

    /// Whose second factor and sign-ins are meant by the actor's own.
    var holder: (kept: SignInHolder, email: String)? {
        switch kind {
        case .user(let user): (.user(user.id), user.email)
        case .supplier(let user): (.supplierUser(user.id), user.email)
        case .machine, .partner, .system, .nobody: nil
        }
    }

    /// A word for the trail.
    var kindWord: String {
        switch kind {
        case .user: "user"
        case .machine: "machine"
        case .partner: "partner"
        case .supplier: "supplier"
        case .system: "system"
        case .nobody: "nobody"
        }
    }

    /// The identifier in the trail and of idempotency keys.
    package var id: String? {
        switch kind {
        case .user(let user): user.id.text
        case .machine(let id, _): id.text
        case .partner(let id, _): id.text
        case .supplier(let user): user.id.text
        case .system, .nobody: nil
        }
    }

    package var name: String {
        switch kind {
        case .user(let user): user.name
        case .machine(_, let name), .partner(_, let name): name
        case .supplier(let user): user.name
        case .system: "Portico"
        case .nobody: "someone not signed in"
        }
    }

    /// By which way they came, for the trail; `nil` for Portico itself and for who is not known.
    var origin: String? {
        if let way { return way }
        return switch kind {
        case .user, .machine: scopes == nil ? "page" : "rest"
        case .supplier: scopes == nil ? "portal" : "rest"
        case .partner: "cxml"
        case .system, .nobody: nil
        }
    }

    /// Machines count as administrators.
    package func has(_ role: Role) -> Bool {
        switch kind {
        case .user(let user): user.isActive && user.roles.contains(role)
        case .machine, .system: role == .administrator
        case .partner, .supplier, .nobody: false
        }
    }

    /// Whether every order may be seen, not only one's own.
    package var seesAllOrders: Bool { has(.administrator) || has(.auditor) || has(.accountsPayable) }
}

/// What a use case demands of whoever calls it.
package struct Access: Sendable {
    enum Demand: Sendable {
        case anybody, signedIn, anyOf([Role]), supplier, person, partner, system
        /// The role itself; being an administrator is not enough. Machines are let in by their scope alone.
        case only(Role)
    }

    var demand: Demand
    /// The scope a token must have: an area and `read` or `write`.
    var scope: String

    /// Checked inside the use case, or harmless.
    package static let anybody = Access(demand: .anybody, scope: "")
    package static let system = Access(demand: .system, scope: "")
    package static let partner = Access(demand: .partner, scope: "")

    /// Only somebody of a supplier.
    package static func supplier(_ scope: String) -> Access { Access(demand: .supplier, scope: scope) }

    /// Whoever signed in, of our own people or of a supplier's: for what is about themselves alone.
    package static func person(_ scope: String) -> Access { Access(demand: .person, scope: scope) }

    package static func signedIn(_ scope: String) -> Access { Access(demand: .signedIn, scope: scope) }

    /// This role and no other, for what even administrators have no business with.
    package static func only(_ role: Role, scope: String) -> Access { Access(demand: .only(role), scope: scope) }

    /// Any one of the roles, or an administrator.
    package static func roles(_ roles: Role..., scope: String) -> Access {
        Access(demand: .anyOf(roles + [.administrator]), scope: scope)
    }

    /// Throws `Refusal.notSignedIn`, `.forbidden` or `.lackingScope`.
    package func check(_ actor: Actor) throws {
        switch (demand, actor.kind) {
        case (.anybody, _), (_, .system): return
        case (.partner, .partner): return
        case (.partner, _), (.system, _): throw Refusal.forbidden("Only the server itself may do this.")
        case (_, .nobody): throw Refusal.notSignedIn
        case (_, .partner): throw Refusal.forbidden("A supplier's document may not do this.")
        case (.supplier, .supplier), (.person, _): break
        case (.supplier, _): throw Refusal.forbidden("This is for people of suppliers, who sign in at /portal.")
        case (_, .supplier): throw Refusal.forbidden("This is the customer's side. Yours is at /portal.")
        case (.signedIn, _), (.only, .machine): break
        case (.only(let role), _):
            // Which scope is lacking is told first: a token that lacks it lacks it whoever has it.
            if let scopes = actor.scopes, !Scope.allows(scope, by: scopes) {
                throw Refusal.lackingScope(scope, of: scopes)
            }
            guard actor.has(role) else {
                throw Refusal.forbidden("This needs the role \(role.rawValue.replacing("_", with: " ")).")
            }
        case (.anyOf(let roles), _):
            guard roles.contains(where: actor.has) else {
                let names = roles.map { $0.rawValue.replacing("_", with: " ") }.joined(separator: " or ")
                throw Refusal.forbidden("This needs the role \(names).")
            }
        }
        guard let scopes = actor.scopes else { return }
        guard Scope.allows(scope, by: scopes) else {
            throw Refusal.lackingScope(scope, of: scopes)
        }
    }
}
