package import FoundationEssentials

/// An order as it was submitted, approved or changed: kept whole, so that two versions can be laid side by side.
package struct OrderVersion: Hashable, Sendable {
    /// How it came about.
    package enum State: String, Hashable, Sendable, CaseIterable {
        case submitted
        /// Approved otherwise than it was submitted: lines were refused, or nobody was asked.
        case approved
        /// By a change order.
        case changed
    }

    package let orderID: Identifier<PurchaseOrder>
    /// From 1.
    package let number: Int
    package let state: State
    package let at: Date
    /// Who made it.
    package let who: String
    package let reason: String?
    /// When it became what is ordered; `nil` while, and if, nobody approved it.
    package var approvedAt: Date?
    package var approvedBy: String?
    package let snapshot: OrderSnapshot

    package init(
        orderID: Identifier<PurchaseOrder>, number: Int, state: State, at: Date, who: String, reason: String? = nil,
        approvedAt: Date? = nil, approvedBy: String? = nil, snapshot: OrderSnapshot
    ) {
        self.orderID = orderID
        self.number = number
        self.state = state
        self.at = at
        self.who = who
        self.reason = reason
        self.approvedAt = approvedAt
        self.approvedBy = approvedBy
        self.snapshot = snapshot
    }
}

/// One field that differs between two versions of an order.
package struct OrderDifference: Hashable, Sendable {
    /// Whether the line is in both.
    package enum Kind: String, Hashable, Sendable, CaseIterable { case changed, added, removed }

    package var kind: Kind
    /// `nil` for the head of the order.
    package var lineNumber: Int?
    /// The name that REST has for it.
    package var field: String
    /// `nil` where the line or value was not there.
    package var old: String?
    package var new: String?

    package init(_ kind: Kind = .changed, lineNumber: Int? = nil, field: String, old: String?, new: String?) {
        self.kind = kind
        self.lineNumber = lineNumber
        self.field = field
        self.old = old
        self.new = new
    }

    /// The same from the other side.
    package var mirrored: OrderDifference {
        let other: Kind =
            switch kind {
            case .changed: .changed
            case .added: .removed
            case .removed: .added
            }
        return OrderDifference(other, lineNumber: lineNumber, field: field, old: new, new: old)
    }
}

extension [OrderDifference] {
    /// What changed of lines in words: `Line 1: quantity 2 → 3; unit price 4.00 → 5.00. Line 4 added: Desk.`
    package var inWords: String {
        let numbers = Set(compactMap(\.lineNumber)).sorted()
        return numbers.compactMap { number in
            let own = filter { $0.lineNumber == number }
            let name = own.first { $0.field == "description" }
            switch own.first?.kind {
            case .added: return "Line \(number) added: \(name?.new ?? "")."
            case .removed: return "Line \(number) taken out: \(name?.old ?? "")."
            default:
                let parts = own.filter { $0.field != "amount" }.map {
                    "\($0.field.replacing("_", with: " ")) \($0.old ?? "none") → \($0.new ?? "none")"
                }
                return parts.isEmpty ? nil : "Line \(number): \(parts.joined(separator: "; "))."
            }
        }.joined(separator: " ")
    }
}

extension PurchaseOrder {
    /// What `newer` has otherwise, head first, then line by line.
    package func differences(to newer: PurchaseOrder) -> [OrderDifference] {
        OrderSnapshot(self).differences(to: OrderSnapshot(newer))
    }
}
