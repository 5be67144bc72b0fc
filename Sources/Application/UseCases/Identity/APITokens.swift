import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// Makes a token for scripts: of a user, or of a machine with an administrator's rights. The text is told once.
package struct CreateAPIToken: Command {
    package static let access = Access.roles(scope: "api-tokens.write")
    package var name: String
    package var userEmail: String?
    package var scopes: [String]
    package var expiresAt: Date?

    package init(name: String, userEmail: String? = nil, scopes: [String], expiresAt: Date? = nil) {
        self.name = name
        self.userEmail = userEmail
        self.scopes = scopes
        self.expiresAt = expiresAt
    }

    package func perform(in work: UnitOfWork) throws -> (token: APIToken, secret: String) {
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        if scopes.isEmpty { checks.add("/scopes", "required", "Name at least one scope, for example orders.read, or * for all.") }
        for scope in scopes where !Self.isScope(scope) {
            checks.add(
                "/scopes", "invalid", "“\(scope)” is not a scope. Write *, or an area and read, write or *, as in orders.read.")
        }
        if let own = work.actor.scopes, !own.contains("*") {
            // A token must not be able to make a mightier one.
            for scope in scopes where !own.contains(scope) {
                checks.add("/scopes", "beyond-own", "This token lacks the scope \(scope) itself, so it cannot give it away.")
            }
        }
        var owner: User?
        if let userEmail {
            owner = try work.store.user(email: userEmail)
            if owner == nil { checks.add("/user", "not-found", "No user has the e-mail address \(userEmail).") }
        }
        try checks.finish()
        let secret = "ptk_" + Base64.url.encode(work.environment.random.bytes(32))
        let token = APIToken(
            id: work.newID(), name: name, userID: owner?.id, scopes: scopes, createdAt: work.now, expiresAt: expiresAt)
        try work.store.insert(token, tokenHash: SHA256.digest(secret))
        try work.record(
            .tokenCreated, token.id, [("name", name), ("user", owner?.email), ("scopes", scopes.joined(separator: " "))])
        return (token, secret)
    }

    private static func isScope(_ text: String) -> Bool {
        if text == "*" { return true }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && ["read", "write", "*"].contains(parts[1])
            && !parts[0].isEmpty && parts[0].allSatisfy { $0.isLowercase || $0 == "-" }
    }
}

package struct RevokeAPIToken: Command {
    package static let access = Access.roles(scope: "api-tokens.write")
    package var id: Identifier<APIToken>

    package init(_ id: Identifier<APIToken>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> APIToken {
        var token = try work.need(try work.store.apiToken(id), "API token")
        if token.revokedAt == nil {
            try work.store.setTokenRevoked(id, at: work.now)
            token.revokedAt = work.now
            try work.record(.tokenRevoked, id, [("name", token.name)])
        }
        return token
    }
}

/// A page of tokens, newest first.
package struct ListAPITokens: Query {
    package static let access = Access.roles(.auditor, scope: "api-tokens.read")
    package var page: PageRequest
    package init(_ page: PageRequest = PageRequest()) { self.page = page }
    package func answer(in view: View) throws -> Page<APIToken> { try view.store.apiTokens(page) }
}

package struct ShowAPIToken: Query {
    package static let access = ListAPITokens.access
    package var id: Identifier<APIToken>
    package init(_ id: Identifier<APIToken>) { self.id = id }
    package func answer(in view: View) throws -> APIToken { try view.need(try view.store.apiToken(id), "API token") }
}

/// Who a bearer token speaks for; `nil` for an unknown, expired or revoked one.
package struct FindToken: Sendable {
    package var secret: String

    package init(_ secret: String) { self.secret = secret }

    package func run(in application: Application) async throws -> Actor? {
        guard let found = try await application.answer(Lookup(hash: SHA256.digest(secret)), as: .nobody) else { return nil }
        // Last use is told to the minute; more would cost a write a request.
        if found.isStale { try await application.perform(Touch(id: found.id), as: .system) }
        return found.actor
    }

    private struct Lookup: Query {
        static let access = Access.anybody
        var hash: [UInt8]

        func answer(in view: View) throws -> (id: Identifier<APIToken>, actor: Actor, isStale: Bool)? {
            guard let token = try view.store.apiToken(tokenHash: hash), token.revokedAt == nil,
                token.expiresAt.map({ $0 > view.now }) ?? true
            else { return nil }
            let isStale = token.lastUsedAt.map { view.now.timeIntervalSince($0) > 60 } ?? true
            guard let userID = token.userID else {
                return (token.id, Actor(.machine(token.id, name: token.name), scopes: token.scopes), isStale)
            }
            guard let user = try view.setUp().people[userID], user.isActive else { return nil }
            return (token.id, Actor(.user(user), scopes: token.scopes), isStale)
        }
    }

    private struct Touch: Command {
        static let access = Access.system
        var id: Identifier<APIToken>
        func perform(in work: UnitOfWork) throws { try work.store.setTokenUsed(id, at: work.now) }
    }
}
