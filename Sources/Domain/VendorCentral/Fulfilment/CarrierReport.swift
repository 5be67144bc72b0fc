package import FoundationEssentials

/// Where a parcel of a direct fulfillment order is, as a carrier of our own says. Of its own carriers Amazon knows that itself.
package struct CarrierReport: Hashable, Sendable {
    package enum Event: String, Hashable, Sendable, CaseIterable {
        case departed
        case inTransit = "in_transit"
        case outForDelivery = "out_for_delivery"
        case delivered
        case delayed
        case refused
        case undeliverable
        case lost

        /// Amazon's status and reason: words of X12 for North America and the Far East, of EDIFACT for Europe.
        package func codes(in region: VendorConnection.Region) -> (status: String, reason: String) {
            let isEDIFACT = region == .europe
            return switch self {
            case .delivered: isEDIFACT ? ("301", "000") : ("D1", "NS")
            case .departed: isEDIFACT ? ("101", "000") : ("XB", "NS")
            case .inTransit: isEDIFACT ? ("201", "000") : ("O1", "NS")
            case .outForDelivery: isEDIFACT ? ("302", "000") : ("OD", "NS")
            case .delayed: isEDIFACT ? ("404", "117") : ("DE", "AF")
            case .lost: isEDIFACT ? ("409", "000") : ("CA", "PL")
            case .refused: isEDIFACT ? ("407", "000") : ("A7", "AM")
            case .undeliverable: isEDIFACT ? ("416", "000") : ("AP", "BG")
            }
        }

        /// Whether nothing comes after it.
        package var isFinal: Bool { self == .delivered || self == .lost }
    }

    /// As it was confirmed to Amazon.
    package var trackingNumber: String
    package var event: Event
    package var at: Date
    /// Where the parcel was; Amazon wants name, street and country.
    package var place: VendorAddress
    /// When it is to arrive now.
    package var estimatedDelivery: Date?

    package init(
        trackingNumber: String, event: Event, at: Date, place: VendorAddress, estimatedDelivery: Date? = nil
    ) {
        self.trackingNumber = trackingNumber
        self.event = event
        self.at = at
        self.place = place
        self.estimatedDelivery = estimatedDelivery
    }

    /// What the report is about at Amazon: said again it is the same report.
    package var key: String { "\(trackingNumber) \(event.rawValue) \(at.formatted(.iso8601))" }

    /// What is wrong before it is sent.
    package func findings(of shipment: VendorShipment, now: Date) -> [Finding] {
        var found: [Finding] = []
        let numbers = shipment.fulfilment.cartons.compactMap(\.trackingNumber)
        if !numbers.contains(trackingNumber) {
            let known = numbers.prefix(5).joined(separator: ", ")
            found.append(
                Finding("/tracking_number", "Amazon was told no such tracking number; give one that was confirmed: \(known)"))
        }
        if at > now.addingTimeInterval(300) { found.append(Finding("/at", "it cannot have happened in the future")) }
        if at < shipment.fulfilment.shippedAt.addingTimeInterval(-86400) {
            found.append(Finding("/at", "it was before the goods left"))
        }
        if let estimatedDelivery, estimatedDelivery < at {
            found.append(Finding("/estimated_delivery", "the parcel cannot arrive before this happened"))
        }
        let before = shipment.reports.filter { $0.trackingNumber == trackingNumber }
        if before.contains(where: { $0.key == key }) {
            found.append(Finding("/event", "Amazon was told this already"))
        } else if let end = before.first(where: { $0.event.isFinal }) {
            found.append(
                Finding("/event", "the parcel was reported as \(end.event.rawValue) already; nothing comes after that"))
        }
        if place.country.utf8.count != 2 {
            found.append(Finding("/country", "say in which country it happened, by its two letters"))
        }
        return found
    }
}
