package import FoundationEssentials

/// One thing of the internal catalogue: what our own buyers, and buyers of other procurement systems that punch out to Portico,
/// can put into their carts.
package struct CatalogueItem: Hashable, Sendable, Identified {
    package static let identifierPrefix = "itm"

    package let id: Identifier<CatalogueItem>
    /// Our number of it, unique in the catalogue (cXML `SupplierPartID` to visitors).
    package var sku: String
    /// Who delivers it to our own buyers; without one it is offered to visitors only.
    package var supplierID: Identifier<Supplier>?
    /// The supplier's number of it, where that is not the SKU.
    package var supplierPartID: String?
    package var description: String
    /// A UNSPSC code of eight digits.
    package var unspsc: String
    /// A code of UN/CEFACT Recommendation 20, for example `EA`.
    package var unitOfMeasure: String
    /// Of one unit.
    package var price: Decimal
    package var currency: Currency
    package var manufacturerName: String?
    package var manufacturerPartID: String?
    /// Days until delivery.
    package var leadTimeDays: Int?
    /// The fewest that can be ordered, 1 or more.
    package var minimumQuantity: Int
    /// Ordered in multiples of this, 1 or more.
    package var packQuantity: Int
    /// Whether it is offered.
    package var isActive: Bool

    package init(
        id: Identifier<CatalogueItem>, sku: String, supplierID: Identifier<Supplier>? = nil, supplierPartID: String? = nil,
        description: String, unspsc: String, unitOfMeasure: String = "EA", price: Decimal, currency: Currency,
        manufacturerName: String? = nil, manufacturerPartID: String? = nil, leadTimeDays: Int? = nil, minimumQuantity: Int = 1,
        packQuantity: Int = 1, isActive: Bool = true
    ) {
        self.id = id
        self.sku = sku
        self.supplierID = supplierID
        self.supplierPartID = supplierPartID
        self.description = description
        self.unspsc = unspsc
        self.unitOfMeasure = unitOfMeasure
        self.price = price
        self.currency = currency
        self.manufacturerName = manufacturerName
        self.manufacturerPartID = manufacturerPartID
        self.leadTimeDays = leadTimeDays
        self.minimumQuantity = minimumQuantity
        self.packQuantity = packQuantity
        self.isActive = isActive
    }

    /// The most of one item in a cart.
    package static let largestQuantity = 1_000_000

    /// The fewest that may be ordered: the minimum, in whole packs.
    package var fewest: Int { (minimumQuantity + packQuantity - 1) / packQuantity * packQuantity }

    /// Whether so many may be ordered.
    package func allows(quantity: Int) -> Bool {
        quantity >= fewest && quantity <= Self.largestQuantity && quantity % packQuantity == 0
    }
}

/// Which items of the catalogue are wanted; what is `nil` does not count.
package struct CatalogueFilter: Sendable, Hashable {
    /// Beginnings of words of the SKU, the description or the manufacturer's names; all of them have to be there.
    package var words: String?
    package var sku: String?
    /// The first digits of the UNSPSC code.
    package var category: String?
    package var supplierID: Identifier<Supplier>?
    package var isActive: Bool?
    /// Only what our own buyers can order: items of a supplier with a connection.
    package var isOrderable = false

    package init(
        words: String? = nil, sku: String? = nil, category: String? = nil, supplierID: Identifier<Supplier>? = nil,
        isActive: Bool? = nil, isOrderable: Bool = false
    ) {
        self.words = words
        self.sku = sku
        self.category = category
        self.supplierID = supplierID
        self.isActive = isActive
        self.isOrderable = isOrderable
    }
}
