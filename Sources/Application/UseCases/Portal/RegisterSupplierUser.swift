import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// Whom a link invites, for the page that it opens. A link that is not good says why and what to do.
package struct ShowInvitation: Query {
    package static let access = Access.anybody
    package var token: String
    package init(token: String) { self.token = token }

    package func answer(in view: View) throws -> (invitation: SupplierInvitation, supplierName: String) {
        let invitation = try view.invitation(token)
        return (invitation, try view.store.supplier(invitation.supplierID)?.name ?? "")
    }
}

extension Workspace {
    /// The open invitation of a link.
    fileprivate func invitation(_ token: String) throws -> SupplierInvitation {
        guard let hash = PortalToken.hash(token), let invitation = try store.supplierInvitation(tokenHash: hash) else {
            throw Refusal.notFound("invitation")
        }
        switch invitation.state(at: now) {
        case .open: return invitation
        case .used:
            throw Refusal.conflict(
                code: "link-used",
                "This invitation was used already. Sign in with \(invitation.email), or ask for a link by mail.")
        case .revoked:
            throw Refusal.conflict(
                code: "link-revoked", "This invitation was taken back, or a newer one took its place. Look for a newer mail.")
        case .expired:
            throw Refusal.conflict(
                code: "link-expired",
                "This invitation ended on \(Day(invitation.expiresAt).text). Ask \(invitation.invitedBy) for a new one.")
        }
    }
}

/// Makes the sign-in that an invitation allows. The link is used up in the same transaction.
package struct RegisterSupplierUser: Sendable {
    package var token: String
    package var name: String
    package var password: String

    package init(token: String, name: String, password: String) {
        self.token = token
        self.name = name
        self.password = password
    }

    /// Answers who may sign in now. Throws `Refusal`.
    package func run(in application: Application) async throws -> SupplierUser {
        let environment = application.environment
        // Told before the slow part: a guessed link costs nothing.
        _ = try await application.answer(ShowInvitation(token: token), as: .nobody)
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "Your name")
        checks.password(password)
        try checks.finish()
        let password = password
        let hash = await Task.detached {
            PasswordHash.make(password, cost: environment.passwordCost, random: environment.random)
        }.value
        return try await application.perform(Make(token: token, name: name, passwordHash: hash), as: .nobody)
    }

    private struct Make: Command {
        static let access = Access.anybody
        static let changesSetUp = false
        var token: String
        var name: String
        var passwordHash: String

        func perform(in work: UnitOfWork) throws -> SupplierUser {
            var invitation = try work.invitation(token)
            guard try work.store.supplierUser(email: invitation.email) == nil else {
                throw Refusal.conflict(code: "link-used", "\(invitation.email) has a sign-in already. Sign in with it.")
            }
            let user = SupplierUser(
                id: work.newID(), supplierID: invitation.supplierID, email: invitation.email, name: name,
                language: invitation.language, createdAt: work.now)
            try work.store.save(user)
            try work.store.setPasswordHash(passwordHash, of: user.id)
            invitation.usedAt = work.now
            try work.store.update(invitation)
            let personal = work.acting(as: Actor(.supplier(user)))
            try personal.record(
                .supplierRegistered, user.id, [("email", user.email), ("supplier", user.supplierID.text)])
            work.take(over: personal)
            return user
        }
    }
}

/// Makes a supplier's sign-in at once, without an invitation: for a demonstration and for whoever has the server's own command line.
package struct AddSupplierUser: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var supplierID: Identifier<Supplier>
    package var email: String
    package var name: String
    package var password: String

    package init(_ supplierID: Identifier<Supplier>, email: String, name: String, password: String) {
        self.supplierID = supplierID
        self.email = email
        self.name = name
        self.password = password
    }

    package func perform(in work: UnitOfWork) throws -> SupplierUser {
        _ = try work.need(try work.store.supplier(supplierID), "supplier")
        var checks = FieldChecks()
        let user = SupplierUser(
            id: work.newID(), supplierID: supplierID, email: checks.email(email, "/email"),
            name: checks.text(name, "/name", "The name"), createdAt: work.now)
        checks.password(password)
        let isEmployee = try work.store.user(email: user.email) != nil
        if try isEmployee || work.store.supplierUser(email: user.email) != nil {
            checks.add("/email", "taken", "\(user.email) has a sign-in already.")
        }
        try checks.finish()
        try work.store.save(user)
        let hash = PasswordHash.make(password, cost: work.environment.passwordCost, random: work.environment.random)
        try work.store.setPasswordHash(hash, of: user.id)
        try work.record(.supplierRegistered, user.id, [("email", user.email), ("supplier", supplierID.text)])
        return user
    }
}
