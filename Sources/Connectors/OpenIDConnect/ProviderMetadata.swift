import JSON

/// What a provider says about itself (OpenID Connect Discovery 1.0 §3).
struct ProviderMetadata: Sendable, Hashable {
    var authorizationEndpoint: String
    var tokenEndpoint: String
    var keysAddress: String
    /// Where more is told about a person (OpenID Connect Core 1.0 §5.3); `nil` where all there is stands in the token.
    var userInfoEndpoint: String?
    /// Where a browser ends its session there (OpenID Connect RP-Initiated Logout 1.0); `nil` where it cannot.
    var endSessionEndpoint: String?
    /// Whether the client's secret goes into the body of token requests, because the provider knows no Basic.
    var takesSecretInBody: Bool

    /// Throws `OpenIDError` for metadata of another issuer, and for endpoints that anybody on the way could read.
    init(_ json: JSON, issuer: String) throws {
        // §4.3: exactly the same, or one provider could speak for another.
        guard json["issuer"]?.stringValue == issuer else {
            throw OpenIDError.provider("its metadata is of the issuer “\(json["issuer"]?.stringValue ?? "")”, not of “\(issuer)”")
        }
        func endpoint(_ name: String) throws -> String {
            let address = json[name]?.stringValue ?? ""
            let isPlain = issuer.hasPrefix("http://") && address.hasPrefix("http://")
            // It goes into fields of our answers.
            let isClean = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            guard address.hasPrefix("https://") || isPlain, isClean else {
                throw OpenIDError.provider("its \(name) is “\(address)”, which is no https address")
            }
            return address
        }
        authorizationEndpoint = try endpoint("authorization_endpoint")
        tokenEndpoint = try endpoint("token_endpoint")
        keysAddress = try endpoint("jwks_uri")
        userInfoEndpoint = try json["userinfo_endpoint"] == nil ? nil : endpoint("userinfo_endpoint")
        endSessionEndpoint = try json["end_session_endpoint"] == nil ? nil : endpoint("end_session_endpoint")
        let methods = (json["token_endpoint_auth_methods_supported"]?.arrayValue ?? ["client_secret_basic"]).compactMap(
            \.stringValue)
        takesSecretInBody = !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
    }
}
