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

        /// Whether Amazon pays less than was billed, or nothing.
        package var isShort: Bool { self == .rejected || self == .partiallyDeducted || self == .deducted }

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
    /// Of the order that is billed.
    package var programme = Programme.retail
    /// Whether Amazon's finances are asked at all: the connection names its marketplace.
    package var isPaymentAsked = false
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

extension VendorBill {
    /// What Amazon has not paid of it; `nil` as long as Amazon says nothing of payment.
    package var outstanding: Money? {
        guard payment != nil, invoice.kind == .invoice else { return nil }
        let paid = paid ?? .zero(invoice.total.currency)
        return invoice.total.adding(Money(minorUnits: -paid.minorUnits, currency: paid.currency))
    }

    /// How much is known of its payment, in words, complete: also why nothing is known.
    package var paymentNote: String {
        if status == .refused {
            return "Amazon refused the message, so it pays nothing for it. Bill the order again; the number may be the same."
        }
        if let payment { return note(of: payment) }
        if !isPaymentAsked {
            return "Amazon is not asked about payment, because the connection names no marketplace. Enter it there."
        }
        if programme == .directFulfillment {
            return "Amazon documents payment of retail invoices only, and does not say whether its finances list those of direct "
                + "fulfillment. They are asked about this one too; until they list it, look under Payments in Vendor Central."
        }
        if invoice.kind == .creditNote {
            return "Amazon's finances do not list it. Amazon sets credit notes off against invoices; look at its remittances."
        }
        return "Amazon's finances do not list it yet. They are asked again with every round of payments."
    }

    private func note(of payment: Payment) -> String {
        let outstanding = outstanding?.description ?? "something"
        return switch payment {
        case .inProgress: "Amazon has it and has not paid yet."
        case .partiallyPaid: "Amazon paid a part; \(outstanding) is still to come."
        case .paid: "Amazon paid it."
        case .partiallyDeducted:
            "Amazon deducted \(outstanding), for the reasons given. Dispute it in Vendor Central, or credit it."
        case .deducted: "Amazon deducted all of it, for the reasons given. Dispute it in Vendor Central, or credit it."
        case .rejected: "Amazon's accounts rejected it, for the reasons given, and pay nothing. Settle it in Vendor Central."
        }
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
