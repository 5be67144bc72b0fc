import FoundationEssentials
package import Procurement
import ProcurementStore

/// Cancels an order. A supplier that has it is told by a document, or was told another way; what arrived or was billed stands
/// against it.
package struct CancelOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package var id: Identifier<PurchaseOrder>
    package var reason: String?
    /// The supplier was told another way: for those that take no cancellations by cXML.
    package var isTold: Bool

    package init(_ id: Identifier<PurchaseOrder>, reason: String? = nil, isTold: Bool = false) {
        self.id = id
        self.reason = reason
        self.isTold = isTold
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        let order = try work.ownOrder(id)
        guard PurchaseOrder.lifecycle.allows(.cancel, from: order.status) else {
            throw LifecycleRefusal(state: order.status.rawValue, trigger: "cancel")
        }
        try demandUntouched(order, in: work)
        try work.demandTellable(order, what: "cancellation", isTold: isTold)
        var checks = FieldChecks()
        let left = try work.hasLeft(order)
        let reason =
            left
            ? checks.text(reason ?? "", "/reason", "The reason", limit: 2000)
            : checks.optionalText(reason, "/reason", "The reason", limit: 2000)
        try checks.finish()
        let before = order.status == .approved ? try work.stateBefore(order) : nil
        var cancelled = try work.cancel(order, reason: reason, told: left && isTold ? "another way" : nil)
        if left, !isTold, try work.need(try work.store.connection(order.connectionID), "connection").sends(order) {
            try work.queue(&cancelled)
            try work.save(&cancelled, lines: false)
        }
        if before != nil { try work.keepAct(before, .cancel, of: cancelled, isSent: cancelled.transmission == .queued) }
        return cancelled
    }

    /// Nothing of it may have arrived or been billed: those documents would hang in the air.
    private func demandUntouched(_ order: PurchaseOrder, in work: UnitOfWork) throws {
        guard order.status == .approved else { return }
        let received = ReceivedQuantities(try work.store.receipts(of: id))
        if let line = order.lines.first(where: { received.received($0.lineNumber) > 0 }) {
            throw Refusal.conflict(
                code: "received",
                "\(ExactNumber.text(received.received(line.lineNumber))) of line \(line.lineNumber) have arrived, so the order cannot be cancelled. Change it down to what arrived, or close it; goods that went back are taken back in their receipt first."
            )
        }
        let billed = BilledQuantities(try work.store.invoices(of: id), of: id)
        if let line = order.lines.first(where: { billed.quantity($0.lineNumber) > 0 }) {
            throw Refusal.conflict(
                code: "billed",
                "\(ExactNumber.text(billed.quantity(line.lineNumber))) of line \(line.lineNumber) are billed, so the order cannot be cancelled. Dispute or void the invoice first, or close the order."
            )
        }
    }
}

/// Closes an order that nothing more is expected of.
package struct CloseOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package var id: Identifier<PurchaseOrder>
    package var reason: String?

    package init(_ id: Identifier<PurchaseOrder>, reason: String? = nil) {
        self.id = id
        self.reason = reason
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id)
        var checks = FieldChecks()
        let reason = checks.optionalText(reason, "/reason", "The reason", limit: 500)
        try checks.finish()
        if let change = try work.changeUnderway(of: order) {
            throw Refusal.conflict(
                code: "change-pending",
                "Change \(change.number) of the order waits for approval. Wait for its decision, or withdraw it first.")
        }
        try order.apply(.close)
        try work.releaseBudgets(of: id, note: "The order was closed.")
        try work.save(&order, lines: false)
        try work.record(.orderClosed, id, [("reason", reason)])
        return order
    }
}

/// Opens a closed order again, because more is to come after all. Its budgets promise again what is not billed yet.
package struct ReopenOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package static let changesSetUp = false
    package var id: Identifier<PurchaseOrder>
    package var reason: String?

    package init(_ id: Identifier<PurchaseOrder>, reason: String? = nil) {
        self.id = id
        self.reason = reason
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id)
        var checks = FieldChecks()
        let reason = checks.optionalText(reason, "/reason", "The reason", limit: 500)
        try checks.finish()
        try order.apply(.reopen)
        let budgets = try work.checkBudgets(of: order)
        try budgets.demandNoErrors()
        try work.post(
            BudgetLedger.reserveMore(
                budgets.demands, than: try work.store.holdings(of: id), lines: Set(order.lines.map(\.lineNumber)), of: id))
        let warnings = try work.commitBudgets(of: order)
        try work.save(&order, lines: false)
        try work.record(.orderReopened, id, [("reason", reason)] + (warnings.isEmpty ? budgets.details : warnings.details))
        return order
    }
}

/// Cancels test orders whose supplier confirmed them some hours ago. Nobody ships a test order.
package struct CancelOldTestOrders: Command {
    package static let access = Access.system
    package init() {}

    package func perform(in work: UnitOfWork) throws -> Int {
        let moment = work.now.addingTimeInterval(-work.rules.testCancelHours * 3600)
        var count = 0
        for id in try work.store.testOrders(confirmedBefore: moment) {
            guard let order = try work.store.order(id) else { continue }
            _ = try work.cancel(
                order, reason: "Test order, cancelled \(work.rules.testCancelHours.formatted) hours after its confirmation.")
            count += 1
        }
        return count
    }
}

extension Double {
    /// Whole hours without a fraction.
    fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}

extension UnitOfWork {
    fileprivate func cancel(_ order: PurchaseOrder, reason: String?, told: String? = nil) throws -> PurchaseOrder {
        var order = order
        if var change = try changeUnderway(of: order) { try drop(&change, .withdraw) }
        try order.apply(.cancel)
        try skipOpenTasks(of: order.id)
        try takeBack(&order)
        try save(&order, lines: false)
        try record(.orderCancelled, order.id, [("reason", reason), ("supplier", told.map { "told \($0)" })])
        return order
    }

    /// Takes documents of the order that have not left yet out of the outbox.
    func takeBack(_ order: inout PurchaseOrder) throws {
        for var delivery in try store.deliveries(of: order.id) where Delivery.lifecycle.allows(.cancel, from: delivery.status) {
            try delivery.apply(.cancel)
            delivery.nextAttemptAt = nil
            delivery.updatedAt = now
            try store.update(delivery)
            if order.transmission == .queued { order.transmission = .notSent }
        }
    }
}
