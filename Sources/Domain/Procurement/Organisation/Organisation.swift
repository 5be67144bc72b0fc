/// A company that buys, with the currency it keeps its books in.
package struct LegalEntity: Hashable, Sendable, Identified {
    package static let identifierPrefix = "le"
    package let id: Identifier<LegalEntity>
    package var name: String
    package var currency: Currency
    /// Where its invoices go (cXML `BillTo`).
    package var billingAddressID: Identifier<Address>?
    /// Whether whoever entered an invoice may accept it too, when no policy asks for anybody's approval. That is for companies in
    /// which one person does both.
    package var entererMayAccept: Bool
    package var isActive: Bool

    package init(
        id: Identifier<LegalEntity>, name: String, currency: Currency, billingAddressID: Identifier<Address>? = nil,
        entererMayAccept: Bool = false, isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.currency = currency
        self.billingAddressID = billingAddressID
        self.entererMayAccept = entererMayAccept
        self.isActive = isActive
    }
}

/// A site of a legal entity that goods can be delivered to.
package struct Location: Hashable, Sendable, Identified {
    package static let identifierPrefix = "loc"
    package let id: Identifier<Location>
    package var name: String
    package var legalEntityID: Identifier<LegalEntity>
    /// Where its goods go (cXML `ShipTo`).
    package var addressID: Identifier<Address>?
    package var isActive: Bool

    package init(
        id: Identifier<Location>, name: String, legalEntityID: Identifier<LegalEntity>, addressID: Identifier<Address>? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.legalEntityID = legalEntityID
        self.addressID = addressID
        self.isActive = isActive
    }
}
