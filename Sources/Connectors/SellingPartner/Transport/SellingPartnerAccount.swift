package import VendorCentral

/// Whose data is asked for, with what right, and where.
package struct SellingPartnerAccount: Sendable {
    /// The servers: of the data, of access tokens, and of restricted data tokens, which the sandbox does not have.
    package struct Endpoint: Hashable, Sendable {
        package var api: String
        package var tokenService: String
        package var restrictedTokens: String

        package init(api: String, tokenService: String, restrictedTokens: String) {
            self.api = api
            self.tokenService = tokenService
            self.restrictedTokens = restrictedTokens
        }

        /// Amazon's own.
        package init(_ region: VendorConnection.Region, sandbox: Bool) {
            let host = "sellingpartnerapi-\(region.rawValue).amazon.com"
            api = sandbox ? "https://sandbox.\(host)" : "https://\(host)"
            restrictedTokens = "https://\(host)"
            tokenService = "https://api.amazon.com/auth/o2/token"
        }

        /// Everything on one server, as `portico vendor-sandbox` is; `base` has no slash at its end.
        package init(all base: String) {
            self.init(api: base, tokenService: base + "/auth/o2/token", restrictedTokens: base)
        }
    }

    package let endpoint: Endpoint
    package let clientID: String
    package let clientSecret: String
    package let refreshToken: String
    /// In the `User-Agent`, which Amazon demands.
    package let version: String

    package init(endpoint: Endpoint, clientID: String, clientSecret: String, refreshToken: String, version: String) {
        self.endpoint = endpoint
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.refreshToken = refreshToken
        self.version = version
    }

    /// What names this account among tokens and buckets; never shown.
    var key: String { "\(endpoint.api) \(clientID) \(refreshToken)" }
    var userAgent: String { "Portico/\(version) (Language=Swift/6; Platform=Linux)" }
}
