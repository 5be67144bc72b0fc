package import Procurement
import ProcurementStore

/// How long one stage took, over all orders that ended it in the period. Seconds.
package struct CycleRow: Sendable, Hashable {
    package var stage: CycleStage
    /// `nil` when months are not told apart.
    package var month: String?
    package var orders: Int
    package var average: Int
    /// Of counted buckets: right to about a tenth.
    package var median: Int
    /// Nine of ten took no longer; right to about a tenth.
    package var ninetieth: Int
}

/// Cycle times by stage: created, submitted, approved, sent, confirmed, received and billed in full.
package struct ReportCycleTimes: Query {
    package static let access = Access.signedIn("reports.read")
    package static let readsSums = true
    package var choice: ReportChoice
    package var byMonth: Bool

    package init(_ choice: ReportChoice = ReportChoice(), byMonth: Bool = false) {
        self.choice = choice
        self.byMonth = byMonth
    }

    package func answer(in view: View) throws -> [CycleRow] {
        let filter = try view.cycleFilter(choice)
        struct Place: Hashable { var stage: CycleStage, month: String }
        var counts: [Place: [CycleCount]] = [:]
        for count in try view.store.cycleTimes(filter, byMonth: byMonth) {
            counts[Place(stage: count.stage, month: count.month), default: []].append(count)
        }
        let order = CycleStage.allCases
        return counts.map { place, counts in Self.row(place.stage, byMonth ? place.month : nil, counts) }.sorted { left, right in
            ((left.month ?? ""), order.firstIndex(of: left.stage) ?? 0) < (
                (right.month ?? ""), order.firstIndex(of: right.stage) ?? 0
            )
        }
    }

    private static func row(_ stage: CycleStage, _ month: String?, _ counts: [CycleCount]) -> CycleRow {
        let buckets = counts.sorted { $0.bucket < $1.bucket }
        let orders = buckets.reduce(0) { $0 + $1.orders }
        func length(atLeast part: Int) -> Int {
            var passed = 0
            for bucket in buckets {
                passed += bucket.orders
                // A bucket's own average, which lies in it.
                if passed * 100 >= orders * part { return bucket.orders > 0 ? bucket.seconds / bucket.orders : 0 }
            }
            return 0
        }
        let seconds = buckets.reduce(0) { $0 + $1.seconds }
        return CycleRow(
            stage: stage, month: month, orders: orders, average: orders > 0 ? seconds / orders : 0, median: length(atLeast: 50),
            ninetieth: length(atLeast: 90))
    }
}

extension View {
    /// Times are known of whole orders, which departments share: so they are for those who see all orders.
    fileprivate func cycleFilter(_ choice: ReportChoice) throws -> SpendFilter {
        var checks = FieldChecks()
        if choice.departmentID != nil {
            checks.add("/department_id", "unsupported", "Times are not known by department. Leave department_id out.")
        }
        if choice.glAccountID != nil {
            checks.add("/gl_account_id", "unsupported", "Times are not known by GL account. Leave gl_account_id out.")
        }
        if choice.currency != nil { checks.add("/currency", "unsupported", "Times have no currency. Leave currency out.") }
        try checks.finish()
        let reach = try ReportReach(self)
        guard reach.isWhole, reach.departmentIDs == nil else {
            throw Refusal.forbidden(
                "Cycle times are told of whole orders, so they are for those who see the orders of every department.")
        }
        return try spendFilter(choice)
    }
}

/// An order with the length of one of its stages, in seconds.
package struct SlowOrder: Sendable, Hashable {
    package var id: Identifier<PurchaseOrder>
    package var number: String?
    package var supplierName: String
    package var seconds: Int
}

/// The fifty orders that a stage took longest.
package struct ListSlowestOrders: Query {
    package static let access = Access.signedIn("reports.read")
    package static let readsSums = true
    package var stage: CycleStage
    package var choice: ReportChoice

    package init(_ stage: CycleStage, _ choice: ReportChoice = ReportChoice()) {
        self.stage = stage
        self.choice = choice
    }

    package func answer(in view: View) throws -> [SlowOrder] {
        try view.store.slowest(stage, try view.cycleFilter(choice), limit: 50).map { found in
            let order = try view.store.order(found.id)
            return SlowOrder(
                id: found.id, number: order?.number,
                supplierName: try (order?.supplierID).flatMap(view.store.supplier)?.name ?? "", seconds: found.length / 1000)
        }
    }
}
