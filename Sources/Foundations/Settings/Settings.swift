/// Everything an operator can say, checked and typed.
///
/// Each value comes from the last of these that has it: the default, the file, a `PORTICO_…` variable, a flag.
package struct Settings: Sendable, Hashable {
    /// Where the data lives.
    package enum DatabaseLocation: Sendable, Hashable {
        case sqlite(path: String)
    }

    /// What an order line can be made to name.
    package enum CodingField: String, Sendable, Hashable, CaseIterable {
        case legalEntity = "legal_entity"
        case location
        case department
        case budget
        case glAccount = "gl_account"
    }

    /// How documents are sent again.
    package struct Amount: Sendable, Hashable {
        /// Digits with a point.
        package var figures: String
        /// Three capitals.
        package var currency: String
    }

    package struct Delivery: Sendable, Hashable {
        package var attempts: Int
        package var firstRetrySeconds: Int
        package var longestRetrySeconds: Int
        package var timeoutSeconds: Int
    }

    /// What the listener accepts.
    package struct Limits: Sendable, Hashable {
        package var connections: Int
        package var headBytes: Int
        package var bodyBytes: Int
        package var headSeconds: Int
        package var idleSeconds: Int
        /// 0: no limit.
        package var perAddress: Int
        package var firstByteSeconds: Int
        /// Octets a second.
        package var minimumRate: Int
        package var slowSeconds: Int
        package var requestsPerConnection: Int
        package var shutdownSeconds: Int
    }

    package var listen: [ListenAddress]
    /// Without a slash at its end.
    package var publicURL: String
    package var database: DatabaseLocation
    package var keyFile: String
    package var tls: TLS
    package var mail: Mail
    package var logLevel: String
    package var logFormat: String
    package var allowPrivateTargets: Bool
    package var overReceiptPercent: Int
    package var testModeCancelHours: Int
    package var punchoutSessionHours: Int
    package var signInHours: Int
    package var requiredCoding: [CodingField]
    package var approvalEverything: Bool
    package var undoDecisionSeconds: Int
    package var undoSendSeconds: Int
    package var priceHoldDays: Int
    package var priceHoldRemindDays: Int
    /// As written: `1000.00 USD`; `nil` for none.
    package var splitPurchaseLimit: Amount?
    package var splitPurchaseDays: Int
    package var cxmlHost: String
    package var delivery: Delivery
    package var limits: Limits
    /// 0: one for each core.
    package var reactors: Int
    package var demo: Bool
    package var guards: Guards
    package var content: Content
    package var exchange: Exchange
    package var inbox: Inbox
    package var signIn: SignIn

    /// Whether browsers reach this server by `https:`, so that cookies may be marked Secure.
    package var isPublicURLSecure: Bool { publicURL.hasPrefix("https:") }
}
