import FoundationEssentials
import Procurement

/// Values as documents show them.
enum PaperLines {
    /// An address as it stands on an envelope; where the state stands between city and postal code, in that order.
    static func address(_ address: Address) -> [String] {
        let statesFirst = ["AU", "CA", "US"].contains(address.country)
        let parts = statesFirst ? [address.state, address.postalCode] : [address.postalCode, address.city, address.state]
        var place = parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        if statesFirst { place = place.isEmpty ? address.city : "\(address.city), \(place)" }
        let lines = [address.name] + address.deliverTo + address.street + [place, address.country]
        return lines.filter { !$0.isEmpty }
    }

    /// A unit price with at least the currency's digits: `0.125`, `3.00`; with its basis where that is not 1.
    static func price(_ price: Decimal?, basis: Decimal, _ currency: Currency, per: String) -> String {
        guard let price else { return "" }
        var text = ExactNumber.text(price)
        let digits = currency.digits
        if digits > 0 {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            if parts.count < 2 { text += "." }
            text += String(repeating: "0", count: max(0, digits - (parts.count < 2 ? 0 : parts[1].utf8.count)))
        }
        return basis == 1 ? text : "\(text) \(per) \(ExactNumber.text(basis))"
    }

    /// The sum of what is there; `nil` when it cannot be told.
    static func sum(_ parts: [Money?]) -> Money? {
        let parts = parts.compactMap(\.self)
        return parts.dropFirst().reduce(parts.first) { sum, part in sum?.adding(part) }
    }
}
