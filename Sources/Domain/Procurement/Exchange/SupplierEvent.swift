package import FoundationEssentials

/// What happened to an order as its supplier may see it.
///
/// The trail is internal: who approved what, with which words, is nobody else's business. This is a type of its own that takes
/// over the time and a word, never an actor or details, so that nothing internal can be shown by forgetting to hide it.
package struct SupplierEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case ordered, acknowledged, changed, confirmed, shipped, cancelled, closed, reopened, commented
        case changeAccepted = "change_accepted"
        case changeRefused = "change_refused"
    }

    package let orderID: Identifier<PurchaseOrder>
    package let at: Date
    package let kind: Kind

    /// What the supplier may know of an order's trail, oldest first: nothing before the order left the house.
    package static func stream(of trail: [StoredEvent]) -> [SupplierEvent] {
        var hasLeft = false
        return trail.sorted { $0.sequence < $1.sequence }.compactMap { event in
            guard let kind = EventType(rawValue: event.type).flatMap(kind), let id = Identifier<PurchaseOrder>(event.subjectID)
            else { return nil }
            hasLeft = hasLeft || kind == .ordered || kind == .acknowledged
            return hasLeft ? SupplierEvent(orderID: id, at: event.at, kind: kind) : nil
        }
    }

    /// Without a default, so that every new type of event has to be decided about here.
    private static func kind(of type: EventType) -> Kind? {
        switch type {
        case .orderSent: .ordered
        case .orderAcknowledged: .acknowledged
        case .orderConfirmed: .confirmed
        case .orderShipped: .shipped
        case .orderCancelled: .cancelled
        case .orderClosed: .closed
        case .commentWritten: .commented
        case .orderChanged: .changed
        case .orderChangeAccepted: .changeAccepted
        case .orderChangeRefused: .changeRefused
        case .orderReopened: .reopened
        case .orderCreated, .orderClaimed, .orderChangedBySupplier, .orderCoded, .orderSubmitted, .orderWithdrawn,
            .orderStageApproved, .orderLinesRefused, .orderApprovalReopened, .orderApproved, .orderRejected, .orderQueued,
            .orderSendFailed, .orderChangeRequested, .orderChangeRejected, .orderChangeWithdrawn, .orderUndone,
            .priceHoldEnding, .priceHoldEnded,
            .orderSendUnknown, .approvalReminded, .approvalEscalated, .approvalExpired, .budgetMoved, .punchOutStarted,
            .punchOutFailed, .punchOutReturned, .punchOutEmpty, .connectionCreated, .connectionChanged, .connectionActivated,
            .connectionDeactivated, .connectionChecked, .recordCreated, .recordChanged, .signedIn, .signInFailed, .signedOut,
            .orderReceived, .receiptReversed, .invoiceCreated, .invoiceChanged, .invoiceSubmitted, .invoiceNeedsApproval,
            .invoiceAccepted, .invoiceDisputed, .invoiceRejected, .invoicePaid, .invoicePaymentReversed, .invoiceVoided,
            .invoiceLinked, .invoiceAssigned, .invoiceStageApproved, .invoiceApproved,
            .passwordChanged, .tokenCreated, .tokenRevoked, .clientCreated, .clientSecretChanged,
            .secondFactorSet, .secondFactorRemoved, .recoveryCodeUsed, .recoveryCodesMade, .identityLinked, .recordDeleted,
            .webhookEnabled, .webhookDisabled, .webhookTested, .webhookSecretRotated, .webhookReplayed,
            .ruleApplied, .ruleFailed, .ruleStopped,
            .catalogueImported, .catalogueVisitStarted, .catalogueVisitEntered, .catalogueVisitReturned, .catalogueVisitLeft,
            .inboxReceived, .inboxQuarantined, .inboxReleased, .inboxInfected, .inboxUnreadable, .inboxRead, .inboxChanged,
            .inboxDuplicate, .inboxPosted, .inboxAttached, .inboxRejected, .inboxReopened,
            .mailPreferenceChanged, .mailWordingChanged, .internalCommentWritten,
            .accountCreated, .accountChanged, .accountDiscarded, .accountDocumentAdded, .accountDocumentRemoved,
            .supplierInvited, .supplierInvitationRevoked, .supplierRegistered, .supplierUserChanged, .supplierLinkSent,
            .vendorOrderReceived, .vendorOrderChanged, .vendorOrderHeld, .vendorOrderAcknowledged, .vendorOrderConfirmed,
            .vendorOrderShipped, .vendorOrderInvoiced, .vendorPaymentChanged, .vendorTransactionFailed,
            .vendorTransactionUnknown, .vendorTransactionResent, .vendorConnectionChecked, .vendorSyncFailed,
            .vendorStockChanged, .vendorCustomersForgotten:
            nil
        }
    }
}
