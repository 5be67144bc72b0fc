package import Cryptography
package import Database
package import FoundationEssentials
package import HTTPClient
package import InvoiceInbox
package import OpenIDConnect
package import SellingPartner
package import UseCases

/// The live parts that a server is made of: the only place that names them. Tests give others.
package struct Parts: Sendable {
    package var database: any Database
    package var sender: any HTTPSender
    /// What webhooks are sent with; `nil` for the same. One of their own keeps slow targets from holding up orders.
    package var webhookSender: (any HTTPSender)?
    /// What Amazon Vendor Central is reached with; `nil` for the same.
    package var vendorSender: (any HTTPSender)?
    /// How time passes between calls to Amazon; `nil` for as it does.
    package var vendorPacing: Pacing?
    package var random: any RandomSource
    package var sealer: any Sealer
    package var now: @Sendable () -> Date
    package var rules: Rules
    package var passwordCost: PasswordHash.Cost
    /// Told on the sign-in page of a demo.
    package var showsDemoSignIns: Bool
    /// Conditions of serving beside those of the database.
    package var checks: [ReadinessCheck]
    /// How long `/readyz` waits for all of them; then they have failed.
    package var readinessPatience: Duration
    /// How mail leaves; `nil` for none.
    package var post: Post?
    /// Looks at every file of the invoice inbox first; `nil` without one.
    package var scanner: VirusScanner?
    /// The company's identity provider; `nil` without one.
    package var identityProvider: IdentityProvider?

    /// An identity provider, and what people call it.
    package struct IdentityProvider: Sendable {
        package var label: String
        package var configuration: OpenIDConfiguration

        package init(label: String, configuration: OpenIDConfiguration) {
            self.label = label
            self.configuration = configuration
        }
    }

    package init(
        database: any Database, sender: any HTTPSender, webhookSender: (any HTTPSender)? = nil, random: any RandomSource,
        sealer: any Sealer,
        now: @escaping @Sendable () -> Date, rules: Rules, passwordCost: PasswordHash.Cost = .standard,
        post: Post? = nil, showsDemoSignIns: Bool = false, identityProvider: IdentityProvider? = nil,
        checks: [ReadinessCheck] = [], readinessPatience: Duration = .seconds(2)
    ) {
        self.database = database
        self.sender = sender
        self.webhookSender = webhookSender
        self.random = random
        self.sealer = sealer
        self.now = now
        self.rules = rules
        self.passwordCost = passwordCost
        self.showsDemoSignIns = showsDemoSignIns
        self.checks = checks
        self.readinessPatience = readinessPatience
        self.post = post
        self.identityProvider = identityProvider
    }
}
