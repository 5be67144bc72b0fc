import XML

/// Confirmations, ship notices and status updates.
extension CXMLMessageWriter {
    // MARK: Confirmation

    mutating func confirmationRequest(_ request: CXMLConfirmationRequest) {
        xml.open("ConfirmationRequest")
        xml.open(
            "ConfirmationHeader",
            [
                "confirmID": request.confirmID, "operation": request.operation.rawValue, "type": request.type.rawValue,
                "noticeDate": request.noticeDate?.text, "version": request.version, "invoiceID": request.invoiceID,
            ])
        documentReference(request.documentReference)
        money(in: "Total", request.total)
        shipping(request.shipping)
        tax(request.tax)
        contacts(request.contacts)
        comments(request.comments)
        extrinsics(request.extrinsics)
        xml.close()
        orderReference(request.orderReference)
        for item in request.items { confirmationItem(item) }
        xml.close()
    }

    private mutating func confirmationItem(_ item: CXMLConfirmationItem) {
        xml.open("ConfirmationItem", ["quantity": item.quantity.text, "lineNumber": String(item.lineNumber)])
        xml.element("UnitOfMeasure", text: item.unitOfMeasure)
        for status in item.statuses {
            xml.open(
                "ConfirmationStatus",
                [
                    "quantity": status.quantity.text, "type": status.type.rawValue, "shipmentDate": status.shipmentDate?.text,
                    "deliveryDate": status.deliveryDate?.text,
                ])
            xml.element("UnitOfMeasure", text: status.unitOfMeasure.nonEmpty ?? item.unitOfMeasure)
            if let replacement = status.item {
                itemIn(replacement)
            } else {
                unitPrice(status.unitPrice)
                tax(status.tax)
                shipping(status.shipping)
            }
            comments(status.comments)
            extrinsics(status.extrinsics)
            xml.close()
        }
        xml.close()
    }

    mutating func orderReference(_ reference: CXMLOrderReference) {
        xml.open("OrderReference", ["orderID": reference.orderID, "orderDate": reference.orderDate?.text])
        documentReference(reference.payloadID)
        xml.close()
    }

    // MARK: Ship notice

    mutating func shipNoticeRequest(_ request: CXMLShipNoticeRequest) {
        xml.open("ShipNoticeRequest")
        xml.open(
            "ShipNoticeHeader",
            [
                "shipmentID": request.shipmentID, "operation": request.operation.rawValue, "noticeDate": request.noticeDate?.text,
                "shipmentDate": request.shipmentDate?.text, "deliveryDate": request.deliveryDate?.text,
                "shipmentType": request.shipmentType, "fulfillmentType": request.fulfillmentType,
                "reason": request.isReturn ? "return" : nil,
            ])
        for level in request.serviceLevels { words("ServiceLevel", level) }
        documentReference(request.documentReference)
        contacts(request.contacts)
        comments(request.comments)
        extrinsics(request.extrinsics)
        xml.close()
        for control in request.controls { shipControl(control) }
        for portion in request.portions {
            xml.open("ShipNoticePortion")
            orderReference(portion.orderReference)
            comments(portion.comments)
            extrinsics(portion.extrinsics)
            for item in portion.items { shipNoticeItem(item) }
            xml.close()
        }
        xml.close()
    }

    private mutating func shipControl(_ control: CXMLShipControl) {
        guard !control.carriers.isEmpty, !control.shipments.isEmpty else { return }
        xml.open("ShipControl", ["startDate": control.startDate?.text])
        for carrier in control.carriers {
            xml.element(
                "CarrierIdentifier", ["domain": carrier.domain.isEmpty ? "companyName" : carrier.domain], text: carrier.identifier
            )
        }
        for shipment in control.shipments {
            xml.element(
                "ShipmentIdentifier",
                [
                    "domain": shipment.domain, "trackingURL": shipment.trackingURL,
                    "trackingNumberDate": shipment.trackingNumberDate?.text,
                ], text: shipment.number)
        }
        if let begin = control.packageRangeBegin, let end = control.packageRangeEnd {
            emptyElement("PackageIdentification", ["rangeBegin": begin, "rangeEnd": end])
        }
        comments(control.comments)
        xml.close()
    }

    private mutating func shipNoticeItem(_ item: CXMLShipNoticeItem) {
        xml.open(
            "ShipNoticeItem",
            [
                "quantity": item.quantity.text, "lineNumber": String(item.lineNumber),
                "shipNoticeLineNumber": item.shipNoticeLineNumber.map(String.init),
            ])
        if let id = item.itemID { itemID(id) }
        xml.element("UnitOfMeasure", text: item.unitOfMeasure)
        comments(item.comments)
        extrinsics(item.extrinsics)
        xml.close()
    }

    // MARK: Status update

    mutating func statusUpdateRequest(_ request: CXMLStatusUpdateRequest) {
        xml.open("StatusUpdateRequest")
        documentReference(request.documentReference)
        status(request.status)
        // PaymentStatus needs a card and is never written.
        if let kind = request.kind, kind == "DocumentStatus" || kind == "InvoiceStatus", let type = request.type {
            xml.open(kind, ["type": type])
            comments(request.comments)
            xml.close()
        }
        extrinsics(request.extrinsics)
        xml.close()
    }
}
