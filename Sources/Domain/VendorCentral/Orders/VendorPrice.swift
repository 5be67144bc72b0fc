package import FoundationEssentials
package import Procurement

/// The price of one unit in a currency. Unit prices stay exact decimals until an amount is made of them.
package struct VendorPrice: Hashable, Sendable {
    package var amount: Decimal
    package var currency: Currency

    package init(_ amount: Decimal, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The amount of so many units, rounded once; `nil` when it is too large to count.
    package func times(_ quantity: Int) -> Money? { Money(amount * Decimal(quantity), currency) }
}
