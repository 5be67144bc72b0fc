package import Cryptography
package import Database
package import FoundationEssentials
package import Procurement
package import ProcurementStore

/// One for all transactions, handed on to each: an object, because the environment itself is large to copy.
package final class SharedEnvironment: Sendable {
    let value: Environment
    init(_ value: Environment) { self.value = value }
}

/// What the use cases are given instead of taking it: storage, time, randomness, keys and rules.
package struct Environment: Sendable {
    package var database: any Database
    package var now: @Sendable () -> Date
    package var random: any RandomSource
    package var sealer: any Sealer
    package var passwordCost: PasswordHash.Cost
    package var orderWriter: any OrderWriter
    /// Writes what is said to Amazon Vendor Central.
    package var vendorWriter: any VendorWriter = NoVendorWriter()
    /// Called after a commit that left something to do for Vendor Central; takes no time.
    package var vendorQueued: @Sendable () -> Void = {}
    package var rules: Rules
    /// Who proved itself lately, by its documents' credentials. Forgotten with every change of a connection.
    let partners = LatelyProven<PunchOutConnection>()
    /// Whom tokens that were shown lately speak for. Forgotten with every change of what is set up, of a token, and of a
    /// supplier's people.
    let tokens = LatelyProven<Actor>()
    /// What decisions read of the set-up.
    package let setUp = SetUpCache()
    /// What changes of orders left behind.
    package let orders = KnownOrders()
    /// What this process sends without asking the outbox first.
    package let handover = Handover()
    /// Whether nothing is ever sent to a URL that leads inside the house; takes no time and asks nobody.
    package var refusesTarget: @Sendable (String) -> Bool = { _ in false }
    /// Called after a commit that put something into the outbox.
    package var deliveryQueued: @Sendable () -> Void
    /// Called after a commit that may have given somebody something to be told by mail; takes no time.
    package var mailQueued: @Sendable () -> Void = {}
    /// Called after a commit that put something to be read into the invoice inbox; takes no time.
    package var inboxQueued: @Sendable () -> Void = {}
    /// Called after a commit that an open page might show; takes no time.
    package var changed: @Sendable () -> Void

    package init(
        database: any Database, now: @escaping @Sendable () -> Date, random: any RandomSource, sealer: any Sealer,
        passwordCost: PasswordHash.Cost = .standard, orderWriter: any OrderWriter, rules: Rules,
        deliveryQueued: @escaping @Sendable () -> Void = {}, changed: @escaping @Sendable () -> Void = {}
    ) {
        self.database = database
        self.now = now
        self.random = random
        self.sealer = sealer
        self.passwordCost = passwordCost
        self.orderWriter = orderWriter
        self.rules = rules
        self.deliveryQueued = deliveryQueued
        self.changed = changed
    }

    /// The present to the millisecond, as it is stored: what was just written reads like what is read again.
    func moment() -> Date { Date(timeIntervalSince1970: (now().timeIntervalSince1970 * 1000).rounded(.down) / 1000) }

    /// An identifier that sorts by its time: 48 bits of milliseconds and 80 random bits.
    func identifier<Subject>(at now: Date, of _: Subject.Type = Subject.self) -> Identifier<Subject> {
        Identifier(number: IdentifierSeries.first(at: now, random))
    }

    /// The identifier before all that are made at a time or later.
    func lowestIdentifier<Subject>(at time: Date, of _: Subject.Type = Subject.self) -> Identifier<Subject> {
        Identifier(number: IdentifierSeries.lowest(at: time))
    }

    /// An identifier that cannot be guessed: 128 random bits.
    func secretIdentifier<Subject>(of _: Subject.Type = Subject.self) -> Identifier<Subject> {
        Identifier(number: IdentifierSeries.number(random.bytes(16)))
    }
}

