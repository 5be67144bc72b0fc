package import Procurement
import ProcurementStore

/// Whom an identity provider says that somebody is, after its token was checked.
package struct ExternalIdentity: Sendable, Hashable {
    package var issuer: String
    /// Never changes for a person; the address may.
    package var subject: String
    package var email: String?
    /// Whether the provider made sure that the address is theirs.
    package var isEmailVerified: Bool
    package var name: String?
    /// The words of the claim that roles are made of; `nil` when there is no such claim.
    package var groups: [String]?
    /// The ID token itself, to be shown to the provider when the person signs out.
    package var token: String?

    package init(
        issuer: String, subject: String, email: String?, isEmailVerified: Bool, name: String? = nil, groups: [String]? = nil,
        token: String? = nil
    ) {
        self.issuer = issuer
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.name = name
        self.groups = groups
        self.token = token
    }
}

/// What is made of an identity provider's words.
package struct SingleSignOnRules: Sendable, Hashable {
    /// Roles by the word of the claim; empty when roles are given here and the provider has no say.
    package var roles: [String: Set<Role>]
    /// Whether people who are not known yet are added at their first sign-in.
    package var createsUsers: Bool

    package init(roles: [String: Set<Role>] = [:], createsUsers: Bool = false) {
        self.roles = roles
        self.createsUsers = createsUsers
    }
}

/// Signs somebody in whom the identity provider vouches for.
///
/// They are found by the provider's subject, the first time by an address that the provider verified, and are added when the
/// rules say so. Where a claim is mapped to roles, the provider decides about roles at every sign-in.
package struct SignInByProvider: Command {
    package static let access = Access.anybody
    package var identity: ExternalIdentity

    package init(_ identity: ExternalIdentity) { self.identity = identity }

    package func perform(in work: UnitOfWork) throws -> SignedIn {
        guard let rules = work.rules.singleSignOn else { throw Refusal.notFound("identity provider") }
        let roles = try mappedRoles(rules)
        let person = try known(in: work) ?? added(rules, roles, in: work)
        guard person.isActive else {
            throw Refusal.forbidden("\(person.email) may not sign in any more. Ask an administrator.")
        }
        // From here on it is this person who acts.
        let own = work.acting(as: Actor(.user(person)))
        let user = try updated(person, roles, in: own)
        let signedIn = try OpenSession(user: user, method: .singleSignOn, providerToken: identity.token).perform(in: own)
        work.take(over: own)
        return signedIn
    }

    /// `nil` when the provider has no say.
    private func mappedRoles(_ rules: SingleSignOnRules) throws -> Set<Role>? {
        if rules.roles.isEmpty { return nil }
        let roles = (identity.groups ?? []).reduce(into: Set<Role>()) { $0.formUnion(rules.roles[$1] ?? []) }
        guard !roles.isEmpty else {
            throw Refusal.forbidden(
                "The identity provider names no group of yours that has a role here. Ask an administrator for one.")
        }
        return roles
    }

    private func known(in work: UnitOfWork) throws -> User? {
        if let id = try work.store.user(issuer: identity.issuer, subject: identity.subject) { return try work.store.user(id) }
        guard let email = identity.email, let user = try work.store.user(email: FieldChecks.trimmed(email)) else { return nil }
        // Otherwise whoever can write any address into their profile would become anybody.
        guard identity.isEmailVerified else {
            throw Refusal.forbidden(
                "The identity provider has not verified your e-mail address. Verify it there, then try again.")
        }
        guard try !work.store.isLinked(user.id, issuer: identity.issuer) else {
            throw Refusal.forbidden("\(email) belongs to another account of the identity provider. Ask an administrator.")
        }
        try link(user, in: work)
        return user
    }

    private func added(_ rules: SingleSignOnRules, _ roles: Set<Role>?, in work: UnitOfWork) throws -> User {
        guard rules.createsUsers, let email = identity.email, identity.isEmailVerified else {
            throw Refusal.forbidden(
                "\(identity.email ?? "The identity provider's account") is not known here. Ask an administrator to add you.")
        }
        let user = try CreateUser(
            email: email, name: identity.name ?? email, roles: (roles ?? [.buyer]).map(\.rawValue).sorted()
        ).perform(in: work)
        try link(user, in: work)
        return user
    }

    private func link(_ user: User, in work: UnitOfWork) throws {
        try work.store.link(user.id, issuer: identity.issuer, subject: identity.subject, at: work.now)
        try work.record(.identityLinked, user.id, [("issuer", identity.issuer), ("subject", identity.subject)])
    }

    private func updated(_ person: User, _ roles: Set<Role>?, in work: UnitOfWork) throws -> User {
        guard var roles else { return person }
        // A group that is lost or misspelt there must not leave a company without anybody who can set it right here.
        let isKept = try !roles.contains(.administrator) && work.isLastAdministrator(person.id)
        if isKept { roles.insert(.administrator) }
        guard roles != person.roles else { return person }
        var user = person
        user.roles = roles
        try work.store.save(user)
        try work.record(
            .recordChanged, user.id,
            [
                ("roles", roles.map(\.rawValue).sorted().joined(separator: " ")),
                ("kept", isKept ? "administrator: nobody else is one" : nil),
            ])
        return user
    }
}
