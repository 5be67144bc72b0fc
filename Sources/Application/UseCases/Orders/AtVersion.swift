package import Procurement

/// A change of an order that is made only to the version its caller saw.
package struct AtVersion<Change: Command>: Command {
    package static var access: Access { Change.access }
    package static var changesSetUp: Bool { Change.changesSetUp }

    private let id: Identifier<PurchaseOrder>
    private let version: Int?
    private let change: Change

    /// `version` `nil` takes the newest.
    package init(_ version: Int?, of id: Identifier<PurchaseOrder>, _ change: Change) {
        self.version = version
        self.id = id
        self.change = change
    }

    package func perform(in work: UnitOfWork) throws -> Change.Outcome {
        if let version, try work.visibleOrder(id).version != version {
            throw Refusal.stale("Somebody changed this order meanwhile. Load it again and repeat your change.")
        }
        return try change.perform(in: work)
    }
}
