/// What an operator says about the company's identity provider.
package struct OpenIDConfiguration: Sendable, Hashable {
    /// As the provider names itself; its metadata is found below it.
    package var issuer: String
    package var clientID: String
    /// `nil` for a public client, which PKCE alone protects.
    package var clientSecret: String?
    /// With `openid` among them.
    package var scopes: [String]
    /// The claim whose words are mapped to roles.
    package var rolesClaim: String?
    /// Where the provider sends browsers back to.
    package var redirectURL: String

    package init(
        issuer: String, clientID: String, clientSecret: String?, scopes: [String], rolesClaim: String?, redirectURL: String
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scopes = scopes
        self.rolesClaim = rolesClaim
        self.redirectURL = redirectURL
    }
}

/// Why somebody could not be signed in by the provider.
package enum OpenIDError: Error, Sendable, Hashable {
    /// The provider did not answer, or not as OpenID Connect says.
    case provider(String)
    /// Its answer is not to be believed.
    case untrusted(String)

    /// A sentence for the log.
    package var message: String {
        switch self {
        case .provider(let text): "The identity provider failed: \(text)."
        case .untrusted(let text): "The identity provider's token is not to be believed: \(text)."
        }
    }
}
