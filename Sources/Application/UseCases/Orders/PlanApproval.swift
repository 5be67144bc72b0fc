import Procurement
import ProcurementStore

extension Workspace {
    /// What would happen to the order if it were confirmed now.
    func plan(for order: PurchaseOrder) throws -> ApprovalPlan {
        try planner(for: order).plan(for: order)
    }

    private func planner(for order: PurchaseOrder) throws -> ApprovalPlanner {
        let connection = try need(try store.connection(order.connectionID), "connection")
        let group = try order.buyerID.flatMap { try decidingGroup(for: $0, on: order.connectionID) }
        return ApprovalPlanner(
            connection: connection, group: group,
            policies: BuyingGroup.policies(try store.policies(), for: group, among: try store.groups()), users: try store.users(),
            everyOrderNeedsApproval: rules.everyOrderNeedsApproval)
    }
}
