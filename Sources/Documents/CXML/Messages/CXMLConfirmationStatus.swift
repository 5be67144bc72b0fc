/// What happens with a part of a line. DTD element `ConfirmationStatus`.
package struct CXMLConfirmationStatus: Sendable, Hashable {
    /// Accepted, changed, late, rejected.
    package var type: CXMLConfirmationType
    /// How many of the line.
    package var quantity: CXMLQuantity
    /// Unit as it came.
    package var unitOfMeasure: String
    /// Leaves.
    package var shipmentDate: CXMLTimestamp?
    /// Arrives.
    package var deliveryDate: CXMLTimestamp?
    /// The price, when it is another.
    package var unitPrice: CXMLMoney?
    /// The tax of the part.
    package var tax: CXMLTax?
    /// The transport of the part.
    package var shipping: CXMLShipping?
    /// The item, when it is another.
    package var item: CXMLItem?
    /// Remarks; the reason of a reject.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        type: CXMLConfirmationType,
        quantity: CXMLQuantity,
        unitOfMeasure: String = "",
        shipmentDate: CXMLTimestamp? = nil,
        deliveryDate: CXMLTimestamp? = nil,
        unitPrice: CXMLMoney? = nil,
        tax: CXMLTax? = nil,
        shipping: CXMLShipping? = nil,
        item: CXMLItem? = nil,
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.type = type
        self.quantity = quantity
        self.unitOfMeasure = unitOfMeasure
        self.shipmentDate = shipmentDate
        self.deliveryDate = deliveryDate
        self.unitPrice = unitPrice
        self.tax = tax
        self.shipping = shipping
        self.item = item
        self.comments = comments
        self.extrinsics = extrinsics
    }
}
