import XML

/// Orders and requisitions.
extension CXMLMessageReader {
    mutating func orderRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLOrderRequest {
        guard let header = element.first(.OrderRequestHeader) else {
            throw refusal(element, "The OrderRequestHeader is missing.")
        }
        guard let orderID = header.attribute(.orderID) else { throw refusal(header, "The orderID is missing.") }
        var request = CXMLOrderRequest(header: CXMLOrderHeader(orderID: orderID), items: [])
        fill(&request.header, header)
        request.items = try items(element, .ItemOut)
        if request.items.isEmpty { warn(element, "The order has no lines.") }
        return request
    }

    private mutating func fill(_ header: inout CXMLOrderHeader, _ element: XMLElement) {
        if element.attribute(.orderDate) == nil { warn(element, "The orderDate is missing.") }
        header.orderDate = timestamp(element, .orderDate)
        header.type = choice(element, .type, or: .new)
        header.orderType =
            element.attribute(.orderType)?.nonEmpty.map { $0 == $0.uppercased() ? $0.lowercased() : $0 } ?? "regular"
        header.orderVersion = element.attribute(.orderVersion)
        header.requisitionID = element.attribute(.requisitionID)
        header.shipComplete = element.attribute(.shipComplete)?.lowercased() == "yes"
        header.requestedDeliveryDate = timestamp(element, .requestedDeliveryDate)
        header.effectiveDate = timestamp(element, .effectiveDate)
        header.expirationDate = timestamp(element, .expirationDate)
        header.agreementID = element.attribute(.agreementID)
        header.total = element.first(.Total).flatMap { money(in: $0) }
        header.shipTo = address(element, .ShipTo)
        header.billTo = address(element, .BillTo)
        header.shipping = shipping(element)
        header.tax = tax(element)
        header.hasPayment = element.first(.Payment) != nil
        if header.hasPayment { warn(element, "The Payment is not read.") }
        header.contacts = contacts(element)
        header.comments = comments(element)
        header.followup = element.text(of: .Followup)
        header.documentReference = element.first(.DocumentReference)?.attribute(.payloadID)
        if let info = element.first(.SupplierOrderInfo) {
            header.supplierOrderID = info.attribute(.orderID)
            header.supplierOrderDate = timestamp(info, .orderDate)
        }
        header.idReferences = idReferences(element)
        header.extrinsics = extrinsics(element)
    }

    mutating func purchaseRequisitionRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLPurchaseRequisitionRequest {
        guard let requisition = element.first(.PurchaseRequisition) else {
            throw refusal(element, "The PurchaseRequisition is missing.")
        }
        var request = CXMLPurchaseRequisitionRequest()
        if let header = requisition.first(.PurchaseRequisitionHeader) {
            request.requisitionID = header.attribute(.requisitionID)
            request.requisitionVersion = header.attribute(.requisitionVersion)
            request.type = choice(header, .type, or: .new)
            request.requisitionDate = timestamp(header, .requisitionDate)
            request.total = header.first(.Total).flatMap { money(in: $0) }
            request.shipTo = address(header, .ShipTo)
            request.billTo = address(header, .BillTo)
            request.shipping = shipping(header)
            request.tax = tax(header)
            request.contacts = contacts(header)
            request.comments = comments(header)
            request.documentReference = header.first(.DocumentReference)?.attribute(.payloadID)
            request.extrinsics = extrinsics(header)
        } else {
            warn(requisition, "The PurchaseRequisitionHeader is missing.")
        }
        request.items = try items(requisition, .ItemIn)
        return request
    }
}
