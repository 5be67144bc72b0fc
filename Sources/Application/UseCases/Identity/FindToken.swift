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
        let found: (verdict: Verdict, stale: Identifier<APIToken>?)
        if secret.hasPrefix(AccessToken.prefix) {
            guard let token = AccessToken(secret, sealer: application.environment.sealer) else { return .unknown }
            found = try await application.answer(LookupAccess(token: token), as: .nobody)
        } else {
            found = try await application.answer(Lookup(hash: SHA256.digest(secret)), as: .nobody)
        }
        // Last use is told to the minute; more would cost a write a request.
        if let id = found.stale { try await application.perform(TouchToken(id: id), as: .system) }
        return found.verdict
    }

    private struct Lookup: Query {
        static let access = Access.anybody
        var hash: [UInt8]

        func answer(in view: View) throws -> (verdict: Verdict, stale: Identifier<APIToken>?) {
            // A client's secret is good at /oauth/token only.
            guard let token = try view.store.apiToken(tokenHash: hash), token.kind == .token else { return (.unknown, nil) }
            return try view.judge(token, scopes: token.scopes, until: token.expiresAt)
        }
    }

    private struct LookupAccess: Query {
        static let access = Access.anybody
        var token: AccessToken

        func answer(in view: View) throws -> (verdict: Verdict, stale: Identifier<APIToken>?) {
            guard let client = try view.store.apiToken(token.client), client.kind == .client,
                let hash = try view.store.tokenHash(of: client.id), AccessToken.mark(hash) == token.secretMark
            else { return (.unknown, nil) }
            return try view.judge(client, scopes: token.scopes, until: token.expiresAt)
        }
    }
}

extension View {
    /// Whom the token speaks for now, and its identifier when its last use is to be remembered.
    fileprivate func judge(_ token: APIToken, scopes: [String], until end: Date?) throws -> (
        verdict: FindToken.Verdict, stale: Identifier<APIToken>?
    ) {
        if let revoked = token.revokedAt { return (.revoked(revoked), nil) }
        if let end, end <= now { return (.expired(end), nil) }
        let stale = token.lastUsedAt.map { now.timeIntervalSince($0) > 60 } ?? true ? token.id : nil
        if let id = token.supplierUserID {
            guard let user = try store.supplierUser(id), user.isActive,
                try store.supplier(user.supplierID)?.isActive == true
            else { return (.ownerLeft, nil) }
            return (.valid(Actor(.supplier(user), scopes: scopes)), stale)
        }
        guard let userID = token.userID else {
            return (.valid(Actor(.machine(token.id, name: token.name), scopes: scopes)), stale)
        }
        guard let user = try store.user(userID), user.isActive else { return (.ownerLeft, nil) }
        return (.valid(Actor(.user(user), scopes: scopes)), stale)
    }
}
