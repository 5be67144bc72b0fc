import FoundationEssentials
import Procurement
import ProcurementStore

extension Workspace {
    /// The clock of the shop's cart that an order is made of; `nil` where no shop holds prices for it any more.
    func priceHold(of order: PurchaseOrder) -> PriceHold? {
        order.priceHold(days: rules.priceHoldDays, remindAfter: rules.priceHoldRemindDays)
    }

    /// What the guard against cut purchases finds about an order as of now; `nil` when nobody looks, or there is nothing.
    func splitPurchase(of order: PurchaseOrder) throws -> SplitPurchaseGuard.Finding? {
        guard let limit = rules.splitPurchaseLimit, let buyer = order.buyerID, let total = order.total else { return nil }
        let convert = try converter()
        guard let own = convert(total, limit.currency)?.money else { return nil }
        let start = now.addingTimeInterval(-Double(rules.splitPurchaseDays) * 86_400)
        let others = try store.purchases(of: buyer, at: order.supplierID, from: environment.lowestIdentifier(at: start))
            .compactMap { purchase in
                convert(purchase.total, limit.currency).map {
                    SplitPurchaseGuard.Purchase(orderID: purchase.orderID, at: purchase.at, total: $0.money)
                }
            }
        return SplitPurchaseGuard.finding(
            for: .init(orderID: order.id, at: now, total: own), others: others, limit: limit, days: rules.splitPurchaseDays)
    }
}

extension UnitOfWork {
    /// Notes when something is due about the prices of an order that waits for approval.
    func watchPrices(of order: PurchaseOrder) throws {
        guard order.status == .pendingApproval, let hold = priceHold(of: order) else { return }
        try store.setPriceAlarm(hold.phase(at: now) == .ended ? hold.until : hold.remindAt, of: order.id)
    }
}

/// Reminds of carts whose prices the shop holds only a little longer, and tells when it does not any more. Once a minute.
package struct WatchPriceHolds: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package init() {}

    /// Answers how many orders something was done to.
    package func perform(in work: UnitOfWork) throws -> Int {
        let due = try work.store.ordersWithPriceAlarm(before: work.now, limit: 100)
        for id in due {
            guard let order = try work.store.order(id), order.status == .pendingApproval, let hold = work.priceHold(of: order)
            else {
                try work.store.setPriceAlarm(nil, of: id)
                continue
            }
            switch hold.phase(at: work.now) {
            case .held: try work.store.setPriceAlarm(hold.remindAt, of: id)
            case .ending:
                try work.store.setPriceAlarm(hold.until, of: id)
                try tell(order, .priceHoldEnding, .priceHoldEnding, hold, in: work)
            case .ended:
                try work.store.setPriceAlarm(nil, of: id)
                try tell(order, .priceHoldEnded, .priceHoldEnded, hold, in: work)
            }
        }
        return due.count
    }

    /// Those who have to decide, and the buyer.
    private func tell(
        _ order: PurchaseOrder, _ event: EventType, _ kind: Notification.Kind, _ hold: PriceHold, in work: UnitOfWork
    ) throws {
        let until = Day(hold.until).text
        try work.ask(try work.store.tasks(of: order.id).filter { $0.status == .open }, kind, because: until)
        try work.notify(order.buyerID, kind, order.id, because: until)
        try work.record(event, order.id, [("held_until", until)])
        work.hasNews = true
    }
}
