package import FoundationEssentials
import XML

extension CXMLMoney {
    /// An amount of our own.
    package init(_ amount: Decimal, _ currency: String) {
        self.init(amount: amount, currency: currency)
    }

    /// Reads an amount as a partner wrote it. A decimal point may lead or trail; a comma is never guessed at: the amount is nil then.
    package init(reading text: String, currency: String) {
        let raw = text.trimmed
        self.init(amount: CXMLNumber.decimal(raw), currency: Self.inCapitals(currency.trimmed), raw: raw)
    }

    private static func inCapitals(_ currency: String) -> String {
        let octets = currency.utf8.span
        for index in octets.indices where !(0x41...0x5A).contains(octets[index]) { return currency.uppercased() }
        return currency
    }

    /// The amount with the currency's digits, rounded half away from zero: for sums.
    package var text: String {
        guard let amount else { return raw }
        let digits = CXMLCurrency.digits(currency)
        return CXMLNumber.text(amount, minimum: digits, maximum: digits)
    }

    /// The amount with at least the currency's digits and all further ones: for unit prices.
    package var unitPriceText: String {
        guard let amount else { return raw }
        return CXMLNumber.text(amount, minimum: CXMLCurrency.digits(currency), maximum: 30)
    }
}
