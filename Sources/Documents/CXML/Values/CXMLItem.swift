/// A line of a cart, requisition or order. DTD elements `ItemIn` (from the supplier) and `ItemOut` (to the supplier).
package struct CXMLItem: Sendable, Hashable {
    /// How many.
    package var quantity: CXMLQuantity
    /// Which.
    package var itemID: CXMLItemID
    /// The line's own number.
    package var lineNumber: Int?
    /// What it is and costs.
    package var detail: CXMLItemDetail?
    /// The supplier (`SupplierID`), for carts of several suppliers.
    @Apart package var supplierID: CXMLIDReference?
    /// Where to, if not as the header says.
    @Apart package var shipTo: CXMLAddress?
    /// Transport of this line.
    @Apart package var shipping: CXMLShipping?
    /// Tax of this line.
    @Apart package var tax: CXMLTax?
    /// Who is charged.
    package var distributions: [CXMLDistribution]
    /// Persons.
    package var contacts: [CXMLContact]
    /// Remarks; only the first is written in an ItemIn.
    package var comments: [CXMLComment]
    /// Values beside the detail's (ItemIn only; on an ItemOut they are within the detail).
    package var extrinsics: [CXMLExtrinsic]
    /// ItemOut: when it should arrive.
    package var requestedDeliveryDate: CXMLTimestamp?
    /// ItemOut: the buyer's requisition.
    package var requisitionID: String?
    /// ItemOut: the line of an agreement.
    package var agreementItemNumber: String?
    /// The group's line, in composite items.
    package var parentLineNumber: Int?
    /// `composite` or `item`.
    package var itemType: String?

    /// Makes a value; what is left out is absent.
    package init(
        quantity: CXMLQuantity,
        itemID: CXMLItemID,
        lineNumber: Int? = nil,
        detail: CXMLItemDetail? = nil,
        supplierID: CXMLIDReference? = nil,
        shipTo: CXMLAddress? = nil,
        shipping: CXMLShipping? = nil,
        tax: CXMLTax? = nil,
        distributions: [CXMLDistribution] = [],
        contacts: [CXMLContact] = [],
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = [],
        requestedDeliveryDate: CXMLTimestamp? = nil,
        requisitionID: String? = nil,
        agreementItemNumber: String? = nil,
        parentLineNumber: Int? = nil,
        itemType: String? = nil
    ) {
        self.quantity = quantity
        self.itemID = itemID
        self.lineNumber = lineNumber
        self.detail = detail
        self.supplierID = supplierID
        self.shipTo = shipTo
        self.shipping = shipping
        self.tax = tax
        self.distributions = distributions
        self.contacts = contacts
        self.comments = comments
        self.extrinsics = extrinsics
        self.requestedDeliveryDate = requestedDeliveryDate
        self.requisitionID = requisitionID
        self.agreementItemNumber = agreementItemNumber
        self.parentLineNumber = parentLineNumber
        self.itemType = itemType
    }
}
