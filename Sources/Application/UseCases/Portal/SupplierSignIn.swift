import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A supplier's browser that just signed in: the cookie's value is told here and never again.
package struct SignedInSupplier: Sendable {
    package var token: String
    package var user: SupplierUser
    package var expiresAt: Date
}

/// What a password or a link was good for.
package enum SupplierSignInStep: Sendable {
    case signedIn(SignedInSupplier)
    /// The person has a second factor: ``FinishSupplierSignIn`` takes the ticket and a code of it.
    case needsCode(ticket: String)
}

/// Signs somebody of a supplier in with e-mail and password. It keeps to what ``SignIn`` keeps to: the same time and the same answer
/// for unknown addresses, and waits after failures.
package struct SupplierSignIn: Sendable {
    package var email: String
    package var password: String
    /// What only this browser has.
    package var browser: String

    package init(email: String, password: String, browser: String) {
        self.email = email
        self.password = password
        self.browser = browser
    }

    package func run(in application: Application) async throws -> SupplierSignInStep {
        let found = try await application.answer(FindSupplierPassword(email: email), as: .nobody)
        let user = try await application.demandPassword(
            password, found.hash, of: found.user.flatMap { $0.isActive ? $0 : nil }, subject: found.user?.id.text,
            failuresOf: SignInHolder.portalFailureKey(email), secondsToWait: found.secondsToWait)
        return try await user.goOn(browser: browser, hasSecondFactor: found.hasSecondFactor, in: application)
    }

    private struct FindSupplierPassword: Query {
        static let access = Access.anybody
        var email: String

        func answer(
            in view: View
        ) throws -> (user: SupplierUser?, hash: String?, hasSecondFactor: Bool, secondsToWait: Int?) {
            // Nobody signs in for a supplier that is not bought from any more.
            let user = try view.store.supplierUser(email: FieldChecks.trimmed(email)).flatMap {
                try view.store.supplier($0.supplierID)?.isActive == true ? $0 : nil
            }
            let hash = try user.flatMap { try view.store.passwordHash(of: $0.id) }
            let factor = try user.flatMap { try view.store.secondFactor(of: .supplierUser($0.id)) }
            return (
                user, hash, factor?.confirmedAt != nil,
                try view.secondsToWait(email: SignInHolder.portalFailureKey(email))
            )
        }
    }
}

extension SupplierUser {
    /// Whoever proved the first thing: signed in, or asked for the second.
    fileprivate func goOn(
        browser: String, hasSecondFactor: Bool, in application: Application
    ) async throws -> SupplierSignInStep {
        if hasSecondFactor {
            return .needsCode(ticket: SignInTicket.made(for: id.text, browser: browser, application.environment))
        }
        return .signedIn(
            try await application.perform(OpenSupplierSession(user: self, by: "password"), as: Actor(.supplier(self))))
    }
}

/// The second step: a code of the app, or a recovery code.
package struct FinishSupplierSignIn: Sendable {
    package var ticket: String
    package var browser: String
    package var code: String
    /// Counts a try for an e-mail address; answers the seconds to wait when there were too many.
    package var tryAccount: @Sendable (String) -> Int?

    package init(ticket: String, browser: String, code: String, tryAccount: @escaping @Sendable (String) -> Int?) {
        self.ticket = ticket
        self.browser = browser
        self.code = code
        self.tryAccount = tryAccount
    }

    /// Throws `Refusal.notSignedIn` when the first step has to be taken again.
    package func run(in application: Application) async throws -> SignedInSupplier {
        let environment = application.environment
        guard
            let id = SignInTicket.holder(ticket, browser: browser, at: environment.now(), environment.sealer)
                .flatMap({ Identifier<SupplierUser>($0) }),
            let user = try await application.answer(FindActive(id: id), as: .nobody)
        else { throw Refusal.notSignedIn }
        if let seconds = tryAccount(user.email) { throw Refusal.tooManyTries(seconds: seconds) }
        return try await WithCode(Prove(user: user, code: code)).run(in: application, as: Actor(.supplier(user)))
    }

    private struct FindActive: Query {
        static let access = Access.anybody
        var id: Identifier<SupplierUser>
        func answer(in view: View) throws -> SupplierUser? {
            try view.store.supplierUser(id).flatMap { $0.isActive ? $0 : nil }
        }
    }

    private struct Prove: Command {
        static let access = Access.anybody
        static let changesSetUp = false
        var user: SupplierUser
        var code: String

        func perform(in work: UnitOfWork) throws -> SignedInSupplier {
            try work.proveSecondFactor(of: .supplierUser(user.id), email: user.email, code)
            return try OpenSupplierSession(user: user, by: "second_factor").perform(in: work)
        }
    }
}

