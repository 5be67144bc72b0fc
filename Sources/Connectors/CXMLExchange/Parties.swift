import CXML
import Procurement

/// Credentials and addresses as cXML writes them.
enum Parties {
    /// From and Sender are we, To is the supplier; the secret stands in Sender alone (cXML.dtd, Credential).
    static func header(_ connection: PunchOutConnection, secret: String) -> CXMLHeader {
        let us = CXMLCredential(domain: connection.from.domain, identity: connection.from.identity)
        var sender = us
        sender.sharedSecret = CXMLSecret(secret)
        return CXMLHeader(
            from: [us], to: [CXMLCredential(domain: connection.to.domain, identity: connection.to.identity)], sender: [sender],
            userAgent: "Portico")
    }

    static func address(_ address: Address) -> CXMLAddress {
        CXMLAddress(
            name: CXMLText(text: address.name),
            postal: CXMLPostalAddress(
                deliverTo: address.deliverTo, streets: address.street, city: address.city, state: address.state,
                postalCode: address.postalCode, country: address.country, isoCountryCode: address.country),
            email: address.email, addressID: address.code, isoCountryCode: address.country)
    }
}
