package import FoundationEssentials

/// How an invoice stands against orders and receipts.
package enum MatchStatus: String, Hashable, Sendable, CaseIterable {
    /// Nothing to compare with.
    case none
    case matched
    case withinTolerance = "within_tolerance"
    case exception
}

/// One difference between what was billed and what was agreed.
package struct MatchFinding: Hashable, Sendable {
    /// What differs; the word is that of REST and of rules.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The document it came in is odd; see ``Invoice/remarks``.
        case document
        /// Nobody ordered this line.
        case notOrdered = "not_ordered"
        /// The order cannot be billed: not approved, or cancelled.
        case orderState = "order_state"
        case supplier
        case currency
        case unitOfMeasure = "unit_of_measure"
        /// Another part than was ordered.
        case part
        case price
        /// More billed than was ordered.
        case overOrdered = "over_ordered"
        /// More billed than arrived.
        case overReceived = "over_received"
        /// More credited than was billed.
        case overCredited = "over_credited"
        case amountOverOrdered = "amount_over_ordered"
        /// Quantity × price is not what the line says.
        case lineAmount = "line_amount"
        case subtotal
        case total
        case tax
        case freight
    }

    package var kind: Kind
    /// Of the invoice; `nil` for what concerns all of it.
    package var lineNumber: Int?
    package var expected: String
    package var actual: String
    /// In words for accounts payable and for the supplier, who sees them before sending.
    package var message: String
    /// Beyond the tolerance: a person decides.
    package var isException: Bool

    package init(
        kind: Kind, lineNumber: Int?, expected: String, actual: String, message: String, isException: Bool = true
    ) {
        self.kind = kind
        self.lineNumber = lineNumber
        self.expected = expected
        self.actual = actual
        self.message = message
        self.isException = isException
    }
}

/// What a match found. It says what differs and changes nothing: the supplier's numbers stay as they are.
package struct InvoiceMatch: Hashable, Sendable {
    package var status: MatchStatus
    package var findings: [MatchFinding]

    package init(status: MatchStatus, findings: [MatchFinding]) {
        self.status = status
        self.findings = findings
    }

    /// How one line of the invoice stands.
    package func status(ofLine number: Int) -> MatchStatus {
        if status == .none { return .none }
        let own = findings.filter { $0.lineNumber == number }
        if own.isEmpty { return .matched }
        return own.contains(where: \.isException) ? .exception : .withinTolerance
    }
}

/// One order that an invoice bills, with all that happened to it before.
package struct BilledOrder: Hashable, Sendable {
    package var order: PurchaseOrder
    package var received: ReceivedQuantities
    /// By the other invoices that count.
    package var billed: BilledQuantities

    package init(order: PurchaseOrder, received: ReceivedQuantities, billed: BilledQuantities) {
        self.order = order
        self.received = received
        self.billed = billed
    }
}

/// What invoices bill of one order, credit notes taken off.
package struct BilledQuantities: Hashable, Sendable {
    package private(set) var quantity: [Int: Decimal] = [:]
    /// Goods without tax, in minor units of the order's currency.
    package private(set) var amount: [Int: Int64] = [:]
    /// Freight and charges, in minor units.
    package private(set) var freight: Int64 = 0
    /// Billed for the order as a whole and for no line of it, in minor units.
    package private(set) var whole: Int64 = 0

    /// Counts those of `invoices` that count (`Invoice.Status.counts`).
    package init(_ invoices: [Invoice], of order: Identifier<PurchaseOrder>) {
        for invoice in invoices { add(invoice, of: order) }
    }

    /// Counts one more, if it counts.
    package mutating func add(_ invoice: Invoice, of order: Identifier<PurchaseOrder>) {
        guard invoice.status.counts else { return }
        for line in invoice.lines where line.orderID == order {
            guard let number = line.orderLineNumber else {
                if line.billsWholeOrder { whole += line.amount(in: invoice.currency)?.minorUnits ?? 0 }
                continue
            }
            quantity[number, default: 0] += line.quantity
            amount[number, default: 0] += line.amount(in: invoice.currency)?.minorUnits ?? 0
        }
        if invoice.orderIDs.first == order {
            freight += (invoice.totals.freight?.minorUnits ?? 0) + (invoice.totals.charges?.minorUnits ?? 0)
        }
    }

    package func quantity(_ lineNumber: Int) -> Decimal { quantity[lineNumber] ?? 0 }
    package func amount(_ lineNumber: Int) -> Int64 { amount[lineNumber] ?? 0 }
}

extension PurchaseOrder {
    /// The billing state that the invoices add up to.
    package func billing(after billed: BilledQuantities) -> Billing {
        if billed.whole != 0 { return billing(ofSum: billed) }
        if lines.allSatisfy({ billed.quantity($0.lineNumber) == 0 && billed.amount($0.lineNumber) == 0 }) { return .none }
        if lines.contains(where: { billed.quantity($0.lineNumber) > $0.quantity }) { return .over }
        return lines.allSatisfy { billed.quantity($0.lineNumber) >= $0.quantity - $0.confirmation.rejected } ? .full : .partial
    }

    /// By amount, where a part was billed for the order as a whole.
    private func billing(ofSum billed: BilledQuantities) -> Billing {
        let sum = lines.reduce(billed.whole) { $0 &+ billed.amount($1.lineNumber) }
        guard let goods = total?.minorUnits, sum != 0 else { return sum == 0 ? .none : .partial }
        return sum > goods ? .over : sum == goods ? .full : .partial
    }
}
