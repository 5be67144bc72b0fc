/// The digits of a currency's minor unit (ISO 4217).
package enum CXMLCurrency {
    /// How many digits stand behind the point: 0 for JPY, 3 for KWD, 4 for CLF, 2 for most and for unknown ones.
    package static func digits(_ currency: String) -> Int {
        // Two of three documents are in one of these, and a switch compares with one text after the other.
        if currency == "USD" || currency == "EUR" { return 2 }
        return switch currency {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        case "CLF", "UYW": 4
        default: 2
        }
    }
}
