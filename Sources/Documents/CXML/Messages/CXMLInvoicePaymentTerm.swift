/// When to pay. DTD elements `PaymentTerm` and the older `InvoiceDetailPaymentTerm`.
package struct CXMLInvoicePaymentTerm: Sendable, Hashable {
    /// Days from the invoice's date.
    package var days: Int
    /// Discount in percent as it came, for paying within the days.
    package var rawPercentageRate: String?

    /// Makes a value; what is left out is absent.
    package init(
        days: Int,
        rawPercentageRate: String? = nil
    ) {
        self.days = days
        self.rawPercentageRate = rawPercentageRate
    }
}
