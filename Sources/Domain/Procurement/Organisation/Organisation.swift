/// A company that buys, with the currency it keeps its books in.
package struct LegalEntity: Hashable, Sendable, Identified {
    package static let identifierPrefix = "le"
    package let id: Identifier<LegalEntity>
    package var name: String
    package var currency: Currency
    /// Where its invoices go (cXML `BillTo`).
    package var billingAddressID: Identifier<Address>?

    package init(id: Identifier<LegalEntity>, name: String, currency: Currency, billingAddressID: Identifier<Address>? = nil) {
        self.id = id
        self.name = name
        self.currency = currency
        self.billingAddressID = billingAddressID
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

    package init(
        id: Identifier<Location>, name: String, legalEntityID: Identifier<LegalEntity>, addressID: Identifier<Address>? = nil
    ) {
        self.id = id
        self.name = name
        self.legalEntityID = legalEntityID
        self.addressID = addressID
    }
}

/// A part of the company that spends.
package struct Department: Hashable, Sendable, Identified {
    package static let identifierPrefix = "dep"
    package let id: Identifier<Department>
    package var name: String

    package init(id: Identifier<Department>, name: String) {
        self.id = id
        self.name = name
    }
}

/// An entry of the chart of accounts.
package struct GLAccount: Hashable, Sendable, Identified {
    package static let identifierPrefix = "gl"
    package let id: Identifier<GLAccount>
    package var code: String
    package var name: String

    package init(id: Identifier<GLAccount>, code: String, name: String) {
        self.id = id
        self.code = code
        self.name = name
    }
}
