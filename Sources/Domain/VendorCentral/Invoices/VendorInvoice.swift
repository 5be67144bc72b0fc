package import FoundationEssentials
package import Procurement

/// A bill or a credit note to Amazon.
package struct VendorInvoice: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case invoice
        case creditNote = "credit_note"
    }

    /// A tax at a rate, of one line or of the whole.
    package struct Tax: Hashable, Sendable {
        /// A fraction: 0.19 for 19 percent.
        package var rate: Decimal
        package var taxable: Money
        package var amount: Money

        package init(rate: Decimal, taxable: Money, amount: Money) {
            self.rate = rate
            self.taxable = taxable
            self.amount = amount
        }
    }

    package struct Line: Hashable, Sendable {
        package var order: String
        /// The order line's number.
        package var line: String
        package var quantity: Int
        /// For one unit.
        package var netCost: VendorPrice
        package var taxes: [Tax]

        package init(order: String, line: String, quantity: Int, netCost: VendorPrice, taxes: [Tax] = []) {
            self.order = order
            self.line = line
            self.quantity = quantity
            self.netCost = netCost
            self.taxes = taxes
        }
    }

    package var kind: Kind
    /// Never used again, not even after a year.
    package var number: String
    package var date: Date
    package var total: Money
    package var lines: [Line]
    /// Freight and the like, before tax.
    package var charges: [Money]
    package var allowances: [Money]
    package var taxes: [Tax]

    package init(
        kind: Kind, number: String, date: Date, total: Money, lines: [Line], charges: [Money] = [], allowances: [Money] = [],
        taxes: [Tax] = []
    ) {
        self.kind = kind
        self.number = number
        self.date = date
        self.total = total
        self.lines = lines
        self.charges = charges
        self.allowances = allowances
        self.taxes = taxes
    }

    /// Items, charges less allowances, and tax; `nil` when currencies are mixed or it is too large to count.
    package var computedTotal: Money? {
        var sum: Money? = .zero(total.currency)
        for line in lines { sum = sum.flatMap { sum in line.netCost.times(line.quantity).flatMap { sum.adding($0) } } }
        for charge in charges { sum = sum?.adding(charge) }
        for allowance in allowances {
            sum = sum?.adding(Money(minorUnits: -allowance.minorUnits, currency: allowance.currency))
        }
        for tax in taxes { sum = sum?.adding(tax.amount) }
        return sum
    }

    /// What is wrong before it is sent.
    ///
    /// - Parameter order: the order that is billed, as it stands.
    package func findings(of order: VendorOrder) -> [Finding] {
        var found: [Finding] = []
        if number.isEmpty { found.append(Finding("/number", "give the invoice its number")) }
        if lines.isEmpty { found.append(Finding("/lines", "nothing is billed")) }
        if total.minorUnits <= 0 { found.append(Finding("/total", "Amazon takes no invoice over \(total)")) }
        if computedTotal == nil {
            found.append(Finding("/total", "the amounts are in several currencies or too large"))
        } else if let computed = computedTotal, computed != total {
            found.append(Finding("/total", "items, charges, allowances and tax are \(computed), not \(total)"))
        }
        found += taxFindings
        for (index, line) in lines.enumerated() { found += findings(of: line, at: "/lines/\(index)", in: order) }
        return found
    }

    private var taxFindings: [Finding] {
        var found: [Finding] = []
        var byLine: Money? = .zero(total.currency)
        for line in lines { for tax in line.taxes { byLine = byLine?.adding(tax.amount) } }
        let header = taxes.reduce(Money.zero(total.currency) as Money?) { $0?.adding($1.amount) }
        if charges.isEmpty, lines.contains(where: { !$0.taxes.isEmpty }), byLine != header {
            found.append(Finding("/taxes", "the tax of the lines and of the whole are not the same"))
        }
        for (index, tax) in (taxes + lines.flatMap(\.taxes)).enumerated() where tax.rate < 0 || tax.rate >= 1 {
            found.append(Finding("/taxes/\(index)/rate", "\(tax.rate) is no fraction below 1: write 0.19 for 19 percent"))
        }
        return found
    }

    private func findings(of line: Line, at place: String, in order: VendorOrder) -> [Finding] {
        guard line.order == order.number, let ordered = order.lines.first(where: { $0.sequence == line.line }) else {
            return [Finding("\(place)/line", "order \(order.number) has no line \(line.line)")]
        }
        var found: [Finding] = []
        let limit = kind == .invoice ? ordered.shipped - ordered.invoiced : ordered.invoiced
        if line.quantity < 1 || line.quantity > limit {
            let what = kind == .invoice ? "shipped and not yet billed" : "billed"
            found.append(Finding("\(place)/quantity", "\(line.quantity) is not between 1 and the \(limit) \(what)"))
        }
        if kind == .invoice, let cost = ordered.netCost, cost != line.netCost {
            found.append(
                Finding("\(place)/net_cost", "\(line.netCost.amount) is not the \(cost.amount) that Amazon was told at its order")
            )
        }
        return found
    }
}
