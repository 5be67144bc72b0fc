/// How people and machines prove who they are.
extension SettingKey {
    static let secondFactor = SettingKey(
        "sign_in.second_factor", .choice(["optional", "administrators", "everyone"]), "optional",
        "Who has to have a second factor (an authenticator app) beside a password; they set it up at their next sign-in. People who come by the identity provider are its matter."
    )
    static let accessTokenMinutes = SettingKey(
        "oauth.access_token_minutes", .number(1...1440), "15",
        "How many minutes an access token is valid that a machine got by client credentials.")
    static let openIDIssuer = SettingKey(
        "oidc.issuer", .text, "",
        "The issuer of the company's identity provider (OpenID Connect), as the provider writes it; its metadata is found below. Give it the redirect address public_url followed by /sign-in/provider/return. Empty: people sign in by password.",
        example: "https://login.example.com/realms/contoso")
    static let openIDClient = SettingKey(
        "oidc.client_id", .text, "", "The name under which the provider knows this server.", example: "portico")
    static let openIDSecret = SettingKey(
        "oidc.client_secret", .text, "", "The secret that goes with it. Empty: a public client.", example: "a secret",
        isSecret: true)
    static let openIDLabel = SettingKey(
        "oidc.label", .text, "your company account", "What the button of the sign-in page says after “Sign in with”.")
    static let openIDScopes = SettingKey(
        "oidc.scopes", .list, "openid,email,profile", "What the provider is asked for.", example: "openid,email,profile,groups")
    static let openIDRolesClaim = SettingKey(
        "oidc.roles_claim", .text, "",
        "The claim whose words oidc.roles maps; a dot leads into an object. Empty: roles are given here, and the provider has no say.",
        example: "realm_access.roles")
    static let openIDRoles = SettingKey(
        "oidc.roles", .list, "",
        "Words of the claim and the role that each gives: buyer, approver, accounts_payable, administrator or auditor. They are what somebody has after every sign-in.",
        example: "purchasing=buyer,purchasing-leads=approver,it=administrator")
    static let openIDCreatesUsers = SettingKey(
        "oidc.create_users", .flag, "false",
        "Adds people at their first sign-in whose address the provider has verified. Otherwise an administrator adds them first.")

    static let signIn: [SettingKey] = [
        secondFactor, accessTokenMinutes, openIDIssuer, openIDClient, openIDSecret, openIDLabel, openIDScopes, openIDRolesClaim,
        openIDRoles, openIDCreatesUsers,
    ]
}

extension Settings {
    /// How people and machines prove who they are.
    package struct SignIn: Sendable, Hashable {
        /// The company's identity provider.
        package struct OpenID: Sendable, Hashable {
            package var issuer: String
            package var clientID: String
            package var clientSecret: String?
            package var label: String
            package var scopes: [String]
            package var rolesClaim: String?
            /// A word of the claim and a role; the same word may come several times.
            package var roles: [RoleOfWord]
            package var createsUsers: Bool
        }

        package struct RoleOfWord: Sendable, Hashable {
            package var word: String
            package var role: String
        }

        /// `optional`, `administrators` or `everyone`.
        package var secondFactor: String
        package var accessTokenMinutes: Int
        package var openID: OpenID?

        private static let roleWords: Set<String> = ["buyer", "approver", "accounts_payable", "administrator", "auditor"]

        init(reading reader: inout SettingReader) {
            secondFactor = reader.choice(.secondFactor)
            accessTokenMinutes = reader.number(.accessTokenMinutes)
            let issuer = reader.url(.openIDIssuer, schemes: ["https", "http"])
            let client = reader.optional(.openIDClient)
            let roles = reader.list(.openIDRoles) { text -> RoleOfWord? in
                // The last sign, because the words of some providers hold some themselves.
                guard let sign = text.lastIndex(of: "="), sign > text.startIndex else { return nil }
                let role = String(text[text.index(after: sign)...])
                return Self.roleWords.contains(role) ? RoleOfWord(word: String(text[..<sign]), role: role) : nil
            }
            let claim = reader.optional(.openIDRolesClaim)
            if claim != nil, roles.isEmpty { reader.complain(.openIDRoles, "", "is empty, but oidc.roles_claim names a claim") }
            if claim == nil, !roles.isEmpty { reader.complain(.openIDRolesClaim, "", "is empty, but oidc.roles maps its words") }
            var scopes = reader.list(.openIDScopes) { $0 }
            if !scopes.contains("openid") { scopes.insert("openid", at: 0) }
            let found = (
                secret: reader.optional(.openIDSecret), label: reader.text(.openIDLabel),
                creates: reader.flag(.openIDCreatesUsers)
            )
            guard let issuer else { return }
            guard let client else {
                reader.complain(.openIDClient, "", "is empty, but oidc.issuer names a provider")
                return
            }
            openID = OpenID(
                issuer: issuer, clientID: client, clientSecret: found.secret, label: found.label, scopes: scopes,
                rolesClaim: claim, roles: roles, createsUsers: found.creates)
        }
    }
}
