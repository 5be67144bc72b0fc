/// A line of a basket in the shop.
package struct CartLine: Sendable, Hashable {
    /// The item's number in the ``Catalogue``.
    package var partID: String
    /// At least 1.
    package var quantity: Int
    /// The session's number and the line's, such as `136-4982173-3109337,1`: the order must bring it back unchanged.
    package var auxiliaryID: String

    /// What the catalogue says of the item, when it has one of that number.
    var item: CatalogueItem? { Catalogue.item(partID) }
}
