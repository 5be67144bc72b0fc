import FoundationEssentials

/// Compares an invoice with the orders it bills, line by line, and with what arrived where the tolerance asks for it.
package struct InvoiceMatcher {
    private let invoice: Invoice
    private let orders: [Identifier<PurchaseOrder>: BilledOrder]
    let tolerance: MatchTolerance
    private var findings: [MatchFinding] = []
    /// What earlier lines of this invoice bill of the same order line.
    private var before: [Place: (quantity: Decimal, amount: Int64)] = [:]

    private struct Place: Hashable {
        var order: Identifier<PurchaseOrder>
        var line: Int
    }

    private init(_ invoice: Invoice, _ orders: [BilledOrder], _ tolerance: MatchTolerance) {
        self.invoice = invoice
        self.tolerance = tolerance
        self.orders = Dictionary(orders.map { ($0.order.id, $0) }) { first, _ in first }
    }

    /// The match of `invoice` with `orders`, which are all that its lines name and that exist.
    package static func match(
        _ invoice: Invoice, with orders: [BilledOrder], tolerance: MatchTolerance
    ) -> InvoiceMatch {
        var matcher = InvoiceMatcher(invoice, orders, tolerance)
        for remark in invoice.remarks { matcher.note(.document, nil, expected: "", actual: "", remark) }
        matcher.compareOrders()
        for line in invoice.lines { matcher.compare(line) }
        matcher.compareSums()
        matcher.compareFreight()
        let isOrdered = invoice.lines.contains { $0.orderID != nil }
        let status: MatchStatus =
            if matcher.findings.contains(where: \.isException) {
                isOrdered || !invoice.remarks.isEmpty ? .exception : .none
            } else if !isOrdered { .none } else { matcher.findings.isEmpty ? .matched : .withinTolerance }
        return InvoiceMatch(status: status, findings: matcher.findings)
    }

    private mutating func note(
        _ kind: MatchFinding.Kind, _ line: Int?, expected: String, actual: String, _ message: String, isException: Bool = true
    ) {
        findings.append(
            MatchFinding(
                kind: kind, lineNumber: line, expected: expected, actual: actual, message: message, isException: isException))
    }

    // MARK: Orders

    private mutating func compareOrders() {
        for id in invoice.orderIDs {
            guard let order = orders[id]?.order else { continue }
            let name = order.number ?? "The order"
            if order.supplierID != invoice.supplierID {
                note(
                    .supplier, nil, expected: order.supplierID.text, actual: invoice.supplierID.text,
                    "\(name) went to another supplier.")
            }
            if order.status != .approved && order.status != .closed {
                note(
                    .orderState, nil, expected: "approved", actual: order.status.rawValue,
                    "\(name) is \(order.status.rawValue.replacing("_", with: " ")) and cannot be billed.")
            }
            if order.currency != invoice.currency {
                note(
                    .currency, nil, expected: order.currency.code, actual: invoice.currency.code,
                    "\(name) is in \(order.currency), the invoice in \(invoice.currency).")
            }
        }
    }

    // MARK: Lines

    private mutating func compare(_ line: InvoiceLine) {
        compareArithmetic(of: line)
        if line.billsWholeOrder, let orderID = line.orderID, let billed = orders[orderID] {
            compareWhole(line, of: billed)
            return
        }
        guard let orderID = line.orderID, let number = line.orderLineNumber, let billed = orders[orderID],
            let ordered = billed.order.line(number)
        else {
            note(
                .notOrdered, line.lineNumber, expected: "0", actual: ExactNumber.text(line.quantity),
                "Line \(line.lineNumber) belongs to no line of an order.")
            return
        }
        if let part = line.supplierPartID, part != ordered.supplierPartID,
            part.uppercased() != ordered.supplierPartID.uppercased()
        {
            note(
                .part, line.lineNumber, expected: ordered.supplierPartID, actual: part,
                "Line \(line.lineNumber) bills the part \(part), and \(ordered.supplierPartID) was ordered.")
        }
        if let unit = line.unitOfMeasure, !UnitCode.isSame(unit, ordered.unitOfMeasure) {
            note(
                .unitOfMeasure, line.lineNumber, expected: ordered.unitOfMeasure, actual: unit,
                "Line \(line.lineNumber) is billed by \(unit) and was ordered by \(ordered.unitOfMeasure).")
        }
        let place = Place(order: orderID, line: number)
        let earlier = before[place] ?? (0, 0)
        let isPriceRight = comparePrice(of: line, with: ordered)
        let isQuantityRight = compareQuantity(of: line, with: ordered, in: billed, earlier: earlier.quantity)
        if isPriceRight, isQuantityRight { compareAmount(of: line, with: ordered, in: billed, earlier: earlier.amount) }
        before[place] = (
            earlier.quantity + line.quantity, earlier.amount + (line.amount(in: invoice.currency)?.minorUnits ?? 0)
        )
    }

    /// One sum for a whole order is held against what the order has left, line by line or as a whole.
    private mutating func compareWhole(_ line: InvoiceLine, of billed: BilledOrder) {
        guard let ordered = billed.order.total, ordered.currency == invoice.currency,
            let amount = line.amount(in: invoice.currency)
        else { return }
        let place = Place(order: billed.order.id, line: 0)
        let old = billed.order.lines.reduce(billed.billed.whole + (before[place]?.amount ?? 0)) {
            $0 &+ billed.billed.amount($1.lineNumber)
        }
        before[place, default: (0, 0)].amount += amount.minorUnits
        let sum = Money(minorUnits: old &+ amount.minorUnits, currency: invoice.currency)
        let most = tolerance.over.most(of: ordered)?.minorUnits ?? ordered.minorUnits
        if sum.minorUnits > most {
            note(
                .amountOverOrdered, line.lineNumber, expected: ordered.text, actual: sum.text,
                "Line \(line.lineNumber) bills all of \(billed.order.number ?? "the order"): \(ordered) ordered, "
                    + "with this invoice \(sum) billed.")
        } else if sum.minorUnits < 0 {
            note(
                .overCredited, line.lineNumber, expected: Money(minorUnits: old, currency: invoice.currency).text,
                actual: amount.text,
                "Line \(line.lineNumber) credits \(Money(minorUnits: -amount.minorUnits, currency: invoice.currency)) and only "
                    + "\(Money(minorUnits: old, currency: invoice.currency)) were billed.")
        } else if tolerance.depth == .threeWay, amount.minorUnits > 0 {
            note(
                .overReceived, line.lineNumber, expected: "", actual: amount.text,
                "Line \(line.lineNumber) bills the order in one sum: what arrived cannot be compared with it.")
        }
    }

    private mutating func compareArithmetic(of line: InvoiceLine) {
        guard let stated = line.statedAmount else { return }
        let computed = line.computedAmount(in: stated.currency)
        guard computed != stated else { return }
        let difference = computed.map { ($0.minorUnits - stated.minorUnits).magnitude } ?? .max
        note(
            .lineAmount, line.lineNumber, expected: computed?.text ?? "", actual: stated.text,
            "Line \(line.lineNumber) says \(stated); quantity times price is \(computed?.description ?? "too large").",
            isException: difference > 1)
    }

    /// Answers whether the price is the agreed one or let pass.
    private mutating func comparePrice(of line: InvoiceLine, with ordered: OrderLine) -> Bool {
        guard ordered.currency == invoice.currency else { return false }
        guard let price = ordered.unitPrice, ordered.priceBasis > 0 else {
            note(
                .price, line.lineNumber, expected: "", actual: ExactNumber.text(line.pricePerUnit),
                "Line \(line.lineNumber) was ordered without a price.")
            return false
        }
        // Nearly always. To divide costs more than all the rest of a line's match.
        if line.priceBasis == ordered.priceBasis, line.unitPrice == price { return true }
        let agreed = price / ordered.priceBasis
        guard agreed != line.pricePerUnit else { return true }
        let currency = invoice.currency
        guard let expected = ExactNumber.scaledProduct(line.quantity, price, per: ordered.priceBasis, digits: currency.digits),
            let billed = line.computedAmount(in: currency)
        else { return false }
        let overcharge = Money(minorUnits: billed.minorUnits - expected, currency: currency)
        let passes =
            overcharge.minorUnits <= 0 || tolerance.lets(overcharge, on: Money(minorUnits: expected, currency: currency))
        note(
            .price, line.lineNumber, expected: ExactNumber.text(agreed), actual: ExactNumber.text(line.pricePerUnit),
            "Line \(line.lineNumber) is billed at \(ExactNumber.text(line.pricePerUnit)) and was ordered at "
                + "\(ExactNumber.text(agreed)): \(Self.signed(overcharge)).",
            isException: !passes)
        return passes
    }

    /// Answers whether the quantity is one that may be billed.
    private mutating func compareQuantity(
        of line: InvoiceLine, with ordered: OrderLine, in billed: BilledOrder, earlier: Decimal
    ) -> Bool {
        let old = billed.billed.quantity(ordered.lineNumber) + earlier
        let new = old + line.quantity
        let figures = "\(ExactNumber.text(old)) billed before, \(ExactNumber.text(line.quantity)) now"
        if line.quantity < 0 {
            guard new < 0 else { return true }
            note(
                .overCredited, line.lineNumber, expected: ExactNumber.text(old), actual: ExactNumber.text(-line.quantity),
                "Line \(line.lineNumber) credits \(ExactNumber.text(-line.quantity)) and only \(ExactNumber.text(old)) were billed."
            )
            return false
        }
        if new > tolerance.over.most(of: ordered.quantity) {
            note(
                .overOrdered, line.lineNumber, expected: ExactNumber.text(ordered.quantity), actual: ExactNumber.text(new),
                "Line \(line.lineNumber): \(ExactNumber.text(ordered.quantity)) ordered, \(figures).")
            return false
        }
        if tolerance.depth == .threeWay, new > billed.received.accepted(ordered.lineNumber) {
            let arrived = ExactNumber.text(billed.received.accepted(ordered.lineNumber))
            note(
                .overReceived, line.lineNumber, expected: arrived, actual: ExactNumber.text(new),
                "Line \(line.lineNumber): \(arrived) received, \(figures).")
            return false
        }
        if new > ordered.quantity {
            note(
                .overOrdered, line.lineNumber, expected: ExactNumber.text(ordered.quantity), actual: ExactNumber.text(new),
                "Line \(line.lineNumber): \(ExactNumber.text(ordered.quantity)) ordered, \(figures).", isException: false)
        }
        return true
    }

    /// A line whose amount the supplier wrote itself is held to the ordered amount by the rule that quantities have.
    private mutating func compareAmount(
        of line: InvoiceLine, with ordered: OrderLine, in billed: BilledOrder, earlier: Int64
    ) {
        guard let stated = line.statedAmount, let amount = ordered.amount, stated.currency == amount.currency, line.quantity > 0,
            let most = tolerance.over.most(of: amount), let price = line.computedAmount(in: stated.currency)
        else { return }
        let sum = billed.billed.amount(ordered.lineNumber) + earlier + stated.minorUnits
        // What the price was allowed to add is not counted a second time.
        let agreed = ordered.unitPrice.flatMap {
            ExactNumber.scaledProduct(line.quantity, $0, per: ordered.priceBasis, digits: amount.currency.digits)
        }
        let room = max(0, price.minorUnits - (agreed ?? 0))
        guard sum > most.minorUnits + room + 1 else { return }
        note(
            .amountOverOrdered, line.lineNumber, expected: amount.text,
            actual: Money(minorUnits: sum, currency: amount.currency).text,
            "Line \(line.lineNumber): \(amount) ordered, with this invoice \(Money(minorUnits: sum, currency: amount.currency)) billed."
        )
    }

    // MARK: Sums

    private mutating func compareSums() {
        let totals = invoice.totals
        var sum: Money? = .zero(invoice.currency)
        for line in invoice.lines { sum = line.amount(in: invoice.currency).flatMap { sum?.adding($0) } }
        if let sum, sum != totals.subtotal {
            let difference =
                sum.currency == totals.subtotal.currency ? (sum.minorUnits - totals.subtotal.minorUnits).magnitude : .max
            note(
                .subtotal, nil, expected: sum.text, actual: totals.subtotal.text,
                "The lines add up to \(sum), the invoice says \(totals.subtotal).",
                isException: difference > UInt64(invoice.lines.count))
        }
        if let total = totals.computedTotal, total != totals.total {
            note(
                .total, nil, expected: total.text, actual: totals.total.text,
                "Goods, freight, charges and tax add up to \(total), the invoice says \(totals.total).")
        }
        compareTax()
    }

    /// Each line's tax with its rate, then the sum of the lines with the total: a minor unit a line is let pass.
    private mutating func compareTax() {
        let allowed = UInt64(tolerance.taxMinorUnits)
        for line in invoice.lines {
            guard let rate = line.taxRate, let tax = line.tax, let amount = line.amount(in: invoice.currency),
                let expected = Money(amount.amount * rate / 100, invoice.currency), expected != tax
            else { continue }
            note(
                .tax, line.lineNumber, expected: expected.text, actual: tax.text,
                "Line \(line.lineNumber): \(ExactNumber.text(rate)) % of \(amount) is \(expected), the invoice says \(tax).",
                isException: tax.currency != expected.currency || (tax.minorUnits - expected.minorUnits).magnitude > allowed)
        }
        let taxes = invoice.lines.compactMap(\.tax)
        guard taxes.count == invoice.lines.count, !taxes.isEmpty, let total = invoice.totals.tax,
            let sum = taxes.reduce(Money?.some(.zero(total.currency)), { $0?.adding($1) }), sum != total
        else { return }
        note(
            .tax, nil, expected: sum.text, actual: total.text, "The lines' tax adds up to \(sum), the invoice says \(total).",
            isException: (sum.minorUnits - total.minorUnits).magnitude > allowed * UInt64(invoice.lines.count))
    }

    /// Freight and charges of all invoices against what was ordered. A lump sum: it is not spread over lines.
    private mutating func compareFreight() {
        let billed = (invoice.totals.freight?.minorUnits ?? 0) + (invoice.totals.charges?.minorUnits ?? 0)
        let known = invoice.orderIDs.compactMap { orders[$0] }
        guard billed > 0, !known.isEmpty else { return }
        let ordered = known.reduce(Int64(0)) { $0 + ($1.order.shipping?.minorUnits ?? 0) }
        let old = known.reduce(Int64(0)) { $0 + $1.billed.freight }
        let overcharge = Money(minorUnits: old + billed - ordered, currency: invoice.currency)
        guard overcharge.minorUnits > 0 else { return }
        let (expected, actual) = (
            Money(minorUnits: ordered, currency: invoice.currency), Money(minorUnits: old + billed, currency: invoice.currency)
        )
        note(
            .freight, nil, expected: expected.text, actual: actual.text,
            "Freight and charges: \(expected) ordered, \(actual) billed with this invoice.",
            isException: !tolerance.letsFreight(overcharge))
    }

    private static func signed(_ amount: Money) -> String {
        amount.minorUnits > 0 ? "\(amount) too much" : "\(Money(minorUnits: -amount.minorUnits, currency: amount.currency)) less"
    }
}
