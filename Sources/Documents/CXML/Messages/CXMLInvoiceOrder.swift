/// What an invoice charges for one order. DTD elements `InvoiceDetailOrder`, and in a header invoice `InvoiceDetailHeaderOrder`.
/// Find the order by payloadID, then by our number, then by the supplier's.
package struct CXMLInvoiceOrder: Sendable, Hashable {
    /// Our order; nil when the invoice names the supplier's number only, or a contract.
    package var orderReference: CXMLOrderReference?
    /// Number of a contract.
    package var agreementID: String?
    /// The supplier's number of the order.
    package var supplierOrderID: String?
    /// Its date.
    package var supplierOrderDate: CXMLTimestamp?
    /// The lines; none in a header invoice.
    package var items: [CXMLInvoiceItem]
    /// In a header invoice the number of this sum within the invoice.
    package var headerLineNumber: Int?
    /// In a header invoice the sums of the order.
    package var amounts: CXMLInvoiceAmounts
    /// In a header invoice the remarks.
    package var comments: [CXMLComment]
    /// In a header invoice further values.
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        orderReference: CXMLOrderReference? = nil,
        agreementID: String? = nil,
        supplierOrderID: String? = nil,
        supplierOrderDate: CXMLTimestamp? = nil,
        items: [CXMLInvoiceItem] = [],
        headerLineNumber: Int? = nil,
        amounts: CXMLInvoiceAmounts = CXMLInvoiceAmounts(),
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.orderReference = orderReference
        self.agreementID = agreementID
        self.supplierOrderID = supplierOrderID
        self.supplierOrderDate = supplierOrderDate
        self.items = items
        self.headerLineNumber = headerLineNumber
        self.amounts = amounts
        self.comments = comments
        self.extrinsics = extrinsics
    }
}
