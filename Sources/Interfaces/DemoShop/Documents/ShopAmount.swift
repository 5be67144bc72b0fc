import CXML
import FoundationEssentials

/// Amounts of a basket, computed in hundredths, so that nothing is rounded twice.
struct ShopAmount {
    let currency: String
    let taxPercent: Int
    private let taxCategory: String

    init(_ configuration: DemoShop.Configuration) {
        currency = configuration.currency
        taxPercent = configuration.taxPercent
        taxCategory = configuration.taxCategory
    }

    /// Hundredths as money.
    func money(_ cents: Int) -> CXMLMoney {
        CXMLMoney(Decimal(sign: cents < 0 ? .minus : .plus, exponent: -2, significand: Decimal(abs(cents))), currency)
    }

    /// Goods of a line, net.
    func goods(_ line: CartLine) -> Int { (line.item?.cents ?? 0) * line.quantity }

    func shipping(_ line: CartLine) -> Int { line.item?.shippingCents ?? 0 }

    /// Tax on goods and shipping of a line, rounded half up.
    func tax(_ line: CartLine) -> Int { ((goods(line) + shipping(line)) * taxPercent + 50) / 100 }

    func sum(_ lines: [CartLine], _ part: (CartLine) -> Int) -> Int { lines.reduce(0) { $0 + part($1) } }

    /// The DTD's Shipping with Amazon's words.
    func shippingElement(_ cents: Int) -> CXMLShipping {
        CXMLShipping(
            money: money(cents), description: CXMLText(text: "Cost of shipping, not including shipping tax", language: "en-US"))
    }

    /// The DTD's Tax with Amazon's words; a line's names the rate.
    func taxElement(_ cents: Int, of line: CartLine? = nil) -> CXMLTax {
        let details = line.map { line in
            [
                CXMLTaxDetail(
                    category: taxCategory, percentageRate: Decimal(taxPercent),
                    taxableAmount: money(goods(line) + shipping(line)),
                    taxAmount: money(cents))
            ]
        }
        return CXMLTax(
            money: money(cents), description: CXMLText(text: "Cost of tax, including shipping tax", language: "en-US"),
            details: details ?? [])
    }
}
