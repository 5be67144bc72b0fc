import XML

/// Values that many messages share.
extension CXMLMessageWriter {
    // MARK: Words

    /// An element with required `xml:lang`.
    mutating func words(_ name: String, _ text: CXMLText?) {
        guard let text else { return }
        xml.element(name, ["xml:lang": text.language ?? language], text: text.text)
    }

    /// A Description of at most 255 characters, short name included.
    mutating func description(_ description: CXMLDescription) {
        let short = String((description.shortName ?? "").prefix(255))
        let text = Self.cut(description.text, to: 255 - short.count)
        guard !text.isEmpty || !short.isEmpty else { return }
        xml.open("Description", ["xml:lang": description.language ?? language])
        xml.element("ShortName", text: short)
        if !text.isEmpty { xml.text(text) }
        xml.close()
    }

    /// Cuts on a border of grapheme clusters, so that no accent or emoji is torn.
    static func cut(_ text: String, to count: Int) -> String {
        text.utf8.count <= count ? text : String(text.prefix(count))
    }

    mutating func comments(_ comments: [CXMLComment]) {
        for comment in comments where !comment.text.isEmpty || !comment.attachments.isEmpty {
            xml.open("Comments", ["xml:lang": comment.language ?? language, "type": comment.type])
            if !comment.text.isEmpty { xml.text(comment.text) }
            for attachment in comment.attachments where !attachment.isEmpty {
                xml.open("Attachment")
                xml.element("URL", text: attachment)
                xml.close()
            }
            xml.close()
        }
    }

    mutating func extrinsics(_ extrinsics: [CXMLExtrinsic]) {
        for extrinsic in extrinsics where !extrinsic.name.isEmpty {
            xml.element("Extrinsic", ["name": extrinsic.name], text: extrinsic.value)
        }
    }

    mutating func idReferences(_ references: [CXMLIDReference]) {
        for reference in references where !reference.identifier.isEmpty && !reference.domain.isEmpty {
            emptyElement("IdReference", ["identifier": reference.identifier, "domain": reference.domain])
        }
    }

    mutating func documentReference(_ payloadID: String?) {
        guard let payloadID, !payloadID.isEmpty else { return }
        emptyElement("DocumentReference", ["payloadID": payloadID])
    }

    mutating func url(in name: String, _ url: String?) {
        guard let url, !url.isEmpty else { return }
        xml.open(name)
        xml.element("URL", text: url)
        xml.close()
    }

    // MARK: Money

    mutating func money(_ money: CXMLMoney) {
        xml.element("Money", ["currency": money.currency], text: money.text)
    }

    mutating func money(in name: String, _ money: CXMLMoney?) {
        // An amount that was not there when it was read is not written: the element would be empty.
        guard let money, !money.text.isEmpty else { return }
        xml.open(name)
        self.money(money)
        xml.close()
    }

    mutating func unitPrice(_ price: CXMLMoney?) {
        guard let price, !price.unitPriceText.isEmpty else { return }
        xml.open("UnitPrice")
        xml.element("Money", ["currency": price.currency], text: price.unitPriceText)
        xml.close()
    }

    mutating func shipping(_ shipping: CXMLShipping?) {
        guard let shipping, !shipping.money.text.isEmpty else { return }
        xml.open("Shipping", ["trackingDomain": shipping.trackingDomain, "tracking": shipping.tracking])
        money(shipping.money)
        words("Description", shipping.description.text.isEmpty ? CXMLText(text: "Shipping") : shipping.description)
        xml.close()
    }

    mutating func tax(_ tax: CXMLTax?) {
        guard let tax, !tax.money.text.isEmpty else { return }
        xml.open("Tax")
        money(tax.money)
        words("Description", tax.description.text.isEmpty ? CXMLText(text: "Tax") : tax.description)
        for detail in tax.details { taxDetail(detail) }
        xml.close()
    }

