package import FoundationEssentials

/// A tax as one legal entity books it.
package struct TaxCode: Hashable, Sendable, Identified {
    package static let identifierPrefix = "tax"
    package let id: Identifier<TaxCode>
    package var legalEntityID: Identifier<LegalEntity>
    /// Unique within its legal entity, for example `V19`.
    package var code: String
    package var name: String
    /// Percent of the net amount, 0 to 100.
    package var rate: Decimal
    package var isActive: Bool

    package init(
        id: Identifier<TaxCode>, legalEntityID: Identifier<LegalEntity>, code: String, name: String, rate: Decimal,
        isActive: Bool = true
    ) {
        self.id = id
        self.legalEntityID = legalEntityID
        self.code = code
        self.name = name
        self.rate = rate
        self.isActive = isActive
    }

    /// The tax on a net amount, rounded to the currency; `nil` when it is too large.
    package func tax(on net: Money) -> Money? { Money(net.amount * rate / 100, net.currency) }
}
