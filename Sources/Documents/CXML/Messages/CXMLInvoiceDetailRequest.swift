/// The supplier asks to be paid, or pays back. DTD element `InvoiceDetailRequest` (InvoiceDetail.dtd).
/// It is a header invoice (one sum an order, no lines), or has lines; a deletion withdraws an earlier invoice of the same number.
package struct CXMLInvoiceDetailRequest: Sendable, Hashable {
    /// The supplier's number of the invoice.
    package var invoiceID: String
    /// Its date.
    package var invoiceDate: CXMLTimestamp?
    /// Invoice, credit or debit, of the whole or line by line.
    package var purpose: CXMLInvoicePurpose
    /// New, or withdrawn with `delete`; the DTD knows no update.
    package var operation: CXMLNoticeOperation
    /// Nothing is to be paid for it.
    package var isInformationOnly: Bool
    /// True without lines: `orders` have their `summary` only.
    package var isHeaderInvoice: Bool
    /// Which amounts the lines carry themselves.
    package var lineIndicators: Set<CXMLInvoiceLineIndicator>
    /// Issuer, payee, payer and others, by the role of the contact.
    package var partners: [CXMLInvoicePartner]
    /// payloadID of the invoice withdrawn or credited.
    package var documentReference: String?
    /// Number of the invoice withdrawn or credited (`InvoiceIDInfo`).
    package var originalInvoiceID: String?
    /// Its date.
    package var originalInvoiceDate: CXMLTimestamp?
    /// When to pay, and what is taken off.
    package var paymentTerms: [CXMLInvoicePaymentTerm]
    /// Remarks.
    package var comments: [CXMLComment]
    /// Further numbers of it, such as tax numbers.
    package var idReferences: [CXMLIDReference]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]
    /// What is charged, order by order.
    package var orders: [CXMLInvoiceOrder]
    /// The sums. DTD element `InvoiceDetailSummary`.
    package var amounts: CXMLInvoiceAmounts

    /// Makes a value; what is left out is absent.
    package init(
        invoiceID: String,
        invoiceDate: CXMLTimestamp? = nil,
        purpose: CXMLInvoicePurpose = .standard,
        operation: CXMLNoticeOperation = .new,
        isInformationOnly: Bool = false,
        isHeaderInvoice: Bool = false,
        lineIndicators: Set<CXMLInvoiceLineIndicator> = [],
        partners: [CXMLInvoicePartner] = [],
        documentReference: String? = nil,
        originalInvoiceID: String? = nil,
        originalInvoiceDate: CXMLTimestamp? = nil,
        paymentTerms: [CXMLInvoicePaymentTerm] = [],
        comments: [CXMLComment] = [],
        idReferences: [CXMLIDReference] = [],
        extrinsics: [CXMLExtrinsic] = [],
        orders: [CXMLInvoiceOrder] = [],
        amounts: CXMLInvoiceAmounts = CXMLInvoiceAmounts()
    ) {
        self.invoiceID = invoiceID
        self.invoiceDate = invoiceDate
        self.purpose = purpose
        self.operation = operation
        self.isInformationOnly = isInformationOnly
        self.isHeaderInvoice = isHeaderInvoice
        self.lineIndicators = lineIndicators
        self.partners = partners
        self.documentReference = documentReference
        self.originalInvoiceID = originalInvoiceID
        self.originalInvoiceDate = originalInvoiceDate
        self.paymentTerms = paymentTerms
        self.comments = comments
        self.idReferences = idReferences
        self.extrinsics = extrinsics
        self.orders = orders
        self.amounts = amounts
    }
}
