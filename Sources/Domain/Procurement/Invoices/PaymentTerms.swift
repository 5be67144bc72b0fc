package import FoundationEssentials

/// When an invoice is due, and what is saved by paying earlier: `NET 30`, `2/10 NET 30`.
package struct PaymentTerms: Hashable, Sendable, CustomStringConvertible {
    /// Days from the invoice date; 0 is at once. Never below zero.
    package let netDays: Int
    /// In percent of the goods, above 0 and below 100.
    package let discountPercent: Decimal?
    /// Days from the invoice date within which the discount may be taken.
    package let discountDays: Int?

    /// `nil` unless the days are within ten years and the discount ends before the net days.
    package init?(netDays: Int, discountPercent: Decimal? = nil, discountDays: Int? = nil) {
        guard (0...3660).contains(netDays), (discountPercent == nil) == (discountDays == nil) else { return nil }
        if let discountPercent, let discountDays {
            guard discountPercent > 0, discountPercent < 100, (0...netDays).contains(discountDays) else { return nil }
        }
        self.netDays = netDays
        self.discountPercent = discountPercent
        self.discountDays = discountDays
    }

    /// Reads `NET 30`, `net30`, `30`, `2/10 NET 30`, `2/10 n/30` and `due on receipt`; `nil` for anything else.
    package init?(_ text: String) {
        let words = text.lowercased().split { $0 == " " || $0 == "," }.joined(separator: " ")
        if ["due on receipt", "immediately", "net 0"].contains(words) {
            self.init(netDays: 0)
            return
        }
        var rest = Substring(words)
        var discount: (percent: Decimal, days: Int)?
        if let slash = rest.firstIndex(of: "/"), let percent = ExactNumber.parse(String(rest[..<slash])) {
            let days = rest[rest.index(after: slash)...].prefix { $0.isASCII && $0.isNumber }
            guard let count = Int(days) else { return nil }
            discount = (percent, count)
            rest = rest[rest.index(after: slash)...].dropFirst(days.count)
        }
        rest = rest.drop { $0 == " " }
        for word in ["net", "n/"] where rest.hasPrefix(word) { rest = rest.dropFirst(word.count) }
        rest = rest.drop { $0 == " " }
        for word in [" days", " day"] where rest.hasSuffix(word) { rest = rest.dropLast(word.count) }
        guard !rest.isEmpty, rest.utf8.count <= 4, rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let days = Int(rest)
        else {
            return nil
        }
        self.init(netDays: days, discountPercent: discount?.percent, discountDays: discount?.days)
    }

    package var description: String {
        guard let discountPercent, let discountDays else { return "NET \(netDays)" }
        return "\(ExactNumber.text(discountPercent))/\(discountDays) NET \(netDays)"
    }
}
