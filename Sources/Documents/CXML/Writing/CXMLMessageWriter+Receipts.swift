import XML

/// Receipts and questions for an order's state.
extension CXMLMessageWriter {
    mutating func receiptRequest(_ receipt: CXMLReceiptRequest) {
        xml.open("ReceiptRequest")
        xml.open(
            "ReceiptRequestHeader",
            [
                "receiptID": receipt.receiptID, "receiptDate": receipt.receiptDate?.text,
                "operation": receipt.operation == .delete ? "delete" : "new",
            ])
        documentReference(receipt.documentReference)
        if let shipment = receipt.shipmentID { emptyElement("ShipNoticeIDInfo", ["shipNoticeID": shipment]) }
        comments(Array(receipt.comments.prefix(1)))
        extrinsics(receipt.extrinsics)
        xml.close()
        for order in receipt.orders {
            xml.open("ReceiptOrder", ["closeForReceiving": order.closesReceiving ? "yes" : nil])
            xml.open("ReceiptOrderInfo")
            anyOrderReference(order.orderReference)
            xml.close()
            for item in order.items { receiptItem(item) }
            xml.close()
        }
        money(in: "Total", receipt.total)
        xml.close()
    }

    /// With a payloadID as OrderReference, with a number alone as OrderIDInfo.
    private mutating func anyOrderReference(_ reference: CXMLOrderReference) {
        reference.payloadID == nil ? orderID(reference) : orderReference(reference)
    }

    private mutating func receiptItem(_ item: CXMLReceiptItem) {
        xml.open(
            "ReceiptItem",
            [
                "receiptLineNumber": String(item.receiptLineNumber), "quantity": item.quantity.text,
                "type": item.isReturn ? "returned" : "received", "completedIndicator": item.isComplete ? "yes" : nil,
            ])
        xml.open("ReceiptItemReference", ["lineNumber": String(item.lineNumber)])
        if let id = item.itemID { itemID(id) }
        if let description = item.description { self.description(description) }
        xml.close()
        if let price = item.unitPrice {
            xml.open("UnitRate")
            xml.element("Money", ["currency": price.currency], text: price.unitPriceText)
            xml.element("UnitOfMeasure", text: item.unitOfMeasure)
            if let basis = item.priceBasis { priceBasis(basis) }
            xml.close()
        }
        money(in: "ReceivedAmount", item.receivedAmount)
        comments(Array(item.comments.prefix(1)))
        classifications(item.classifications)
        extrinsics(item.extrinsics)
        xml.close()
    }

    mutating func orderStatusRequest(_ request: CXMLOrderStatusRequest) {
        xml.open("OrderStatusRequest")
        xml.open(
            "OrderStatusRequestHeader",
            ["orderStatusRequestID": request.requestID, "orderStatusRequestDate": request.requestDate?.text])
        anyOrderReference(request.orderReference)
        contacts(request.contacts)
        comments(Array(request.comments.prefix(1)))
        extrinsics(request.extrinsics)
        xml.close()
        for item in request.items {
            xml.open(
                "OrderStatusRequestItem",
                ["rescheduleRequest": item.reschedule, "rescheduleDate": item.rescheduleDate?.text])
            xml.open("ItemReference", ["lineNumber": String(item.lineNumber)])
            if let id = item.itemID { itemID(id) }
            xml.close()
            comments(Array(item.comments.prefix(1)))
            xml.close()
        }
        xml.close()
    }
}
