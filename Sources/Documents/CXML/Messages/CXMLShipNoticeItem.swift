/// A line in a shipment. DTD element `ShipNoticeItem`.
package struct CXMLShipNoticeItem: Sendable, Hashable {
    /// The order's line.
    package var lineNumber: Int
    /// How many are in it.
    package var quantity: CXMLQuantity
    /// Unit as it came.
    package var unitOfMeasure: String
    /// The item.
    package var itemID: CXMLItemID?
    /// The notice's own line.
    package var shipNoticeLineNumber: Int?
    /// Remarks.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        lineNumber: Int,
        quantity: CXMLQuantity,
        unitOfMeasure: String = "",
        itemID: CXMLItemID? = nil,
        shipNoticeLineNumber: Int? = nil,
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.lineNumber = lineNumber
        self.quantity = quantity
        self.unitOfMeasure = unitOfMeasure
        self.itemID = itemID
        self.shipNoticeLineNumber = shipNoticeLineNumber
        self.comments = comments
        self.extrinsics = extrinsics
    }
}
