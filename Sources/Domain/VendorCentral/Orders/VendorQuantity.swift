/// How many of an item, counted as Amazon's order counts it.
package struct VendorQuantity: Hashable, Sendable {
    /// What is counted: single pieces, or cases of a size.
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case each
        case cases

        /// Reads `Each`, `EACH`, `Eaches`, `Cases`, `CASES`, `case`; `nil` for any other word.
        package init?(amazon text: String) {
            switch text.lowercased() {
            case "each", "eaches", "ea": self = .each
            case "cases", "case", "ca": self = .cases
            default: return nil
            }
        }
    }

    package var amount: Int
    package var unit: Unit
    /// Pieces in a case; 1 for pieces.
    package var unitSize: Int

    package init(_ amount: Int, _ unit: Unit = .each, unitSize: Int = 1) {
        self.amount = amount
        self.unit = unit
        self.unitSize = unitSize
    }

    /// The same measure with another amount.
    package func with(amount: Int) -> VendorQuantity { VendorQuantity(amount, unit, unitSize: unitSize) }

    /// `nil` when the product is too large to count.
    package var pieces: Int? {
        let (pieces, overflow) = amount.multipliedReportingOverflow(by: unitSize)
        return overflow ? nil : pieces
    }
}
