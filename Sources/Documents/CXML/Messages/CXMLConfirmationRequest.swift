/// The supplier says what it will do. DTD element `ConfirmationRequest`.
/// Amazon splits an order over several, each `new` with its own confirmID: sum them, do not overwrite.
package struct CXMLConfirmationRequest: Sendable, Hashable {
    /// The order.
    package var orderReference: CXMLOrderReference
    /// What is said of the whole.
    package var type: CXMLConfirmationType
    /// The supplier's number of this confirmation; Amazon's order number.
    package var confirmID: String?
    /// New, or a complete replacement.
    package var operation: CXMLNoticeOperation
    /// When it was said; an older one does not undo a newer one.
    package var noticeDate: CXMLTimestamp?
    /// Counts the updates.
    package var version: String?
    /// The invoice for it.
    package var invoiceID: String?
    /// payloadID of the confirmation that this one replaces.
    package var documentReference: String?
    /// Of this part.
    package var total: CXMLMoney?
    /// Transport.
    package var shipping: CXMLShipping?
    /// Tax.
    package var tax: CXMLTax?
    /// Persons.
    package var contacts: [CXMLContact]
    /// Remarks; the reason of a reject.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]
    /// What is said of single lines.
    package var items: [CXMLConfirmationItem]

    /// Makes a value; what is left out is absent.
    package init(
        orderReference: CXMLOrderReference,
        type: CXMLConfirmationType,
        confirmID: String? = nil,
        operation: CXMLNoticeOperation = .new,
        noticeDate: CXMLTimestamp? = nil,
        version: String? = nil,
        invoiceID: String? = nil,
        documentReference: String? = nil,
        total: CXMLMoney? = nil,
        shipping: CXMLShipping? = nil,
        tax: CXMLTax? = nil,
        contacts: [CXMLContact] = [],
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = [],
        items: [CXMLConfirmationItem] = []
    ) {
        self.orderReference = orderReference
        self.type = type
        self.confirmID = confirmID
        self.operation = operation
        self.noticeDate = noticeDate
        self.version = version
        self.invoiceID = invoiceID
        self.documentReference = documentReference
        self.total = total
        self.shipping = shipping
        self.tax = tax
        self.contacts = contacts
        self.comments = comments
        self.extrinsics = extrinsics
        self.items = items
    }
}
