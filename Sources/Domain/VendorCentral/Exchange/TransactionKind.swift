/// What was posted to Amazon; its verdict comes later, by rules of its own.
package enum TransactionKind: String, Hashable, Sendable, CaseIterable {
    case retailAcknowledgement = "retail_acknowledgement"
    case directAcknowledgement = "direct_acknowledgement"
    case routingRequest = "routing_request"
    case shipmentNotice = "shipment_notice"
    case labelRequest = "label_request"
    case directConfirmation = "direct_confirmation"
    case statusUpdate = "status_update"
    case inventory
    case retailInvoice = "retail_invoice"
    case directInvoice = "direct_invoice"

    package var programme: Programme {
        switch self {
        case .retailAcknowledgement, .routingRequest, .shipmentNotice, .retailInvoice: .retail
        case .directAcknowledgement, .labelRequest, .directConfirmation, .statusUpdate, .inventory, .directInvoice:
            .directFulfillment
        }
    }

    /// Whether Amazon ever says `Success`. Of the others silence is consent after ``patience``.
    package func canSucceed(in region: VendorConnection.Region) -> Bool {
        switch self {
        case .retailAcknowledgement, .retailInvoice: false
        case .routingRequest, .shipmentNotice: region != .farEast
        case .directAcknowledgement, .labelRequest, .directConfirmation, .statusUpdate, .inventory, .directInvoice: true
        }
    }

    /// Minutes after which no failure means acceptance, or, where `Success` can come, that somebody should look.
    package var patience: Int {
        switch self {
        case .routingRequest, .shipmentNotice: 30
        case .directConfirmation, .statusUpdate: 10
        case .retailAcknowledgement, .directAcknowledgement, .labelRequest, .inventory, .retailInvoice, .directInvoice: 15
        }
    }
}
