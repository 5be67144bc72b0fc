package import FoundationEssentials

/// How long a shop holds the prices of a cart that waits for approval: Amazon Business seven days.
package struct PriceHold: Hashable, Sendable {
    /// When the cart came.
    package var since: Date
    /// Until when the price is held.
    package var until: Date
    /// When its approvers are reminded.
    package var remindAt: Date

    /// `holdDays` and `remindDays` count from the cart's arrival, in days of 24 hours.
    package init(since: Date, holdDays: Int = 7, remindDays: Int = 5) {
        self.since = since
        until = since.addingTimeInterval(Double(holdDays) * 86_400)
        remindAt = since.addingTimeInterval(Double(min(remindDays, holdDays)) * 86_400)
    }

    package enum Phase: String, Hashable, Sendable, CaseIterable { case held, ending, ended }

    package func phase(at now: Date) -> Phase {
        if now >= until { return .ended }
        return now >= remindAt ? .ending : .held
    }
}

extension PurchaseOrder {
    /// The clock of the cart it is made of, as long as it was not ordered; `nil` where no shop holds prices for it, or nobody
    /// counts (`holdDays` 0).
    package func priceHold(days holdDays: Int, remindAfter remindDays: Int) -> PriceHold? {
        guard holdDays > 0, let cartAt else { return nil }
        switch status {
        case .draft, .pendingApproval, .rejected: return PriceHold(since: cartAt, holdDays: holdDays, remindDays: remindDays)
        case .approved, .cancelled, .closed: return nil
        }
    }
}

/// Sees one purchase that was cut into several so that each stays below a limit.
package enum SplitPurchaseGuard {
    /// An order of the same buyer at the same supplier.
    package struct Purchase: Hashable, Sendable {
        package var orderID: Identifier<PurchaseOrder>
        package var at: Date
        package var total: Money

        package init(orderID: Identifier<PurchaseOrder>, at: Date, total: Money) {
            self.orderID = orderID
            self.at = at
            self.total = total
        }
    }

    /// What the guard shows the approver.
    package struct Finding: Hashable, Sendable {
        package var sum: Money
        package var limit: Money
        package var orders: [Identifier<PurchaseOrder>]
        package var message: String
    }

    /// A finding when `purchase` alone is within `limit` and goes beyond it together with the others of the last `days` days.
    /// Purchases in other currencies than the limit's are not counted.
    package static func finding(
        for purchase: Purchase, others: [Purchase], limit: Money, days: Int
    ) -> Finding? {
        guard purchase.total.currency == limit.currency, purchase.total.minorUnits <= limit.minorUnits else { return nil }
        let start = purchase.at.addingTimeInterval(-Double(days) * 86_400)
        let near = others.filter {
            $0.orderID != purchase.orderID && $0.total.currency == limit.currency && $0.at >= start && $0.at <= purchase.at
        }
        let sum = near.reduce(Money?.some(purchase.total)) { $0?.adding($1.total) }
        guard let sum, sum.minorUnits > limit.minorUnits else { return nil }
        return Finding(
            sum: sum, limit: limit, orders: near.map(\.orderID),
            message:
                "With \(near.count) other \(near.count == 1 ? "order" : "orders") of the last \(days) days this buyer has asked this "
                + "supplier for \(sum); the limit for one purchase is \(limit).")
    }
}
