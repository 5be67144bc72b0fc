/// A company that buys, with the currency it keeps its books in.
package struct LegalEntity: Hashable, Sendable, Identified {
    package static let identifierPrefix = "le"
    package let id: Identifier<LegalEntity>
    package var name: String
    package var currency: Currency
    /// Where its invoices go (cXML `BillTo`).
    package var billingAddressID: Identifier<Address>?
    package var isActive: Bool

    package init(
        id: Identifier<LegalEntity>, name: String, currency: Currency, billingAddressID: Identifier<Address>? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.currency = currency
        self.billingAddressID = billingAddressID
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

/// Money that a department may spend in a period.
package struct Budget: Hashable, Sendable, Identified {
    package static let identifierPrefix = "bud"
    package let id: Identifier<Budget>
    package var name: String
    package var departmentID: Identifier<Department>?
    package var amount: Money
    /// First and last day, both within: `2026-01-01`.
    package var periodStart: String
    package var periodEnd: String

    package init(
        id: Identifier<Budget>, name: String, departmentID: Identifier<Department>?, amount: Money, periodStart: String,
        periodEnd: String
    ) {
        self.id = id
        self.name = name
        self.departmentID = departmentID
        self.amount = amount
        self.periodStart = periodStart
        self.periodEnd = periodEnd
    }
}
