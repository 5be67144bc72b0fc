import XML

/// Addresses and persons.
extension CXMLMessageReader {
    /// The Address within ShipTo, BillTo and the like.
    func address(_ parent: XMLElement, _ tag: CXMLTag) -> CXMLAddress? {
        guard let element = parent.first(tag)?.first(.Address) else { return nil }
        var address = CXMLAddress(name: text(element.first(.Name)))
        address.addressID = element.attribute(.addressID)
        address.addressIDDomain = element.attribute(.addressIDDomain)
        address.isoCountryCode = element.attribute(.isoCountryCode)
        for child in element.children {
            switch child.tag {
            case .PostalAddress: address.postal = postalAddress(child)
            case .Email: address.email = child.text.nonEmpty
            case .Phone: address.phone = phone(child)
            case .Fax: address.fax = phone(child)
            case .URL: address.url = child.text.nonEmpty
            default: break
            }
        }
        return address
    }

    func postalAddress(_ element: XMLElement) -> CXMLPostalAddress {
        var address = CXMLPostalAddress(name: element.attribute(.name))
        for child in element.children {
            switch child.tag {
            case .DeliverTo: if let text = child.text.nonEmpty { address.deliverTo.append(text) }
            case .Street: if let text = child.text.nonEmpty { address.streets.append(text) }
            case .City: address.city = child.text
            case .Municipality: address.municipality = child.text.nonEmpty
            case .State:
                address.state = child.text.nonEmpty
                address.isoStateCode = child.attribute(.isoStateCode)
            case .PostalCode: address.postalCode = child.text.nonEmpty
            case .Country:
                address.country = child.text
                address.isoCountryCode = child.attribute(.isoCountryCode) ?? ""
            default: break
            }
        }
        return address
    }

    func phone(_ element: XMLElement) -> CXMLPhone? {
        guard let number = element.first(.TelephoneNumber) else { return nil }
        return CXMLPhone(
            isoCountryCode: number.first(.CountryCode)?.attribute(.isoCountryCode) ?? "",
            countryCode: number.text(of: .CountryCode) ?? "", areaOrCityCode: number.text(of: .AreaOrCityCode) ?? "",
            number: number.text(of: .Number) ?? "", extensionNumber: number.text(of: .Extension), name: element.attribute(.name))
    }

    func contacts(_ parent: XMLElement) -> [CXMLContact] {
        var contacts: [CXMLContact] = []
        for element in parent.children(.Contact) {
            var contact = CXMLContact(role: element.attribute(.role), name: text(element.first(.Name)))
            contact.addressID = element.attribute(.addressID)
            contact.addressIDDomain = element.attribute(.addressIDDomain)
            contact.extrinsics = extrinsics(element)
            for child in element.children {
                switch child.tag {
                case .Email: if let text = child.text.nonEmpty { contact.emails.append(text) }
                case .Phone: if let phone = phone(child) { contact.phones.append(phone) }
                case .PostalAddress: contact.postalAddresses.append(postalAddress(child))
                default: break
                }
            }
            contacts.append(contact)
        }
        return contacts
    }
}
