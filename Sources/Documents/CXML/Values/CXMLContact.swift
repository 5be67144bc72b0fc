/// A person to ask. DTD element `Contact`.
package struct CXMLContact: Sendable, Hashable {
    /// `endUser`, `buyer`, `purchasingAgent` and others.
    package var role: String?
    /// The name.
    package var name: CXMLText
    /// E-mail addresses.
    package var emails: [String]
    /// Telephones.
    package var phones: [CXMLPhone]
    /// Street addresses.
    package var postalAddresses: [CXMLPostalAddress]
    /// The person's or place's own code.
    package var addressID: String?
    /// The scheme of that code.
    package var addressIDDomain: String?
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        role: String? = nil,
        name: CXMLText,
        emails: [String] = [],
        phones: [CXMLPhone] = [],
        postalAddresses: [CXMLPostalAddress] = [],
        addressID: String? = nil,
        addressIDDomain: String? = nil,
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.role = role
        self.name = name
        self.emails = emails
        self.phones = phones
        self.postalAddresses = postalAddresses
        self.addressID = addressID
        self.addressIDDomain = addressIDDomain
        self.extrinsics = extrinsics
    }
}