/// Opens the session of somebody who proved who they are.
private struct OpenSupplierSession: Command {
    static let access = Access.anybody
    static let changesSetUp = false
    var user: SupplierUser
    var by: String

    func perform(in work: UnitOfWork) throws -> SignedInSupplier {
        let token = PortalToken.make(work.environment.random)
        let expires = work.now.addingTimeInterval(work.rules.sessionHours * 3600)
        try work.store.clearSignInFailures(email: SignInHolder.portalFailureKey(user.email))
        try work.store.insert(
            StoredSupplierSession(
                userID: user.id, csrfToken: Base64.url.encode(work.environment.random.bytes(24)), expiresAt: expires),
            tokenHash: SHA256.digest(token), at: work.now)
        try work.record(.signedIn, user.id, [("by", by)])
        return SignedInSupplier(token: token, user: user, expiresAt: expires)
    }
}

/// Sends a link that signs in once, a quarter of an hour long. Whether there is such a sign-in is not told.
package struct SendSignInLink: Command {
    package static let access = Access.anybody
    package static let changesSetUp = false
    /// Seconds.
    package static let lifetime: Double = 15 * 60
    package var email: String

    package init(email: String) { self.email = email }

    package func perform(in work: UnitOfWork) throws {
        let email = FieldChecks.trimmed(email)
        guard let user = try work.store.supplierUser(email: email), user.isActive, work.rules.mail != nil else { return }
        let secret = PortalToken.make(work.environment.random)
        try work.store.insertSupplierLink(
            tokenHash: SHA256.digest(secret), of: user.id, until: work.now.addingTimeInterval(Self.lifetime), at: work.now)
        let wording = try work.wording(.signInLink, user.language)
        let values = ["name": user.name]
        var frame = MailFrame(
            language: user.language, subject: MailWording.fill(wording.subject, values), name: user.name,
            lead: MailWording.fill(wording.lead, values),
            settings: "\(work.rules.publicURL)/portal")
        frame.link = "\(work.rules.publicURL)/portal/sign-in/link/\(secret)"
        try work.queueMail(.signInLink, to: user.email, name: user.name, user: nil, frame.content)
        try work.record(.supplierLinkSent, user.id)
    }
}

/// Whom a mailed link signs in, for the page with the button: mail programs that open links to look at them use up nothing.
package struct ShowSignInLink: Query {
    package static let access = Access.anybody
    package var token: String
    package init(token: String) { self.token = token }
    package func answer(in view: View) throws -> SupplierUser { try view.link(token).user }
}

extension Workspace {
    fileprivate func link(_ token: String) throws -> (user: SupplierUser, hash: [UInt8]) {
        guard let hash = PortalToken.hash(token), let link = try store.supplierLink(tokenHash: hash),
            let user = try store.supplierUser(link.userID), user.isActive, try store.supplier(user.supplierID)?.isActive == true
        else { throw Refusal.notFound("link") }
        if link.usedAt != nil {
            throw Refusal.conflict(code: "link-used", "This link was used already: each signs in once. Ask for another one.")
        }
        guard link.expiresAt > now else {
            throw Refusal.conflict(code: "link-expired", "This link is over: it was good for 15 minutes. Ask for another one.")
        }
        return (user, hash)
    }
}

