/// An event of a document at which rules act.
package struct RuleTrigger: Hashable, Sendable {
    package enum Document: String, Hashable, Sendable, CaseIterable {
        case purchaseOrder = "purchase_order"
        case invoice
        /// Of goods; its rules look at the order that was received.
        case receipt
    }

    package let event: EventType
    /// Only submissions that somebody has to approve.
    package let needsApproval: Bool

    private static let requiresApproval = "purchase_order.requires_approval"

    /// As REST and storage write it: the event's word, or `purchase_order.requires_approval`.
    package var word: String { needsApproval ? Self.requiresApproval : event.rawValue }

    /// `nil` for what is no event of a document.
    package init?(word: String) {
        if word == Self.requiresApproval {
            (event, needsApproval) = (.orderSubmitted, true)
        } else if let event = EventType(rawValue: word), Self.document(of: event) != nil {
            (self.event, needsApproval) = (event, false)
        } else {
            return nil
        }
    }

    package var document: Document { Self.document(of: event) ?? .purchaseOrder }

    private static func document(of event: EventType) -> Document? {
        let word = event.rawValue
        if event == .orderReceived || word.hasPrefix("receipt.") { return .receipt }
        if word.hasPrefix("purchase_order.") { return .purchaseOrder }
        return word.hasPrefix("invoice.") ? .invoice : nil
    }

    /// Every one, by document and in the order in which they happen.
    package static let all: [RuleTrigger] = {
        let words = EventType.allCases.map(\.rawValue).flatMap { word in
            word == EventType.orderSubmitted.rawValue ? [word, requiresApproval] : [word]
        }
        let triggers = words.compactMap { RuleTrigger(word: $0) }
        return Document.allCases.flatMap { document in triggers.filter { $0.document == document } }
    }()

    /// The events at which any rule can act.
    package static let events = Set(all.map(\.event))

    /// As people read it.
    package var label: String {
        switch event {
        case .orderSubmitted: needsApproval ? "Requires approval" : "Submitted to a workflow"
        case .orderApproved: "Fully approved"
        case .orderRejected: "Denied"
        case .orderQueued: "Put into the outbox"
        case .orderAcknowledged: "Received by the supplier's system"
        case .orderReceived: "Received"
        case .invoiceNeedsApproval: "Requires approval"
        default:
            String(event.rawValue.drop { $0 != "." }.dropFirst()).replacing("_", with: " ").prefix(1).uppercased()
                + String(event.rawValue.drop { $0 != "." }.dropFirst(2)).replacing("_", with: " ")
        }
    }
}
