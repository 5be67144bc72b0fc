/// A named place. DTD element `Address`, within `ShipTo`, `BillTo` and others.
package struct CXMLAddress: Sendable, Hashable {
    /// Who is there.
    package var name: CXMLText
    /// Street address.
    package var postal: CXMLPostalAddress?
    /// E-mail address.
    package var email: String?
    /// Telephone.
    package var phone: CXMLPhone?
    /// Fax.
    package var fax: CXMLPhone?
    /// A page.
    package var url: String?
    /// The place's own code, stable.
    package var addressID: String?
    /// The scheme of that code.
    package var addressIDDomain: String?
    /// ISO 3166-1 alpha-2 code.
    package var isoCountryCode: String?

    /// Makes a value; what is left out is absent.
    package init(
        name: CXMLText,
        postal: CXMLPostalAddress? = nil,
        email: String? = nil,
        phone: CXMLPhone? = nil,
        fax: CXMLPhone? = nil,
        url: String? = nil,
        addressID: String? = nil,
        addressIDDomain: String? = nil,
        isoCountryCode: String? = nil
    ) {
        self.name = name
        self.postal = postal
        self.email = email
        self.phone = phone
        self.fax = fax
        self.url = url
        self.addressID = addressID
        self.addressIDDomain = addressIDDomain
        self.isoCountryCode = isoCountryCode
    }
}
