import FoundationEssentials
package import Procurement
import ProcurementStore

/// Cancels an order that the supplier cannot have yet. What was sent has to be told to the supplier first.
package struct CancelOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package var id: Identifier<PurchaseOrder>
    package var reason: String?

    package init(_ id: Identifier<PurchaseOrder>, reason: String? = nil) {
        self.id = id
        self.reason = reason
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        let order = try work.ownOrder(id)
        // A document that is leaving this moment counts as sent.
        if try order.transmission.mayHaveArrived || work.store.isBeingSent(id, at: work.now) {
            let supplier = try work.store.supplier(order.supplierID)?.name ?? "the supplier"
            throw Refusal.conflict(
                code: "already-sent",
                "The order was sent to \(supplier). Cancel it there first; it does not take cancellations from here.")
        }
        return try work.cancel(order, reason: reason)
    }
}

/// Closes an order that nothing more is expected of.
package struct CloseOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package var id: Identifier<PurchaseOrder>
    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id)
        try order.apply(.close)
        try work.releaseBudgets(of: id, note: "The order was closed.")
        try work.save(&order, lines: false)
        try work.record(.orderClosed, id)
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
    fileprivate func cancel(_ order: PurchaseOrder, reason: String?) throws -> PurchaseOrder {
        var order = order
        try order.apply(.cancel)
        try skipOpenTasks(of: order.id)
        try takeBack(&order)
        try save(&order, lines: false)
        try record(.orderCancelled, order.id, [("reason", reason)])
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
