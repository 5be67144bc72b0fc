package import FoundationEssentials

/// A number of units, never negative, possibly fractional. DTD attribute `quantity`.
package struct CXMLQuantity: Sendable, Hashable {
    /// The exact number, or nil when the text is ambiguous or no number (see `raw`).
    package var value: Decimal?
    /// The text as it came, trimmed.
    package var raw: String

    /// Makes a value; what is left out is absent.
    package init(value: Decimal? = nil, raw: String = "") {
        self.value = value
        self.raw = raw
    }
}
