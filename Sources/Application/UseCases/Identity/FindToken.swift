import Cryptography
package import FoundationEssentials
import Procurement
import ProcurementStore

/// Who a bearer token speaks for.
package struct FindToken: Sendable {
    package enum Verdict: Sendable {
        case valid(Actor)
        case unknown
        case expired(Date)
        case revoked(Date)
        /// Its user is not active any more.
        case ownerLeft
    }

    package var secret: String

    package init(_ secret: String) { self.secret = secret }

    /// The actor; `nil` for a token that is not good, whatever the reason.
    package func run(in application: Application) async throws -> Actor? {
        guard case .valid(let actor) = try await verdict(in: application) else { return nil }
        return actor
    }

    package func verdict(in application: Application) async throws -> Verdict {
        let found = try await application.answer(Lookup(hash: SHA256.digest(secret)), as: .nobody)
        // Last use is told to the minute; more would cost a write a request.
        if let id = found.stale { try await application.perform(Touch(id: id), as: .system) }
        return found.verdict
    }

    private struct Lookup: Query {
        static let access = Access.anybody
        var hash: [UInt8]

        func answer(in view: View) throws -> (verdict: Verdict, stale: Identifier<APIToken>?) {
            guard let token = try view.store.apiToken(tokenHash: hash) else { return (.unknown, nil) }
            if let revoked = token.revokedAt { return (.revoked(revoked), nil) }
            if let end = token.expiresAt, end <= view.now { return (.expired(end), nil) }
            let isStale = token.lastUsedAt.map { view.now.timeIntervalSince($0) > 60 } ?? true
            let stale = isStale ? token.id : nil
            guard let userID = token.userID else {
                return (.valid(Actor(.machine(token.id, name: token.name), scopes: token.scopes)), stale)
            }
            guard let user = try view.store.user(userID), user.isActive else { return (.ownerLeft, nil) }
            return (.valid(Actor(.user(user), scopes: token.scopes)), stale)
        }
    }

    private struct Touch: Command {
        static let access = Access.system
        var id: Identifier<APIToken>
        func perform(in work: UnitOfWork) throws { try work.store.setTokenUsed(id, at: work.now) }
    }
}
