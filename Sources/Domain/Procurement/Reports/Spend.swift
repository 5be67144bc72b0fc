/// What sums of money are kept by: the month, the currency and how it was coded.
package struct SpendCell: Hashable, Sendable {
    /// `2026-11`, in UTC: of an order's approval or of an invoice's acceptance.
    package var month: String
    package var currency: Currency
    package var legalEntityID: Identifier<LegalEntity>?
    package var supplierID: Identifier<Supplier>
    package var departmentID: Identifier<Department>?
    package var glAccountID: Identifier<GLAccount>?

    package init(
        month: String, currency: Currency, legalEntityID: Identifier<LegalEntity>?, supplierID: Identifier<Supplier>,
        departmentID: Identifier<Department>?, glAccountID: Identifier<GLAccount>?
    ) {
        self.month = month
        self.currency = currency
        self.legalEntityID = legalEntityID
        self.supplierID = supplierID
        self.departmentID = departmentID
        self.glAccountID = glAccountID
    }

    init(month: String, _ money: Money, _ coding: Coding, supplierID: Identifier<Supplier>) {
        self.init(
            month: month, currency: money.currency, legalEntityID: coding.legalEntityID, supplierID: supplierID,
            departmentID: coding.departmentID, glAccountID: coding.glAccountID)
    }
}

/// Sums in minor units of one currency, without tax.
package struct SpendAmounts: Hashable, Sendable {
    /// Of approved orders, closed ones included.
    package var ordered: Int64
    /// Of accepted and paid invoices, credit notes taken off.
    package var billed: Int64
    /// Ordered and not billed yet, of orders that are not closed.
    package var open: Int64

    package static let zero = SpendAmounts()

    package init(ordered: Int64 = 0, billed: Int64 = 0, open: Int64 = 0) {
        self.ordered = ordered
        self.billed = billed
        self.open = open
    }

    package var isZero: Bool { self == .zero }

    package static func + (left: SpendAmounts, right: SpendAmounts) -> SpendAmounts {
        SpendAmounts(ordered: left.ordered + right.ordered, billed: left.billed + right.billed, open: left.open + right.open)
    }

    package static func - (left: SpendAmounts, right: SpendAmounts) -> SpendAmounts {
        SpendAmounts(ordered: left.ordered - right.ordered, billed: left.billed - right.billed, open: left.open - right.open)
    }

    /// What one document may add to a sum, in minor units: so that no document, however mistaken, makes sums too large to keep.
    package static let largest: Int64 = 1_000_000_000_000_000

    mutating func add(_ amount: Int64, to part: WritableKeyPath<SpendAmounts, Int64>) {
        let (sum, overflow) = self[keyPath: part].addingReportingOverflow(amount)
        let kept = overflow ? (amount < 0 ? Int64.min : .max) : sum
        self[keyPath: part] = min(max(kept, -Self.largest), Self.largest)
    }
}

extension PurchaseOrder {
    /// What this order adds to which sums; nothing before its approval, when it was cancelled, and in test mode.
    /// - Parameter accepted: what accepted and paid invoices bill of it.
    package func spend(accepted: BilledQuantities) -> [SpendCell: SpendAmounts] {
        guard status == .approved || status == .closed, !isTest, let approvedAt else { return [:] }
        let month = String(Day(approvedAt).text.prefix(7))
        var sums: [SpendCell: SpendAmounts] = [:]
        for line in lines {
            guard let amount = line.amount else { continue }
            let left =
                status == .closed
                ? 0 : max(0, amount.minorUnits.subtractingReportingOverflow(accepted.amount(line.lineNumber)).partialValue)
            let open = Money(minorUnits: min(left, max(0, amount.minorUnits)), currency: amount.currency)
            let amounts = line.shares.isEmpty ? [amount] : line.shares.amounts(of: amount)
            let opens = line.shares.isEmpty ? [open] : line.shares.amounts(of: open)
            for (coding, part) in zip(codings(of: line), zip(amounts, opens)) {
                let cell = SpendCell(month: month, part.0, coding, supplierID: supplierID)
                var sum = sums[cell] ?? .zero
                sum.add(part.0.minorUnits, to: \.ordered)
                sum.add(part.1.minorUnits, to: \.open)
                sums[cell] = sum
            }
        }
        return sums.filter { !$0.value.isZero }
    }
}

extension Invoice {
    /// What this invoice adds to which sums: goods, freight and charges less the discount, once it is accepted.
    package func spend(of orders: [Identifier<PurchaseOrder>: PurchaseOrder]) -> [SpendCell: SpendAmounts] {
        guard status == .accepted || status == .paid, let acceptedAt else { return [:] }
        // Test orders are not in the sums, and so are their bills.
        guard !orderIDs.contains(where: { orders[$0]?.isTest == true }) else { return [:] }
        let month = String(Day(acceptedAt).text.prefix(7))
        var sums: [SpendCell: SpendAmounts] = [:]
        for part in allocations(of: orders) where part.kind.isNet {
            let cell = SpendCell(month: month, part.amount, part.coding, supplierID: supplierID)
            sums[cell, default: .zero].add(part.amount.minorUnits, to: \.billed)
        }
        return sums.filter { !$0.value.isZero }
    }
}
