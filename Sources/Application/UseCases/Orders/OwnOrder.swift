import Procurement
import ProcurementStore

extension UnitOfWork {
    /// An order that the actor may change: the buyer's own, or any for an administrator.
    func ownOrder(_ id: Identifier<PurchaseOrder>, version: Int? = nil) throws -> PurchaseOrder {
        let order = try visibleOrder(id)
        guard order.buyerID == actor.user?.id && order.buyerID != nil || actor.has(.administrator) else {
            throw Refusal.forbidden("This order belongs to somebody else. Only its buyer or an administrator may change it.")
        }
        if let version, version != order.version {
            throw try stale(id, since: nil)
        }
        return order
    }

    /// Writes a changed order and counts its version.
    func save(_ order: inout PurchaseOrder, lines: Bool) throws {
        order.version += 1
        order.updatedAt = now
        try store.update(order, lines: lines)
    }
}
