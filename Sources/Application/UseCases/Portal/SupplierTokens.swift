import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// Makes a token for a supplier's programs, of whoever asks. The text is told once.
package struct CreateSupplierToken: Command {
    package static let access = Access.supplier("portal-profile.write")
    package static let changesSetUp = false
    package var name: String
    package var scopes: [String]

    package init(name: String, scopes: [String]) {
        self.name = name
        self.scopes = scopes
    }

    package func perform(in work: UnitOfWork) throws -> (token: APIToken, secret: String) {
        guard let user = work.actor.supplierUser else { throw Refusal.notSignedIn }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        checks.scopes(scopes, beyond: work.actor)
        let own = Scope.all.filter { Scope.supplierAreas.contains($0.area) }.map(\.word)
        for scope in scopes where scope != "*" && !own.contains(scope) {
            checks.add(
                "/scopes", "invalid", "“\(scope.prefix(60))” opens nothing here. These do: \(own.joined(separator: ", ")).")
        }
        try checks.finish()
        if try work.store.apiTokens(of: user.id).filter({ $0.revokedAt == nil }).count >= 20 {
            throw Refusal.conflict(code: "too-many", "You have 20 tokens. Revoke one first.")
        }
        let secret = "ptk_" + PortalToken.make(work.environment.random)
        let token = APIToken(
            id: work.newID(), name: name, userID: nil, supplierUserID: user.id, scopes: scopes, createdAt: work.now)
        try work.store.insert(token, tokenHash: SHA256.digest(secret))
        try work.record(
            .tokenCreated, token.id, [("name", name), ("user", user.email), ("scopes", scopes.joined(separator: " "))])
        return (token, secret)
    }
}

package struct ListSupplierTokens: Query {
    package static let access = Access.supplier("portal-profile.read")
    package init() {}
    package func answer(in view: View) throws -> [APIToken] {
        guard let user = view.actor.supplierUser else { throw Refusal.notSignedIn }
        return try view.store.apiTokens(of: user.id)
    }
}

package struct RevokeSupplierToken: Command {
    package static let access = Access.supplier("portal-profile.write")
    package static let changesSetUp = false
    package var id: Identifier<APIToken>
    package init(_ id: Identifier<APIToken>) { self.id = id }

    package func perform(in work: UnitOfWork) throws {
        let token = try work.need(try work.store.apiToken(id), "token")
        guard token.supplierUserID == work.actor.supplierUser?.id, token.supplierUserID != nil else {
            throw Refusal.notFound("token")
        }
        if token.revokedAt != nil { return }
        try work.store.setTokenRevoked(id, at: work.now)
        try work.record(.tokenRevoked, id, [("name", token.name)])
    }
}
