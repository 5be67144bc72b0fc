import CXML
import FoundationEssentials

/// Complete values of every message, to be written.
enum CXMLFixtures {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    static func envelope(test: Bool = true, secret: Bool = true) -> CXMLEnvelope {
        let us = CXMLCredential(domain: "NetworkId", identity: "Bürö & Co")
        var sender = us
        if secret { sender.sharedSecret = CXMLSecret("se<cr>et") }
        let amazon = CXMLCredential(domain: "NetworkId", identity: "Amazon")
        return CXMLEnvelope(
            payloadID: "1.2@portico.example", timestamp: CXMLTimestamp(now), language: "en-US",
            header: CXMLHeader(from: [us], to: [amazon], sender: [sender], userAgent: "Portico"),
            deploymentMode: test ? .test : .production)
    }

    static var address: CXMLAddress {
        let postal = CXMLPostalAddress(
            name: "default", deliverTo: ["Zoë", "Dock \"4\""], streets: ["1 <Main> St"], city: "Köln", municipality: "Mitte",
            state: "NRW",
            isoStateCode: "DE-NW", postalCode: "50667", country: "Germany", isoCountryCode: "DE")
        let phone = CXMLPhone(
            isoCountryCode: "DE", countryCode: "49", areaOrCityCode: "221", number: "123", extensionNumber: "4", name: "work")
        return CXMLAddress(
            name: CXMLText(text: "HQ"), postal: postal, email: "a@b.example", phone: phone, fax: phone, url: "https://b.example",
            addressID: "HQ1",
            addressIDDomain: "own", isoCountryCode: "DE")
    }

    static var contact: CXMLContact {
        CXMLContact(
            role: "endUser", name: CXMLText(text: "Zoë", language: "de"), emails: ["zoe@b.example"],
            phones: [CXMLPhone(isoCountryCode: "US", countryCode: "1", number: "555")], postalAddresses: [],
            extrinsics: [CXMLExtrinsic(name: "x", value: "y")])
    }

    static var tax: CXMLTax {
        let detail = CXMLTaxDetail(
            category: "vat", percentageRate: Decimal(19), taxableAmount: CXMLMoney(Decimal(10), "EUR"),
            taxAmount: CXMLMoney(Decimal(2), "EUR"),
            location: CXMLText(text: "DE"), description: CXMLText(text: "USt"), purpose: "tax")
        return CXMLTax(money: CXMLMoney(Decimal(2), "EUR"), description: CXMLText(text: "USt"), details: [detail])
    }

    static var shipping: CXMLShipping {
        CXMLShipping(
            money: CXMLMoney(Decimal(5), "JPY"), description: CXMLText(text: "by air"), trackingDomain: "UPS", tracking: "1Z")
    }

    static var item: CXMLItem {
        let detail = CXMLItemDetail(
            unitPrice: CXMLMoney(Decimal(string: "11.4375") ?? 0, "EUR"),
            descriptions: [CXMLDescription(text: String(repeating: "👩‍👩‍👧é", count: 300), shortName: "Short & sweet")],
            unitOfMeasure: "EA",
            priceBasis: CXMLPriceBasis(
                quantity: CXMLQuantity(100), conversionFactor: CXMLQuantity(1), unitOfMeasure: "EA",
                description: CXMLText(text: "each")),
            classifications: [CXMLClassification(domain: "UNSPSC", code: "14111507")], manufacturerPartID: "M-1",
            manufacturerName: CXMLText(text: "Maker"), url: "https://x.example/?a=1&b=2", leadTime: "2",
            extrinsics: [CXMLExtrinsic(name: "soldBy", value: "A & B"), CXMLExtrinsic(name: "empty", value: "")])
        let segment = CXMLAccountingSegment(id: "4711", name: CXMLText(text: "Cost Center"), description: CXMLText(text: "IT"))
        return CXMLItem(
            quantity: CXMLQuantity(3),
            itemID: CXMLItemID(
                supplierPartID: "B0<1>", auxiliaryID: CXMLAuxiliaryID(text: " 1,2&3 "), buyerPartID: "b",
                idReferences: [CXMLIDReference(domain: "EAN", identifier: "4006381333931")]), lineNumber: 1, detail: detail,
            supplierID: CXMLIDReference(domain: "DUNS", identifier: "1"), shipTo: address, shipping: shipping, tax: tax,
            distributions: [
                CXMLDistribution(
                    accountingName: "Split", segments: [segment], charge: CXMLMoney(Decimal(string: "34.31") ?? 0, "EUR"))
            ], contacts: [contact], comments: [CXMLComment(text: "careful", attachments: ["cid:1@x"])],
            requestedDeliveryDate: CXMLTimestamp(reading: "2026-12-24"))
    }

