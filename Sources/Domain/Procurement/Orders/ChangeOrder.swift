package import FoundationEssentials

/// What somebody wants changed in an order that is approved already. It becomes a new version once it is approved in its turn.
package struct ChangeOrder: Hashable, Sendable {
    /// The change of one line; `nil` leaves a field as it is.
    package struct LineChange: Hashable, Sendable {
        package var lineNumber: Int
        /// 0 takes the line out, as far as nothing of it was received or billed.
        package var quantity: Decimal?
        package var unitPrice: Decimal?
        package var delivery: DayChange

        package init(lineNumber: Int, quantity: Decimal? = nil, unitPrice: Decimal? = nil, delivery: DayChange = .keep) {
            self.lineNumber = lineNumber
            self.quantity = quantity
            self.unitPrice = unitPrice
            self.delivery = delivery
        }

        fileprivate var isEmpty: Bool { quantity == nil && unitPrice == nil && delivery == .keep }
    }

    package enum DayChange: Hashable, Sendable {
        case keep
        /// `nil` takes the wish away.
        case set(Day?)
    }

    package var lines: [LineChange]
    /// Lines that come in addition, with numbers that no line of the order ever had.
    package var added: [OrderLine]
    package var reason: String

    package init(lines: [LineChange], added: [OrderLine] = [], reason: String) {
        self.lines = lines
        self.added = added
        self.reason = reason
    }

    /// Numbers of every line that it is about.
    package var lineNumbers: Set<Int> { Set(lines.map(\.lineNumber) + added.map(\.lineNumber)) }

    /// What stands against it; empty when it can be made. Never below what was received or billed: those documents stand.
    package func problems(
        changing order: PurchaseOrder, received: ReceivedQuantities, billed: BilledQuantities
    ) -> [OrderProblem] {
        var problems: [OrderProblem] = []
        if lines.isEmpty, added.isEmpty {
            problems.append(OrderProblem(lineNumber: nil, field: "lines", message: "Name at least one line to change."))
        }
        if reason.allSatisfy(\.isWhitespace) {
            problems.append(OrderProblem(lineNumber: nil, field: "reason", message: "Say why the order changes."))
        }
        var seen: Set<Int> = []
        for change in lines {
            func problem(_ field: String, _ message: String) {
                problems.append(OrderProblem(lineNumber: change.lineNumber, field: field, message: message))
            }
            if !seen.insert(change.lineNumber).inserted {
                problem("line_number", "Line \(change.lineNumber) stands there twice. Name it once.")
            }
            guard let line = order.lines.first(where: { $0.lineNumber == change.lineNumber }) else {
                problem("line_number", "The order has no line \(change.lineNumber).")
                continue
            }
            if change.isEmpty { problem("line_number", "Say what changes of line \(change.lineNumber).") }
            problems += Self.problems(of: change, line, received, billed)
        }
        if problems.isEmpty { problems += problemsOfWhole(order) }
        return problems
    }

    private func problemsOfWhole(_ order: PurchaseOrder) -> [OrderProblem] {
        let changed = applied(to: order)
        if changed.lines.isEmpty {
            return [
                OrderProblem(lineNumber: nil, field: "lines", message: "Nothing would be left of it. Cancel the order instead.")
            ]
        }
        if changed.lines == order.lines {
            return [OrderProblem(lineNumber: nil, field: "lines", message: "The order is like that already.")]
        }
        return changed.orderability
    }

    private static func problems(
        of change: LineChange, _ line: OrderLine, _ received: ReceivedQuantities, _ billed: BilledQuantities
    ) -> [OrderProblem] {
        var problems: [OrderProblem] = []
        if let quantity = change.quantity {
            let arrived = received.received(line.lineNumber)
            let billedPieces = billed.quantity(line.lineNumber)
            var message: String?
            if quantity < arrived { message = "\(ExactNumber.text(arrived)) have arrived; the line cannot go below that." }
            if quantity < billedPieces {
                message = "\(ExactNumber.text(billedPieces)) are billed; the line cannot go below that."
            }
            if quantity < 0 { message = "The quantity is 0 or above." }
            if let message { problems.append(OrderProblem(lineNumber: line.lineNumber, field: "quantity", message: message)) }
        }
        if let price = change.unitPrice, price != line.unitPrice {
            if price < 0 {
                problems.append(
                    OrderProblem(lineNumber: line.lineNumber, field: "unit_price", message: "The price is 0 or above."))
            } else if billed.quantity(line.lineNumber) != 0 {
                problems.append(
                    OrderProblem(
                        lineNumber: line.lineNumber, field: "unit_price",
                        message: "The line is billed at the old price. Dispute that invoice first."))
            }
        }
        return problems
    }

    /// The order with the change made. Lines keep their numbers; a line of quantity 0 is gone.
    package func applied(to order: PurchaseOrder) -> PurchaseOrder {
        var order = order
        for change in lines {
            guard let index = order.lines.firstIndex(where: { $0.lineNumber == change.lineNumber }) else { continue }
            if let quantity = change.quantity { order.lines[index].quantity = quantity }
            if let price = change.unitPrice { order.lines[index].unitPrice = price }
            if case .set(let day) = change.delivery { order.lines[index].requestedDelivery = day }
        }
        order.lines.removeAll { $0.quantity == 0 }
        order.lines += added.filter { new in !order.lines.contains { $0.lineNumber == new.lineNumber } }
        order.lines.sort { $0.lineNumber < $1.lineNumber }
        return order
    }

    /// Whether it goes beyond what was approved: a line costs more than before, or is new. What only gets less, or later, is
    /// approved already.
    package func exceeds(_ order: PurchaseOrder) -> Bool {
        if !added.isEmpty { return true }
        let before = Dictionary(order.lines.map { ($0.lineNumber, $0) }) { first, _ in first }
        return applied(to: order).lines.contains { line in
            guard let old = before[line.lineNumber]?.amount, let new = line.amount else { return true }
            return new.minorUnits > old.minorUnits
        }
    }

    /// The change that leads back to `order`, as far as lines were changed in place.
    package func inverse(from order: PurchaseOrder) -> [LineChange] {
        lines.compactMap { change in
            guard let line = order.lines.first(where: { $0.lineNumber == change.lineNumber }) else { return nil }
            return LineChange(
                lineNumber: line.lineNumber, quantity: change.quantity == nil ? nil : line.quantity,
                unitPrice: change.unitPrice == nil ? nil : line.unitPrice,
                delivery: change.delivery == .keep ? .keep : .set(line.requestedDelivery))
        }
    }
}
