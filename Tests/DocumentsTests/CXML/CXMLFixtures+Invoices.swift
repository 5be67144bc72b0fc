import CXML
import FoundationEssentials

extension CXMLFixtures {
    static func euros(_ cents: Int) -> CXMLMoney { CXMLMoney(Decimal(cents) / 100, "EUR") }

    static var amounts: CXMLInvoiceAmounts {
        CXMLInvoiceAmounts(
            subtotal: euros(1000), tax: tax, specialHandling: euros(10), shipping: euros(299), gross: euros(1509),
            discount: euros(9), rawDiscountRate: "2", net: euros(1500), deposit: euros(100), due: euros(1400))
    }

    static var lineAmounts: CXMLInvoiceAmounts {
        var amounts = amounts
        amounts.deposit = nil
        amounts.due = nil
        return amounts
    }

    /// With lines of goods and of service, and an order known by the supplier's number alone.
    static var invoice: CXMLInvoiceDetailRequest {
        let goods = CXMLInvoiceItem(
            invoiceLineNumber: 1, lineNumber: 2, quantity: CXMLQuantity(3), unitOfMeasure: "EA", unitPrice: euros(1143),
            priceBasis: CXMLPriceBasis(
                quantity: CXMLQuantity(1), conversionFactor: CXMLQuantity(1), unitOfMeasure: "EA",
                description: CXMLText(text: "each")), itemID: item.itemID,
            description: CXMLDescription(text: "Pen & ink", language: "en"),
            classifications: [CXMLClassification(domain: "UNSPSC", code: "44121704")], isReturn: true, amounts: lineAmounts,
            shippingContacts: [contact, contact],
            distributions: item.distributions, comments: [CXMLComment(text: "x")],
            extrinsics: [CXMLExtrinsic(name: "a", value: "b")])
        var serviceAmounts = lineAmounts
        serviceAmounts.shipping = nil
        serviceAmounts.specialHandling = nil
        let service = CXMLInvoiceItem(
            invoiceLineNumber: 2, quantity: CXMLQuantity(1), unitOfMeasure: "HUR", unitPrice: euros(1143),
            description: CXMLDescription(text: "Repair", language: "en"), isService: true, amounts: serviceAmounts)
        return CXMLInvoiceDetailRequest(
            invoiceID: "INV-1", invoiceDate: CXMLTimestamp(now), isInformationOnly: true,
            lineIndicators: [.isTaxInLine, .isShippingInLine],
            partners: [
                CXMLInvoicePartner(contact: contact, idReferences: [CXMLIDReference(domain: "vatID", identifier: "DE1")])
            ],
            paymentTerms: [CXMLInvoicePaymentTerm(days: 14, rawPercentageRate: "2"), CXMLInvoicePaymentTerm(days: 30)],
            comments: [CXMLComment(text: "thanks")],
            idReferences: [CXMLIDReference(domain: "d", identifier: "i")], extrinsics: [CXMLExtrinsic(name: "a", value: "b")],
            orders: [
                CXMLInvoiceOrder(
                    orderReference: CXMLOrderReference(orderID: "PO-1", payloadID: "1@x", orderDate: CXMLTimestamp(now)),
                    agreementID: "A-1", supplierOrderID: "S-1", supplierOrderDate: CXMLTimestamp(now), items: [goods, service]),
                CXMLInvoiceOrder(orderReference: CXMLOrderReference(orderID: "PO-2"), items: [service]),
                CXMLInvoiceOrder(supplierOrderID: "S-2", items: [service]),
            ], amounts: amounts)
    }

    /// Without lines; takes an earlier invoice back.
    static var headerCredit: CXMLInvoiceDetailRequest {
        var total = amounts
        total.net = euros(-1500)
        total.due = euros(-1400)
        var order = CXMLInvoiceOrder(orderReference: CXMLOrderReference(orderID: "PO-1", payloadID: "1@x"), headerLineNumber: 1)
        order.amounts = lineAmounts
        order.amounts.shipping = nil
        order.comments = [CXMLComment(text: "x")]
        return CXMLInvoiceDetailRequest(
            invoiceID: "INV-2", invoiceDate: CXMLTimestamp(now), purpose: .creditMemo, isHeaderInvoice: true,
            documentReference: "9@x", originalInvoiceID: "INV-1", originalInvoiceDate: CXMLTimestamp(now), orders: [order],
            amounts: total)
    }

    static var receipt: CXMLReceiptRequest {
        let line = CXMLReceiptItem(
            receiptLineNumber: 1, lineNumber: 2, quantity: CXMLQuantity(3), isReturn: true, isComplete: true,
            itemID: CXMLItemID(supplierPartID: "B1"), description: CXMLDescription(text: "Pen", language: "en"),
            unitOfMeasure: "EA", unitPrice: euros(500), receivedAmount: euros(1500), comments: [CXMLComment(text: "x")],
            classifications: [CXMLClassification(domain: "UNSPSC", code: "44121704")],
            extrinsics: [CXMLExtrinsic(name: "a", value: "b")])
        return CXMLReceiptRequest(
            receiptID: "R-1", receiptDate: CXMLTimestamp(now), operation: .delete, documentReference: "8@x", shipmentID: "S1",
            comments: [CXMLComment(text: "x")], extrinsics: [CXMLExtrinsic(name: "a", value: "b")],
            orders: [
                CXMLReceiptOrder(
                    orderReference: CXMLOrderReference(orderID: "PO-1", payloadID: "1@x"), closesReceiving: true, items: [line]),
                CXMLReceiptOrder(orderReference: CXMLOrderReference(orderID: "PO-2"), items: [line]),
            ], total: euros(3000))
    }

    static var question: CXMLOrderStatusRequest {
        CXMLOrderStatusRequest(
            requestID: "Q-1", requestDate: CXMLTimestamp(now), orderReference: CXMLOrderReference(orderID: "PO-1"),
            contacts: [contact], comments: [CXMLComment(text: "where?")], extrinsics: [CXMLExtrinsic(name: "a", value: "b")],
            items: [
                CXMLOrderStatusItem(
                    lineNumber: 1, itemID: CXMLItemID(supplierPartID: "B1"), reschedule: "in",
                    rescheduleDate: CXMLTimestamp(now), comments: [CXMLComment(text: "x")])
            ])
    }
}
