/// What a document says: the element within `Request`, `Message` or `Response`.
package indirect enum CXMLBody: Sendable, Hashable {
    /// Request: what can you do?
    case profileRequest
    /// Response to it.
    case profileResponse(CXMLProfileResponse)
    /// Request: a shopping session.
    case punchOutSetupRequest(CXMLPunchOutSetupRequest)
    /// Response to it.
    case punchOutSetupResponse(CXMLPunchOutSetupResponse)
    /// Message: the cart.
    case punchOutOrderMessage(CXMLPunchOutOrderMessage)
    /// Request: an order.
    case orderRequest(CXMLOrderRequest)
    /// Request: a requisition passed on.
    case purchaseRequisitionRequest(CXMLPurchaseRequisitionRequest)
    /// Request: what the supplier will do.
    case confirmationRequest(CXMLConfirmationRequest)
    /// Request: a shipment.
    case shipNoticeRequest(CXMLShipNoticeRequest)
    /// Request: news of an earlier document.
    case statusUpdateRequest(CXMLStatusUpdateRequest)
    /// Request: an invoice or a credit.
    case invoiceDetailRequest(CXMLInvoiceDetailRequest)
    /// Request: what arrived.
    case receiptRequest(CXMLReceiptRequest)
    /// Request: where is an order?
    case orderStatusRequest(CXMLOrderStatusRequest)
    /// A Response, or a Message, that carries nothing but its status.
    case statusOnly
    /// Well formed, but a message that is not served: answer 450. The element's name.
    case unsupported(String)

    /// The DTD's name of the message, for logs and lists; `Status` for a bare one.
    package var name: String {
        switch self {
        case .profileRequest: "ProfileRequest"
        case .profileResponse: "ProfileResponse"
        case .punchOutSetupRequest: "PunchOutSetupRequest"
        case .punchOutSetupResponse: "PunchOutSetupResponse"
        case .punchOutOrderMessage: "PunchOutOrderMessage"
        case .orderRequest: "OrderRequest"
        case .purchaseRequisitionRequest: "PurchaseRequisitionRequest"
        case .confirmationRequest: "ConfirmationRequest"
        case .shipNoticeRequest: "ShipNoticeRequest"
        case .statusUpdateRequest: "StatusUpdateRequest"
        case .invoiceDetailRequest: "InvoiceDetailRequest"
        case .receiptRequest: "ReceiptRequest"
        case .orderStatusRequest: "OrderStatusRequest"
        case .statusOnly: "Status"
        case .unsupported(let name): name
        }
    }
}
