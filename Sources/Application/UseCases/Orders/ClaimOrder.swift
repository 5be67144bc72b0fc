package import Procurement
import ProcurementStore

/// Gives an unclaimed punch-in to the buyer it belongs to.
package struct ClaimOrder: Command {
    package static let access = Access.roles(scope: "purchase-orders.write")
    package var id: Identifier<PurchaseOrder>
    package var userID: String

    package init(_ id: Identifier<PurchaseOrder>, userID: String) {
        self.id = id
        self.userID = userID
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.visibleOrder(id)
        guard order.buyerID == nil else {
            throw Refusal.conflict(code: "claimed", "This order has an owner already.")
        }
        guard let userID = Identifier<User>(userID), let user = try work.store.user(userID), user.isActive else {
            throw Refusal.invalid("/user_id", "not-found", "Choose an active user.")
        }
        order.buyerID = user.id
        order.groupID = try work.decidingGroup(for: user.id, on: order.connectionID)?.id
        try work.save(&order, lines: false)
        try work.record(.orderClaimed, id, [("buyer", user.email)])
        return order
    }
}
