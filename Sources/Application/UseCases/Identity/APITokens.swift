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
        checks.scopes(scopes, beyond: work.actor)
        var owner: User?
        var supplierOwner: SupplierUser?
        if let userEmail {
            owner = try work.store.user(email: userEmail)
            if owner == nil { supplierOwner = try work.store.supplierUser(email: userEmail) }
            if owner == nil, supplierOwner == nil {
                checks.add("/user", "not-found", "No user has the e-mail address \(userEmail).")
            }
        }
        try checks.finish()
        let secret = "ptk_" + Base64.url.encode(work.environment.random.bytes(32))
        let token = APIToken(
            id: work.newID(), name: name, userID: owner?.id, supplierUserID: supplierOwner?.id, scopes: scopes,
            createdAt: work.now, expiresAt: expiresAt)
        try work.store.insert(token, tokenHash: SHA256.digest(secret))
        try work.record(
            .tokenCreated, token.id,
            [("name", name), ("user", owner?.email ?? supplierOwner?.email), ("scopes", scopes.joined(separator: " "))])
        return (token, secret)
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
    package func answer(in view: View) throws -> Page<APIToken> { try view.store.apiTokens(.token, page) }
}

package struct ShowAPIToken: Query {
    package static let access = ListAPITokens.access
    package var id: Identifier<APIToken>
    package init(_ id: Identifier<APIToken>) { self.id = id }
    package func answer(in view: View) throws -> APIToken { try view.need(try view.store.apiToken(id, .token), "API token") }
}

extension FieldChecks {
    /// Scopes at `/scopes` that a credential is to have.
    mutating func scopes(_ scopes: [String], beyond actor: Actor) {
        if scopes.isEmpty {
            add("/scopes", "required", "Name at least one scope, for example purchase-orders.read, or * for all.")
        }
        for scope in scopes where !Scope.isKnown(scope) {
            add(
                "/scopes", "invalid",
                "“\(scope)” is not a scope. Write *, or an area and read, write or *, as in purchase-orders.read. Areas: "
                    + "\(Scope.areas.joined(separator: ", ")).")
        }
        // A token must not be able to make a mightier one.
        guard let own = actor.scopes else { return }
        for scope in scopes where !Scope.allows(scope, by: own) {
            add("/scopes", "beyond-own", "This token lacks the scope \(scope) itself, so it cannot give it away.")
        }
    }
}
