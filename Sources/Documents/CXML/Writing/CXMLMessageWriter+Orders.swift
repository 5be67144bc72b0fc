import XML

/// Orders and requisitions.
extension CXMLMessageWriter {
    mutating func orderRequest(_ request: CXMLOrderRequest) {
        xml.open("OrderRequest")
        orderHeader(request.header)
        for item in request.items { itemOut(item) }
        xml.close()
    }

    private mutating func orderHeader(_ header: CXMLOrderHeader) {
        xml.open(
            "OrderRequestHeader",
            [
                "orderID": header.orderID, "orderDate": header.orderDate?.text, "orderType": header.orderType,
                "type": header.type.rawValue, "orderVersion": header.orderVersion, "requisitionID": header.requisitionID,
                "shipComplete": header.shipComplete ? "yes" : nil,
                "requestedDeliveryDate": header.requestedDeliveryDate?.text, "effectiveDate": header.effectiveDate?.text,
                "expirationDate": header.expirationDate?.text, "agreementID": header.agreementID,
            ])
        money(in: "Total", header.total)
        address(in: "ShipTo", header.shipTo)
        address(in: "BillTo", header.billTo)
        shipping(header.shipping)
        tax(header.tax)
        contacts(header.contacts)
        comments(header.comments)
        url(in: "Followup", header.followup)
        documentReference(header.documentReference)
        supplierOrderInfo(header.supplierOrderID, header.supplierOrderDate)
        idReferences(header.idReferences)
        extrinsics(header.extrinsics)
        xml.close()
    }

    mutating func purchaseRequisitionRequest(_ request: CXMLPurchaseRequisitionRequest) {
        xml.open("PurchaseRequisitionRequest")
        xml.open("PurchaseRequisition")
        xml.open(
            "PurchaseRequisitionHeader",
            [
                "requisitionID": request.requisitionID, "requisitionVersion": request.requisitionVersion,
                "type": request.type.rawValue, "requisitionDate": request.requisitionDate?.text,
            ])
        shipping(request.shipping)
        tax(request.tax)
        money(in: "Total", request.total)
        address(in: "ShipTo", request.shipTo)
        address(in: "BillTo", request.billTo)
        contacts(request.contacts)
        comments(Array(request.comments.prefix(1)))
        documentReference(request.documentReference)
        extrinsics(request.extrinsics)
        xml.close()
        for item in request.items { itemIn(item) }
        xml.close()
        xml.close()
    }
}
