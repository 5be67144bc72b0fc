/// A budget's period in months or quarters, with an exact share of its amount for each.
package enum BudgetSplit: String, Hashable, Sendable, CaseIterable {
    case months
    case quarters

    package struct Part: Hashable, Sendable {
        /// `2026-03`, `2026 Q1`.
        package var name: String
        package var from: Day
        /// The last day, within.
        package var through: Day
        package var amount: Money
    }

    /// The parts in their order; their amounts add up to `amount` to the last cent.
    ///
    /// Whole months or quarters get equal shares; where the period cuts one, all get shares by their days.
    package func parts(of amount: Money, from first: Day, through last: Day) -> [Part] {
        var spans: [(name: String, from: Day, through: Day, isWhole: Bool)] = []
        var (year, month, _) = first.parts
        if self == .quarters { month = (month - 1) / 3 * 3 + 1 }
        let months = self == .months ? 1 : 3
        while let start = Day(year: year, month: month, day: 1), start <= last {
            let name = self == .months ? String(start.text.prefix(7)) : "\(start.text.prefix(4)) Q\((month - 1) / 3 + 1)"
            (year, month) = month + months > 12 ? (year + 1, 1) : (year, month + months)
            guard let end = Day(year: year, month: month, day: 1)?.before else { break }  // beyond the year 9999
            spans.append((name, max(start, first), min(end, last), start >= first && end <= last))
        }
        let isEven = spans.allSatisfy(\.isWhole)
        let shares = amount.shares(spans.map { isEven ? 1 : Int64($0.from.days(through: $0.through)) })
        return zip(spans, shares).map { Part(name: $0.name, from: $0.from, through: $0.through, amount: $1) }
    }
}
