/// Something the demo shop sells.
package struct CatalogueItem: Sendable, Hashable {
    /// The shop's part number, in the form of an ASIN.
    package var partID: String
    /// What it is.
    package var title: String
    /// The net price of one, in hundredths of the currency.
    package var cents: Int
    /// UN/CEFACT code of the unit, such as `EA`.
    package var unitOfMeasure: String
    /// UNSPSC commodity code, 8 digits.
    package var commodityCode: String
    package var manufacturer: String
    package var manufacturerPartID: String
    /// The merchant behind the offer.
    package var seller: String
    package var isFulfilledByShop: Bool
    /// The shop's internal code of the department.
    package var category: String
    package var subcategory: String
    /// Transport of a line, net, in hundredths of the currency.
    package var shippingCents: Int
    /// GTIN-13, or nil.
    package var ean: String?
    /// `default`, `preferred` or `restricted`: how the buyer's organisation sees the item.
    package var preference: String
}
