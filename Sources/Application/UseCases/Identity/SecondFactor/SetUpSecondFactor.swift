import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// What somebody's second factor is.
package struct ShowSecondFactor: Query {
    package static let access = Access.signedIn("account.read")

    package struct Answer: Sendable, Hashable {
        package var isOn: Bool
        /// The secret that is being set up; `nil` when there is none, or it is in use already and not shown again.
        package var newSecret: [UInt8]?
        /// How many recovery codes are left.
        package var recoveryCodes: Int
        package var isRequired: Bool
    }

    package init() {}

    package func answer(in view: View) throws -> Answer {
        guard let user = view.actor.user else { throw Refusal.notSignedIn }
        let factor = try view.store.secondFactor(of: user.id)
        let isOn = factor?.confirmedAt != nil
        let secret =
            try isOn ? nil : factor.map { try view.environment.sealer.open($0.secret, for: SecondFactor.context(user.id)) }
        return Answer(
            isOn: isOn, newSecret: secret, recoveryCodes: try view.store.countRecoveryCodes(of: user.id),
            isRequired: view.rules.secondFactor.binds(user))
    }
}

/// Makes a secret for the actor's authenticator app; it counts once a code of it was entered.
package struct BeginSecondFactor: Command {
    package static let access = Access.signedIn("account.write")
    package init() {}

    package func perform(in work: UnitOfWork) throws {
        guard let user = work.actor.user else { throw Refusal.notSignedIn }
        guard try work.store.secondFactor(of: user.id)?.confirmedAt == nil else {
            throw Refusal.conflict(code: "has-second-factor", "You have a second factor already. Take it away first.")
        }
        let secret = work.environment.random.bytes(TOTP.secretLength)
        let sealed = work.environment.sealer.seal(secret, for: SecondFactor.context(user.id))
        try work.store.save(StoredSecondFactor(secret: sealed), of: user.id)
    }
}

/// Puts the new secret to use, and answers recovery codes that are told once.
package struct ConfirmSecondFactor: Command {
    package static let access = Access.signedIn("account.write")
    package var code: String
    package init(code: String) { self.code = code }

    package func perform(in work: UnitOfWork) throws -> [String] {
        guard let user = work.actor.user else { throw Refusal.notSignedIn }
        guard var factor = try work.store.secondFactor(of: user.id), factor.confirmedAt == nil else {
            throw Refusal.conflict(code: "nothing-to-confirm", "There is no new second factor. Begin again.")
        }
        let secret = try work.environment.sealer.open(factor.secret, for: SecondFactor.context(user.id))
        guard let step = TOTP.step(of: SecondFactor.digits(code), secret, at: work.now, after: factor.lastStep) else {
            throw SecondFactor.wrongCode
        }
        factor.confirmedAt = work.now
        factor.lastStep = step
        try work.store.save(factor, of: user.id)
        try work.store.clearSignInFailures(email: user.email)
        try work.record(.secondFactorSet, user.id)
        return try work.makeRecoveryCodes(of: user.id)
    }
}

/// Makes new recovery codes, told once; the old ones end. Takes a code of the app, so that an open page is not enough.
package struct RenewRecoveryCodes: Command {
    package static let access = Access.signedIn("account.write")
    package var code: String
    package init(code: String) { self.code = code }

    package func perform(in work: UnitOfWork) throws -> [String] {
        guard let user = work.actor.user else { throw Refusal.notSignedIn }
        try work.proveSecondFactor(of: user, code)
        try work.record(.recoveryCodesMade, user.id)
        return try work.makeRecoveryCodes(of: user.id)
    }
}

/// Takes the actor's second factor away, given a code of it.
package struct RemoveSecondFactor: Command {
    package static let access = Access.signedIn("account.write")
    package var code: String
    package init(code: String) { self.code = code }

    package func perform(in work: UnitOfWork) throws {
        guard let user = work.actor.user else { throw Refusal.notSignedIn }
        try work.proveSecondFactor(of: user, code)
        try work.store.deleteSecondFactor(of: user.id)
        try work.record(.secondFactorRemoved, user.id)
    }
}

/// Takes somebody's second factor away who lost it, and ends their sessions.
package struct ResetSecondFactor: Command {
    package static let access = Access.roles(scope: "users.write")
    package var id: Identifier<User>
    package init(_ id: Identifier<User>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> User {
        let user = try work.need(try work.store.user(id), "user")
        guard try work.store.secondFactor(of: id) != nil else {
            throw Refusal.conflict(code: "no-second-factor", "\(user.name) has no second factor.")
        }
        try work.store.deleteSecondFactor(of: id)
        try work.store.deleteSessions(of: id)
        try work.record(.secondFactorRemoved, id)
        return user
    }
}
