import XML

/// Lines of carts, requisitions and orders.
extension CXMLMessageReader {
    /// All lines of that name; each is known by its position while it is read.
    mutating func items(_ parent: XMLElement, _ tag: CXMLTag) throws(CXMLRefusal) -> [CXMLItem] {
        var items: [CXMLItem] = []
        items.reserveCapacity(parent.children(tag).reduce(0) { count, _ in count + 1 })
        for element in parent.children(tag) {
            itemPosition = items.count + 1
            // Filled where it stays: an item is large, and a finished one would be copied.
            let id = try idElement(element)
            items.append(CXMLItem(quantity: try quantity(element), itemID: try itemID(id)))
            fill(&items[items.count - 1], element)
        }
        itemPosition = nil
        return items
    }

    mutating func item(_ element: XMLElement) throws(CXMLRefusal) -> CXMLItem {
        let id = try idElement(element)
        var item = CXMLItem(quantity: try quantity(element), itemID: try itemID(id))
        fill(&item, element)
        return item
    }

    private mutating func fill(_ item: inout CXMLItem, _ element: XMLElement) {
        item.lineNumber = lineNumber(element)
        item.parentLineNumber = lineNumber(element, .parentLineNumber)
        item.itemType = element.attribute(.itemType)
        item.requestedDeliveryDate = timestamp(element, .requestedDeliveryDate)
        item.requisitionID = element.attribute(.requisitionID)
        item.agreementItemNumber = element.attribute(.agreementItemNumber)
        if let detail = element.first(.ItemDetail) {
            item.detail = itemDetail(detail)
        } else {
            warn(element, "The ItemDetail is missing.")
        }
        item.supplierID = element.first(.SupplierID)
            .map { CXMLIDReference(domain: $0.attribute(.domain) ?? "", identifier: $0.text) }
        item.shipTo = address(element, .ShipTo)
        item.shipping = shipping(element)
        item.tax = tax(element)
        item.distributions = distributions(element)
        item.contacts = contacts(element)
        item.comments = comments(element)
        item.extrinsics = extrinsics(element)
    }

    private func idElement(_ item: XMLElement) throws(CXMLRefusal) -> XMLElement {
        guard let element = item.first(.ItemID) else { throw refusal(item, "The ItemID is missing.") }
        return element
    }

    func itemID(_ element: XMLElement) throws(CXMLRefusal) -> CXMLItemID {
        guard let part = element.text(of: .SupplierPartID) else { throw refusal(element, "The SupplierPartID is missing.") }
        var itemID = CXMLItemID(supplierPartID: part, buyerPartID: element.text(of: .BuyerPartID))
        if let auxiliary = element.first(.SupplierPartAuxiliaryID) {
            if let fragment = auxiliary.innerFragment {
                if !fragment.xml.isEmpty { itemID.auxiliaryID = CXMLAuxiliaryID(innerXML: fragment) }
            } else {
                itemID.auxiliaryID = CXMLAuxiliaryID(text: auxiliary.text)
            }
        }
        itemID.idReferences = idReferences(element)
        return itemID
    }

    mutating func itemDetail(_ element: XMLElement) -> CXMLItemDetail {
        var detail = CXMLItemDetail(verbatim: element.outerFragment)
        if detail.verbatim == nil { warn(element, "Names with prefixes: the ItemDetail cannot be kept verbatim.") }
        for child in element.children {
            switch child.tag {
            case .UnitPrice: detail.unitPrice = money(in: child)
            case .Description: detail.descriptions.append(description(child))
            case .UnitOfMeasure: detail.unitOfMeasure = child.text
            case .PriceBasisQuantity: detail.priceBasis = priceBasis(child)
            case .Classification:
                let code = child.text.nonEmpty ?? child.attribute(.code) ?? ""
                detail.classifications.append(CXMLClassification(domain: child.attribute(.domain) ?? "", code: code))
            case .ManufacturerPartID: detail.manufacturerPartID = child.text.nonEmpty
            case .ManufacturerName: detail.manufacturerName = text(child)
            case .URL: detail.url = child.text.nonEmpty
            case .LeadTime: detail.leadTime = child.text.nonEmpty
            case .Extrinsic: detail.extrinsics.append(CXMLExtrinsic(name: child.attribute(.name) ?? "", value: child.text))
            default: break
            }
        }
        check(detail, element)
        return detail
    }

    private mutating func check(_ detail: CXMLItemDetail, _ element: XMLElement) {
        if element.first(.UnitPrice) == nil { warn(element, "The UnitPrice is missing.") }
        if detail.unitOfMeasure.isEmpty {
            warn(element, "The UnitOfMeasure is missing.")
        } else if !Self.looksLikeUnit(detail.unitOfMeasure) {
            warn(element, "The UnitOfMeasure “\(detail.unitOfMeasure.prefix(40))” is no UN/CEFACT code.")
        }
        if detail.title.isEmpty { warn(element, "The Description is missing.") }
        if !ItemDetailShape.isStrict(element) {
            warn(element, "The children are not as the DTD has them; an order will carry them in its order.")
        }
    }

    /// Codes of UN/CEFACT Recommendation 20 have two or three capital letters or digits.
    private static func looksLikeUnit(_ unit: String) -> Bool {
        let octets = unit.utf8
        return (2...3).contains(octets.count) && octets.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    mutating func priceBasis(_ element: XMLElement) -> CXMLPriceBasis {
        let quantity = CXMLQuantity(reading: element.attribute(.quantity) ?? "")
        let factor = CXMLQuantity(reading: element.attribute(.conversionFactor) ?? "")
        if quantity.value == nil || factor.value == nil {
            warn(element, "The quantity or conversionFactor is missing or cannot be read for sure.")
        }
        return CXMLPriceBasis(
            quantity: quantity, conversionFactor: factor, unitOfMeasure: element.text(of: .UnitOfMeasure) ?? "",
            description: element.first(.Description).map { text($0) })
    }
}
