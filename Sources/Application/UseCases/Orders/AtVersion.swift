package import Procurement

/// The version of an order that somebody saw.
package struct SeenVersion: Sendable, Hashable {
    /// Counts the order's changes.
    package var number: Int
    /// The newest event of the trail then; `nil` when the caller did not say.
    package var sequence: Int?

    package init(_ number: Int, sequence: Int? = nil) {
        self.number = number
        self.sequence = sequence
    }
}

/// A change of an order that is made only to the version its caller saw.
package struct AtVersion<Change: Command>: Command {
    package static var access: Access { Change.access }
    package static var changesSetUp: Bool { Change.changesSetUp }
    package static var isUrgent: Bool { Change.isUrgent }

    private let id: Identifier<PurchaseOrder>
    private let seen: SeenVersion?
    private let change: Change

    /// `seen` `nil` takes the newest.
    package init(_ seen: SeenVersion?, of id: Identifier<PurchaseOrder>, _ change: Change) {
        self.seen = seen
        self.id = id
        self.change = change
    }

    package func perform(in work: UnitOfWork) throws -> Change.Outcome {
        if let seen, try work.visibleOrder(id).version != seen.number { throw try work.stale(id, since: seen.sequence) }
        return try change.perform(in: work)
    }
}
