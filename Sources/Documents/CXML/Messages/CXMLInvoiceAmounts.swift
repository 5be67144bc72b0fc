/// The amounts of an invoice, of one order in it or of one line. DTD elements `InvoiceDetailSummary`, `InvoiceDetailOrderSummary` and the
/// same children of `InvoiceDetailItem`. A credit has them negative, though not every sender writes the sign: take it from the purpose.
package struct CXMLInvoiceAmounts: Sendable, Hashable {
    /// Quantity × price, before all else.
    package var subtotal: CXMLMoney?
    /// Tax with its parts.
    package var tax: CXMLTax?
    /// For extra work.
    package var specialHandling: CXMLMoney?
    /// For transport.
    package var shipping: CXMLMoney?
    /// Subtotal, tax, handling and shipping.
    package var gross: CXMLMoney?
    /// Taken off.
    package var discount: CXMLMoney?
    /// The discount in percent as it came.
    package var rawDiscountRate: String?
    /// Gross less discount.
    package var net: CXMLMoney?
    /// Paid already; of the whole invoice only.
    package var deposit: CXMLMoney?
    /// To be paid: net less deposit; of the whole invoice only.
    package var due: CXMLMoney?

    /// Makes a value; what is left out is absent.
    package init(
        subtotal: CXMLMoney? = nil,
        tax: CXMLTax? = nil,
        specialHandling: CXMLMoney? = nil,
        shipping: CXMLMoney? = nil,
        gross: CXMLMoney? = nil,
        discount: CXMLMoney? = nil,
        rawDiscountRate: String? = nil,
        net: CXMLMoney? = nil,
        deposit: CXMLMoney? = nil,
        due: CXMLMoney? = nil
    ) {
        self.subtotal = subtotal
        self.tax = tax
        self.specialHandling = specialHandling
        self.shipping = shipping
        self.gross = gross
        self.discount = discount
        self.rawDiscountRate = rawDiscountRate
        self.net = net
        self.deposit = deposit
        self.due = due
    }
}
