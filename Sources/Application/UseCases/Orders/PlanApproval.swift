import Procurement
import ProcurementStore

extension Workspace {
    /// What would happen to the order if it were confirmed now.
    func plan(for order: PurchaseOrder) throws -> ApprovalPlan {
        try planner(for: order).plan(for: order)
    }

    private func planner(for order: PurchaseOrder) throws -> ApprovalPlanner {
        let connection = try need(try store.connection(order.connectionID), "connection")
        var group: BuyingGroup?
        if let buyer = order.buyerID {
            group = BuyingGroup.deciding(among: try store.groups(of: buyer), for: buyer, on: order.connectionID)
        }
        return ApprovalPlanner(
            connection: connection, group: group, policies: try store.policies(), users: try store.users(),
            everyOrderNeedsApproval: rules.everyOrderNeedsApproval)
    }
}
