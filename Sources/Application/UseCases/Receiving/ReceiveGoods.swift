import FoundationEssentials
package import Procurement
import ProcurementStore

/// Notes what arrived of an order.
package struct ReceiveGoods: Command {
    package static let access = Access.signedIn("receipts.write")
    package var orderID: String
    package var lines: [GoodsReceipt.Line]
    /// `nil` is today.
    package var receivedOn: String?
    package var reference: String?

    package init(orderID: String, lines: [GoodsReceipt.Line], receivedOn: String? = nil, reference: String? = nil) {
        self.orderID = orderID
        self.lines = lines
        self.receivedOn = receivedOn
        self.reference = reference
    }

    package func perform(in work: UnitOfWork) throws -> GoodsReceipt {
        guard let id = Identifier<PurchaseOrder>(orderID), let found = try? work.visibleOrder(id) else {
            throw Refusal.invalid("/purchase_order_id", "not-found", "There is no purchase order “\(orderID)”.")
        }
        var order = try work.receivable(found)
        var checks = FieldChecks()
        let day = checks.receiptDay(receivedOn, work.now)
        let reference = checks.optionalText(reference, "/reference", "The reference")
        let lines = lines.enumerated().map { position, line in
            var line = line
            line.note = checks.optionalText(line.note, "/lines/\(position)/note", "The note", limit: 500)
            return line
        }
        let before = ReceivedQuantities(try work.store.receipts(of: id))
        for problem in order.problems(receiving: lines, after: before, within: work.rules.overReceipt) {
            let position = lines.firstIndex { $0.lineNumber == problem.lineNumber }
            let pointer = position.map { "/lines/\($0)/\(problem.field)" } ?? "/\(problem.field)"
            checks.add(pointer, problem.field == "quantity" && position != nil ? "too-many" : "invalid", problem.message)
        }
        try checks.finish()
        let receipt = GoodsReceipt(
            id: work.newID(), orderID: id, lines: lines, receivedOn: day, receivedBy: work.actor.name, reference: reference,
            createdAt: work.now)
        try work.keep(receipt, of: &order)
        try work.record(
            .orderReceived, id,
            [("receipt", receipt.id.text), ("lines", receipt.words), ("receipt_state", order.receipt.rawValue)])
        return receipt
    }
}

/// Takes a receipt back by another one. Nothing is erased.
package struct ReverseReceipt: Command {
    package static let access = Access.signedIn("receipts.write")
    package var id: Identifier<GoodsReceipt>
    package var reason: String?

    package init(_ id: Identifier<GoodsReceipt>, reason: String? = nil) {
        self.id = id
        self.reason = reason
    }

    package func perform(in work: UnitOfWork) throws -> GoodsReceipt {
        let receipt = try work.need(try work.store.receipt(id), "receipt")
        let visible = try work.need(try? work.visibleOrder(receipt.orderID), "receipt")
        var order = try work.receivable(visible)
        if receipt.reversesID != nil {
            throw Refusal.conflict(code: "is-reversal", "This receipt takes another one back. Enter a new receipt instead.")
        }
        if let counter = try work.store.counterReceipt(of: id) {
            throw Refusal.conflict(code: "already-reversed", "This receipt was taken back already, by \(counter).")
        }
        var checks = FieldChecks()
        let reason = checks.optionalText(reason, "/reason", "The reason", limit: 500)
        try checks.finish()
        let counter = receipt.countered(by: work.newID(), on: Day(work.now), who: work.actor.name, at: work.now)
        try work.keep(counter, of: &order)
        try work.record(
            .receiptReversed, order.id,
            [
                ("receipt", id.text), ("counter_receipt", counter.id.text), ("reason", reason),
                ("receipt_state", order.receipt.rawValue),
            ])
        return counter
    }
}

extension GoodsReceipt {
    /// `1: 2, 3: 0.5` for the trail.
    fileprivate var words: String {
        lines.map { "\($0.lineNumber): \(ExactNumber.text($0.quantity))" }.joined(separator: ", ")
    }
}

extension FieldChecks {
    /// Today, or the day given; not a later one.
    fileprivate mutating func receiptDay(_ text: String?, _ now: Date) -> Day {
        let today = Day(now)
        guard let text else { return today }
        guard let day = Day(text) else {
            add("/received_on", "invalid", "The day of receipt must be a day written as 2026-01-31.")
            return today
        }
        // A day of grace: it is tomorrow already in half of the world.
        if day > today.adding(days: 1) { add("/received_on", "invalid", "The day of receipt is yet to come.") }
        return day
    }
}

extension UnitOfWork {
    /// The order, when goods of it may be received by the actor: its buyer, accounts payable or an administrator.
    fileprivate func receivable(_ order: PurchaseOrder) throws -> PurchaseOrder {
        guard order.buyerID == actor.user?.id && order.buyerID != nil || actor.has(.accountsPayable) || actor.has(.administrator)
        else {
            throw Refusal.forbidden("Only the buyer, accounts payable or an administrator may receive this order.")
        }
        guard order.status == .approved else {
            throw Refusal.conflict(
                code: "not-receivable",
                "Goods are received of approved orders. This one is \(order.status.rawValue.replacing("_", with: " ")).")
        }
        return order
    }

    fileprivate func keep(_ receipt: GoodsReceipt, of order: inout PurchaseOrder) throws {
        try store.insert(receipt)
        order.receipt = order.receipt(after: ReceivedQuantities(try store.receipts(of: order.id)))
        try save(&order, lines: false)
    }
}
