package import FoundationEssentials

/// An amount with its currency. DTD element `Money`.
package struct CXMLMoney: Sendable, Hashable {
    /// The exact amount, or nil when the text is ambiguous or no number (see `raw`).
    package var amount: Decimal?
    /// ISO 4217 code in capitals, or "" when missing.
    package var currency: String
    /// The text as it came, trimmed.
    package var raw: String

    /// Makes a value; what is left out is absent.
    package init(amount: Decimal? = nil, currency: String, raw: String = "") {
        self.amount = amount
        self.currency = currency
        self.raw = raw
    }
}
