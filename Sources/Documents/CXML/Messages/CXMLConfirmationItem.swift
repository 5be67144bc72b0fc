/// What is said of one line. DTD element `ConfirmationItem`.
package struct CXMLConfirmationItem: Sendable, Hashable {
    /// The order's line.
    package var lineNumber: Int
    /// How many of it.
    package var quantity: CXMLQuantity
    /// Unit as it came.
    package var unitOfMeasure: String
    /// The split.
    package var statuses: [CXMLConfirmationStatus]

    /// Makes a value; what is left out is absent.
    package init(
        lineNumber: Int,
        quantity: CXMLQuantity,
        unitOfMeasure: String = "",
        statuses: [CXMLConfirmationStatus] = []
    ) {
        self.lineNumber = lineNumber
        self.quantity = quantity
        self.unitOfMeasure = unitOfMeasure
        self.statuses = statuses
    }
}
