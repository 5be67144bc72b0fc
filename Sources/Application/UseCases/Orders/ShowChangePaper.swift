package import Procurement
import ProcurementStore

/// All that the document of an order's last change is made of.
package struct ChangePaper: Sendable {
    package var order: OrderPaper
    /// The version that was in force before.
    package var old: OrderVersion
    /// The newest, which the order is now.
    package var new: OrderVersion
}

/// What stands on the document of an order's last change, for whoever may see the order. Refused where nothing was changed since
/// the first approval, and while a change waits for its own.
package struct ShowChangePaper: Query {
    package static let access = ShowOrder.access
    package var id: Identifier<PurchaseOrder>

    package init(_ id: Identifier<PurchaseOrder>) { self.id = id }

    package func answer(in view: View) throws -> ChangePaper {
        let paper = try ShowOrderPaper(id).answer(in: view)
        let inForce = try view.store.versions(of: id).filter { $0.approvedAt != nil }
        guard inForce.count > 1, let new = inForce.last else {
            throw Refusal.conflict(
                code: "not-changed",
                "No change of this order is in force, so there is no document of one.")
        }
        return ChangePaper(order: paper, old: inForce[inForce.count - 2], new: new)
    }
}
