package import FoundationEssentials
import Procurement

/// A decimal number as it came, digit for digit; Amazon compares some of them as text.
package struct WireDecimal: Hashable, Sendable {
    package let text: String

    package init(text: String) { self.text = text }

    /// The number without trailing zeros.
    package init(_ value: Decimal) { text = ExactNumber.text(value) }

    /// `nil` when it is no number.
    package var value: Decimal? { ExactNumber.parse(text) }
}
