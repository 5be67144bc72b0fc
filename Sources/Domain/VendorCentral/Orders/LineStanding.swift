package import FoundationEssentials

/// How a line of a retail order stands at Amazon: what it counts on, and what its warehouse received. This is the proof of what
/// was said, because Amazon's transactions never say yes to an answer.
package struct LineStanding: Hashable, Sendable {
    package enum Confirmation: String, Hashable, Sendable, CaseIterable {
        case unconfirmed
        case accepted
        case partiallyAccepted = "partially_accepted"
        case rejected
    }

    package enum Receipt: String, Hashable, Sendable, CaseIterable {
        case notReceived = "not_received"
        case partiallyReceived = "partially_received"
        case received
    }

    /// `nil` for a word that is not known yet.
    package var confirmation: Confirmation?
    /// In the unit of the order line; `nil` where Amazon says none.
    package var accepted: Int?
    package var rejected: Int?
    package var receipt: Receipt?
    package var received: Int?
    package var lastReceivedAt: Date?

    package init(
        confirmation: Confirmation? = nil, accepted: Int? = nil, rejected: Int? = nil, receipt: Receipt? = nil,
        received: Int? = nil, lastReceivedAt: Date? = nil
    ) {
        self.confirmation = confirmation
        self.accepted = accepted
        self.rejected = rejected
        self.receipt = receipt
        self.received = received
        self.lastReceivedAt = lastReceivedAt
    }
}

/// The status of a retail order as one answer of Amazon's has it.
package struct AmazonStanding: Hashable, Sendable {
    /// A quantity with the unit that Amazon counts in.
    package struct Line: Hashable, Sendable {
        package var sequence: String
        package var confirmation: LineStanding.Confirmation?
        package var accepted: VendorQuantity?
        package var rejected: VendorQuantity?
        package var receipt: LineStanding.Receipt?
        package var received: VendorQuantity?
        package var lastReceivedAt: Date?

        package init(sequence: String) { self.sequence = sequence }
    }

    package var number: String
    package var vendorCode: String
    package var lines: [Line]

    package init(number: String, vendorCode: String, lines: [Line]) {
        self.number = number
        self.vendorCode = vendorCode
        self.lines = lines
    }
}

extension VendorOrder {
    /// Takes in how its lines stand at Amazon; lines that are not ours are left out. Answers whether anything is new.
    package mutating func take(_ standing: AmazonStanding) -> Bool {
        var isNew = false
        for given in standing.lines {
            guard let index = lines.firstIndex(where: { $0.sequence == given.sequence }) else { continue }
            let unit = lines[index].ordered
            let found = LineStanding(
                confirmation: given.confirmation, accepted: given.accepted?.count(in: unit),
                rejected: given.rejected?.count(in: unit), receipt: given.receipt, received: given.received?.count(in: unit),
                lastReceivedAt: given.lastReceivedAt)
            if lines[index].standing != found {
                lines[index].standing = found
                isNew = true
            }
        }
        return isNew
    }

    /// Whether Amazon counts on exactly what was answered, line by line.
    package var answerIsProven: Bool {
        let wanted = lines.filter { $0.ordered.amount > 0 }
        return !wanted.isEmpty
            && wanted.allSatisfy { line in
                guard let standing = line.standing, let confirmation = standing.confirmation, confirmation != .unconfirmed,
                    !line.acknowledgements.isEmpty
                else { return false }
                return (standing.accepted ?? (confirmation == .rejected ? 0 : -1)) == line.promised
            }
    }

    /// In words: where Amazon counts on something else than was promised, or received something else than was shipped.
    package var standingDifferences: [String] {
        switch status {
        case .new, .pendingApproval, .acknowledged, .updated, .rejected, .cancelled: return []
        case .pendingFulfillment, .partiallyShipped, .shipped, .invoiced: break
        }
        return lines.flatMap { line -> [String] in
            guard let standing = line.standing else { return [] }
            var found: [String] = []
            if let accepted = standing.accepted, let confirmation = standing.confirmation, confirmation != .unconfirmed,
                !line.acknowledgements.isEmpty, accepted != line.promised
            {
                found.append("Amazon counts on \(accepted) of line \(line.sequence), and \(line.promised) were promised")
            }
            if let received = standing.received {
                if received > line.shipped {
                    found.append("Amazon received \(received) of line \(line.sequence), and \(line.shipped) were shipped")
                } else if standing.receipt == .received, received < line.shipped {
                    found.append("Amazon received only \(received) of the \(line.shipped) shipped of line \(line.sequence)")
                }
            }
            return found
        }
    }
}

extension VendorQuantity {
    /// How many of another quantity's unit these are; `nil` when they do not go into it evenly, or are too many to count.
    package func count(in other: VendorQuantity) -> Int? {
        if unit == other.unit, unit == .each || unitSize == other.unitSize { return amount }
        guard let pieces = unit == .cases ? pieces : amount else { return nil }
        if other.unit == .each { return pieces }
        let size = max(other.unitSize, 1)
        return pieces % size == 0 ? pieces / size : nil
    }
}
