/// What one coding carries of an invoice: accounting books each of these.
package struct InvoiceAllocation: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case goods
        case freight
        case charges
        /// Below zero.
        case discount
        case tax
        /// What the supplier's total says beyond the sum of its parts.
        case difference
        /// Of a payment, for the invoice as a whole.
        case payment

        /// Whether it is spend, and no tax.
        package var isNet: Bool { self != .tax && self != .difference && self != .payment }
    }

    package var kind: Kind
    /// The invoice's line; `nil` for what concerns all of it.
    package var lineNumber: Int?
    package var orderID: Identifier<PurchaseOrder>?
    package var orderLineNumber: Int?
    /// From 1 within its line.
    package var shareNumber: Int
    /// What holds for it, from share, line and order.
    package var coding: Coding
    package var amount: Money

    package init(
        kind: Kind, lineNumber: Int? = nil, orderID: Identifier<PurchaseOrder>? = nil, orderLineNumber: Int? = nil,
        shareNumber: Int = 1, coding: Coding, amount: Money
    ) {
        self.kind = kind
        self.lineNumber = lineNumber
        self.orderID = orderID
        self.orderLineNumber = orderLineNumber
        self.shareNumber = shareNumber
        self.coding = coding
        self.amount = amount
    }
}

extension Invoice {
    /// Every coding with what it carries of this invoice; together exactly its total.
    ///
    /// A line is divided as its order's line is split, its own tax with it. What stands at the foot takes the coding of the first
    /// order as a whole.
    /// - Parameter orders: those that it bills.
    package func allocations(of orders: [Identifier<PurchaseOrder>: PurchaseOrder]) -> [InvoiceAllocation] {
        var parts: [InvoiceAllocation] = []
        var whole = orderIDs.first.flatMap { orders[$0]?.coding } ?? Coding()
        whole.legalEntityID = whole.legalEntityID ?? legalEntityID
        var lineTax: Int64 = 0
        for line in lines {
            let order = line.orderID.flatMap { orders[$0] }
            if let amount = line.amount(in: currency) { parts += Self.divided(line, .goods, amount, order, whole) }
            if let tax = line.tax, tax.currency == currency {
                parts += Self.divided(line, .tax, tax, order, whole)
                lineTax = lineTax.addingReportingOverflow(tax.minorUnits).partialValue
            }
        }
        func foot(_ kind: InvoiceAllocation.Kind, _ units: Int64) {
            guard units != 0 else { return }
            parts.append(
                InvoiceAllocation(
                    kind: kind, orderID: orderIDs.first, coding: whole, amount: Money(minorUnits: units, currency: currency)))
        }
        foot(.freight, totals.freight?.minorUnits ?? 0)
        foot(.charges, totals.charges?.minorUnits ?? 0)
        foot(.discount, (totals.discount?.minorUnits).map { 0 &- $0 } ?? 0)
        if let tax = totals.tax { foot(.tax, tax.minorUnits &- lineTax) }
        foot(.difference, parts.reduce(totals.total.minorUnits) { $0 &- $1.amount.minorUnits })
        return parts
    }

    private static func divided(
        _ line: InvoiceLine, _ kind: InvoiceAllocation.Kind, _ amount: Money, _ order: PurchaseOrder?, _ whole: Coding
    ) -> [InvoiceAllocation] {
        let ordered = line.orderLineNumber.flatMap { order?.line($0) }
        var codings = [line.coding.over(order?.coding ?? whole)]
        var amounts = [amount]
        if let order, let ordered {
            codings = order.codings(of: ordered).map { line.coding.over($0) }
            if !ordered.shares.isEmpty { amounts = ordered.shares.amounts(of: amount) }
        }
        return zip(codings, amounts).enumerated().map { index, pair in
            InvoiceAllocation(
                kind: kind, lineNumber: line.lineNumber, orderID: line.orderID, orderLineNumber: line.orderLineNumber,
                shareNumber: index + 1, coding: pair.0, amount: pair.1)
        }
    }
}
