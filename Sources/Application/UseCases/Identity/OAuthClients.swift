import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// Makes a client for a machine that gets its access tokens by client credentials (RFC 6749 §4.4). It has an administrator's
/// rights within its scopes. The secret is told once; a hash is kept.
package struct CreateOAuthClient: Command {
    package static let access = Access.roles(scope: "api-tokens.write")
    package var name: String
    package var scopes: [String]
    package var expiresAt: Date?

    package init(name: String, scopes: [String], expiresAt: Date? = nil) {
        self.name = name
        self.scopes = scopes
        self.expiresAt = expiresAt
    }

    package func perform(in work: UnitOfWork) throws -> (client: APIToken, secret: String) {
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        checks.scopes(scopes, beyond: work.actor)
        try checks.finish()
        let secret = work.newClientSecret()
        let client = APIToken(
            id: work.newID(), kind: .client, name: name, userID: nil, scopes: scopes, createdAt: work.now, expiresAt: expiresAt)
        try work.store.insert(client, tokenHash: SHA256.digest(secret))
        try work.record(.clientCreated, client.id, [("name", name), ("scopes", scopes.joined(separator: " "))])
        return (client, secret)
    }
}

/// Gives a client another secret, told once. The old one and every access token that was got with it end at once.
package struct RotateClientSecret: Command {
    package static let access = Access.roles(scope: "api-tokens.write")
    package var id: Identifier<APIToken>

    package init(_ id: Identifier<APIToken>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> (client: APIToken, secret: String) {
        let client = try work.need(try work.store.apiToken(id).flatMap { $0.kind == .client ? $0 : nil }, "client")
        guard client.revokedAt == nil else {
            throw Refusal.conflict(code: "revoked", "This client was revoked. Make another one.")
        }
        // Whoever holds the new secret can do all that the client may.
        var checks = FieldChecks()
        checks.scopes(client.scopes, beyond: work.actor)
        try checks.finish()
        let secret = work.newClientSecret()
        try work.store.setTokenHash(SHA256.digest(secret), of: id)
        try work.record(.clientSecretChanged, id, [("name", client.name)])
        return (client, secret)
    }
}

/// A page of clients, newest first.
package struct ListOAuthClients: Query {
    package static let access = Access.roles(.auditor, scope: "api-tokens.read")
    package var page: PageRequest
    package init(_ page: PageRequest = PageRequest()) { self.page = page }
    package func answer(in view: View) throws -> Page<APIToken> { try view.store.apiTokens(.client, page) }
}

/// Tokens and clients together, newest first.
package struct ListCredentials: Query {
    package static let access = Access.roles(.auditor, scope: "api-tokens.read")
    package var page: PageRequest
    package init(_ page: PageRequest = PageRequest()) { self.page = page }
    package func answer(in view: View) throws -> Page<APIToken> { try view.store.apiTokens(page) }
}

package struct ShowOAuthClient: Query {
    package static let access = ListOAuthClients.access
    package var id: Identifier<APIToken>
    package init(_ id: Identifier<APIToken>) { self.id = id }
    package func answer(in view: View) throws -> APIToken { try view.need(try view.store.apiToken(id, .client), "OAuth client") }
}

extension UnitOfWork {
    fileprivate func newClientSecret() -> String { "pcs_" + Base64.url.encode(environment.random.bytes(32)) }
}
