/// For how many of which unit the price holds. DTD element `PriceBasisQuantity`.
/// The price of one ordered unit is unit price / quantity x conversion factor.
package struct CXMLPriceBasis: Sendable, Hashable {
    /// How many the price is for.
    package var quantity: CXMLQuantity
    /// From the ordered unit to the price's unit.
    package var conversionFactor: CXMLQuantity
    /// The price's unit.
    package var unitOfMeasure: String
    /// In words.
    package var description: CXMLText?

    /// Makes a value; what is left out is absent.
    package init(
        quantity: CXMLQuantity,
        conversionFactor: CXMLQuantity,
        unitOfMeasure: String,
        description: CXMLText? = nil
    ) {
        self.quantity = quantity
        self.conversionFactor = conversionFactor
        self.unitOfMeasure = unitOfMeasure
        self.description = description
    }
}
