package import Procurement
import ProcurementStore

/// Receipts, newest first: of one order for whoever sees it, or of all for whoever sees all orders.
package struct ListReceipts: Query {
    package static let access = Access.signedIn("receipts.read")
    package var orderID: Identifier<PurchaseOrder>?
    package var page: PageRequest

    package init(of orderID: Identifier<PurchaseOrder>? = nil, page: PageRequest = PageRequest()) {
        self.orderID = orderID
        self.page = page
    }

    package func answer(in view: View) throws -> Page<GoodsReceipt> {
        if let orderID {
            _ = try view.visibleOrder(orderID)
        } else if !view.actor.seesAllOrders || view.actor.user?.limits.isEmpty == false {
            throw Refusal.forbidden("Name an order: add ?purchase_order_id=po_… to the address.")
        }
        return try view.store.receipts(of: orderID, page)
    }
}

package struct ShowReceipt: Query {
    package static let access = Access.signedIn("receipts.read")
    package var id: Identifier<GoodsReceipt>
    package init(_ id: Identifier<GoodsReceipt>) { self.id = id }

    package func answer(in view: View) throws -> GoodsReceipt {
        let receipt = try view.need(try view.store.receipt(id), "receipt")
        _ = try view.need(try? view.visibleOrder(receipt.orderID), "receipt")
        return receipt
    }
}
