import CXML
import Cryptography
import FoundationEssentials

extension DemoShop {
    /// The form that takes the cart of a visit back to Portico, as the page *Return cart* holds it.
    ///
    /// Each call is a new document with the same BuyerCookie: calling twice makes the second post that a buyer's system must refuse.
    /// - Parameters:
    ///   - session: the last part of the visit's address.
    ///   - isEmpty: leaves with nothing, whatever is in the basket.
    ///   - oddity: what is to be wrong with it.
    /// - Throws: ``ShopError`` for an unknown visit, or one that did not begin by punch-out.
    package func returnForm(
        session id: String, encoding: ReturnForm.Encoding = .urlencoded, isEmpty: Bool = false, oddity: CartOddity? = nil
    ) async throws(ShopError) -> ReturnForm {
        guard let session = await state.session(id, at: now()) else { throw .unknownSession }
        guard case .punchOut(let cookie, let action, _) = session.origin else { throw .notAPunchOut }
        let lines = isEmpty || oddity == .emptyWithStatus ? [] : session.lines
        if lines.isEmpty, !isEmpty, oddity == nil { throw .emptyCart }
        let message = cartMessage(lines, cookie: cookie, oddity: oddity)
        let document = CXMLDocument(
            envelope: envelope(mode: session.mode, withSecret: false), body: .punchOutOrderMessage(message),
            status: oddity == .emptyWithStatus ? CXMLStatus(.noContent) : nil)
        let octets = CXMLWriter(language: "en-US").write(document)
        let value =
            switch encoding {
            case .urlencoded: ReturnForm.ascii(octets)
            case .base64: Base64.standard.encode(octets)
            }
        let departures = await state.depart(id)
        await state.note(
            .sent, "PunchOutOrderMessage", action, outcome: "given to the browser",
            document: String(decoding: CXMLRedaction.blanked(octets), as: UTF8.self), at: now())
        return ReturnForm(
            action: action, encoding: encoding, value: value, payloadID: document.envelope.payloadID, departuresBefore: departures
        )
    }

    private func cartMessage(_ lines: [CartLine], cookie: String, oddity: CartOddity?) -> CXMLPunchOutOrderMessage {
        let amount = ShopAmount(configuration)
        var items = lines.compactMap { item($0) }
        if let oddity, !items.isEmpty { spoil(&items[0], oddity) }
        return CXMLPunchOutOrderMessage(
            buyerCookie: oddity == .wrongCookie ? "not-\(cookie)" : cookie,
            operationAllowed: configuration.allowsEdits ? .edit : .create,
            total: amount.money(amount.sum(lines, amount.goods)),
            shipping: amount.shippingElement(amount.sum(lines, amount.shipping)),
            tax: amount.taxElement(amount.sum(lines, amount.tax)), items: items)
    }

    /// A line as Amazon writes it: shipping and tax beside the detail, the offer's particulars as extrinsics within it.
    func item(_ line: CartLine) -> CXMLItem? {
        guard let item = line.item else { return nil }
        let amount = ShopAmount(configuration)
        return CXMLItem(
            quantity: CXMLQuantity(line.quantity),
            itemID: CXMLItemID(supplierPartID: item.partID, auxiliaryID: CXMLAuxiliaryID(text: line.auxiliaryID)),
            detail: detail(item), shipping: amount.shippingElement(amount.shipping(line)),
            tax: amount.taxElement(amount.tax(line), of: line))
    }

    private func detail(_ item: CatalogueItem) -> CXMLItemDetail {
        CXMLItemDetail(
            unitPrice: ShopAmount(configuration).money(item.cents),
            descriptions: [CXMLDescription(text: item.title, language: "en-US")], unitOfMeasure: item.unitOfMeasure,
            classifications: [CXMLClassification(domain: "UNSPSC", code: item.commodityCode)],
            manufacturerPartID: item.manufacturerPartID, manufacturerName: CXMLText(text: item.manufacturer),
            extrinsics: [
                CXMLExtrinsic(name: "soldBy", value: item.seller),
                CXMLExtrinsic(name: "fulfilledBy", value: item.isFulfilledByShop ? "Amazon" : item.seller),
                CXMLExtrinsic(name: "category", value: item.category),
                CXMLExtrinsic(name: "subCategory", value: item.subcategory),
                CXMLExtrinsic(name: "itemCondition", value: "New"),
                CXMLExtrinsic(name: "qualifiedOffer", value: item.isFulfilledByShop ? "true" : "false"),
                CXMLExtrinsic(name: "UPC", value: "NA"),
                CXMLExtrinsic(name: "detailPageURL", value: "\(configuration.publicURL)/dp/\(item.partID)"),
                CXMLExtrinsic(name: "ean", value: item.ean ?? "NA"),
                CXMLExtrinsic(name: "preference", value: item.preference),
            ])
    }

    private func spoil(_ item: inout CXMLItem, _ oddity: CartOddity) {
        switch oddity {
        case .decimalComma:
            let text = item.detail?.unitPrice?.unitPriceText ?? ""
            item.detail?.unitPrice = CXMLMoney(
                amount: nil, currency: configuration.currency, raw: String(text.map { $0 == "." ? "," : $0 }))
        case .unknownUnit: item.detail?.unitOfMeasure = "QZX"
        case .missingPrice: item.detail?.unitPrice = nil
        case .missingAuxiliaryID: item.itemID.auxiliaryID = nil
        case .wrongCookie, .emptyWithStatus: break
        }
    }
}
