/// A received or returned line. DTD element `ReceiptItem`.
package struct CXMLReceiptItem: Sendable, Hashable {
    /// The receipt's own line.
    package var receiptLineNumber: Int
    /// The order's line.
    package var lineNumber: Int
    /// How many.
    package var quantity: CXMLQuantity
    /// True when they went back.
    package var isReturn: Bool
    /// Nothing more of the line is awaited.
    package var isComplete: Bool
    /// The item.
    package var itemID: CXMLItemID?
    /// The item in words.
    package var description: CXMLDescription?
    /// Unit as it came, of the `UnitRate`.
    package var unitOfMeasure: String
    /// Price of a unit, of the `UnitRate`.
    package var unitPrice: CXMLMoney?
    /// For how many of which unit the price holds.
    package var priceBasis: CXMLPriceBasis?
    /// Worth of the line.
    package var receivedAmount: CXMLMoney?
    /// Remarks.
    package var comments: [CXMLComment]
    /// Commodity codes.
    package var classifications: [CXMLClassification]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        receiptLineNumber: Int,
        lineNumber: Int,
        quantity: CXMLQuantity,
        isReturn: Bool = false,
        isComplete: Bool = false,
        itemID: CXMLItemID? = nil,
        description: CXMLDescription? = nil,
        unitOfMeasure: String = "",
        unitPrice: CXMLMoney? = nil,
        priceBasis: CXMLPriceBasis? = nil,
        receivedAmount: CXMLMoney? = nil,
        comments: [CXMLComment] = [],
        classifications: [CXMLClassification] = [],
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.receiptLineNumber = receiptLineNumber
        self.lineNumber = lineNumber
        self.quantity = quantity
        self.isReturn = isReturn
        self.isComplete = isComplete
        self.itemID = itemID
        self.description = description
        self.unitOfMeasure = unitOfMeasure
        self.unitPrice = unitPrice
        self.priceBasis = priceBasis
        self.receivedAmount = receivedAmount
        self.comments = comments
        self.classifications = classifications
        self.extrinsics = extrinsics
    }
}
