import FoundationEssentials
package import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Keeps what the order says now as a version; when the newest one says the same, only that it was approved is noted.
    ///
    /// Answers the version's number.
    @discardableResult
    func keepVersion(
        of order: PurchaseOrder, _ state: OrderVersion.State, isApproved: Bool, reason: String? = nil
    ) throws -> Int {
        if let number = store.newestVersion(saying: order) { return try keep(number, of: order, isApproved) }
        let text = OrderSnapshot.text(of: order)
        let newest = try store.newestVersion(of: order.id)
        if let newest, newest.snapshot == text { return try keep(newest.number, of: order, isApproved) }
        let number = (newest?.number ?? 0) + 1
        try store.insertVersion(
            number, of: order.id, state, at: now, by: actor.name, reason: reason, isApproved: isApproved, snapshot: text)
        store.noteVersion(number, of: order)
        return number
    }

    private func keep(_ number: Int, of order: PurchaseOrder, _ isApproved: Bool) throws -> Int {
        if isApproved { try store.setApproval(at: now, by: actor.name, ofVersion: number, of: order.id) }
        store.noteVersion(number, of: order)
        return number
    }
}

/// The versions of an order, newest first.
package struct ListOrderVersions: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var id: Identifier<PurchaseOrder>
    package var page: PageRequest

    package init(of id: Identifier<PurchaseOrder>, page: PageRequest = PageRequest()) {
        self.id = id
        self.page = page
    }

    package func answer(in view: View) throws -> Page<OrderVersion> {
        try view.store.versions(of: try view.visibleOrder(id).id, page)
    }
}

package struct ShowOrderVersion: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var id: Identifier<PurchaseOrder>
    package var number: Int

    package init(_ number: Int, of id: Identifier<PurchaseOrder>) {
        self.id = id
        self.number = number
    }

    package func answer(in view: View) throws -> OrderVersion {
        try view.need(try view.store.version(number, of: try view.visibleOrder(id).id), "version of the order")
    }
}

/// Two versions and what the later one has otherwise.
package struct OrderComparison: Sendable {
    package var order: PurchaseOrder
    package var old: OrderVersion
    package var new: OrderVersion
    package var differences: [OrderDifference]
    /// Every version there is, for a page that offers others.
    package var versions: [OrderVersion]
}

/// Lays two versions side by side: the named ones, else the newest and the one before.
package struct CompareOrderVersions: Query {
    package static let access = Access.signedIn("purchase-orders.read")
    package var id: Identifier<PurchaseOrder>
    package var old: Int?
    package var new: Int?

    package init(of id: Identifier<PurchaseOrder>, from old: Int? = nil, to new: Int? = nil) {
        self.id = id
        self.old = old
        self.new = new
    }

    package func answer(in view: View) throws -> OrderComparison {
        let order = try view.visibleOrder(id)
        let versions = try view.store.versions(of: id)
        guard let last = versions.last else {
            throw Refusal.conflict(code: "no-versions", "The order has no versions yet. The first is kept when it is submitted.")
        }
        let later = new ?? last.number
        let earlier = old ?? max(1, later - 1)
        func version(_ number: Int, _ field: String) throws -> OrderVersion {
            guard let found = versions.first(where: { $0.number == number }) else {
                throw Refusal.invalid(
                    "/\(field)", "not-found", "The order has no version \(number). Name one from 1 to \(last.number).")
            }
            return found
        }
        let (first, second) = (try version(earlier, "from"), try version(later, "to"))
        return OrderComparison(
            order: order, old: first, new: second, differences: first.snapshot.differences(to: second.snapshot),
            versions: versions)
    }
}

extension Workspace {
    /// What happened to an order after an event of the trail, in words; `nil` when the trail says nothing.
    func changes(of order: Identifier<PurchaseOrder>, since sequence: Int) throws -> String? {
        let newer = try store.events(of: order.text).filter { $0.sequence > sequence }.sorted { $0.sequence < $1.sequence }
        if newer.isEmpty { return nil }
        return newer.suffix(5).map { event in
            let what = event.type.split(separator: ".").last.map { String($0).replacing("_", with: " ") } ?? event.type
            let details = EventDetails.decode(event.details).filter {
                ["changes", "lines", "reason", "comment"].contains($0.name)
            }
            let words = details.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
            return "\(event.actorName): \(what)\(words.isEmpty ? "" : " (\(words))")"
        }.joined(separator: "; ")
    }

    /// Somebody else was faster: with what they did, where the trail can tell.
    func stale(_ order: Identifier<PurchaseOrder>, since sequence: Int?) throws -> Refusal {
        let words = try sequence.flatMap { try changes(of: order, since: $0) }
        return .stale(
            "Somebody changed this order meanwhile\(words.map { ": \($0)" } ?? ""). Load it again and repeat your change.")
    }
}
