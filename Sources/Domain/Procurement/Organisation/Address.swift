/// A place to deliver or bill to, with the code under which a supplier knows it.
package struct Address: Hashable, Sendable, Identified {
    package static let identifierPrefix = "adr"
    package let id: Identifier<Address>
    /// The supplier's address id (cXML `Address/@addressID`); the same on Amazon's side.
    package var code: String
    package var name: String
    package var deliverTo: [String]
    package var street: [String]
    package var city: String
    package var state: String?
    package var postalCode: String?
    /// ISO 3166-1 alpha-2.
    package var country: String
    package var email: String?
    package var phone: String?
    package var isActive: Bool

    package init(
        id: Identifier<Address>, code: String, name: String, deliverTo: [String] = [], street: [String], city: String,
        state: String? = nil, postalCode: String? = nil, country: String, email: String? = nil, phone: String? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.deliverTo = deliverTo
        self.street = street
        self.city = city
        self.state = state
        self.postalCode = postalCode
        self.country = country
        self.email = email
        self.phone = phone
        self.isActive = isActive
    }

    /// One line for lists and choices.
    package var oneLine: String {
        ([name] + street + [[postalCode, city].compactMap(\.self).joined(separator: " "), country]).joined(separator: ", ")
    }
}
