import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A browser that just signed in: the cookie's value is told here and never again.
package struct SignedIn: Sendable {
    package var token: String
    package var user: User
    package var expiresAt: Date
}

/// What a password was good for.
package enum SignInStep: Sendable {
    case signedIn(SignedIn)
    /// The user has a second factor: ``FinishSignIn`` takes the ticket and a code of it.
    case needsCode(ticket: String)

    /// `nil` half way.
    package var session: SignedIn? { if case .signedIn(let session) = self { session } else { nil } }
}

/// Signs a user in with e-mail and password, or goes half the way for those who have a second factor.
///
/// An unknown address costs the same time and gets the same answer as a wrong password. After five failures in a row an
/// address has to wait, a minute at first and up to an hour.
package struct SignIn: Sendable {
    package var email: String
    package var password: String
    /// What only this browser has: the second step is bound to it.
    package var browser: String

    package init(email: String, password: String, browser: String) {
        self.email = email
        self.password = password
        self.browser = browser
    }

    package func run(in application: Application) async throws -> SignInStep {
        let found = try await application.answer(FindPassword(email: email), as: .nobody)
        let user = try await application.demandPassword(
            password, found.hash, of: found.user.flatMap { $0.isActive ? $0 : nil }, subject: found.user?.id.text,
            failuresOf: email, secondsToWait: found.secondsToWait)
        if found.hasSecondFactor {
            return .needsCode(ticket: SignInTicket.made(for: user.id.text, browser: browser, application.environment))
        }
        return .signedIn(try await application.perform(OpenSession(user: user, method: .password), as: Actor(.user(user))))
    }
}

extension Application {
    /// Whoever has this password; a failure is counted. An unknown address costs the same time and gets the same answer as a wrong
    /// password.
    ///
    /// - Parameters:
    ///   - person: `nil` for an unknown address, or somebody who is not active.
    ///   - subject: whom the trail names at a failure.
    ///   - key: what failures in a row are counted under.
    ///   - secondsToWait: after too many of them.
    func demandPassword<Person: Sendable>(
        _ password: String, _ hash: String?, of person: Person?, subject: String?, failuresOf key: String, secondsToWait: Int?
    ) async throws -> Person {
        if let secondsToWait { throw Refusal.tooManyTries(seconds: secondsToWait) }
        // The slow part runs outside the transaction and off the threads that serve requests.
        let cost = environment.passwordCost
        let matches = await Task.detached { PasswordHash.verify(password, hash, cost: cost) }.value
        guard matches, let person else {
            try await perform(CountFailedSignIn(email: key, subject: subject), as: .nobody)
            throw Refusal.invalid("/password", "wrong", "The e-mail address or the password is wrong.")
        }
        return person
    }
}

private struct FindPassword: Query {
    static let access = Access.anybody
    var email: String

    func answer(in view: View) throws -> (user: User?, hash: String?, hasSecondFactor: Bool, secondsToWait: Int?) {
        let user = try view.store.user(email: FieldChecks.trimmed(email))
        let hash = try user.flatMap { try view.store.passwordHash(of: $0.id) }
        let factor = try user.flatMap { try view.store.secondFactor(of: $0.id) }
        return (user, hash, factor?.confirmedAt != nil, try view.secondsToWait(email: email))
    }
}

extension View {
    /// After five failures in a row; `nil` when nobody has to wait.
    func secondsToWait(email: String) throws -> Int? {
        guard let failures = try store.signInFailures(email: FieldChecks.trimmed(email)), failures.count >= 5 else { return nil }
        let pause = min(3600, 60 * Double(1 << min(failures.count - 5, 6)))
        let left = failures.lastAt.addingTimeInterval(pause).timeIntervalSince(now)
        return left > 0 ? Int(left.rounded(.up)) : nil
    }
}

/// Remembers that a password or a code was wrong.
struct CountFailedSignIn: Command {
    static let access = Access.anybody
    var email: String
    /// The identifier of whoever has the address.
    var subject: String?

    func perform(in work: UnitOfWork) throws {
        try work.store.countSignInFailure(email: FieldChecks.trimmed(email), at: work.now)
        if let subject { try work.record(.signInFailed, about: subject) }
    }
}

/// Opens the session of somebody who proved who they are.
struct OpenSession: Command {
    static let access = Access.anybody
    /// What a provider's word is sealed for.
    static let providerContext = "identity-provider-token"

    var user: User
    var method: SignInMethod
    /// The identity provider's word, to be shown to it again at the end.
    var providerToken: String?

    func perform(in work: UnitOfWork) throws -> SignedIn {
        let token = Base64.url.encode(work.environment.random.bytes(32))
        let csrf = Base64.url.encode(work.environment.random.bytes(24))
        let expires = work.now.addingTimeInterval(work.rules.sessionHours * 3600)
        try work.store.deleteExpiredSessions(at: work.now)
        try work.store.clearSignInFailures(email: user.email)
        try work.store.insert(
            StoredSession(
                userID: user.id, csrfToken: csrf, expiresAt: expires, method: method,
                providerToken: providerToken.map {
                    work.environment.sealer.seal(Array($0.utf8), for: Self.providerContext)
                }), tokenHash: SHA256.digest(token), at: work.now)
        try work.record(.signedIn, user.id, [("by", method == .password ? nil : method.rawValue)])
        return SignedIn(token: token, user: user, expiresAt: expires)
    }
}

/// Ends a browser's session.
package struct SignOut: Command {
    package static let access = Access.anybody

    /// Whether somebody else has to be told that the person left.
    package struct Outcome: Sendable, Hashable {
        /// The identity provider vouched for them.
        package var cameByProvider: Bool
        /// What it said of them.
        package var providerToken: String?

        package init(cameByProvider: Bool = false) { self.cameByProvider = cameByProvider }
    }

    package var token: String

    package init(token: String) { self.token = token }

    package func perform(in work: UnitOfWork) throws -> Outcome {
        let hash = SHA256.digest(token)
        guard let session = try work.store.session(tokenHash: hash) else { return Outcome() }
        var outcome = Outcome(cameByProvider: session.method == .singleSignOn)
        outcome.providerToken = try work.store.providerToken(tokenHash: hash).flatMap {
            try? work.environment.sealer.openText($0, for: OpenSession.providerContext)
        }
        try work.store.deleteSession(tokenHash: hash)
        try work.record(.signedOut, session.userID)
        return outcome
    }
}

/// Who a browser's cookie belongs to, and the token that its forms must carry.
package struct FindSession: Query {
    package static let access = Access.anybody

    package struct Session: Sendable {
        package var user: User
        package var csrfToken: String
        /// Whether nothing may be done before a second factor is set up.
        package var needsSecondFactor: Bool
    }

    package var token: String

    package init(token: String) { self.token = token }

    package func answer(in view: View) throws -> Session? {
        guard let session = try view.store.session(tokenHash: SHA256.digest(token)), session.expiresAt > view.now,
            let user = try view.store.user(session.userID), user.isActive
        else { return nil }
        // Asked only of those who are bound and came by password alone.
        let isBound = session.method == .password && view.rules.secondFactor.binds(user)
        let needs = try isBound && view.store.secondFactor(of: user.id)?.confirmedAt == nil
        return Session(user: user, csrfToken: session.csrfToken, needsSecondFactor: needs)
    }
}
