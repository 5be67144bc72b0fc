package import Procurement
import Synchronization

/// Orders as this process wrote them last, each as of its version: what is worked on now is read again and again within moments.
///
/// Whether one still is the present one is asked of the store each time, by the version that every change of an order counts. So
/// nothing has to be told to forget, and what another process wrote is seen.
package final class KnownOrders: Sendable {
    /// So many; those of more lines are read, which keeps this small.
    fileprivate static let (limit, lineLimit) = (256, 20)

    private struct State {
        var orders: [Identifier<PurchaseOrder>: PurchaseOrder] = [:]
        /// In the order in which they came; the oldest goes first.
        var ring: [Identifier<PurchaseOrder>] = []
        var next = 0
    }

    private let state = Mutex(State())

    package init() {}

    fileprivate subscript(id: Identifier<PurchaseOrder>) -> PurchaseOrder? { state.withLock { $0.orders[id] } }

    /// To be called once they are durable.
    package func keep(_ written: [Identifier<PurchaseOrder>: PurchaseOrder]) {
        state.withLock { state in
            for (id, order) in written {
                if let present = state.orders[id] {
                    if present.version < order.version { state.orders[id] = order }
                    continue
                }
                if state.ring.count < Self.limit {
                    state.ring.append(id)
                } else {
                    state.orders[state.ring[state.next]] = nil
                    state.ring[state.next] = id
                    state.next = (state.next + 1) % Self.limit
                }
                state.orders[id] = order
            }
        }
    }
}

/// What one transaction knows of orders without reading them, and which it wrote; used on its thread alone.
package final class OrderMemory {
    private let known: KnownOrders
    /// As they are when the transaction is kept.
    package private(set) var written: [Identifier<PurchaseOrder>: PurchaseOrder] = [:]
    /// Those of which only a part was written: they are read. A transaction that writes more than are kept knows none.
    private var altered: Set<Identifier<PurchaseOrder>> = []
    private var isBlind = false

    package init(_ known: KnownOrders) { self.known = known }

    /// An order of this version that was known before the transaction.
    func order(_ id: Identifier<PurchaseOrder>, version: Int) -> PurchaseOrder? {
        guard mayKnow(id), let order = known[id], order.version == version else { return nil }
        return order
    }

    /// Whether it is worth asking for the version.
    func mayKnow(_ id: Identifier<PurchaseOrder>) -> Bool { !isBlind && !altered.contains(id) && known[id] != nil }

    /// The whole of an order was written as it is.
    func note(_ order: PurchaseOrder) {
        if isBlind { return }
        written[order.id] = order.lines.count > KnownOrders.lineLimit ? nil : order
        if written.count > KnownOrders.limit { goBlind() }
    }

    /// A part of an order was written.
    func noteAltered(_ id: Identifier<PurchaseOrder>) {
        if isBlind { return }
        written[id] = nil
        altered.insert(id)
        if altered.count > KnownOrders.limit { goBlind() }
    }

    private func goBlind() {
        (isBlind, written, altered) = (true, [:], [])
    }
}
