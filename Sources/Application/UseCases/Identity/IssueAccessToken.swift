import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore

/// Answers a machine's client credentials with a short-lived access token (RFC 6749 §4.4).
package struct IssueAccessToken: Sendable {
    /// Why there is none; the raw values are the words of RFC 6749 §5.2.
    package enum Failure: String, Error, Sendable {
        case invalidClient = "invalid_client"
        case invalidScope = "invalid_scope"
    }

    package struct Issued: Sendable {
        package var token: String
        package var scopes: [String]
        package var seconds: Int
    }

    package var clientID: String
    package var secret: String
    /// `nil` for all that the client has.
    package var scopes: [String]?

    package init(clientID: String, secret: String, scopes: [String]?) {
        self.clientID = clientID
        self.secret = secret
        self.scopes = scopes
    }

    /// Throws `Failure`; which of the client's name, secret and state was wrong is not told.
    package func run(in application: Application) async throws -> Issued {
        let hash = SHA256.digest(secret)
        guard let client = try await application.answer(FindClient(id: clientID, hash: hash), as: .nobody) else {
            throw Failure.invalidClient
        }
        let wanted = scopes ?? client.scopes
        guard !wanted.isEmpty, wanted.allSatisfy({ Scope.isKnown($0) && Scope.allows($0, by: client.scopes) }) else {
            throw Failure.invalidScope
        }
        let environment = application.environment
        let now = environment.now()
        if client.lastUsedAt.map({ now.timeIntervalSince($0) > 60 }) ?? true {
            try await application.perform(TouchToken(id: client.id), as: .system)
        }
        let seconds = environment.rules.accessTokenMinutes * 60
        let token = AccessToken(
            client: client.id, secretMark: AccessToken.mark(hash), scopes: wanted,
            expiresAt: now.addingTimeInterval(Double(seconds)))
        return Issued(token: token.sealed(by: environment.sealer), scopes: wanted, seconds: seconds)
    }

    private struct FindClient: Query {
        static let access = Access.anybody
        var id: String
        var hash: [UInt8]

        func answer(in view: View) throws -> APIToken? {
            // A client's secret is 256 random bits: its plain hash cannot be guessed from.
            guard let id = Identifier<APIToken>(id), let kept = try view.store.tokenHash(of: id),
                constantTimeEquals(kept, hash), let client = try view.store.apiToken(id), client.kind == .client,
                client.revokedAt == nil, client.expiresAt.map({ $0 > view.now }) ?? true
            else { return nil }
            return client
        }
    }
}

/// Remembers when a token or client was last used.
struct TouchToken: Command {
    static let access = Access.system
    static let changesSetUp = false
    var id: Identifier<APIToken>
    func perform(in work: UnitOfWork) throws { try work.store.setTokenUsed(id, at: work.now) }
}
