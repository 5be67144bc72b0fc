import FoundationEssentials

extension PurchaseOrder {
    /// How far the order got on its way to the supplier.
    package enum Transmission: String, Hashable, Sendable, CaseIterable {
        case notSent = "not_sent"
        case queued
        /// Answered, but not finished (cXML Status 201, 280, 281).
        case sent
        case acknowledged
        case failed
        /// Sent, and no answer came: it may or may not have arrived.
        case unknown

        /// Whether the supplier may have it.
        package var mayHaveArrived: Bool {
            switch self {
            case .notSent, .queued, .failed: false
            case .sent, .acknowledged, .unknown: true
            }
        }
    }

    /// What the supplier says it will deliver.
    package enum Confirmation: String, Hashable, Sendable, CaseIterable { case none, partial, accepted, rejected }

    /// What arrived.
    package enum Receipt: String, Hashable, Sendable, CaseIterable { case none, partial, full }

    /// What was billed.
    package enum Billing: String, Hashable, Sendable, CaseIterable { case none, partial, full, over }

    /// The confirmation state that the lines add up to: all accepted, all rejected, nothing said, or something between.
    package var derivedConfirmation: Confirmation {
        let said = lines.filter { $0.confirmation.accepted + $0.confirmation.rejected + $0.confirmation.backordered > 0 }
        if said.isEmpty { return .none }
        if lines.allSatisfy({ $0.confirmation.accepted >= $0.quantity }) { return .accepted }
        if lines.allSatisfy({ $0.confirmation.rejected >= $0.quantity }) { return .rejected }
        return .partial
    }

    /// Whether the supplier has said something final about every piece of every line.
    package var isFullyAnswered: Bool {
        lines.allSatisfy { $0.confirmation.accepted + $0.confirmation.rejected >= $0.quantity }
    }

    /// How much of the order the supplier says it shipped.
    package enum ShipmentProgress: String, Hashable, Sendable, CaseIterable { case none, partial, full }

    /// Derived from the lines; rejected pieces are not waited for.
    package var shipment: ShipmentProgress {
        if lines.allSatisfy({ $0.shipped == 0 }) { return .none }
        return lines.allSatisfy { $0.shipped >= $0.quantity - $0.confirmation.rejected } ? .full : .partial
    }
}
