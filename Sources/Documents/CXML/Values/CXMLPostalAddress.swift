/// Where mail and goods go. DTD element `PostalAddress`.
package struct CXMLPostalAddress: Sendable, Hashable {
    /// A label such as `default`.
    package var name: String?
    /// Persons, departments, docks.
    package var deliverTo: [String]
    /// Street lines; one at least is required to write.
    package var streets: [String]
    /// The city.
    package var city: String
    /// The municipality.
    package var municipality: String?
    /// State or province in words or code.
    package var state: String?
    /// ISO 3166-2 code of the state.
    package var isoStateCode: String?
    /// The postal code.
    package var postalCode: String?
    /// The country's name.
    package var country: String
    /// ISO 3166-1 alpha-2 code of the country.
    package var isoCountryCode: String

    /// Makes a value; what is left out is absent.
    package init(
        name: String? = nil,
        deliverTo: [String] = [],
        streets: [String] = [],
        city: String = "",
        municipality: String? = nil,
        state: String? = nil,
        isoStateCode: String? = nil,
        postalCode: String? = nil,
        country: String = "",
        isoCountryCode: String = ""
    ) {
        self.name = name
        self.deliverTo = deliverTo
        self.streets = streets
        self.city = city
        self.municipality = municipality
        self.state = state
        self.isoStateCode = isoStateCode
        self.postalCode = postalCode
        self.country = country
        self.isoCountryCode = isoCountryCode
    }
}
