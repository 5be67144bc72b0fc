import XML

/// Receipts and questions for an order's state.
extension CXMLMessageReader {
    mutating func receiptRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLReceiptRequest {
        guard let header = element.first(.ReceiptRequestHeader) else {
            throw refusal(element, "The ReceiptRequestHeader is missing.")
        }
        guard let receiptID = header.attribute(.receiptID) else { throw refusal(header, "The receiptID is missing.") }
        var receipt = CXMLReceiptRequest(receiptID: receiptID)
        if header.attribute(.receiptDate) == nil { warn(header, "The receiptDate is missing.") }
        receipt.receiptDate = timestamp(header, .receiptDate)
        receipt.operation = choice(header, .operation, or: .new)
        receipt.documentReference = header.first(.DocumentReference)?.attribute(.payloadID)
        receipt.shipmentID = header.first(.ShipNoticeIDInfo)?.attribute(.shipNoticeID)
        receipt.comments = comments(header)
        receipt.extrinsics = extrinsics(header)
        var position = 0
        for child in element.children(.ReceiptOrder) {
            receipt.orders.append(try receiptOrder(child, &position))
        }
        if receipt.orders.isEmpty { throw refusal(element, "The ReceiptOrder is missing.") }
        receipt.total = element.first(.Total).flatMap { money(in: $0) }
        return receipt
    }

    private mutating func receiptOrder(_ element: XMLElement, _ position: inout Int) throws(CXMLRefusal) -> CXMLReceiptOrder {
        guard let info = element.first(.ReceiptOrderInfo) else { throw refusal(element, "The ReceiptOrderInfo is missing.") }
        var order = CXMLReceiptOrder(orderReference: try orderReference(info))
        order.closesReceiving = isYes(element, .closeForReceiving)
        for child in element.children(.ReceiptItem) {
            position += 1
            itemPosition = position
            order.items.append(try receiptItem(child))
        }
        itemPosition = nil
        if order.items.isEmpty { warn(element, "The order has no lines.") }
        return order
    }

    private mutating func receiptItem(_ element: XMLElement) throws(CXMLRefusal) -> CXMLReceiptItem {
        guard let reference = element.first(.ReceiptItemReference) else {
            throw refusal(element, "The ReceiptItemReference is missing.")
        }
        guard let line = lineNumber(reference) else { throw refusal(reference, "The lineNumber is missing or no number.") }
        var item = CXMLReceiptItem(
            receiptLineNumber: lineNumber(element, .receiptLineNumber) ?? itemPosition ?? 1, lineNumber: line,
            quantity: try quantity(element, mustBeReadable: true))
        item.isReturn = element.attribute(.type)?.lowercased() == "returned"
        item.isComplete = isYes(element, .completedIndicator)
        if let id = reference.first(.ItemID) { item.itemID = try itemID(id) }
        item.description = reference.first(.Description).map { description($0) }
        if let rate = element.first(.UnitRate) {
            item.unitPrice = money(in: rate)
            item.unitOfMeasure = rate.text(of: .UnitOfMeasure) ?? ""
            item.priceBasis = rate.first(.PriceBasisQuantity).map { priceBasis($0) }
        }
        item.receivedAmount = element.first(.ReceivedAmount).flatMap { money(in: $0) }
        item.comments = comments(element)
        item.classifications = classifications(element)
        item.extrinsics = extrinsics(element)
        return item
    }

    mutating func orderStatusRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLOrderStatusRequest {
        guard let header = element.first(.OrderStatusRequestHeader) else {
            throw refusal(element, "The OrderStatusRequestHeader is missing.")
        }
        var request = CXMLOrderStatusRequest(
            requestID: header.attribute(.orderStatusRequestID) ?? "", orderReference: try orderReference(header))
        if request.requestID.isEmpty { warn(header, "The orderStatusRequestID is missing.") }
        request.requestDate = timestamp(header, .orderStatusRequestDate)
        request.contacts = contacts(header)
        request.comments = comments(header)
        request.extrinsics = extrinsics(header)
        for child in element.children(.OrderStatusRequestItem) {
            itemPosition = request.items.count + 1
            guard let reference = child.first(.ItemReference), let line = lineNumber(reference) else {
                throw refusal(child, "The ItemReference with its lineNumber is missing.")
            }
            var item = CXMLOrderStatusItem(lineNumber: line)
            if let id = reference.first(.ItemID) { item.itemID = try itemID(id) }
            item.reschedule = child.attribute(.rescheduleRequest)
            item.rescheduleDate = timestamp(child, .rescheduleDate)
            item.comments = comments(child)
            request.items.append(item)
        }
        itemPosition = nil
        return request
    }
}
