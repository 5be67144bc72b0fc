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

/// Signs a user in with e-mail and password.
///
/// An unknown address costs the same time and gets the same answer as a wrong password. After five failures in a row an
/// address has to wait, a minute at first and up to an hour.
package struct SignIn: Sendable {
    package var email: String
    package var password: String

    package init(email: String, password: String) {
        self.email = email
        self.password = password
    }

    package func run(in application: Application) async throws -> SignedIn {
        let found = try await application.answer(FindPassword(email: email), as: .nobody)
        if let wait = found.secondsToWait { throw Refusal.tooManyTries(seconds: wait) }
        // The slow part runs outside the transaction and off the threads that serve requests.
        let (password, cost) = (password, application.environment.passwordCost)
        let matches = await Task.detached { PasswordHash.verify(password, found.hash, cost: cost) }.value
        guard matches, let user = found.user, user.isActive else {
            try await application.perform(CountFailedSignIn(email: email, userID: found.user?.id), as: .nobody)
            throw Refusal.invalid("/password", "wrong", "The e-mail address or the password is wrong.")
        }
        return try await application.perform(OpenSession(user: user), as: Actor(.user(user)))
    }
}

private struct FindPassword: Query {
    static let access = Access.anybody
    var email: String

    func answer(in view: View) throws -> (user: User?, hash: String?, secondsToWait: Int?) {
        let user = try view.store.user(email: FieldChecks.trimmed(email))
        let hash = try user.flatMap { try view.store.passwordHash(of: $0.id) }
        var wait: Int?
        if let failures = try view.store.signInFailures(email: FieldChecks.trimmed(email)), failures.count >= 5 {
            let pause = min(3600, 60 * Double(1 << min(failures.count - 5, 6)))
            let left = failures.lastAt.addingTimeInterval(pause).timeIntervalSince(view.now)
            if left > 0 { wait = Int(left.rounded(.up)) }
        }
        return (user, hash, wait)
    }
}

private struct CountFailedSignIn: Command {
    static let access = Access.anybody
    var email: String
    var userID: Identifier<User>?

    func perform(in work: UnitOfWork) throws {
        try work.store.countSignInFailure(email: FieldChecks.trimmed(email), at: work.now)
        if let userID { try work.record(.signInFailed, userID) }
    }
}

private struct OpenSession: Command {
    static let access = Access.anybody
    var user: User

    func perform(in work: UnitOfWork) throws -> SignedIn {
        let token = Base64.url.encode(work.environment.random.bytes(32))
        let csrf = Base64.url.encode(work.environment.random.bytes(24))
        let expires = work.now.addingTimeInterval(work.rules.sessionHours * 3600)
        try work.store.deleteExpiredSessions(at: work.now)
        try work.store.clearSignInFailures(email: user.email)
        try work.store.insert(
            StoredSession(userID: user.id, csrfToken: csrf, expiresAt: expires), tokenHash: SHA256.digest(token), at: work.now)
        try work.record(.signedIn, user.id)
        return SignedIn(token: token, user: user, expiresAt: expires)
    }
}

/// Ends a browser's session.
package struct SignOut: Command {
    package static let access = Access.anybody
    package var token: String

    package init(token: String) { self.token = token }

    package func perform(in work: UnitOfWork) throws {
        let hash = SHA256.digest(token)
        guard let session = try work.store.session(tokenHash: hash) else { return }
        try work.store.deleteSession(tokenHash: hash)
        try work.record(.signedOut, session.userID)
    }
}

/// Who a browser's cookie belongs to, and the token that its forms must carry.
package struct FindSession: Query {
    package static let access = Access.anybody
    package var token: String

    package init(token: String) { self.token = token }

    package func answer(in view: View) throws -> (user: User, csrfToken: String)? {
        guard let session = try view.store.session(tokenHash: SHA256.digest(token)), session.expiresAt > view.now,
            let user = try view.store.user(session.userID), user.isActive
        else { return nil }
        return (user, session.csrfToken)
    }
}
