/// Somebody named in an order: Amazon's code for them, and an address where there is one.
package struct VendorParty: Hashable, Sendable {
    package var id: String
    package var address: VendorAddress?

    package init(_ id: String, address: VendorAddress? = nil) {
        self.id = id
        self.address = address
    }
}

/// An address as Amazon gives it. Of Amazon's customers it is personal data: kept only as long as shipping needs it.
package struct VendorAddress: Hashable, Sendable {
    package var name: String
    package var lines: [String]
    package var city: String?
    package var state: String?
    package var postalCode: String?
    /// As it came: two letters by the model, three in some answers.
    package var country: String
    package var phone: String?

    package init(
        name: String, lines: [String] = [], city: String? = nil, state: String? = nil, postalCode: String? = nil,
        country: String, phone: String? = nil
    ) {
        self.name = name
        self.lines = lines
        self.city = city
        self.state = state
        self.postalCode = postalCode
        self.country = country
        self.phone = phone
    }

    /// What Amazon writes instead of a customer's data for vendors that ship with its labels only.
    package static let hidden = "xxxxx"

    /// Whether Amazon withholds the customer's data.
    package var isHidden: Bool { name.lowercased() == Self.hidden }
}
