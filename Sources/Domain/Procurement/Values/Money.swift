package import FoundationEssentials

/// An amount in whole minor units of one currency: 12.50 EUR is 1250 cents.
///
/// Totals and ledgers are `Money`; unit prices and quantities stay `Decimal` until a line's amount is made of them. Amounts
/// of different currencies are never added.
package struct Money: Hashable, Sendable, CustomStringConvertible {
    package let minorUnits: Int64
    package let currency: Currency

    package init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Rounds to the currency's digits, halves away from zero; `nil` when the amount is too large to count.
    package init?(_ amount: Decimal, _ currency: Currency) {
        guard let units = ExactNumber.scaled(amount, digits: currency.digits) else { return nil }
        self.init(minorUnits: units, currency: currency)
    }

    package static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency: currency) }

    /// The sum, or `nil` for another currency or an overflow.
    package func adding(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        return overflow ? nil : Money(minorUnits: sum, currency: currency)
    }

    /// The exact amount in major units.
    package var amount: Decimal {
        var (units, digits) = (minorUnits.magnitude, currency.digits)
        while digits > 0, units % 10 == 0 {
            units /= 10
            digits -= 1
        }
        let magnitude = Decimal(units)
        if digits == 0 || units == 0 { return minorUnits < 0 ? -magnitude : magnitude }
        return Decimal(sign: minorUnits < 0 ? .minus : .plus, exponent: -digits, significand: magnitude)
    }

    /// The amount with exactly the currency's digits: `12.50`, `-0.05`, `300`.
    package var text: String {
        let (digits, sign) = (currency.digits, minorUnits < 0 ? "-" : "")
        var figures = String(minorUnits.magnitude)
        if digits == 0 { return sign + figures }
        while figures.utf8.count <= digits { figures = "0" + figures }
        let point = figures.utf8.index(figures.utf8.endIndex, offsetBy: -digits)
        return sign + figures[..<point] + "." + figures[point...]
    }

    package var description: String { "\(text) \(currency.code)" }

    /// Shares of this amount in proportion to `weights` whose sum is exactly this amount (largest remainder).
    ///
    /// Weights must not be negative; when all are zero the first share takes the whole amount.
    package func shares(_ weights: [Int64]) -> [Money] {
        guard !weights.isEmpty else { return [] }
        let total = weights.reduce(Int128(0)) { $0 + Int128(Swift.max($1, 0)) }
        guard total > 0 else {
            return weights.indices.map { Money(minorUnits: $0 == 0 ? minorUnits : 0, currency: currency) }
        }
        let exact = weights.map { Int128(minorUnits) * Int128(Swift.max($0, 0)) }
        var units = exact.map { $0 / total }
        var left = Int128(minorUnits) - units.reduce(0, +)
        // The earlier share wins a tie, so that the same weights always give the same shares.
        let byRemainder = exact.indices.sorted {
            let (left, right) = ((exact[$0] % total).magnitude, (exact[$1] % total).magnitude)
            return left == right ? $0 < $1 : left > right
        }
        for index in byRemainder where left != 0 {
            units[index] += left > 0 ? 1 : -1
            left -= left > 0 ? 1 : -1
        }
        return units.map { Money(minorUnits: Int64($0), currency: currency) }
    }
}
