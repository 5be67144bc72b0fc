package import FoundationEssentials

/// One answer to an order line. A line may have several: 6 accepted, 4 back-ordered.
package struct LineAcknowledgement: Hashable, Sendable {
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case accepted
        case backordered
        case rejected
    }

    /// Why a quantity is rejected.
    package enum RejectionReason: String, Hashable, Sendable, CaseIterable {
        case temporarilyUnavailable = "temporarily_unavailable"
        case invalidProduct = "invalid_product"
        case obsoleteProduct = "obsolete_product"
    }

    package var code: Code
    /// In the unit of the order line.
    package var quantity: Int
    package var scheduledShip: Date?
    package var scheduledDelivery: Date?
    /// Stands with ``Code/rejected`` and with nothing else.
    package var reason: RejectionReason?

    package init(
        _ code: Code, _ quantity: Int, scheduledShip: Date? = nil, scheduledDelivery: Date? = nil,
        reason: RejectionReason? = nil
    ) {
        self.code = code
        self.quantity = quantity
        self.scheduledShip = scheduledShip
        self.scheduledDelivery = scheduledDelivery
        self.reason = reason
    }
}
