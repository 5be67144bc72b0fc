/// An amount that the lines of an invoice carry themselves. DTD attributes of `InvoiceDetailLineIndicator`, only ever `yes`.
package enum CXMLInvoiceLineIndicator: String, Sendable, Hashable, CaseIterable {
    case isTaxInLine, isSpecialHandlingInLine, isShippingInLine, isDiscountInLine, isAccountingInLine, isPriceAdjustmentInLine
}
