import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore

/// Half a sign-in: whose password was right, in which browser, and until when a code may follow. Sealed, so that nothing has
/// to be kept about it.
struct SignInTicket: Sendable, Hashable {
    /// Seconds.
    static let lifetime: Double = 300
    private static let context = "sign-in-second-step"

    /// The identifier of whoever it is.
    var holder: String
    var browser: String
    var expiresAt: Date

    /// A ticket from now on.
    static func made(for holder: String, browser: String, _ environment: Environment) -> String {
        SignInTicket(holder: holder, browser: browser, expiresAt: environment.now().addingTimeInterval(lifetime))
            .sealed(by: environment.sealer)
    }

    func sealed(by sealer: any Sealer) -> String {
        let text = "\(holder)\n\(Int64(expiresAt.timeIntervalSince1970))\n\(browser)"
        return Base64.url.encode(sealer.seal(text, for: Self.context))
    }

    /// Whose ticket it is; `nil` for a forged or late one, or another browser's.
    static func holder(_ text: String, browser: String, at now: Date, _ sealer: any Sealer) -> String? {
        guard let sealed = Base64.url.decode(text), let plain = try? sealer.openText(sealed, for: context) else { return nil }
        let parts = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, !browser.isEmpty, parts[2] == browser, let end = Int64(parts[1]),
            Double(end) > now.timeIntervalSince1970
        else { return nil }
        return parts[0]
    }
}

/// The second step of a sign-in: a code of the app, or a recovery code.
package struct FinishSignIn: Sendable {
    package var ticket: String
    package var browser: String
    package var code: String
    /// Counts a try for an e-mail address; answers the seconds to wait when there were too many.
    package var tryAccount: @Sendable (String) -> Int?

    package init(
        ticket: String, browser: String, code: String, tryAccount: @escaping @Sendable (String) -> Int? = { _ in nil }
    ) {
        self.tryAccount = tryAccount
        self.ticket = ticket
        self.browser = browser
        self.code = code
    }

    /// Throws `Refusal.notSignedIn` when the first step has to be taken again.
    package func run(in application: Application) async throws -> SignedIn {
        let environment = application.environment
        guard
            let id = SignInTicket.holder(ticket, browser: browser, at: environment.now(), environment.sealer)
                .flatMap({ Identifier<User>($0) }),
            let user = try await application.answer(FindActiveUser(id: id), as: .nobody)
        else { throw Refusal.notSignedIn }
        // Failures are counted after a code was compared, so many tries at the same moment would all pass their limit.
        if let seconds = tryAccount(user.email) { throw Refusal.tooManyTries(seconds: seconds) }
        return try await WithCode(Prove(user: user, code: code)).run(in: application, as: Actor(.user(user)))
    }

    private struct FindActiveUser: Query {
        static let access = Access.anybody
        var id: Identifier<User>
        func answer(in view: View) throws -> User? { try view.store.user(id).flatMap { $0.isActive ? $0 : nil } }
    }

    private struct Prove: Command {
        static let access = Access.anybody
        var user: User
        var code: String

        func perform(in work: UnitOfWork) throws -> SignedIn {
            try work.proveSecondFactor(of: .user(user.id), email: user.email, code)
            return try OpenSession(user: user, method: .secondFactor).perform(in: work)
        }
    }
}

/// A command that a code of the actor's second factor stands before: wrong ones count like wrong passwords, and make wait.
package struct WithCode<C: Command>: Sendable {
    package var command: C
    package init(_ command: C) { self.command = command }

    package func run(in application: Application, as actor: Actor) async throws -> C.Outcome {
        guard let (holder, email) = actor.holder else { throw Refusal.notSignedIn }
        let key = holder.failureKey(email)
        if let wait = try await application.answer(Wait(email: key), as: .nobody) {
            throw Refusal.tooManyTries(seconds: wait)
        }
        do {
            return try await application.perform(command, as: actor)
        } catch let refusal as Refusal where refusal == SecondFactor.wrongCode {
            // Outside the transaction that took nothing.
            try await application.perform(CountFailedSignIn(email: key, subject: holder.text), as: .nobody)
            throw refusal
        }
    }

    private struct Wait: Query {
        static var access: Access { .anybody }
        var email: String
        func answer(in view: View) throws -> Int? { try view.secondsToWait(email: email) }
    }
}
