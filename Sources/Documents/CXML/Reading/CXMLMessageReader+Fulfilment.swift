import XML

/// Confirmations, ship notices and status updates.
extension CXMLMessageReader {
    // MARK: Confirmation

    mutating func confirmationRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLConfirmationRequest {
        distrustsEchoedOffsets = isFromAmazon
        guard let header = element.first(.ConfirmationHeader) else {
            throw refusal(element, "The ConfirmationHeader is missing.")
        }
        guard let type = confirmationType(header) else { throw refusal(header, "The type is missing or unknown.") }
        var request = CXMLConfirmationRequest(orderReference: try orderReference(element), type: type)
        request.confirmID = header.attribute(.confirmID)
        request.operation = choice(header, .operation, or: .new)
        if header.attribute(.noticeDate) == nil { warn(header, "The noticeDate is missing.") }
        request.noticeDate = timestamp(header, .noticeDate)
        request.version = header.attribute(.version)
        request.invoiceID = header.attribute(.invoiceID)
        request.documentReference = header.first(.DocumentReference)?.attribute(.payloadID)
        request.total = header.first(.Total).flatMap { money(in: $0) }
        request.shipping = shipping(header)
        request.tax = tax(header)
        request.contacts = contacts(header)
        request.comments = comments(header)
        request.extrinsics = extrinsics(header)
        for child in element.children(.ConfirmationItem) {
            itemPosition = request.items.count + 1
            request.items.append(try confirmationItem(child))
        }
        itemPosition = nil
        return request
    }

    private func confirmationType(_ element: XMLElement) -> CXMLConfirmationType? {
        guard let text = element.attribute(.type)?.lowercased() else { return nil }
        return CXMLConfirmationType.allCases.first { $0.rawValue.lowercased() == text }
    }

    private mutating func confirmationItem(_ element: XMLElement) throws(CXMLRefusal) -> CXMLConfirmationItem {
        guard let line = lineNumber(element) else { throw refusal(element, "The lineNumber is missing or no number.") }
        var item = CXMLConfirmationItem(lineNumber: line, quantity: try quantity(element, mustBeReadable: true))
        item.unitOfMeasure = element.text(of: .UnitOfMeasure) ?? ""
        for child in element.children(.ConfirmationStatus) {
            item.statuses.append(try confirmationStatus(child))
        }
        if item.statuses.isEmpty { warn(element, "The ConfirmationStatus is missing.") }
        return item
    }

    private mutating func confirmationStatus(_ element: XMLElement) throws(CXMLRefusal) -> CXMLConfirmationStatus {
        let type = confirmationType(element)
        if type == nil { warn(element, "The type is missing or unknown.") }
        var status = CXMLConfirmationStatus(type: type ?? .unknown, quantity: try quantity(element, mustBeReadable: true))
        status.unitOfMeasure = element.text(of: .UnitOfMeasure) ?? ""
        status.shipmentDate = timestamp(element, .shipmentDate)
        status.deliveryDate = timestamp(element, .deliveryDate)
        status.unitPrice = element.first(.UnitPrice).flatMap { money(in: $0) }
        status.tax = tax(element)
        status.shipping = shipping(element)
        if let item = element.first(.ItemIn) { status.item = try self.item(item) }
        status.comments = comments(element)
        status.extrinsics = extrinsics(element)
        return status
    }

    /// The order meant; refused when it names neither an orderID nor a payloadID.
    mutating func orderReference(_ parent: XMLElement) throws(CXMLRefusal) -> CXMLOrderReference {
        guard let element = parent.first(.OrderReference) ?? parent.first(.OrderIDInfo) else {
            throw refusal(parent, "The OrderReference is missing.")
        }
        let reference = CXMLOrderReference(
            orderID: element.attribute(.orderID), payloadID: element.first(.DocumentReference)?.attribute(.payloadID),
            orderDate: timestamp(element, .orderDate))
        guard reference.orderID != nil || reference.payloadID != nil else {
            throw refusal(element, "Neither orderID nor payloadID is there.")
        }
        return reference
    }

    // MARK: Ship notice

