/// A line of an invoice. DTD elements `InvoiceDetailItem` and `InvoiceDetailServiceItem`.
package struct CXMLInvoiceItem: Sendable, Hashable {
    /// The invoice's own line.
    package var invoiceLineNumber: Int
    /// The order's line; nil or a number the order lacks for what was not ordered by line.
    package var lineNumber: Int?
    /// How many; negative in a line-level credit, `1` when a service names none.
    package var quantity: CXMLQuantity
    /// Unit as it came.
    package var unitOfMeasure: String
    /// Price of a unit, or of the price basis.
    package var unitPrice: CXMLMoney?
    /// For how many of which unit the price holds.
    package var priceBasis: CXMLPriceBasis?
    /// The item.
    package var itemID: CXMLItemID?
    /// The item in words.
    package var description: CXMLDescription?
    /// Commodity codes.
    package var classifications: [CXMLClassification]
    /// `InvoiceDetailServiceItem`: charged by its subtotal.
    package var isService: Bool
    /// The goods came back (`reason="return"`).
    package var isReturn: Bool
    /// The line's amounts; its deposit and due stay nil.
    package var amounts: CXMLInvoiceAmounts
    /// From where and to where `amounts.shipping` is charged for; the DTD wants two.
    package var shippingContacts: [CXMLContact]
    /// To whom the line is charged.
    package var distributions: [CXMLDistribution]
    /// Remarks.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        invoiceLineNumber: Int,
        lineNumber: Int? = nil,
        quantity: CXMLQuantity,
        unitOfMeasure: String = "",
        unitPrice: CXMLMoney? = nil,
        priceBasis: CXMLPriceBasis? = nil,
        itemID: CXMLItemID? = nil,
        description: CXMLDescription? = nil,
        classifications: [CXMLClassification] = [],
        isService: Bool = false,
        isReturn: Bool = false,
        amounts: CXMLInvoiceAmounts = CXMLInvoiceAmounts(),
        shippingContacts: [CXMLContact] = [],
        distributions: [CXMLDistribution] = [],
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.invoiceLineNumber = invoiceLineNumber
        self.lineNumber = lineNumber
        self.quantity = quantity
        self.unitOfMeasure = unitOfMeasure
        self.unitPrice = unitPrice
        self.priceBasis = priceBasis
        self.itemID = itemID
        self.description = description
        self.classifications = classifications
        self.isService = isService
        self.isReturn = isReturn
        self.amounts = amounts
        self.shippingContacts = shippingContacts
        self.distributions = distributions
        self.comments = comments
        self.extrinsics = extrinsics
    }
}
