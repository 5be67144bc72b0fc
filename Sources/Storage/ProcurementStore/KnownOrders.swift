package import Procurement
import Synchronization

/// Orders as this process wrote them last, each as of its version: what is worked on now is read again and again within moments.
///
/// Whether one still is the present one is asked of the store each time, by the version that every change of an order counts. So
/// nothing has to be told to forget, and what another process wrote is seen.
package final class KnownOrders: Sendable {
    /// So many; those of more lines are read, which keeps this small.
    fileprivate static let (limit, lineLimit) = (1024, 20)

    /// An order, and its newest version where that is known. An object, because it is handed around much more than looked at.
    package final class Known: Sendable {
        fileprivate let order: PurchaseOrder
        fileprivate let newest: Version?

        fileprivate init(order: PurchaseOrder, newest: Version?) {
            self.order = order
            self.newest = newest
        }
    }

    /// A version of an order.
    fileprivate final class Version: Sendable {
        let number: Int
        /// The order as the version was taken from it: its lines are those of the order as long as nothing changes them.
        let content: PurchaseOrder

        init(number: Int, content: PurchaseOrder) {
            self.number = number
            self.content = content
        }
    }

    private struct State {
        var orders: [Identifier<PurchaseOrder>: Known] = [:]
        /// In the order in which they came; the oldest goes first.
        var ring: [Identifier<PurchaseOrder>] = []
        var next = 0
    }

    private let state = Mutex(State())
    fileprivate let cells = KnownCells()

    package init() {}

    fileprivate subscript(id: Identifier<PurchaseOrder>) -> Known? { state.withLock { $0.orders[id] } }

    /// To be called once they are durable.
    package func keep(_ written: [Identifier<PurchaseOrder>: Known]) {
        state.withLock { state in
            for (id, known) in written {
                if let present = state.orders[id] {
                    if present.order.version < known.order.version { state.orders[id] = known }
                    continue
                }
                if state.ring.count < Self.limit {
                    state.ring.append(id)
                } else {
                    state.orders[state.ring[state.next]] = nil
                    state.ring[state.next] = id
                    state.next = (state.next + 1) % Self.limit
                }
                state.orders[id] = known
            }
        }
    }
}

/// What one transaction knows of orders without reading them, and which it wrote; used on its thread alone.
package final class OrderMemory {
    private let known: KnownOrders
    /// As they are when the transaction is kept.
    package private(set) var written: [Identifier<PurchaseOrder>: KnownOrders.Known] = [:]
    /// Versions that were kept in the transaction.
    private var versions: [Identifier<PurchaseOrder>: KnownOrders.Version] = [:]
    /// Those that were found to be as they are known: nobody else changes them while the transaction lasts.
    private var present: [Identifier<PurchaseOrder>: KnownOrders.Known] = [:]
    /// Those of which only a part was written: they are read. A transaction that writes more than are kept knows none.
    private var altered: Set<Identifier<PurchaseOrder>> = []
    private var isBlind = false

    package init(_ known: KnownOrders) { self.known = known }

    /// An order that is known, as long as it is of this version, which is asked for once.
    func order(_ id: Identifier<PurchaseOrder>, version: () throws -> Int?) throws -> PurchaseOrder? {
        if let present = presentOrder(id) { return present }
        guard !isBlind, !altered.contains(id), let known = known[id], try version() == known.order.version else { return nil }
        present[id] = known
        return known.order
    }

    /// An order as this transaction left it, or found it to be; `nil` where that is to be read.
    func presentOrder(_ id: Identifier<PurchaseOrder>) -> PurchaseOrder? {
        isBlind || altered.contains(id) ? nil : (written[id] ?? present[id])?.order
    }

    /// The number of an order's newest version, when that is known and says the same as the order, which was not saved since it was
    /// read.
    func newestVersion(saying order: PurchaseOrder) -> Int? {
        guard !isBlind, !altered.contains(order.id), let known = known[order.id], known.order.version == order.version,
            let newest = versions[order.id] ?? known.newest, order.saysTheSame(as: newest.content)
        else { return nil }
        return newest.number
    }

    /// The newest version of an order was taken from it.
    func noteVersion(_ number: Int, of order: PurchaseOrder) {
        versions[order.id] = KnownOrders.Version(number: number, content: order)
    }

    /// The numbers of the sums that reports read.
    var cells: KnownCells { known.cells }

    /// The whole of an order was written as it is.
    func note(_ order: PurchaseOrder) {
        if isBlind { return }
        present[order.id] = nil
        written[order.id] =
            order.lines.count > KnownOrders.lineLimit
            ? nil : KnownOrders.Known(order: order, newest: newest(behind: order))
        if written.count > KnownOrders.limit { goBlind() }
    }

    /// What is known of the newest version of an order that is saved: nothing, where somebody else may have saved it since.
    private func newest(behind order: PurchaseOrder) -> KnownOrders.Version? {
        if let kept = versions[order.id] { return kept }
        guard let before = written[order.id] ?? known[order.id], before.order.version + 1 >= order.version else { return nil }
        return before.newest
    }

    /// A part of an order was written.
    func noteAltered(_ id: Identifier<PurchaseOrder>) {
        if isBlind { return }
        written[id] = nil
        present[id] = nil
        altered.insert(id)
        if altered.count > KnownOrders.limit { goBlind() }
    }

    private func goBlind() {
        (isBlind, written, present, altered, versions) = (true, [:], [:], [], [:])
    }
}