    static var bodies: [CXMLBody] {
        let extrinsics = [CXMLExtrinsic(name: "UserEmail", value: "zoe@b.example")]
        let money = CXMLMoney(Decimal(string: "34.3") ?? 0, "EUR")
        let setup = CXMLPunchOutSetupRequest(
            operation: .edit, buyerCookie: "c00kie", extrinsics: extrinsics, browserFormPost: "https://us.example/return?a=b&c=d",
            contacts: [contact], supplierSetup: "https://shop.example", shipTo: address, selectedItem: item.itemID, items: [item])
        var cartItem = item
        cartItem.requestedDeliveryDate = nil
        cartItem.extrinsics = extrinsics
        let cart = CXMLPunchOutOrderMessage(
            buyerCookie: "c00kie", operationAllowed: .inspect, isQuotePending: true, total: money, shipTo: address,
            shipping: shipping,
            tax: tax, supplierOrderID: "S-1", supplierOrderDate: CXMLTimestamp(now), items: [cartItem, cartItem])
        let header = CXMLOrderHeader(
            orderID: "PO-1", orderDate: CXMLTimestamp(now), total: money, type: .update, orderVersion: "2", requisitionID: "R-1",
            shipComplete: true, requestedDeliveryDate: CXMLTimestamp(now), effectiveDate: CXMLTimestamp(now),
            expirationDate: CXMLTimestamp(now), agreementID: "A-1", shipTo: address, billTo: address, shipping: shipping,
            tax: tax,
            contacts: [contact], comments: [CXMLComment(text: "a"), CXMLComment(text: "b", language: "de", type: "note")],
            followup: "https://us.example/f", documentReference: "0@x", supplierOrderID: "S-1",
            idReferences: [CXMLIDReference(domain: "d", identifier: "i")], extrinsics: extrinsics)
        let requisition = CXMLPurchaseRequisitionRequest(
            requisitionID: "R-1", requisitionVersion: "1", requisitionDate: CXMLTimestamp(now), total: money, shipTo: address,
            billTo: address, shipping: shipping, tax: tax, contacts: [contact], comments: [CXMLComment(text: "a")],
            documentReference: "0@x",
            extrinsics: extrinsics, items: [cartItem])
        let profile = CXMLProfileResponse(
            effectiveDate: CXMLTimestamp(now), lastRefresh: CXMLTimestamp(now), options: [CXMLExtrinsic(name: "o", value: "v")],
            transactions: [CXMLTransaction(requestName: "OrderRequest", url: "https://us.example/cxml", options: extrinsics)])
        let update = CXMLStatusUpdateRequest(
            status: CXMLStatus(.ok, "done"), documentReference: "0@x", kind: "DocumentStatus", type: "approved",
            comments: [CXMLComment(text: "fine")], extrinsics: extrinsics)
        return [
            .profileRequest, .profileResponse(profile), .punchOutSetupRequest(setup),
            .punchOutSetupResponse(CXMLPunchOutSetupResponse(startPage: "https://shop.example/s?t=1&u=2")),
            .punchOutOrderMessage(cart),
            .orderRequest(CXMLOrderRequest(header: header, items: [item, item])), .purchaseRequisitionRequest(requisition),
            .confirmationRequest(confirmation(cartItem)), .shipNoticeRequest(shipNotice), .statusUpdateRequest(update),
            .invoiceDetailRequest(invoice), .invoiceDetailRequest(headerCredit), .receiptRequest(receipt),
            .orderStatusRequest(question), .statusOnly,
        ]
    }