    private mutating func taxDetail(_ detail: CXMLTaxDetail) {
        let rate = detail.percentageRate.map { CXMLNumber.text($0, minimum: 0, maximum: 30) }
        xml.open(
            "TaxDetail",
            [
                "purpose": detail.purpose, "category": detail.category.isEmpty ? "other" : detail.category,
                "percentageRate": rate,
            ])
        money(in: "TaxableAmount", detail.taxableAmount)
        money(in: "TaxAmount", detail.taxAmount)
        words("TaxLocation", detail.location)
        words("Description", detail.description)
        xml.close()
    }

    mutating func distributions(_ distributions: [CXMLDistribution]) {
        for distribution in distributions where !distribution.charge.text.isEmpty {
            xml.open("Distribution")
            xml.open("Accounting", ["name": distribution.accountingName.isEmpty ? "Accounting" : distribution.accountingName])
            for segment in distribution.segments where !segment.id.isEmpty {
                xml.open("AccountingSegment", ["id": segment.id])
                words("Name", segment.name)
                // The description is required; without one the value describes itself.
                words("Description", segment.description.text.isEmpty ? CXMLText(text: segment.id) : segment.description)
                xml.close()
            }
            xml.close()
            money(in: "Charge", distribution.charge)
            xml.close()
        }
    }

    // MARK: Places

    mutating func address(in name: String, _ address: CXMLAddress?) {
        guard let address else { return }
        xml.open(name)
        xml.open(
            "Address",
            [
                "isoCountryCode": address.isoCountryCode, "addressID": address.addressID,
                "addressIDDomain": address.addressIDDomain,
            ])
        words("Name", address.name)
        if let postal = address.postal { postalAddress(postal) }
        xml.element("Email", text: address.email)
        phone(in: "Phone", address.phone)
        phone(in: "Fax", address.fax)
        xml.element("URL", text: address.url)
        xml.close()
        xml.close()
    }

    mutating func postalAddress(_ postal: CXMLPostalAddress) {
        xml.open("PostalAddress", ["name": postal.name])
        for line in postal.deliverTo { xml.element("DeliverTo", text: line) }
        for line in postal.streets { xml.element("Street", text: line) }
        xml.element("City", text: postal.city)
        xml.element("Municipality", text: postal.municipality)
        xml.element("State", ["isoStateCode": postal.isoStateCode], text: postal.state)
        xml.element("PostalCode", text: postal.postalCode)
        let country = postal.country.isEmpty ? postal.isoCountryCode : postal.country
        xml.element("Country", ["isoCountryCode": postal.isoCountryCode], text: country)
        xml.close()
    }

    mutating func phone(in name: String, _ phone: CXMLPhone?) {
        guard let phone, !phone.number.isEmpty else { return }
        xml.open(name, ["name": phone.name])
        xml.open("TelephoneNumber")
        // Country and area code are required elements, if need be without content.
        required("CountryCode", ["isoCountryCode": phone.isoCountryCode], phone.countryCode)
        required("AreaOrCityCode", [:], phone.areaOrCityCode)
        required("Number", [:], phone.number)
        xml.element("Extension", text: phone.extensionNumber)
        xml.close()
        xml.close()
    }

    private mutating func required(_ name: String, _ attributes: KeyValuePairs<String, String?>, _ text: String) {
        xml.open(name, attributes)
        if !text.isEmpty { xml.text(text) }
        xml.close()
    }

    mutating func contacts(_ contacts: [CXMLContact]) {
        for contact in contacts where !contact.name.text.isEmpty {
            xml.open(
                "Contact",
                ["role": contact.role, "addressID": contact.addressID, "addressIDDomain": contact.addressIDDomain])
            words("Name", contact.name)
            for address in contact.postalAddresses { postalAddress(address) }
            for email in contact.emails { xml.element("Email", text: email) }
            for phone in contact.phones { self.phone(in: "Phone", phone) }
            extrinsics(contact.extrinsics)
            xml.close()
        }
    }
}
