import FoundationEssentials
package import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Asks the supplier about what an order has become. Nobody is asked where nobody signs in, nor about what a supplier does not
    /// see; a question that is still open is overtaken.
    ///
    /// - Parameter number: of the version that the order has become.
    func askSupplier(ofVersion number: Int, of order: PurchaseOrder) throws {
        var asked = try store.supplierChanges(of: order.id)
        if let last = asked.indices.last, asked[last].status == .open {
            try asked[last].apply(.overtake)
            try store.update(asked[last])
        }
        guard try store.supplierUsers(of: order.supplierID).contains(where: \.isActive) else { return }
        let versions = try store.versions(of: order.id)
        guard let new = versions.first(where: { $0.number == number }),
            // What the supplier answered last, or else what it had when it was asked first.
            let since = asked.last(where: \.isAnswered)?.version ?? asked.first?.since
                ?? versions.last(where: { $0.number < number && $0.approvedAt != nil })?.number,
            let old = versions.first(where: { $0.number == since }),
            !old.snapshot.supplierDifferences(to: new.snapshot).isEmpty
        else { return }
        try store.insert(
            SupplierChange(
                orderID: order.id, supplierID: order.supplierID, version: number, since: since, askedAt: now))
    }

    /// A change was taken back before the supplier said anything: the question before it is open again.
    func takeBackQuestion(ofVersion number: Int, of order: Identifier<PurchaseOrder>) throws {
        try store.deleteSupplierChange(number, of: order)
        guard var last = try store.supplierChanges(of: order).last, last.status == .overtaken else { return }
        try last.apply(.restore)
        try store.update(last)
    }
}

/// A change that a supplier is asked about, with both versions laid side by side.
package struct SupplierChangeDetails: Sendable {
    package var change: SupplierChange
    /// Of what the supplier may know, head first, then line by line.
    package var differences: [OrderDifference]
    /// Lines of the order as it is now that the change is about: those whose delivery an answer can promise.
    package var lineNumbers: [Int]
}

extension Workspace {
    /// Every change that the supplier was asked about, newest first.
    func changesForSupplier(of order: PurchaseOrder) throws -> [SupplierChangeDetails] {
        let asked = try store.supplierChanges(of: order.id)
        if asked.isEmpty { return [] }
        let versions = Dictionary(try store.versions(of: order.id).map { ($0.number, $0.snapshot) }) { first, _ in first }
        let numbers = Set(order.lines.map(\.lineNumber))
        return asked.reversed().map { change in
            let old = versions[change.since]
            let differences = versions[change.version].flatMap { old?.supplierDifferences(to: $0) } ?? []
            let touched = Set(differences.compactMap(\.lineNumber)).intersection(numbers)
            return SupplierChangeDetails(change: change, differences: differences, lineNumbers: touched.sorted())
        }
    }
}

/// What a supplier was asked about an order, newest first.
package struct ListSupplierChanges: Query {
    package static let access = ListSupplierOrders.access
    package var id: Identifier<PurchaseOrder>
    package init(of id: Identifier<PurchaseOrder>) { self.id = id }

    package func answer(in view: View) throws -> [SupplierChangeDetails] {
        try view.changesForSupplier(of: try view.suppliersOrder(id))
    }
}

/// The same for the customer: what became of each question, newest first.
package struct ListChangeAnswers: Query {
    package static let access = ListChanges.access
    package var id: Identifier<PurchaseOrder>
    package init(of id: Identifier<PurchaseOrder>) { self.id = id }

    package func answer(in view: View) throws -> [SupplierChange] {
        try view.store.supplierChanges(of: try view.visibleOrder(id).id).reversed()
    }
}