    private static func confirmation(_ replacement: CXMLItem) -> CXMLConfirmationRequest {
        let statuses = [
            CXMLConfirmationStatus(
                type: .accept, quantity: CXMLQuantity(2), unitOfMeasure: "EA", shipmentDate: CXMLTimestamp(now),
                deliveryDate: CXMLTimestamp(now)),
            CXMLConfirmationStatus(
                type: .detail, quantity: CXMLQuantity(1), unitPrice: CXMLMoney(Decimal(12), "EUR"), tax: tax, shipping: shipping,
                comments: [CXMLComment(text: "dearer")], extrinsics: [CXMLExtrinsic(name: "a", value: "b")]),
            CXMLConfirmationStatus(type: .detail, quantity: CXMLQuantity(1), item: replacement),
            CXMLConfirmationStatus(type: .reject, quantity: CXMLQuantity(1), comments: [CXMLComment(text: "gone")]),
        ]
        return CXMLConfirmationRequest(
            orderReference: CXMLOrderReference(orderID: "PO-1", payloadID: "1@x", orderDate: CXMLTimestamp(now)), type: .detail,
            confirmID: "302-1", operation: .update, noticeDate: CXMLTimestamp(now), version: "1", invoiceID: "I-1",
            documentReference: "0@x", total: CXMLMoney(Decimal(41), "EUR"), shipping: shipping, tax: tax, contacts: [contact],
            comments: [CXMLComment(text: "302-1", type: "confirmID")], extrinsics: [CXMLExtrinsic(name: "a", value: "b")],
            items: [CXMLConfirmationItem(lineNumber: 1, quantity: CXMLQuantity(5), unitOfMeasure: "EA", statuses: statuses)])
    }

    private static var shipNotice: CXMLShipNoticeRequest {
        let control = CXMLShipControl(
            carriers: [CXMLIDReference(domain: "companyName", identifier: "DHL")],
            shipments: [
                CXMLShipmentIdentifier(
                    number: "JJD1", domain: "tracking", trackingURL: "https://dhl.example/?n=1&m=2",
                    trackingNumberDate: CXMLTimestamp(now))
            ],
            startDate: CXMLTimestamp(now), packageRangeBegin: "1", packageRangeEnd: "2", comments: [CXMLComment(text: "x")])
        let item = CXMLShipNoticeItem(
            lineNumber: 1, quantity: CXMLQuantity(3), unitOfMeasure: "EA", itemID: CXMLItemID(supplierPartID: "B01"),
            shipNoticeLineNumber: 1,
            comments: [CXMLComment(text: "x")], extrinsics: [CXMLExtrinsic(name: "a", value: "b")])
        let reference = CXMLOrderReference(orderID: "PO-1", payloadID: "1@x")
        return CXMLShipNoticeRequest(
            shipmentID: "S1", noticeDate: CXMLTimestamp(now), shipmentDate: CXMLTimestamp(now), deliveryDate: CXMLTimestamp(now),
            operation: .update,
            shipmentType: "actual", fulfillmentType: "partial", isReturn: true, documentReference: "0@x",
            serviceLevels: [CXMLText(text: "fast")], contacts: [contact], comments: [CXMLComment(text: "x")],
            extrinsics: [CXMLExtrinsic(name: "a", value: "b")], controls: [control],
            portions: [
                CXMLShipNoticePortion(orderReference: reference, comments: [CXMLComment(text: "x")], items: [item]),
                CXMLShipNoticePortion(orderReference: reference),
            ])
    }
}
