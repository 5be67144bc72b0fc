/// An ISO 4217 currency: three capital letters and how many digits its minor unit has.
package struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// The alphabetic code, for example `EUR`.
    package let code: String

    /// `nil` unless the text is three ASCII letters; lower case is taken, too.
    package init?(_ text: String) {
        let code = text.uppercased()
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
            return nil
        }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    package static let usd = Currency(known: "USD")
    package static let eur = Currency(known: "EUR")

    /// Digits after the point in amounts of this currency (ISO 4217, column "minor unit").
    package var digits: Int {
        if self == .usd || self == .eur { return 2 }
        return switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        case "CLF", "UYW": 4
        default: 2
        }
    }

    package var description: String { code }
}
