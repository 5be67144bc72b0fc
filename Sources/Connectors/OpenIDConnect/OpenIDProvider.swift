import Cryptography
package import FoundationEssentials
package import HTTPClient
import JSON
import Synchronization
package import UseCases

/// The company's identity provider: where browsers are sent to sign in, and what their way back proves.
///
/// Authorization code with PKCE (RFC 7636). Metadata is kept for an hour; keys until a token names one that is not among
/// them, so that the provider can change its keys whenever it likes, and are asked for at most every half minute.
package final class OpenIDProvider: Sendable {
    private static let metadataLifetime: TimeInterval = 3600
    private static let keyPause: TimeInterval = 30

    package let configuration: OpenIDConfiguration
    private let sender: any HTTPSender
    private let now: @Sendable () -> Date
    private let metadata = Mutex<(value: ProviderMetadata, at: Date)?>(nil)
    private let keys = Mutex<(value: [JSON], at: Date)?>(nil)

    package init(_ configuration: OpenIDConfiguration, sender: any HTTPSender, now: @escaping @Sendable () -> Date) {
        self.configuration = configuration
        self.sender = sender
        self.now = now
    }

    /// Where a browser begins (OpenID Connect Core §3.1.2.1). Throws `OpenIDError`.
    package func start(_ trip: SignInTrip) async throws -> String {
        let metadata = try await currentMetadata()
        let query = FormText.encode([
            ("response_type", "code"), ("client_id", configuration.clientID), ("redirect_uri", configuration.redirectURL),
            ("scope", configuration.scopes.joined(separator: " ")), ("state", trip.state), ("nonce", trip.nonce),
            ("code_challenge", trip.challenge), ("code_challenge_method", "S256"),
        ])
        return metadata.authorizationEndpoint + (metadata.authorizationEndpoint.contains("?") ? "&" : "?") + query
    }

    /// Asks for metadata and keys; answers how many keys could sign. Throws `OpenIDError`.
    package func check() async throws -> Int {
        let metadata = try await currentMetadata()
        let answer = try await fetch(OutgoingRequest(url: metadata.keysAddress, totalTimeout: .seconds(20)))
        let kinds = ["RSA", "EC"]
        return (answer["keys"]?.arrayValue ?? []).filter { key in kinds.contains { key["kty"]?.stringValue == $0 } }.count
    }

    /// Who came back with a code. Throws `OpenIDError`.
    package func identify(code: String, _ trip: SignInTrip) async throws -> ExternalIdentity {
        let (token, accessToken) = try await exchange(code, trip)
        guard try await isSigned(token) else { throw OpenIDError.untrusted("none of the provider's keys signed it") }
        try token.check(issuer: configuration.issuer, clientID: configuration.clientID, nonce: trip.nonce, now: now())
        let claims = try await completed(token.claims, accessToken)
        let isVerified = claims["email_verified"].map { $0 == true || $0 == "true" } ?? false
        return ExternalIdentity(
            issuer: configuration.issuer, subject: claims["sub"]?.stringValue ?? "", email: claims["email"]?.stringValue,
            isEmailVerified: isVerified, name: claims["name"]?.stringValue,
            groups: configuration.rolesClaim.flatMap { Self.words(at: $0, in: claims) }, token: token.text)
    }

    /// Where a browser goes to end its session at the provider, too; `nil` where the provider has no such address. Throws
    /// `OpenIDError`.
    ///
    /// - Parameters:
    ///   - token: what the provider said of the person. A long one is left out, since it stands in an address.
    ///   - address: where the provider sends the browser afterwards; it has to know it.
    package func end(_ token: String?, comingBackTo address: String) async throws -> String? {
        guard let endpoint = try await currentMetadata().endSessionEndpoint else { return nil }
        var fields = [("client_id", configuration.clientID), ("post_logout_redirect_uri", address)]
        if let token, token.utf8.count <= 4096 { fields.append(("id_token_hint", token)) }
        return endpoint + (endpoint.contains("?") ? "&" : "?") + FormText.encode(fields)
    }

    /// The claims of a token, with what the provider tells of the same person besides (§5.3), where something wanted is missing.
    private func completed(_ claims: JSON, _ accessToken: String?) async throws -> JSON {
        let wanted = [claims["email"] != nil, configuration.rolesClaim.map { Self.words(at: $0, in: claims) != nil } ?? true]
        guard wanted.contains(false), let accessToken, let address = try await currentMetadata().userInfoEndpoint else {
            return claims
        }
        let more = try await fetch(
            OutgoingRequest(
                url: address, headers: [("Authorization", "Bearer \(accessToken)"), ("Accept", "application/json")],
                totalTimeout: .seconds(20), maximumResponseSize: 262_144))
        // §5.3.2: otherwise an access token could be swapped for another person's.
        guard let subject = more["sub"]?.stringValue, subject == claims["sub"]?.stringValue, case .object(let members) = more,
            case .object(let own) = claims
        else { throw OpenIDError.untrusted("its userinfo is about somebody else") }
        return .object(own + members.filter { claims[$0.name] == nil })
    }

    /// A claim's words: a list, or one text. A dot leads into an object, as in `realm_access.roles`.
    private static func words(at path: String, in claims: JSON) -> [String]? {
        let steps = path.split(separator: ".").map(String.init)
        guard let claim = claims[path] ?? steps.reduce(claims as JSON?, { $0?[$1] }) else { return nil }
        return claim.stringValue.map { [$0] } ?? claim.arrayValue?.compactMap(\.stringValue)
    }

    /// RFC 6749 §4.1.3.
    private func exchange(_ code: String, _ trip: SignInTrip) async throws -> (IDToken, accessToken: String?) {
        let metadata = try await currentMetadata()
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", configuration.redirectURL),
            ("code_verifier", trip.verifier),
        ]
        var headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")]
        if let secret = configuration.clientSecret, !metadata.takesSecretInBody {
            let pair = "\(FormText.escaped(configuration.clientID)):\(FormText.escaped(secret))"
            headers.append(("Authorization", "Basic \(Base64.standard.encode(Array(pair.utf8)))"))
        } else {
            fields.append(("client_id", configuration.clientID))
            if let secret = configuration.clientSecret { fields.append(("client_secret", secret)) }
        }
        let answer = try await fetch(
            OutgoingRequest(
                method: "POST", url: metadata.tokenEndpoint, headers: headers, body: Array(FormText.encode(fields).utf8),
                totalTimeout: .seconds(20), maximumResponseSize: 262_144), isSuccess: false)
        guard let text = answer["id_token"]?.stringValue else {
            let word = answer["error"]?.stringValue.map { String($0.prefix(100)) }
            throw OpenIDError.provider("it gave no token for the code\(word.map { " (\($0))" } ?? "")")
        }
        return (try IDToken(text), answer["access_token"]?.stringValue)
    }

    private func isSigned(_ token: IDToken) async throws -> Bool {
        let known = keys.withLock { $0 }
        if let known, token.isSigned(by: known.value) { return true }
        // A key that is not known may be a new one. One that is known and did not sign never will.
        if let known, !token.candidates(in: known.value).isEmpty, token.keyID != nil { return false }
        if let known, now().timeIntervalSince(known.at) < Self.keyPause { return false }
        let metadata = try await currentMetadata()
        let answer = try await fetch(
            OutgoingRequest(url: metadata.keysAddress, totalTimeout: .seconds(20), maximumResponseSize: 1_048_576))
        let fresh = answer["keys"]?.arrayValue ?? []
        let at = now()
        keys.withLock { $0 = (fresh, at) }
        return token.isSigned(by: fresh)
    }

    private func currentMetadata() async throws -> ProviderMetadata {
        if let known = metadata.withLock({ $0 }), now().timeIntervalSince(known.at) < Self.metadataLifetime {
            return known.value
        }
        let issuer = configuration.issuer
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let answer = try await fetch(
            OutgoingRequest(
                url: base + "/.well-known/openid-configuration", totalTimeout: .seconds(20), maximumResponseSize: 262_144))
        let fresh = try ProviderMetadata(answer, issuer: issuer)
        let at = now()
        metadata.withLock { $0 = (fresh, at) }
        return fresh
    }

    private func fetch(_ request: OutgoingRequest, isSuccess: Bool = true) async throws -> JSON {
        do {
            let response = try await sender.send(request)
            guard !isSuccess || response.status == 200 else {
                throw OpenIDError.provider("\(request.url) answered \(response.status)")
            }
            return try JSON.read(response.body, depthLimit: 16)
        } catch let error as HTTPClientError {
            throw OpenIDError.provider("\(request.url): \(error.message)")
        } catch let error as JSONSyntaxError {
            throw OpenIDError.provider("\(request.url) answered no JSON: \(error)")
        }
    }
}
