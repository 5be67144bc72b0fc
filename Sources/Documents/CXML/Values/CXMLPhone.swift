/// A telephone or fax number. DTD element `TelephoneNumber` in `Phone` or `Fax`.
package struct CXMLPhone: Sendable, Hashable {
    /// ISO 3166-1 alpha-2 code of the country.
    package var isoCountryCode: String
    /// Dialling code of the country.
    package var countryCode: String
    /// Area code.
    package var areaOrCityCode: String
    /// The local number.
    package var number: String
    /// The extension.
    package var extensionNumber: String?
    /// A label such as `work`.
    package var name: String?

    /// Makes a value; what is left out is absent.
    package init(
        isoCountryCode: String = "",
        countryCode: String = "",
        areaOrCityCode: String = "",
        number: String = "",
        extensionNumber: String? = nil,
        name: String? = nil
    ) {
        self.isoCountryCode = isoCountryCode
        self.countryCode = countryCode
        self.areaOrCityCode = areaOrCityCode
        self.number = number
        self.extensionNumber = extensionNumber
        self.name = name
    }
}
