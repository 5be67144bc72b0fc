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
        let (now, hash) = (application.now, SHA256.digest(secret))
        let found = try await application.environment.tokens.answer(
            for: hash, at: now, again: { Finding(verdict: .valid($0)) }, keeps: { $0.actorToKeep(at: now) }
        ) {
            guard secret.hasPrefix(AccessToken.prefix) else {
                return try await application.answer(Lookup(hash: hash), as: .nobody)
            }
            guard let token = AccessToken(secret, sealer: application.environment.sealer) else {
                return Finding(verdict: .unknown)
            }
            return try await application.answer(LookupAccess(token: token), as: .nobody)
        }
        // Last use is told to the minute; more would cost a write a request.
        if let id = found.stale { try await application.perform(TouchToken(id: id), as: .system) }
        return found.verdict
    }

    fileprivate struct Finding {
        var verdict: Verdict
        /// The token whose last use is to be remembered.
        var stale: Identifier<APIToken>?
        var end: Date?

        /// Whom the token speaks for, where that holds for the moment for which it is kept.
        func actorToKeep(at now: Date) -> Actor? {
            guard stale == nil, case .valid(let actor) = verdict else { return nil }
            return end.map { $0.timeIntervalSince(now) <= LatelyProven<Actor>.seconds } ?? false ? nil : actor
        }
    }

    private struct Lookup: Query {
        static let access = Access.anybody
        var hash: [UInt8]

        func answer(in view: View) throws -> Finding {
            // A client's secret is good at /oauth/token only.
            guard let token = try view.store.apiToken(tokenHash: hash), token.kind == .token else {
                return Finding(verdict: .unknown)
            }
            return try view.judge(token, scopes: token.scopes, until: token.expiresAt)
        }
    }

    private struct LookupAccess: Query {
        static let access = Access.anybody
        var token: AccessToken

        func answer(in view: View) throws -> Finding {
            guard let client = try view.store.apiToken(token.client), client.kind == .client,
                let hash = try view.store.tokenHash(of: client.id), AccessToken.mark(hash) == token.secretMark
            else { return Finding(verdict: .unknown) }
            return try view.judge(client, scopes: token.scopes, until: token.expiresAt)
        }
    }
}

extension View {
    /// Whom the token speaks for now.
    fileprivate func judge(_ token: APIToken, scopes: [String], until end: Date?) throws -> FindToken.Finding {
        if let revoked = token.revokedAt { return FindToken.Finding(verdict: .revoked(revoked)) }
        if let end, end <= now { return FindToken.Finding(verdict: .expired(end)) }
        let stale = token.lastUsedAt.map { now.timeIntervalSince($0) > 60 } ?? true ? token.id : nil
        guard let kind = try holder(of: token) else { return FindToken.Finding(verdict: .ownerLeft) }
        return FindToken.Finding(verdict: .valid(Actor(kind, scopes: scopes)), stale: stale, end: end)
    }

    /// `nil` when who it was made for may not sign in any more.
    private func holder(of token: APIToken) throws -> Actor.Kind? {
        if let id = token.supplierUserID {
            guard let user = try store.supplierUser(id), user.isActive,
                try store.supplier(user.supplierID)?.isActive == true
            else { return nil }
            return .supplier(user)
        }
        guard let userID = token.userID else { return .machine(token.id, name: token.name) }
        guard let user = try store.user(userID), user.isActive else { return nil }
        return .user(user)
    }
}
