import HTML
import Procurement
import UseCases

/// What happened to an order, in words.
enum OrderTrail {
    /// The newest first.
    static func timeline(_ events: [StoredEvent]) -> Timeline {
        Timeline(events.sorted { $0.sequence > $1.sequence }.map(event))
    }

    private static func event(_ event: StoredEvent) -> Timeline.Event {
        let details = EventDetails.decode(event.details)
        let (words, tone) = EventType(rawValue: event.type).map(words) ?? (Words.state(event.type), .neutral)
        return .init(
            when: Words.instant(event.at), instant: Words.machine(event.at), who: event.actorName, "\(words)",
            detail: detail(details), tone: tone)
    }

    /// Identifiers say nothing to people, nor that somebody used a page; everything else is shown as it was kept.
    private static func detail(_ details: [(name: String, value: String)]) -> HTML? {
        let shown = details.filter {
            ![
                "delivery", "payload_id", "order", "receipt", "counter_receipt", "supplier", "owner", "comment_id", "invoice",
                "entry",
            ].contains($0.name)
                && !$0.value.isEmpty && $0 != ("via", "page")
        }
        if shown.isEmpty { return nil }
        return "\(each: shown, { "<div>\(Badge.label(of: $0.name)): \(value($0.value))</div>" })"
    }

    /// Amounts are kept as `12.50 EUR` and words as `punch_out`; both are shown as everywhere else.
    static func value(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }) { return Words.state(text) }
        let parts = text.split(separator: " ")
        guard parts.count == 2, let amount = ExactNumber.parse(String(parts[0])), let currency = Currency(String(parts[1])),
            let money = Money(amount, currency)
        else { return Words.plain(text) }
        return Words.money(money)
    }

    private static func words(_ type: EventType) -> (String, Tone) {
        switch type {
        case .orderCreated: ("Became a draft order", .neutral)
        case .orderClaimed: ("Given to its buyer", .neutral)
        case .orderCoded: ("Coded", .neutral)
        case .orderSubmitted: ("Submitted", .info)
        case .orderChangedBySupplier: ("Changed by the supplier", .neutral)
        case .orderWithdrawn: ("Taken back from approval", .neutral)
        case .orderStageApproved: ("A stage approved", .good)
        case .orderLinesRefused: ("Lines refused", .bad)
        case .orderApproved: ("Approved and numbered", .good)
        case .orderRejected: ("Rejected", .bad)
        case .orderCancelled: ("Cancelled", .bad)
        case .orderClosed: ("Closed", .neutral)
        case .orderReopened: ("Opened again", .info)
        case .orderChangeRequested: ("A change asked for", .info)
        case .orderChanged: ("Changed", .info)
        case .orderChangeRejected: ("The change rejected", .bad)
        case .orderChangeWithdrawn: ("The change withdrawn", .neutral)
        case .orderChangeAccepted: ("The supplier accepted the change", .good)
        case .orderChangeRefused: ("The supplier refused the change", .bad)
        case .orderUndone: ("Taken back", .attention)
        case .priceHoldEnding: ("The shop’s prices run out soon", .attention)
        case .priceHoldEnded: ("The shop’s prices ran out", .bad)
        case .orderQueued: ("Put into the outbox", .info)
        case .orderAcknowledged: ("Received by the supplier", .good)
        case .orderSent: ("Sent to the supplier", .info)
        case .orderSendFailed: ("Could not be sent", .bad)
        case .orderSendUnknown: ("Sent, but not answered", .attention)
        case .orderConfirmed: ("The supplier answered", .good)
        case .orderShipped: ("The supplier shipped", .good)
        case .orderReceived: ("Goods arrived", .good)
        case .receiptReversed: ("A receipt was taken back", .attention)
        case .invoiceCreated: ("Came in", .neutral)
        case .invoiceChanged: ("Changed", .neutral)
        case .invoiceLinked: ("Lines linked to orders", .neutral)
        case .invoiceSubmitted: ("Handed in and matched", .info)
        case .invoiceNeedsApproval: ("Waits for somebody", .attention)
        case .invoiceAssigned: ("Given to somebody to look after", .neutral)
        case .invoiceStageApproved: ("A stage approved", .good)
        case .invoiceApproved: ("Approved by every stage", .good)
        case .invoiceAccepted: ("Accepted", .good)
        case .invoiceDisputed: ("Sent back to the supplier", .attention)
        case .invoiceRejected: ("Rejected for good", .bad)
        case .invoicePaid: ("Paid", .good)
        case .invoicePaymentReversed: ("A payment was taken back", .attention)
        case .invoiceVoided: ("Voided", .bad)
        case .commentWritten: ("Commented", .neutral)
        case .internalCommentWritten: ("Commented internally", .neutral)
        case .inboxReceived: ("Came in", .neutral)
        case .inboxQuarantined: ("Put into quarantine", .attention)
        case .inboxReleased: ("Let out of quarantine", .info)
        case .inboxInfected: ("The scanner found something", .bad)
        case .inboxUnreadable: ("Could not be read", .attention)
        case .inboxRead: ("Read", .info)
        case .inboxChanged: ("Corrected", .neutral)
        case .inboxDuplicate: ("Is here already", .attention)
        case .inboxPosted: ("Became an invoice", .good)
        case .inboxAttached: ("Kept as evidence", .good)
        case .inboxRejected: ("Taken out", .bad)
        case .inboxReopened: ("To be read once more", .neutral)
        case .ruleApplied: ("An event rule acted", .info)
        case .ruleFailed: ("An event rule could not act", .attention)
        case .ruleStopped: ("An event rule was stopped", .attention)
        default: (Words.state(type.rawValue), .neutral)
        }
    }
}
