package import FoundationEssentials

/// An order as one answer of Amazon's has it, read and put into our words; not yet an order of ours.
package struct AmazonOrder: Hashable, Sendable {
    /// Where Amazon says it stands. Words that are not known yet are kept.
    package enum State: Hashable, Sendable {
        case new
        case acknowledged
        /// Retail: received, rejected or cancelled, which of these is said elsewhere.
        case closed
        case shipped
        case cancelled
        case other(String)

        /// Reads both programmes' words in any case.
        package init(_ text: String) {
            switch text.lowercased() {
            case "new": self = .new
            case "acknowledged", "accepted": self = .acknowledged
            case "closed": self = .closed
            case "shipped": self = .shipped
            case "cancelled", "canceled": self = .cancelled
            default: self = .other(text)
            }
        }
    }

    package var programme: Programme
    package var number: String
    package var vendorCode: String
    package var state: State
    /// The word as it came.
    package var stateText: String
    package var orderedAt: Date?
    package var changedAt: Date?
    package var window: DateWindow?
    package var freight: VendorOrder.Freight?
    package var shipFrom: String?
    package var shipTo: VendorParty?
    package var lines: [VendorOrderLine]
    /// What was missing, malformed or contradicting; the order is taken in all the same and held for it.
    package var problems: [String]

    package init(
        programme: Programme, number: String, vendorCode: String, stateText: String, orderedAt: Date? = nil,
        changedAt: Date? = nil, window: DateWindow? = nil, freight: VendorOrder.Freight? = nil, shipFrom: String? = nil,
        shipTo: VendorParty? = nil, lines: [VendorOrderLine], problems: [String] = []
    ) {
        self.programme = programme
        self.number = number
        self.vendorCode = vendorCode
        state = State(stateText)
        self.stateText = stateText
        self.orderedAt = orderedAt
        self.changedAt = changedAt
        self.window = window
        self.freight = freight
        self.shipFrom = shipFrom
        self.shipTo = shipTo
        self.lines = lines
        self.problems = problems
    }

    /// What the schemas let pass and nobody can work with: no number, no lines, a line twice, a quantity below zero.
    package var contradictions: [String] {
        var found = problems
        if number.isEmpty { found.append("Amazon sent no order number") }
        if vendorCode.isEmpty { found.append("Amazon did not say which vendor code it ordered from") }
        if lines.isEmpty { found.append("the order has no lines") }
        var seen = Set<String>()
        for line in lines {
            if line.sequence.isEmpty { found.append("a line has no number") }
            if !seen.insert(line.sequence).inserted { found.append("line \(line.sequence) stands twice") }
            if line.ordered.amount < 0 { found.append("line \(line.sequence) orders \(line.ordered.amount)") }
            if line.ordered.unitSize < 1 { found.append("line \(line.sequence) counts in units of \(line.ordered.unitSize)") }
            if line.amazonProduct == nil, line.vendorProduct == nil { found.append("line \(line.sequence) names no product") }
            if let cost = line.netCost, cost.amount < 0 { found.append("line \(line.sequence) has a cost below zero") }
        }
        return found
    }
}
