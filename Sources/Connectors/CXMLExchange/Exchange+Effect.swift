import CXML
import FoundationEssentials
import Procurement
import UseCases

extension Exchange {
    /// What the document wants done. Throws `InboundRefusal`.
    func effect(of document: CXMLDocument) throws(InboundRefusal) -> InboundEffect {
        let carts = CartMapping(document: document)
        let fulfilment = FulfilmentMapping(now: application.now)
        if document.envelope.payloadID.isEmpty {
            throw InboundRefusal(code: 400, text: "cXML/@payloadID is missing.")
        }
        switch document.body {
        case .orderRequest(let request):
            let header = request.header
            let earlier = OrderReference(
                payloadID: header.documentReference, number: nil, supplierNumber: header.orderID)
            return Self.requisition(carts.cart(request), header.type, of: earlier)
        case .purchaseRequisitionRequest(let request):
            let earlier = OrderReference(
                payloadID: request.documentReference, number: nil, supplierNumber: request.requisitionID)
            return Self.requisition(carts.cart(request), request.type, of: earlier)
        case .punchOutOrderMessage(let message):
            if message.isQuotePending {
                throw InboundRefusal(code: 400, text: "The quote is pending. Send the cart when it is final.")
            }
            return .requisition(carts.cart(message))
        case .confirmationRequest(let request):
            return .confirmation(
                fulfilment.reference(request.orderReference),
                try fulfilment.confirmation(request, payloadID: document.envelope.payloadID),
                updating: request.operation == .new ? nil : request.documentReference)
        case .shipNoticeRequest(let request):
            return .shipment(fulfilment.shipments(request), isWithdrawn: request.operation == .delete)
        case .statusUpdateRequest(let request):
            return .status(
                payloadID: request.documentReference, code: request.status.code.rawValue,
                text: request.status.content.isEmpty ? request.status.text : request.status.content)
        case .punchOutSetupRequest(let request):
            return .setup(try Self.setup(request, document.envelope))
        case .invoiceDetailRequest(let invoice):
            return try self.invoice(invoice, payloadID: document.envelope.payloadID)
        // What arrived is said by the house: a receipt that a supplier writes is kept, and proves nothing about its own bill.
        case .receiptRequest(let receipt): return .record(receipt.orders.map { fulfilment.reference($0.orderReference) })
        case .orderStatusRequest(let request):
            let reference = request.orderReference
            return .orderStatus(
                OrderReference(payloadID: reference.payloadID, number: nil, supplierNumber: reference.orderID))
        case .profileRequest, .profileResponse, .punchOutSetupResponse, .statusOnly, .unsupported:
            throw InboundRefusal(code: 450, text: "\(document.body.name) is not implemented.")
        }
    }

    private func invoice(
        _ invoice: CXMLInvoiceDetailRequest, payloadID: String
    ) throws(InboundRefusal) -> InboundEffect {
        if invoice.operation == .delete {
            return .invoiceWithdrawal(invoice.originalInvoiceID ?? invoice.invoiceID, document: invoice.documentReference)
        }
        guard !invoice.isInformationOnly else {
            return .record(
                invoice.orders.map {
                    OrderReference(
                        payloadID: $0.orderReference?.payloadID, number: $0.orderReference?.orderID,
                        supplierNumber: $0.supplierOrderID)
                })
        }
        var mapping = InvoiceMapping(invoice, payloadID: payloadID, now: application.now)
        return .invoice(try mapping.invoice())
    }

    private static func requisition(
        _ cart: ReceivedCart, _ change: CXMLOrderChange, of earlier: OrderReference
    ) -> InboundEffect {
        switch change {
        case .new: .requisition(cart)
        case .update: .requisitionChange(cart, of: earlier)
        case .delete: .requisitionWithdrawal(earlier)
        }
    }
}
