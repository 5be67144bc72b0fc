package import FoundationEssentials

/// One line of an order: what the supplier offered, kept as it came, and how the buyer codes it.
///
/// Line numbers are fixed at 1…n when the order is made and never change, because suppliers answer by line number.
package struct OrderLine: Hashable, Sendable {
    package var lineNumber: Int
    package var supplierPartID: String
    /// The inner XML of cXML `SupplierPartAuxiliaryID`, byte for byte; part of the item's identity.
    package var auxiliaryID: String?
    package var description: String
    package var quantity: Decimal
    /// Per price basis; `nil` when the supplier's price was missing or could not be read.
    package var unitPrice: Decimal?
    /// How many units `unitPrice` is for (cXML `PriceBasisQuantity`: quantity ÷ conversion factor); usually 1.
    package var priceBasis: Decimal
    package var currency: Currency
    /// UN/CEFACT Recommendation 20 code where the supplier keeps to it, for example `EA`.
    package var unitOfMeasure: String
    /// For example UNSPSC and its code.
    package var classificationDomain: String?
    package var classificationCode: String?
    package var manufacturerName: String?
    package var manufacturerPartID: String?
    package var soldBy: String?
    package var detailURL: String?
    /// The cXML `ItemDetail` element as it came, to be sent back unstripped.
    package var itemDetailXML: String?
    /// What was odd about the supplier's data, in words for the buyer.
    package var warnings: [String]
    /// Where this line differs from the order's coding.
    package var coding: Coding
    /// How its amount is split over several codings; empty for a line that is not split.
    package var shares: [CodingShare]
    package var confirmation: LineConfirmation
    /// How many the supplier says it shipped, over all ship notices.
    package var shipped: Decimal
    /// When it should arrive (cXML `ItemOut@requestedDeliveryDate`); `nil` for no wish.
    package var requestedDelivery: Day?

    package init(
        lineNumber: Int, supplierPartID: String, auxiliaryID: String? = nil, description: String, quantity: Decimal,
        unitPrice: Decimal?,
        priceBasis: Decimal = 1, currency: Currency, unitOfMeasure: String, classificationDomain: String? = nil,
        classificationCode: String? = nil, manufacturerName: String? = nil, manufacturerPartID: String? = nil,
        soldBy: String? = nil,
        detailURL: String? = nil, itemDetailXML: String? = nil, warnings: [String] = [], coding: Coding = Coding(),
        shares: [CodingShare] = [], confirmation: LineConfirmation = LineConfirmation(), shipped: Decimal = 0
    ) {
        self.lineNumber = lineNumber
        self.supplierPartID = supplierPartID
        self.auxiliaryID = auxiliaryID
        self.description = description
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.priceBasis = priceBasis
        self.currency = currency
        self.unitOfMeasure = unitOfMeasure
        self.classificationDomain = classificationDomain
        self.classificationCode = classificationCode
        self.manufacturerName = manufacturerName
        self.manufacturerPartID = manufacturerPartID
        self.soldBy = soldBy
        self.detailURL = detailURL
        self.itemDetailXML = itemDetailXML
        self.warnings = warnings
        self.coding = coding
        self.shares = shares
        self.confirmation = confirmation
        self.shipped = shipped
    }

    /// Quantity × unit price ÷ price basis, rounded to the currency; `nil` without a usable price.
    package var amount: Money? { Self.amount(quantity, unitPrice, per: priceBasis, in: currency) }

    /// The same of its parts.
    static func amount(_ quantity: Decimal, _ unitPrice: Decimal?, per priceBasis: Decimal, in currency: Currency) -> Money? {
        guard let unitPrice, !priceBasis.isZero, !priceBasis.isSignMinus else { return nil }
        return ExactNumber.scaledProduct(quantity, unitPrice, per: priceBasis, digits: currency.digits)
            .map { Money(minorUnits: $0, currency: currency) }
    }
}

/// What the supplier said about one line so far, summed over all its confirmations.
package struct LineConfirmation: Hashable, Sendable {
    package var accepted: Decimal
    package var rejected: Decimal
    package var backordered: Decimal
    /// The latest price the supplier named, where it differs from ours.
    package var unitPrice: Decimal?
    /// As the supplier wrote them: shipment and delivery dates, reasons.
    package var notes: [String]

    package init(
        accepted: Decimal = 0, rejected: Decimal = 0, backordered: Decimal = 0, unitPrice: Decimal? = nil, notes: [String] = []
    ) {
        self.accepted = accepted
        self.rejected = rejected
        self.backordered = backordered
        self.unitPrice = unitPrice
        self.notes = notes
    }
}