/// What the company has configured about buying.
package struct Rules: Sendable, Hashable {
    /// Coding fields that must be chosen before an order can be confirmed.
    package var requiredCoding: Set<Coding.Field>
    /// "Most restricted": every order needs approval, whatever groups and connections say.
    package var everyOrderNeedsApproval: Bool
    /// Hours after the supplier's confirmation until Portico cancels a test order.
    package var testCancelHours: Double
    /// Hours until an unused punch-out session ends.
    package var punchOutSessionHours: Double
    /// Hours until a browser session ends.
    package var sessionHours: Double
    /// The host named in payload ids, `…@host`.
    package var payloadHost: String
    /// Where browsers and partners reach this server, without a slash at the end.
    package var publicURL: String
    /// How often a delivery is tried before it is given up.
    package var deliveryAttempts: Int
    /// Seconds until the second attempt; doubled for each one after it.
    package var firstRetrySeconds: Double
    /// The longest wait between attempts, in seconds.
    package var longestRetrySeconds: Double
    /// Letters before the running number of orders.
    package var orderNumberPrefix: String
    /// The folder of cXML's DTDs; `nil` when documents cannot be held against them.
    package var dtdDirectory: String?
    /// Days that the message log keeps a document; `nil` for ever.
    package var messageRetentionDays: Int?
    /// The octets of the largest attachment whose content is kept.
    package var attachmentOctets: Int
    /// How much more than ordered may be received.
    package var overReceipt = OverLimit.none
    /// Seconds in which an approval, a rejection, or a change that nothing is sent of can be taken back; 0: not at all.
    package var undoDecisionSeconds: Double = 0
    /// Seconds that a document to a supplier waits, and in which what sends it can be taken back.
    package var undoSendSeconds: Double = 0
    /// Days that shops hold the prices of a cart; 0: nobody counts.
    package var priceHoldDays = 7
    /// Days after which whoever has to decide is reminded of it.
    package var priceHoldRemindDays = 5
    /// What one purchase may cost before it counts as cut into pieces; `nil`: nobody looks.
    package var splitPurchaseLimit: Money?
    /// The days over which the pieces are summed up.
    package var splitPurchaseDays = 7
    /// Minutes that an access token got by client credentials is valid.
    package var accessTokenMinutes: Int
    /// Who has to have a second factor beside a password.
    package var secondFactor: SecondFactorRule
    /// What the identity provider says about people, and what is made of it; `nil` without one.
    package var singleSignOn: SingleSignOnRules?
    /// How mail is written; `nil` where none is.
    package var mail: MailRules?
    /// What the invoice inbox takes.
    package var inbox = InboxRules()

    package init(
        requiredCoding: Set<Coding.Field> = Coding.Field.usuallyRequired, everyOrderNeedsApproval: Bool = false,
        testCancelHours: Double = 4, punchOutSessionHours: Double = 24, sessionHours: Double = 12,
        payloadHost: String = "localhost",
        publicURL: String = "http://127.0.0.1:8080", deliveryAttempts: Int = 10,
        firstRetrySeconds: Double = 60, longestRetrySeconds: Double = 3600, orderNumberPrefix: String = "PO-",
        dtdDirectory: String? = nil, messageRetentionDays: Int? = nil, attachmentOctets: Int = 10 << 20,
        accessTokenMinutes: Int = 15, secondFactor: SecondFactorRule = .optional, singleSignOn: SingleSignOnRules? = nil
    ) {
        self.requiredCoding = requiredCoding
        self.everyOrderNeedsApproval = everyOrderNeedsApproval
        self.testCancelHours = testCancelHours
        self.punchOutSessionHours = punchOutSessionHours
        self.sessionHours = sessionHours
        self.payloadHost = payloadHost
        self.publicURL = publicURL
        self.deliveryAttempts = deliveryAttempts
        self.firstRetrySeconds = firstRetrySeconds
        self.longestRetrySeconds = longestRetrySeconds
        self.orderNumberPrefix = orderNumberPrefix
        self.dtdDirectory = dtdDirectory
        self.messageRetentionDays = messageRetentionDays
        self.attachmentOctets = attachmentOctets
        self.accessTokenMinutes = accessTokenMinutes
        self.secondFactor = secondFactor
        self.singleSignOn = singleSignOn
    }
}
