package import FoundationEssentials
package import Procurement

/// One vendor code with its access to Amazon's Selling Partner API and its switches.
package struct VendorConnection: Hashable, Sendable, Identified {
    package static let identifierPrefix = "vc"

    /// Where Amazon serves the API; a credential works in one of them.
    package enum Region: String, Hashable, Sendable, CaseIterable {
        case northAmerica = "na"
        case europe = "eu"
        case farEast = "fe"
    }

    package let id: Identifier<VendorConnection>
    package var name: String
    /// Amazon's short code of us; every message names it.
    package var vendorCode: String
    package var region: Region
    /// Amazon's sandbox answers from fixed examples; nothing there is real.
    package var usesSandbox: Bool
    /// Another server than Amazon's, for tests; its scheme and host without a path.
    package var endpointOverride: String?
    package var clientID: String
    /// Secrets expire 180 days after this.
    package var secretSetAt: Date
    package var programmes: Set<Programme>
    /// Programmes whose orders are answered without a person's approval.
    package var acknowledgesAutomatically: Set<Programme>
    package var warehouses: ShipFromMapping
    package var isActive: Bool
    /// The company's GS1 prefix, of which carton numbers (SSCC) are made; `nil` where cartons go without.
    package var companyPrefix: String?
    /// Who Amazon pays; invoices cannot go without.
    package var remittance: VendorRemittance?
    /// Where Amazon's finances are asked about invoices; `nil` for not at all.
    package var marketplaceID: String?
    /// After how many days customers' addresses, labels and packing slips are forgotten.
    package var personalDataDays = 30
    package var schedule = VendorSchedule()
    /// When access was last tried, and what was found.
    package var lastCheck: Check?

    /// What a try of the access found.
    package struct Check: Hashable, Sendable {
        package var at: Date
        package var isGood: Bool
        /// In words, with the remedy.
        package var message: String

        package init(at: Date, isGood: Bool, message: String) {
            self.at = at
            self.isGood = isGood
            self.message = message
        }
    }

    package init(
        id: Identifier<VendorConnection>, name: String, vendorCode: String, region: Region, usesSandbox: Bool,
        endpointOverride: String? = nil, clientID: String, secretSetAt: Date, programmes: Set<Programme>,
        acknowledgesAutomatically: Set<Programme> = [], warehouses: ShipFromMapping = ShipFromMapping(), isActive: Bool = false
    ) {
        self.id = id
        self.name = name
        self.vendorCode = vendorCode
        self.region = region
        self.usesSandbox = usesSandbox
        self.endpointOverride = endpointOverride
        self.clientID = clientID
        self.secretSetAt = secretSetAt
        self.programmes = programmes
        self.acknowledgesAutomatically = acknowledgesAutomatically
        self.warehouses = warehouses
        self.isActive = isActive
    }

    /// How old a client secret may be before Amazon refuses it, in seconds: 180 days.
    package static let secretLifetime: TimeInterval = 180 * 86400
    /// From here on people are warned: 30 days before the end.
    package static let secretWarning: TimeInterval = 150 * 86400

    /// How the secret stands at `now`: whole days until Amazon refuses it, negative when that has passed.
    package func secretDaysLeft(at now: Date) -> Int {
        Int(((Self.secretLifetime - now.timeIntervalSince(secretSetAt)) / 86400).rounded(.down))
    }

    package func warnsOfSecret(at now: Date) -> Bool { now.timeIntervalSince(secretSetAt) >= Self.secretWarning }
}
