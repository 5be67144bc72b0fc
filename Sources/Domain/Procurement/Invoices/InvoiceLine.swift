package import FoundationEssentials

/// One line of an invoice as the supplier wrote it, and the order line it bills.
package struct InvoiceLine: Hashable, Sendable {
    /// From 1, the supplier's own.
    package var lineNumber: Int
    package var orderID: Identifier<PurchaseOrder>?
    /// The line of that order; `nil` when the supplier bills something nobody ordered, or an order as a whole.
    package var orderLineNumber: Int?
    package var description: String
    package var supplierPartID: String?
    /// Below zero for goods that go back.
    package var quantity: Decimal
    package var unitOfMeasure: String?
    package var unitPrice: Decimal
    /// How many units `unitPrice` is for; usually 1.
    package var priceBasis: Decimal
    /// The amount without tax as the supplier wrote it; `nil` when it wrote none.
    package var statedAmount: Money?
    package var tax: Money?
    /// In percent, where the supplier says so.
    package var taxRate: Decimal?
    package var coding: Coding

    package init(
        lineNumber: Int, orderID: Identifier<PurchaseOrder>? = nil, orderLineNumber: Int? = nil, description: String = "",
        supplierPartID: String? = nil, quantity: Decimal, unitOfMeasure: String? = nil, unitPrice: Decimal,
        priceBasis: Decimal = 1, statedAmount: Money? = nil, tax: Money? = nil, taxRate: Decimal? = nil, coding: Coding = Coding()
    ) {
        self.lineNumber = lineNumber
        self.orderID = orderID
        self.orderLineNumber = orderLineNumber
        self.description = description
        self.supplierPartID = supplierPartID
        self.quantity = quantity
        self.unitOfMeasure = unitOfMeasure
        self.unitPrice = unitPrice
        self.priceBasis = priceBasis
        self.statedAmount = statedAmount
        self.tax = tax
        self.taxRate = taxRate
        self.coding = coding
    }

    /// Quantity × unit price ÷ price basis, rounded to the currency; `nil` when it is too large to count or the basis is not
    /// above zero.
    package func computedAmount(in currency: Currency) -> Money? {
        guard priceBasis > 0 else { return nil }
        return ExactNumber.scaledProduct(quantity, unitPrice, per: priceBasis, digits: currency.digits)
            .map { Money(minorUnits: $0, currency: currency) }
    }

    /// What is billed for this line without tax: the supplier's figure, or else quantity × price.
    package func amount(in currency: Currency) -> Money? { statedAmount ?? computedAmount(in: currency) }

    /// Whether it bills an order as a whole, as header invoices and credit memos do.
    package var billsWholeOrder: Bool { orderID != nil && orderLineNumber == nil && quantity.magnitude == 1 }

    /// The price of one unit.
    package var pricePerUnit: Decimal { priceBasis > 0 ? unitPrice / priceBasis : unitPrice }
}

/// The sums at the foot of an invoice, as the supplier wrote them.
package struct InvoiceTotals: Hashable, Sendable {
    /// The lines without tax, freight and charges.
    package var subtotal: Money
    package var freight: Money?
    /// Special handling and other charges.
    package var charges: Money?
    package var discount: Money?
    package var tax: Money?
    /// What is to be paid (cXML `DueAmount`); below zero on a credit note.
    package var total: Money

    package init(
        subtotal: Money, freight: Money? = nil, charges: Money? = nil, discount: Money? = nil, tax: Money? = nil, total: Money
    ) {
        self.subtotal = subtotal
        self.freight = freight
        self.charges = charges
        self.discount = discount
        self.tax = tax
        self.total = total
    }

    /// Subtotal and everything added to it, less the discount; `nil` when the currencies differ or it is too large to count.
    package var computedTotal: Money? {
        var sum: Money? = subtotal
        for part in [freight, charges, tax] { if let part { sum = sum?.adding(part) } }
        if let discount { sum = sum?.adding(Money(minorUnits: -discount.minorUnits, currency: discount.currency)) }
        return sum
    }
}
