/// A requisition passed on. DTD element `PurchaseRequisitionRequest`.
package struct CXMLPurchaseRequisitionRequest: Sendable, Hashable {
    /// Its number.
    package var requisitionID: String?
    /// Counts the updates.
    package var requisitionVersion: String?
    /// New, replacement or withdrawal.
    package var type: CXMLOrderChange
    /// When.
    package var requisitionDate: CXMLTimestamp?
    /// Sum.
    package var total: CXMLMoney?
    /// Where to.
    package var shipTo: CXMLAddress?
    /// Who pays.
    package var billTo: CXMLAddress?
    /// Transport.
    package var shipping: CXMLShipping?
    /// Tax.
    package var tax: CXMLTax?
    /// Persons.
    package var contacts: [CXMLContact]
    /// Remarks.
    package var comments: [CXMLComment]
    /// payloadID of an earlier document.
    package var documentReference: String?
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]
    /// The lines (`ItemIn`).
    package var items: [CXMLItem]

    /// Makes a value; what is left out is absent.
    package init(
        requisitionID: String? = nil,
        requisitionVersion: String? = nil,
        type: CXMLOrderChange = .new,
        requisitionDate: CXMLTimestamp? = nil,
        total: CXMLMoney? = nil,
        shipTo: CXMLAddress? = nil,
        billTo: CXMLAddress? = nil,
        shipping: CXMLShipping? = nil,
        tax: CXMLTax? = nil,
        contacts: [CXMLContact] = [],
        comments: [CXMLComment] = [],
        documentReference: String? = nil,
        extrinsics: [CXMLExtrinsic] = [],
        items: [CXMLItem] = []
    ) {
        self.requisitionID = requisitionID
        self.requisitionVersion = requisitionVersion
        self.type = type
        self.requisitionDate = requisitionDate
        self.total = total
        self.shipTo = shipTo
        self.billTo = billTo
        self.shipping = shipping
        self.tax = tax
        self.contacts = contacts
        self.comments = comments
        self.documentReference = documentReference
        self.extrinsics = extrinsics
        self.items = items
    }
}
