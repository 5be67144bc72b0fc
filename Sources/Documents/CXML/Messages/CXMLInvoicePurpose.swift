/// What an invoice is for. DTD attribute `purpose` of `InvoiceDetailRequestHeader`.
package enum CXMLInvoicePurpose: String, Sendable, Hashable, CaseIterable {
    case standard, creditMemo, debitMemo, lineLevelCreditMemo, lineLevelDebitMemo

    /// True for money that comes back. Its amounts count as negative whatever sign they bear.
    package var isCredit: Bool { self == .creditMemo || self == .lineLevelCreditMemo }
}