/// Signs in by a mailed link, once. Who has a second factor is asked for it all the same.
package struct SignInByLink: Sendable {
    package var token: String
    package var browser: String

    package init(token: String, browser: String) {
        self.token = token
        self.browser = browser
    }

    package func run(in application: Application) async throws -> SupplierSignInStep {
        let found = try await application.perform(Use(token: token), as: .nobody)
        return try await found.user.goOn(browser: browser, hasSecondFactor: found.hasSecondFactor, in: application)
    }

    private struct Use: Command {
        static let access = Access.anybody
        static let changesSetUp = false
        var token: String

        func perform(in work: UnitOfWork) throws -> (user: SupplierUser, hasSecondFactor: Bool) {
            let (user, hash) = try work.link(token)
            try work.store.setSupplierLinkUsed(tokenHash: hash, at: work.now)
            let factor = try work.store.secondFactor(of: .supplierUser(user.id))
            return (user, factor?.confirmedAt != nil)
        }
    }
}

/// Who a supplier's cookie belongs to, and the token that its forms must carry.
package struct FindSupplierSession: Query {
    package static let access = Access.anybody

    package struct Session: Sendable {
        package var user: SupplierUser
        package var csrfToken: String
    }

    package var token: String
    package init(token: String) { self.token = token }

    package func answer(in view: View) throws -> Session? {
        guard let session = try view.store.supplierSession(tokenHash: SHA256.digest(token)), session.expiresAt > view.now,
            let user = try view.store.supplierUser(session.userID), user.isActive,
            try view.store.supplier(user.supplierID)?.isActive == true
        else { return nil }
        return Session(user: user, csrfToken: session.csrfToken)
    }
}

/// Ends a supplier's browser session.
package struct SignSupplierOut: Command {
    package static let access = Access.anybody
    package static let changesSetUp = false
    package var token: String
    package init(token: String) { self.token = token }

    package func perform(in work: UnitOfWork) throws {
        let hash = SHA256.digest(token)
        guard let session = try work.store.supplierSession(tokenHash: hash) else { return }
        try work.store.deleteSupplierSession(tokenHash: hash)
        try work.record(.signedOut, session.userID)
    }
}

/// A new password of one's own, given the old one; ends every other session.
package struct ChangeSupplierPassword: Sendable {
    package var old: String
    package var new: String

    package init(old: String, new: String) {
        self.old = old
        self.new = new
    }

    package func run(in application: Application, as actor: Actor) async throws {
        guard let user = actor.supplierUser else { throw Refusal.notSignedIn }
        var checks = FieldChecks()
        checks.password(new)
        try checks.finish()
        let environment = application.environment
        let key = SignInHolder.portalFailureKey(user.email)
        let found = try await application.answer(Known(id: user.id, key: key), as: .nobody)
        if let wait = found.wait { throw Refusal.tooManyTries(seconds: wait) }
        let (old, new) = (old, new)
        let hash: String? = await Task.detached {
            PasswordHash.verify(old, found.hash, cost: environment.passwordCost)
                ? PasswordHash.make(new, cost: environment.passwordCost, random: environment.random) : nil
        }.value
        guard let hash else {
            try await application.perform(CountFailedSignIn(email: key, subject: user.id.text), as: .nobody)
            throw Refusal.invalid("/old_password", "wrong", "That is not the present password.")
        }
        try await application.perform(Set(id: user.id, hash: hash), as: actor)
    }

    private struct Known: Query {
        static let access = Access.anybody
        var id: Identifier<SupplierUser>
        var key: String
        func answer(in view: View) throws -> (hash: String?, wait: Int?) {
            (try view.store.passwordHash(of: id), try view.secondsToWait(email: key))
        }
    }

    private struct Set: Command {
        static let access = Access.supplier("portal-profile.write")
        static let changesSetUp = false
        var id: Identifier<SupplierUser>
        var hash: String
        func perform(in work: UnitOfWork) throws {
            try work.store.setPasswordHash(hash, of: id)
            try work.store.deleteSessions(of: id)
            try work.record(.passwordChanged, id)
        }
    }
}
