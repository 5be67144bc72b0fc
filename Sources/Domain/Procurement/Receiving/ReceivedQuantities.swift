package import FoundationEssentials

/// What the receipts of an order add up to, line by line.
package struct ReceivedQuantities: Hashable, Sendable {
    /// Everything that arrived, refused pieces included.
    package private(set) var received: [Int: Decimal] = [:]
    /// What of it was kept; only this may be billed.
    package private(set) var accepted: [Int: Decimal] = [:]

    package init(_ receipts: [GoodsReceipt]) {
        for line in receipts.flatMap(\.lines) {
            received[line.lineNumber, default: 0] += line.quantity
            accepted[line.lineNumber, default: 0] += line.accepted
        }
    }

    package func received(_ lineNumber: Int) -> Decimal { received[lineNumber] ?? 0 }
    package func accepted(_ lineNumber: Int) -> Decimal { accepted[lineNumber] ?? 0 }
}

/// How far beyond the order one may go, in receiving and in billing alike: one rule for quantity and for amount.
package struct OverLimit: Hashable, Sendable {
    /// In percent of what was ordered; 0 lets nothing more in.
    package var percent: Decimal

    package static let none = OverLimit(percent: 0)

    package init(percent: Decimal) { self.percent = max(0, percent) }

    /// The most that is still let in for so much ordered.
    package func most(of ordered: Decimal) -> Decimal { percent.isZero ? ordered : ordered + ordered * percent / 100 }

    /// The same for an amount, rounded to the currency; `nil` when it is too large to count.
    package func most(of ordered: Money) -> Money? {
        percent.isZero ? ordered : Money(most(of: ordered.amount), ordered.currency)
    }
}

/// Why a receipt cannot stand, with the line and field it is about.
package struct ReceiptProblem: Hashable, Sendable {
    package var lineNumber: Int?
    package var field: String
    package var message: String

    package init(lineNumber: Int?, field: String, message: String) {
        self.lineNumber = lineNumber
        self.field = field
        self.message = message
    }
}

extension PurchaseOrder {
    /// What is wrong with a receipt of these lines after what arrived before; empty when it can stand.
    package func problems(
        receiving new: [GoodsReceipt.Line], after old: ReceivedQuantities, within limit: OverLimit
    ) -> [ReceiptProblem] {
        var problems: [ReceiptProblem] = []
        if new.isEmpty {
            problems.append(ReceiptProblem(lineNumber: nil, field: "lines", message: "Name at least one line that arrived."))
        }
        var seen: Set<Int> = []
        for line in new {
            func problem(_ field: String, _ message: String) {
                problems.append(ReceiptProblem(lineNumber: line.lineNumber, field: field, message: message))
            }
            guard let ordered = self.line(line.lineNumber) else {
                problem("line_number", "The order has no line \(line.lineNumber).")
                continue
            }
            if !seen.insert(line.lineNumber).inserted {
                problem("line_number", "Line \(line.lineNumber) stands there twice. Add its quantities up.")
            }
            if line.quantity <= 0 {
                problem("quantity", "The quantity must be above zero. To undo a receipt, reverse it.")
            } else if line.refused < 0 || line.refused > line.quantity {
                problem("refused", "Refused pieces are between 0 and the quantity.")
            } else if old.received(line.lineNumber) + line.quantity > limit.most(of: ordered.quantity) {
                problem("quantity", overReceipt(of: ordered, line, old, limit))
            }
        }
        return problems
    }

    private func overReceipt(
        of ordered: OrderLine, _ line: GoodsReceipt.Line, _ old: ReceivedQuantities, _ limit: OverLimit
    ) -> String {
        let before = old.received(line.lineNumber)
        let most = limit.most(of: ordered.quantity)
        let allowed =
            limit.percent > 0 ? " With \(ExactNumber.text(limit.percent)) % over, \(ExactNumber.text(most)) are the most." : ""
        return "\(ExactNumber.text(ordered.quantity)) were ordered and \(ExactNumber.text(before)) have arrived; "
            + "\(ExactNumber.text(line.quantity)) more is too many.\(allowed)"
    }

    /// The receipt state that the receipts add up to. Pieces the supplier rejected are not waited for.
    package func receipt(after received: ReceivedQuantities) -> Receipt {
        if lines.allSatisfy({ received.received($0.lineNumber) <= 0 }) { return .none }
        return lines.allSatisfy { received.received($0.lineNumber) >= $0.quantity - $0.confirmation.rejected } ? .full : .partial
    }
}
