import Database
import FoundationEssentials
import Procurement

/// Orders are counted, for reports and for what drafts would take of budgets, a moment after they were written: most change several
/// times within that moment, and those that are counted together add to the same few sums. Which are to be counted is written with
/// them, so none is forgotten.
extension Store {
    /// Notes that an order was written.
    func countLater(_ order: PurchaseOrder) throws {
        let times = OrderTimes(order, after: nil)
        try countLater(
            order.id, sent: SQLValue(times.sent), received: SQLValue(times.received), billed: SQLValue(times.billed))
    }

    /// - Parameters:
    ///   - sent: since when the order is sent, received in full and billed in full, in milliseconds since 1970. The first that is
    ///     told counts.
    func countLater(
        _ order: Identifier<PurchaseOrder>, sent: SQLValue, received: SQLValue = .null, billed: SQLValue = .null
    ) throws {
        try sql.execute(
            """
            INSERT INTO uncounted_orders (order_id, sent_at, received_at, billed_at) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (order_id) DO UPDATE SET sent_at = coalesce(sent_at, excluded.sent_at),
            received_at = coalesce(received_at, excluded.received_at), billed_at = coalesce(billed_at, excluded.billed_at)
            WHERE sent_at IS NULL AND excluded.sent_at IS NOT NULL OR received_at IS NULL AND excluded.received_at IS NOT NULL
            OR billed_at IS NULL AND excluded.billed_at IS NOT NULL
            """, [SQLValue(order), sent, received, billed])
    }

    /// Whether an order waits to be counted.
    package func hasUncountedOrders() throws -> Bool {
        try sql.first("SELECT 1 FROM uncounted_orders LIMIT 1", []) { _ in true } != nil
    }

    /// Counts orders that were written, those that were made first before others; answers whether there may be more.
    package func countWrittenOrders(limit: Int) throws -> Bool {
        let written = try sql.query(
            "SELECT order_id, sent_at, received_at, billed_at FROM uncounted_orders ORDER BY order_id LIMIT \(limit)", []
        ) { row in
            var read = RowReader(row)
            return UncountedOrder(
                id: try read.id(), sent: read.optionalInteger(), received: read.optionalInteger(), billed: read.optionalInteger())
        }
        guard let last = written.last else { return false }
        try addingUp { sums in
            for one in written { try count(one, in: sums) }
        }
        try sql.execute("DELETE FROM uncounted_orders WHERE order_id <= ?1", [SQLValue(last.id)])
        return written.count == limit
    }

    private struct UncountedOrder {
        var id: Identifier<PurchaseOrder>
        var sent: Int?
        var received: Int?
        var billed: Int?
    }

    private func count(_ written: UncountedOrder, in sums: ReportSums) throws {
        // One that is gone has taken with it what it had of demands, and was in no report.
        guard let order = try readable(written.id) else { return }
        try keepDemands(of: order)
        guard !order.isTest else { return }
        let known = OrderTimes(
            supplierID: order.supplierID, legalEntityID: order.coding.legalEntityID, created: 0, sent: written.sent,
            received: written.received, billed: written.billed)
        try keepTimes(of: order, startingFrom: known, in: sums)
        try keepSpend(of: order, in: sums)
    }

    /// One that cannot be read keeps nobody from the reports of the others; whoever opens it is told.
    private func readable(_ id: Identifier<PurchaseOrder>) throws -> PurchaseOrder? {
        do {
            return try order(id)
        } catch is StoredValueError {
            return nil
        }
    }

    /// Notes what a draft would take of its budgets; of any other order, that it is none.
    private func keepDemands(of order: PurchaseOrder) throws {
        try sql.execute("DELETE FROM draft_demands WHERE order_id = ?1", [SQLValue(order.id)])
        guard order.status == .draft, order.namesBudget else { return }
        var demands: [Identifier<Budget>: Int64] = [:]
        order.forEachCoding { _, _, coding, amount in
            let amount = amount ?? .zero(order.currency)
            guard let budget = coding.budgetID, amount.currency == order.currency else { return }
            demands[budget, default: 0] = demands[budget, default: 0].addingReportingOverflow(amount.minorUnits).partialValue
        }
        for (budget, units) in demands.sorted(by: { $0.key.text < $1.key.text }) {
            try insert(
                "draft_demands",
                [
                    ("order_id", SQLValue(order.id)), ("budget_id", SQLValue(budget)),
                    ("currency", SQLValue(order.currency.code)), ("amount", .integer(units)),
                ])
        }
    }
}
