import XML

/// Lines of carts, requisitions and orders.
extension CXMLMessageWriter {
    /// A line from the supplier.
    mutating func itemIn(_ item: CXMLItem) {
        xml.open(
            "ItemIn",
            [
                "quantity": item.quantity.text, "lineNumber": item.lineNumber.map(String.init),
                "parentLineNumber": item.parentLineNumber.map(String.init), "itemType": item.itemType,
            ])
        common(item)
        comments(Array(item.comments.prefix(1)))
        extrinsics(item.extrinsics)
        xml.close()
    }

    /// A line to the supplier. In a punch-out set-up it goes without coding, remarks and dates.
    mutating func itemOut(_ item: CXMLItem, inSetup: Bool = false) {
        xml.open(
            "ItemOut",
            [
                "quantity": item.quantity.text, "lineNumber": inSetup ? nil : item.lineNumber.map(String.init),
                "requisitionID": inSetup ? nil : item.requisitionID, "agreementItemNumber": item.agreementItemNumber,
                "requestedDeliveryDate": inSetup ? nil : item.requestedDeliveryDate?.text,
                "parentLineNumber": item.parentLineNumber.map(String.init), "itemType": item.itemType,
            ])
        if inSetup {
            var item = item
            item.distributions = []
            common(item)
        } else {
            common(item)
            comments(item.comments)
        }
        xml.close()
    }

    private mutating func common(_ item: CXMLItem) {
        itemID(item.itemID)
        if let detail = item.detail { itemDetail(detail) }
        if let supplier = item.supplierID { xml.element("SupplierID", ["domain": supplier.domain], text: supplier.identifier) }
        address(in: "ShipTo", item.shipTo)
        shipping(item.shipping)
        tax(item.tax)
        distributions(item.distributions)
        contacts(item.contacts)
    }

    mutating func itemID(_ itemID: CXMLItemID) {
        xml.open("ItemID")
        xml.element("SupplierPartID", text: itemID.supplierPartID)
        if let auxiliary = itemID.auxiliaryID, !auxiliary.innerXML.xml.isEmpty {
            xml.open("SupplierPartAuxiliaryID")
            xml.fragment(auxiliary.innerXML)
            xml.close()
        }
        xml.element("BuyerPartID", text: itemID.buyerPartID)
        idReferences(itemID.idReferences)
        xml.close()
    }

    private mutating func itemDetail(_ detail: CXMLItemDetail) {
        if let verbatim = detail.verbatim {
            xml.fragment(verbatim)
            return
        }
        xml.open("ItemDetail")
        unitPrice(detail.unitPrice)
        for description in detail.descriptions { self.description(description) }
        xml.element("UnitOfMeasure", text: detail.unitOfMeasure)
        if let basis = detail.priceBasis { priceBasis(basis) }
        for classification in detail.classifications where !classification.code.isEmpty {
            let domain = classification.domain.isEmpty ? "UNSPSC" : classification.domain
            xml.element("Classification", ["domain": domain], text: classification.code)
        }
        xml.element("ManufacturerPartID", text: detail.manufacturerPartID)
        xml.element("ManufacturerName", ["xml:lang": detail.manufacturerName?.language], text: detail.manufacturerName?.text)
        xml.element("URL", text: detail.url)
        xml.element("LeadTime", text: detail.leadTime)
        extrinsics(detail.extrinsics)
        xml.close()
    }

    mutating func priceBasis(_ basis: CXMLPriceBasis) {
        xml.open(
            "PriceBasisQuantity", ["quantity": basis.quantity.text, "conversionFactor": basis.conversionFactor.text])
        xml.element("UnitOfMeasure", text: basis.unitOfMeasure)
        words("Description", basis.description)
        xml.close()
    }
}
