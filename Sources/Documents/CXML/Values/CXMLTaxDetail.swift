package import FoundationEssentials

/// One tax of a `Tax`. DTD element `TaxDetail`.
package struct CXMLTaxDetail: Sendable, Hashable {
    /// `vat`, `sales`, `gst` and others.
    package var category: String
    /// Percent: 19 for 19 %.
    package var percentageRate: Decimal?
    /// The rate as it came.
    package var rawPercentageRate: String?
    /// What is taxed.
    package var taxableAmount: CXMLMoney?
    /// The tax.
    package var taxAmount: CXMLMoney?
    /// Where it is due.
    package var location: CXMLText?
    /// In words.
    package var description: CXMLText?
    /// `tax`, `shippingTax` and others.
    package var purpose: String?

    /// Makes a value; what is left out is absent.
    package init(
        category: String,
        percentageRate: Decimal? = nil,
        rawPercentageRate: String? = nil,
        taxableAmount: CXMLMoney? = nil,
        taxAmount: CXMLMoney? = nil,
        location: CXMLText? = nil,
        description: CXMLText? = nil,
        purpose: String? = nil
    ) {
        self.category = category
        self.percentageRate = percentageRate
        self.rawPercentageRate = rawPercentageRate
        self.taxableAmount = taxableAmount
        self.taxAmount = taxAmount
        self.location = location
        self.description = description
        self.purpose = purpose
    }
}
