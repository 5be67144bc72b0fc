package import FoundationEssentials

/// Somebody who sells to the company.
package struct Supplier: Hashable, Sendable, Identified {
    package static let identifierPrefix = "sup"
    package let id: Identifier<Supplier>
    package var name: String
    /// What its orders start with.
    package var defaultCoding: Coding
    /// Where its orders on paper and comments for it are mailed to; `nil` where nobody knows.
    package var orderEmail: String?
    /// What it is written in.
    package var mailLanguage = MailLanguage.english
    package var isActive: Bool

    package init(
        id: Identifier<Supplier>, name: String, defaultCoding: Coding = Coding(), orderEmail: String? = nil,
        mailLanguage: MailLanguage = .english, isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.defaultCoding = defaultCoding
        self.orderEmail = orderEmail
        self.mailLanguage = mailLanguage
        self.isActive = isActive
    }
}

/// A party's name in one numbering scheme (cXML `Credential/@domain` and `Identity`).
package struct PartyIdentity: Hashable, Sendable {
    /// For example `NetworkId` or `DUNS`; compared without case.
    package var domain: String
    /// Compared exactly.
    package var identity: String

    package init(domain: String, identity: String) {
        self.domain = domain
        self.identity = identity
    }

    package func matches(_ other: PartyIdentity) -> Bool {
        domain.lowercased() == other.domain.lowercased() && identity == other.identity
    }
}

/// One supplier's punch-out credentials and switches.
///
/// The shared secret is not part of this value: it is sealed in the store and opened only where a document is signed or
/// checked.
package struct PunchOutConnection: Hashable, Sendable, Identified {
    package static let identifierPrefix = "poc"

    /// A connection starts in `test`: its orders are marked, carry deploymentMode="test" and are cancelled by Portico.
    package enum Mode: String, Hashable, Sendable, CaseIterable { case test, active }

    package let id: Identifier<PunchOutConnection>
    package var name: String
    /// The word in addresses: `/cxml/{slug}`, `/punch-in/{slug}`.
    package var slug: String
    package var supplierID: Identifier<Supplier>
    /// Who we are to the supplier.
    package var from: PartyIdentity
    /// Who the supplier is.
    package var to: PartyIdentity
    package var punchOutURL: String
    package var orderURL: String
    package var mode: Mode
    /// Off: its orders go out without approval.
    package var requireApproval: Bool
    /// What its orders start with.
    package var defaultCoding: Coding
    package var hasSecret: Bool
    /// A second shared secret is good for what comes in, too, while the two sides change theirs.
    package var hasSecondSecret = false
    /// A key of message authentication codes (cXML `CredentialMac`) was entered.
    package var hasMACKey = false
    /// The partner's TLS certificate: its SHA-256 in hexadecimal, or its subject as RFC 2253 writes it.
    package var clientCertificate: String?
    /// Set-ups that come in over it open the internal catalogue, and orders that come in over it are for ourselves to deliver.
    package var opensCatalogue = false
    /// The supplier takes changes and cancellations of what it was sent (cXML OrderRequest `update` and `delete`). Not known of
    /// Amazon Business, so off until somebody has asked.
    package var takesChanges = false
    package var lastCheck: ConnectionCheck?

    package init(
        id: Identifier<PunchOutConnection>, name: String, slug: String, supplierID: Identifier<Supplier>, from: PartyIdentity,
        to: PartyIdentity, punchOutURL: String, orderURL: String, mode: Mode = .test, requireApproval: Bool = true,
        defaultCoding: Coding = Coding(), hasSecret: Bool = false, lastCheck: ConnectionCheck? = nil
    ) {
        self.id = id
        self.name = name
        self.slug = slug
        self.supplierID = supplierID
        self.from = from
        self.to = to
        self.punchOutURL = punchOutURL
        self.orderURL = orderURL
        self.mode = mode
        self.requireApproval = requireApproval
        self.defaultCoding = defaultCoding
        self.hasSecret = hasSecret
        self.lastCheck = lastCheck
    }

    /// Whether an order leaves over it: there is an address to send to, and it is not the partner's own order for us to deliver.
    package func sends(_ order: PurchaseOrder) -> Bool {
        !orderURL.isEmpty && !(opensCatalogue && order.origin == .punchIn)
    }

    package var defaultLocationID: Identifier<Location>? {
        get { defaultCoding.locationID }
        set { defaultCoding.locationID = newValue }
    }

    package var defaultLegalEntityID: Identifier<LegalEntity>? {
        get { defaultCoding.legalEntityID }
        set { defaultCoding.legalEntityID = newValue }
    }

    package static let lifecycle = Lifecycle<Mode, ModeTrigger>([
        (.test, .activate, .active),
        (.active, .activate, .active),
        (.active, .deactivate, .test),
        (.test, .deactivate, .test),
    ])

    package enum ModeTrigger: Hashable, Sendable, CaseIterable { case activate, deactivate }
}

/// What the last try of a connection found, in words for the administrator.
package struct ConnectionCheck: Hashable, Sendable {
    package var at: Date
    package var ok: Bool
    package var findings: [String]

    package init(at: Date, ok: Bool, findings: [String]) {
        self.at = at
        self.ok = ok
        self.findings = findings
    }
}
