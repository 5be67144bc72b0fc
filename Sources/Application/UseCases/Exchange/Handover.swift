package import Procurement
import ProcurementStore
import Synchronization

/// Deliveries that were leased for this process's own worker in the transaction that made them: it sends them without asking the
/// store for them first.
///
/// Nothing is lost with what waits here: it is in the outbox like every other delivery, and its lease ends by itself.
package final class Handover: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [LeasedDelivery] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether a worker runs that is not busy for long: beyond a round's worth, deliveries wait in the outbox.
    var hasRoom: Bool { state.withLock { $0.isOpen && $0.waiting.count < LeaseDeliveries.most } }

    /// To be called once the leases are durable.
    func add(_ deliveries: [LeasedDelivery]) {
        state.withLock { state in
            if state.isOpen { state.waiting += deliveries }
        }
    }

    /// The worker begins.
    package func open() { state.withLock { $0.isOpen = true } }

    /// All that waits.
    package func take() -> [LeasedDelivery] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    /// The worker ends; answers what it has not taken.
    package func close() -> [LeasedDelivery] {
        state.withLock { state in
            defer { state = State() }
            return state.waiting
        }
    }
}

/// Gives leased deliveries back, which somebody else may send now.
package struct EndLeases: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var ids: [Identifier<Delivery>]
    package init(_ ids: [Identifier<Delivery>]) { self.ids = ids }

    package func perform(in work: UnitOfWork) throws {
        for id in ids { try work.store.endLease(of: id) }
    }
}
