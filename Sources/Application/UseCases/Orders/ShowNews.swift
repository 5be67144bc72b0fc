package import Procurement
import ProcurementStore

/// How much waits for a person: what the counters of the navigation show.
package struct Counters: Sendable, Hashable {
    package var openApprovals: Int
    package var unclaimed: Int
    package var failedDeliveries: Int
    /// Failed, or of which nobody knows whether they left.
    package var lostMails: Int
    /// Documents in the invoice inbox, for those who work in accounts payable.
    package var inbox = 0
}

/// The counters alone, for pages that stay open.
package struct ShowCounters: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package init() {}

    package func answer(in view: View) throws -> Counters { try view.counters() }
}

extension View {
    func counters() throws -> Counters {
        let isAdministrator = actor.has(.administrator)
        var counters = Counters(
            openApprovals: try actor.user.map { try store.countOpenTasks(of: approvers(for: $0.id), escalatedTo: $0.id) } ?? 0,
            unclaimed: isAdministrator ? try store.countOrders(OrderFilter(status: .draft, unclaimed: true)) : 0,
            failedDeliveries: isAdministrator ? try lost(Delivery.Kind.ofOrders) : 0,
            lostMails: isAdministrator ? try lost(Delivery.Kind.ofMail) : 0)
        if isAdministrator || actor.has(.accountsPayable) {
            counters.inbox = try store.waitingInboxEntries(within: inboxLimits)
        }
        return counters
    }

    private func lost(_ kinds: [Delivery.Kind]) throws -> Int {
        try store.countDeliveries(kinds, status: .failed) + store.countDeliveries(kinds, status: .unknown)
    }
}

/// A text that changes whenever something on an order's page does, the state of its deliveries included.
package struct ShowOrderState: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var id: Identifier<PurchaseOrder>
    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }

    package func answer(in view: View) throws -> String {
        let order = try view.visibleOrder(id)
        return OrderDetails.state(
            of: order, tasks: try view.store.tasks(of: id), deliveries: try view.store.deliveries(of: id))
    }
}

extension OrderDetails {
    /// The same of an order whose page is being shown.
    package var state: String { Self.state(of: order, tasks: tasks, deliveries: deliveries) }

    fileprivate static func state(of order: PurchaseOrder, tasks: [ApprovalTask], deliveries: [Delivery]) -> String {
        let decided = tasks.count { $0.decidedAt != nil }
        let sent = deliveries.map { "\($0.status.rawValue)-\($0.attempts)" }
        return (["\(order.version)", "\(decided)", order.status.rawValue, order.transmission.rawValue] + sent).joined(
            separator: ".")
    }
}
