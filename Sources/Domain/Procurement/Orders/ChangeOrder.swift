package import FoundationEssentials

/// What somebody wants changed in an order that is approved already. It becomes a new version once it is approved in its turn.
package struct ChangeOrder: Hashable, Sendable {
    /// The change of one line; `nil` leaves a field as it is.
    package struct LineChange: Hashable, Sendable {
        package var lineNumber: Int
        /// 0 takes the line out, as far as nothing of it was received or billed.
        package var quantity: Decimal?
        package var unitPrice: Decimal?

        package init(lineNumber: Int, quantity: Decimal? = nil, unitPrice: Decimal? = nil) {
            self.lineNumber = lineNumber
            self.quantity = quantity
            self.unitPrice = unitPrice
        }
    }

    package var lines: [LineChange]
    package var reason: String

    package init(lines: [LineChange], reason: String) {
        self.lines = lines
        self.reason = reason
    }

    /// What stands against it; empty when it can be made. Never below what was received or billed: those documents stand.
    package func problems(
        changing order: PurchaseOrder, received: ReceivedQuantities, billed: BilledQuantities
    ) -> [OrderProblem] {
        var problems: [OrderProblem] = []
        if lines.isEmpty {
            problems.append(OrderProblem(lineNumber: nil, field: "lines", message: "Name at least one line to change."))
        }
        if reason.allSatisfy(\.isWhitespace) {
            problems.append(OrderProblem(lineNumber: nil, field: "reason", message: "Say why the order changes."))
        }
        for change in lines {
            guard let line = order.lines.first(where: { $0.lineNumber == change.lineNumber }) else {
                problems.append(
                    OrderProblem(
                        lineNumber: change.lineNumber, field: "line_number",
                        message: "The order has no line \(change.lineNumber)."))
                continue
            }
            problems += Self.problems(of: change, line, received, billed)
        }
        return problems
    }

    private static func problems(
        of change: LineChange, _ line: OrderLine, _ received: ReceivedQuantities, _ billed: BilledQuantities
    ) -> [OrderProblem] {
        var problems: [OrderProblem] = []
        if let quantity = change.quantity {
            let arrived = received.received(line.lineNumber)
            let billedPieces = billed.quantity(line.lineNumber)
            var message: String?
            if quantity < 0 { message = "The quantity is 0 or above." }
            if quantity < arrived { message = "\(ExactNumber.text(arrived)) have arrived; the line cannot go below that." }
            if quantity < billedPieces {
                message = "\(ExactNumber.text(billedPieces)) are billed; the line cannot go below that."
            }
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
        }
        order.lines.removeAll { $0.quantity == 0 }
        return order
    }
}