    mutating func shipNoticeRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLShipNoticeRequest {
        distrustsEchoedOffsets = isFromAmazon
        guard let header = element.first(.ShipNoticeHeader) else { throw refusal(element, "The ShipNoticeHeader is missing.") }
        guard let shipmentID = header.attribute(.shipmentID) else { throw refusal(header, "The shipmentID is missing.") }
        var request = CXMLShipNoticeRequest(shipmentID: shipmentID)
        if header.attribute(.noticeDate) == nil { warn(header, "The noticeDate is missing.") }
        request.noticeDate = timestamp(header, .noticeDate)
        request.shipmentDate = timestamp(header, .shipmentDate)
        request.deliveryDate = timestamp(header, .deliveryDate)
        request.operation = choice(header, .operation, or: .new)
        request.shipmentType = header.attribute(.shipmentType)
        request.fulfillmentType = header.attribute(.fulfillmentType)
        request.isReturn = header.attribute(.reason)?.lowercased() == "return"
        request.documentReference = header.first(.DocumentReference)?.attribute(.payloadID)
        for child in header.children(.ServiceLevel) { request.serviceLevels.append(text(child)) }
        request.contacts = contacts(header)
        request.comments = comments(header)
        request.extrinsics = extrinsics(header)
        if header.first(.ShipControl) != nil { warn(header, "A ShipControl stands within the header.") }
        for control in element.descendants(CXMLTag.ShipControl.rawValue) { request.controls.append(shipControl(control)) }
        for portion in element.children(.ShipNoticePortion) {
            request.portions.append(try shipNoticePortion(portion))
        }
        guard !request.portions.isEmpty else {
            throw refusal(element, "The ShipNoticePortion with its OrderReference is missing.")
        }
        return request
    }

    private mutating func shipControl(_ element: XMLElement) -> CXMLShipControl {
        var control = CXMLShipControl(startDate: timestamp(element, .startDate))
        for child in element.children {
            switch child.tag {
            case .CarrierIdentifier:
                if let text = child.text.nonEmpty {
                    control.carriers.append(CXMLIDReference(domain: child.attribute(.domain) ?? "", identifier: text))
                }
            case .ShipmentIdentifier:
                guard let text = child.text.nonEmpty else { continue }
                control.shipments.append(
                    CXMLShipmentIdentifier(
                        number: text, domain: child.attribute(.domain), trackingURL: child.attribute(.trackingURL),
                        trackingNumberDate: timestamp(child, .trackingNumberDate)))
            case .PackageIdentification:
                control.packageRangeBegin = child.attribute(.rangeBegin)
                control.packageRangeEnd = child.attribute(.rangeEnd)
            default: break
            }
        }
        control.comments = comments(element)
        return control
    }

    private mutating func shipNoticePortion(_ element: XMLElement) throws(CXMLRefusal) -> CXMLShipNoticePortion {
        var portion = CXMLShipNoticePortion(orderReference: try orderReference(element))
        portion.comments = comments(element)
        portion.extrinsics = extrinsics(element)
        for child in element.children(.ShipNoticeItem) {
            itemPosition = portion.items.count + 1
            portion.items.append(try shipNoticeItem(child))
        }
        itemPosition = nil
        return portion
    }

    private mutating func shipNoticeItem(_ element: XMLElement) throws(CXMLRefusal) -> CXMLShipNoticeItem {
        guard let line = lineNumber(element) else { throw refusal(element, "The lineNumber is missing or no number.") }
        var item = CXMLShipNoticeItem(lineNumber: line, quantity: try quantity(element, mustBeReadable: true))
        item.unitOfMeasure = element.text(of: .UnitOfMeasure) ?? ""
        item.shipNoticeLineNumber = lineNumber(element, .shipNoticeLineNumber)
        if let id = element.first(.ItemID) { item.itemID = try itemID(id) }
        item.comments = comments(element)
        item.extrinsics = extrinsics(element)
        return item
    }

    // MARK: Status update

    mutating func statusUpdateRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLStatusUpdateRequest {
        guard let statusElement = element.first(.Status) else { throw refusal(element, "The Status is missing.") }
        var request = CXMLStatusUpdateRequest(status: try status(statusElement))
        request.documentReference = element.first(.DocumentReference)?.attribute(.payloadID)
        if request.documentReference == nil { warn(element, "The DocumentReference is missing.") }
        for child in element.children {
            switch child.tag {
            case .PaymentStatus, .SourcingStatus, .InvoiceStatus, .DocumentStatus, .IntegrationStatus:
                request.kind = child.name
                request.type = child.attribute(.type)
                request.comments = comments(child)
            default: break
            }
        }
        request.extrinsics = extrinsics(element)
        return request
    }
}
