/// An order without its lines. DTD element `OrderRequestHeader`.
package struct CXMLOrderHeader: Sendable, Hashable {
    /// The buyer's order number.
    package var orderID: String
    /// When it was ordered.
    package var orderDate: CXMLTimestamp?
    /// Sum of the lines.
    package var total: CXMLMoney?
    /// New, a complete replacement, or a withdrawal.
    package var type: CXMLOrderChange
    /// `regular`, `release`, `blanket` …
    package var orderType: String
    /// Counts the updates.
    package var orderVersion: String?
    /// The buyer's requisition, if one for all lines.
    package var requisitionID: String?
    /// True to ship all at once.
    package var shipComplete: Bool
    /// When it should arrive.
    package var requestedDeliveryDate: CXMLTimestamp?
    /// Blanket: from.
    package var effectiveDate: CXMLTimestamp?
    /// Blanket: until.
    package var expirationDate: CXMLTimestamp?
    /// The agreement ordered under.
    package var agreementID: String?
    /// Where to.
    @Apart package var shipTo: CXMLAddress?
    /// Who pays; required to write.
    @Apart package var billTo: CXMLAddress?
    /// Transport.
    package var shipping: CXMLShipping?
    /// Tax.
    package var tax: CXMLTax?
    /// True when a Payment was there; its card is never read and never written.
    package var hasPayment: Bool
    /// Persons.
    package var contacts: [CXMLContact]
    /// Remarks.
    package var comments: [CXMLComment]
    /// Where to send later documents.
    package var followup: String?
    /// payloadID of the order that this one changes.
    package var documentReference: String?
    /// The supplier's own order number.
    package var supplierOrderID: String?
    /// And its date.
    package var supplierOrderDate: CXMLTimestamp?
    /// Further numbers.
    package var idReferences: [CXMLIDReference]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        orderID: String,
        orderDate: CXMLTimestamp? = nil,
        total: CXMLMoney? = nil,
        type: CXMLOrderChange = .new,
        orderType: String = "regular",
        orderVersion: String? = nil,
        requisitionID: String? = nil,
        shipComplete: Bool = false,
        requestedDeliveryDate: CXMLTimestamp? = nil,
        effectiveDate: CXMLTimestamp? = nil,
        expirationDate: CXMLTimestamp? = nil,
        agreementID: String? = nil,
        shipTo: CXMLAddress? = nil,
        billTo: CXMLAddress? = nil,
        shipping: CXMLShipping? = nil,
        tax: CXMLTax? = nil,
        hasPayment: Bool = false,
        contacts: [CXMLContact] = [],
        comments: [CXMLComment] = [],
        followup: String? = nil,
        documentReference: String? = nil,
        supplierOrderID: String? = nil,
        supplierOrderDate: CXMLTimestamp? = nil,
        idReferences: [CXMLIDReference] = [],
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.orderID = orderID
        self.orderDate = orderDate
        self.total = total
        self.type = type
        self.orderType = orderType
        self.orderVersion = orderVersion
        self.requisitionID = requisitionID
        self.shipComplete = shipComplete
        self.requestedDeliveryDate = requestedDeliveryDate
        self.effectiveDate = effectiveDate
        self.expirationDate = expirationDate
        self.agreementID = agreementID
        self.shipTo = shipTo
        self.billTo = billTo
        self.shipping = shipping
        self.tax = tax
        self.hasPayment = hasPayment
        self.contacts = contacts
        self.comments = comments
        self.followup = followup
        self.documentReference = documentReference
        self.supplierOrderID = supplierOrderID
        self.supplierOrderDate = supplierOrderDate
        self.idReferences = idReferences
        self.extrinsics = extrinsics
    }
}
