package import FoundationEssentials

/// What an invoice of one supplier is held against, and how far it may be off before a person has to look.
package struct MatchTolerance: Hashable, Sendable {
    /// `twoWay` compares with the order, `threeWay` with what arrived, too.
    package enum Depth: String, Hashable, Sendable, CaseIterable {
        case twoWay = "two_way"
        case threeWay = "three_way"
    }

    package var depth: Depth
    /// The most that the price of a line may add to its amount; `nil` sets no such limit.
    package var amount: Money?
    /// The same in percent of the line's amount. Of the limits that are set, every one has to hold; with none set nothing may differ.
    package var percent: Decimal?
    /// For quantities and amounts of a line alike.
    package var over: OverLimit
    /// In minor units, for each line. Rounding by line and by total differ by a cent.
    package var taxMinorUnits: Int64
    /// The most that freight and charges together may exceed what was ordered.
    package var freight: Money?

    package init(
        depth: Depth = .twoWay, amount: Money? = nil, percent: Decimal? = nil, over: OverLimit = .none, taxMinorUnits: Int64 = 1,
        freight: Money? = nil
    ) {
        self.depth = depth
        self.amount = amount
        self.percent = percent
        self.over = over
        self.taxMinorUnits = max(0, taxMinorUnits)
        self.freight = freight
    }

    /// Whether so much too much on an amount is let pass. A limit in another currency lets nothing pass.
    func lets(_ overcharge: Money, on expected: Money) -> Bool {
        guard amount != nil || percent != nil else { return false }
        if let amount, amount.currency != overcharge.currency || overcharge.minorUnits > amount.minorUnits { return false }
        if let percent, overcharge.amount * 100 > expected.amount.magnitude * percent { return false }
        return true
    }

    func letsFreight(_ overcharge: Money) -> Bool {
        guard let freight else { return false }
        return freight.currency == overcharge.currency && overcharge.minorUnits <= freight.minorUnits
    }
}
