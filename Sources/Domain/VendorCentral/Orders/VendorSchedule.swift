package import FoundationEssentials
package import Procurement

/// What is fetched from Amazon and sent to it in rounds.
package enum VendorSync: String, Hashable, Sendable, CaseIterable {
    case orders
    /// Labels, packing slips and routing.
    case fulfilment
    case inventory
    /// What Amazon says it paid.
    case invoices

    /// Minutes between two rounds as the field has them.
    package var usualMinutes: Int {
        switch self {
        case .orders: 20
        case .fulfilment: 90
        case .inventory: 60
        case .invoices: 360
        }
    }
}

/// How often each of the rounds is made.
package struct VendorSchedule: Hashable, Sendable {
    package var minutes: [VendorSync: Int]

    package init(_ minutes: [VendorSync: Int] = [:]) { self.minutes = minutes }

    /// The bounds of what may be set, in minutes.
    package static let bounds = 5...1440

    package func minutes(of sync: VendorSync) -> Int { minutes[sync] ?? sync.usualMinutes }

    /// When the round after one at `now` is due: a tenth earlier or later, so that connections do not all ask at once.
    ///
    /// - Parameter random: from 0 up to, not including, 1.
    package func next(_ sync: VendorSync, after now: Date, random: Double) -> Date {
        now.addingTimeInterval(Double(minutes(of: sync)) * 60 * (0.9 + random / 5))
    }

    /// The latest that ``next(_:after:random:)`` gives.
    package func latest(_ sync: VendorSync, after now: Date) -> Date { next(sync, after: now, random: 1) }
}

/// Who Amazon pays for what it bought.
package struct VendorRemittance: Hashable, Sendable {
    /// Amazon's code of the payee, often the vendor code.
    package var party: VendorParty
    /// Value added tax number.
    package var taxNumber: String?
    /// As agreed with Amazon; `nil` leaves the terms out.
    package var netDueDays: Int?

    package init(_ party: VendorParty, taxNumber: String? = nil, netDueDays: Int? = nil) {
        self.party = party
        self.taxNumber = taxNumber
        self.netDueDays = netDueDays
    }
}

/// A round of fetching and sending, while it runs and afterwards.
package struct VendorSyncRun: Hashable, Sendable, Identified {
    package static let identifierPrefix = "vr"

    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// Asked for by a person; begins at once.
        case requested
        case running
        case done
        case failed
    }

    package let id: Identifier<VendorSyncRun>
    package let connection: Identifier<VendorConnection>
    package let sync: VendorSync
    package var status: Status
    /// Whether everything is to be sent, not only what changed: inventory alone.
    package var isFull: Bool
    package let startedAt: Date
    /// When it last said how far it is.
    package var seenAt: Date
    package var endedAt: Date?
    package var pages = 0
    /// Orders, items, labels or invoices that were looked at.
    package var items = 0
    /// Those of them that were new or different.
    package var changes = 0
    /// What it is doing, or what came of it, in words.
    package var message: String

    package init(
        id: Identifier<VendorSyncRun>, connection: Identifier<VendorConnection>, sync: VendorSync, status: Status,
        isFull: Bool = false, startedAt: Date, message: String
    ) {
        self.id = id
        self.connection = connection
        self.sync = sync
        self.status = status
        self.isFull = isFull
        self.startedAt = startedAt
        seenAt = startedAt
        self.message = message
    }

    /// Seconds without a word after which a running round is taken for dead.
    package static let patience: TimeInterval = 600
}
