package import FoundationEssentials
package import Procurement

/// An invoice or credit note to Amazon as it is kept, with what Amazon says about its payment.
package struct VendorBill: Hashable, Sendable, Identified {
    package static let identifierPrefix = "vi"

    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// The message waits, is under way, or waits for a verdict.
        case submitted
        /// Amazon took it, or said nothing against it: that says nothing of payment.
        case accepted
        case refused
    }

    /// What Amazon's finances say, where they are asked.
    package enum Payment: String, Hashable, Sendable, CaseIterable {
        case inProgress = "in_progress"
        case rejected
        case partiallyPaid = "partially_paid"
        case partiallyDeducted = "partially_deducted"
        case paid
        case deducted

        /// Reads Amazon's words; `nil` for one that is not known yet.
        package init?(amazon text: String) { self.init(rawValue: text.lowercased()) }
    }

    package let id: Identifier<VendorBill>
    package let connection: Identifier<VendorConnection>
    package let order: Identifier<VendorOrder>
    package var status: Status
    package var invoice: VendorInvoice
    /// Of a credit note: the number of the invoice it credits.
    package var credits: String?
    package var payment: Payment?
    package var paid: Money?
    /// Differences as Amazon names them, one each, in words.
    package var variances: [String] = []
    package var paymentReadAt: Date?
    package let createdAt: Date

    package init(
        id: Identifier<VendorBill>, connection: Identifier<VendorConnection>, order: Identifier<VendorOrder>,
        status: Status = .submitted, invoice: VendorInvoice, credits: String? = nil, createdAt: Date
    ) {
        self.id = id
        self.connection = connection
        self.order = order
        self.status = status
        self.invoice = invoice
        self.credits = credits
        self.createdAt = createdAt
    }
}

extension VendorOrder {
    /// The bill over all that was shipped and not billed, at the cost of the order.
    ///
    /// - Parameter taxRate: a fraction; tax is one sum over all lines, rounded once.
    /// - Returns: `nil` when nothing is to be billed, a cost is missing, or currencies are mixed.
    package func bill(number: String, date: Date, taxRate: Decimal?) -> VendorInvoice? {
        let open = lines.filter { $0.shipped > $0.invoiced }
        return invoice(.invoice, number, date, taxRate, open.map { ($0, $0.shipped - $0.invoiced) })
    }

    /// A credit note over these quantities by line.
    package func credit(number: String, date: Date, taxRate: Decimal?, _ quantities: [String: Int]) -> VendorInvoice? {
        let chosen = lines.compactMap { line in quantities[line.sequence].map { (line, $0) } }
        return invoice(.creditNote, number, date, taxRate, chosen)
    }

    private func invoice(
        _ kind: VendorInvoice.Kind, _ number: String, _ date: Date, _ taxRate: Decimal?,
        _ parts: [(line: VendorOrderLine, quantity: Int)]
    ) -> VendorInvoice? {
        guard let currency = parts.first?.line.netCost?.currency else { return nil }
        var net: Money? = .zero(currency)
        var billed: [VendorInvoice.Line] = []
        for part in parts {
            guard let cost = part.line.netCost, (0...1_000_000_000).contains(part.quantity) else { return nil }
            net = net.flatMap { net in cost.times(part.quantity).flatMap { net.adding($0) } }
            billed.append(
                VendorInvoice.Line(order: self.number, line: part.line.sequence, quantity: part.quantity, netCost: cost))
        }
        guard let net else { return nil }
        var taxes: [VendorInvoice.Tax] = []
        var total: Money? = net
        if let taxRate, taxRate > 0 {
            guard let tax = Money(net.amount * taxRate, currency) else { return nil }
            taxes = [VendorInvoice.Tax(rate: taxRate, taxable: net, amount: tax)]
            total = net.adding(tax)
        }
        return total.map {
            VendorInvoice(kind: kind, number: number, date: date, total: $0, lines: billed, taxes: taxes)
        }
    }
}
