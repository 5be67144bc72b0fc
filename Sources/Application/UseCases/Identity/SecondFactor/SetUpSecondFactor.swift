import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// What somebody's second factor is.
package struct ShowSecondFactor: Query {
    package static let access = Access.person("account.read")

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
        guard let (holder, _) = view.actor.holder else { throw Refusal.notSignedIn }
        let factor = try view.store.secondFactor(of: holder)
        let isOn = factor?.confirmedAt != nil
        let secret =
            try isOn ? nil : factor.map { try view.environment.sealer.open($0.secret, for: SecondFactor.context(holder)) }
        return Answer(
            isOn: isOn, newSecret: secret, recoveryCodes: try view.store.countRecoveryCodes(of: holder),
            isRequired: view.actor.user.map(view.rules.secondFactor.binds) ?? false)
    }
}

/// Makes a secret for the actor's authenticator app; it counts once a code of it was entered.
package struct BeginSecondFactor: Command {
    package static let access = Access.person("account.write")
    package init() {}

    package func perform(in work: UnitOfWork) throws {
        guard let (holder, _) = work.actor.holder else { throw Refusal.notSignedIn }
        guard try work.store.secondFactor(of: holder)?.confirmedAt == nil else {
            throw Refusal.conflict(code: "has-second-factor", "You have a second factor already. Take it away first.")
        }
        let secret = work.environment.random.bytes(TOTP.secretLength)
        let sealed = work.environment.sealer.seal(secret, for: SecondFactor.context(holder))
        try work.store.save(StoredSecondFactor(secret: sealed), of: holder)
    }
}

/// Puts the new secret to use, and answers recovery codes that are told once.
package struct ConfirmSecondFactor: Command {
    package static let access = Access.person("account.write")
    package var code: String
    package init(code: String) { self.code = code }

    package func perform(in work: UnitOfWork) throws -> [String] {
        guard let (holder, email) = work.actor.holder else { throw Refusal.notSignedIn }
        guard var factor = try work.store.secondFactor(of: holder), factor.confirmedAt == nil else {
            throw Refusal.conflict(code: "nothing-to-confirm", "There is no new second factor. Begin again.")
        }
        let secret = try work.environment.sealer.open(factor.secret, for: SecondFactor.context(holder))
        guard let step = TOTP.step(of: SecondFactor.digits(code), secret, at: work.now, after: factor.lastStep) else {
            throw SecondFactor.wrongCode
        }
        factor.confirmedAt = work.now
        factor.lastStep = step
        try work.store.save(factor, of: holder)
        try work.store.clearSignInFailures(email: holder.failureKey(email))
        try work.record(.secondFactorSet, about: holder.text)
        return try work.makeRecoveryCodes(of: holder)
    }
}

/// Makes new recovery codes, told once; the old ones end. Takes a code of the app, so that an open page is not enough.
package struct RenewRecoveryCodes: Command {
    package static let access = Access.person("account.write")
    package var code: String
    package init(code: String) { self.code = code }

    package func perform(in work: UnitOfWork) throws -> [String] {
        guard let (holder, email) = work.actor.holder else { throw Refusal.notSignedIn }
        try work.proveSecondFactor(of: holder, email: email, code)
        try work.record(.recoveryCodesMade, about: holder.text)
        return try work.makeRecoveryCodes(of: holder)
    }
}

/// Takes the actor's second factor away, given a code of it.
package struct RemoveSecondFactor: Command {
    package static let access = Access.person("account.write")
    package var code: String
    package init(code: String) { self.code = code }

    package func perform(in work: UnitOfWork) throws {
        guard let (holder, email) = work.actor.holder else { throw Refusal.notSignedIn }
        try work.proveSecondFactor(of: holder, email: email, code)
        try work.store.deleteSecondFactor(of: holder)
        try work.record(.secondFactorRemoved, about: holder.text)
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
        try work.store.deleteSecondFactor(of: .user(id))
        try work.store.deleteSessions(of: id)
        try work.record(.secondFactorRemoved, id)
        return user
    }
}
