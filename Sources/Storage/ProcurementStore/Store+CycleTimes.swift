import Database
import FoundationEssentials
package import Procurement

extension Store {
    private static let timeColumns =
        "supplier_id, legal_entity_id, created_at, submitted_at, approved_at, sent_at, confirmed_at, received_at, billed_at"

    package func times(of order: Identifier<PurchaseOrder>) throws -> OrderTimes? {
        try sql.first("SELECT \(Self.timeColumns) FROM order_times WHERE order_id = ?1", [SQLValue(order)]) { row in
            var read = RowReader(row)
            let (supplier, entity): (Identifier<Supplier>, String) = (try read.id(), try read.text())
            return OrderTimes(
                supplierID: supplier, legalEntityID: entity.isEmpty ? nil : Identifier(trusted: entity),
                created: try read.integer(), submitted: read.optionalInteger(), approved: read.optionalInteger(),
                sent: read.optionalInteger(), confirmed: read.optionalInteger(), received: read.optionalInteger(),
                billed: read.optionalInteger())
        }
    }

    /// Notes the stages that an order has passed, and counts their lengths.
    /// - Parameter known: moments that the order does not tell itself, where they were not noted before.
    func keepTimes(of order: PurchaseOrder, startingFrom known: OrderTimes, in sums: ReportSums) throws {
        let before = try times(of: order.id)
        if before == nil, order.submittedAt == nil { return }
        var noted = known
        if let before {
            noted.sent = before.sent ?? known.sent
            noted.received = before.received ?? known.received
            noted.billed = before.billed ?? known.billed
        }
        try keep(OrderTimes(order, after: noted), of: order.id, insteadOf: before, in: sums)
    }

    private func keep(
        _ now: OrderTimes, of order: Identifier<PurchaseOrder>, insteadOf before: OrderTimes?, in sums: ReportSums
    ) throws {
        guard now != before else { return }
        try sql.execute(
            """
            INSERT INTO order_times (order_id, \(Self.timeColumns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (order_id) DO UPDATE SET legal_entity_id = ?3, submitted_at = ?5, approved_at = ?6, sent_at = ?7,
            confirmed_at = ?8, received_at = ?9, billed_at = ?10
            """,
            [
                SQLValue(order), SQLValue(now.supplierID), .text(now.legalEntityID?.text ?? ""), SQLValue(now.created),
                SQLValue(now.submitted), SQLValue(now.approved), SQLValue(now.sent), SQLValue(now.confirmed),
                SQLValue(now.received), SQLValue(now.billed),
            ])
        let isElsewhere = before?.legalEntityID != now.legalEntityID
        let old = Dictionary((before?.stages ?? []).map { ($0.stage, ($0.end, $0.length)) }) { first, _ in first }
        let new = Dictionary(now.stages.map { ($0.stage, ($0.end, $0.length)) }) { first, _ in first }
        for stage in CycleStage.allCases {
            if let old = old[stage], let new = new[stage], old == new, !isElsewhere { continue }
            if let before, let old = old[stage] { count(-1, stage, end: old.0, length: old.1, before, in: sums) }
            if let new = new[stage] { count(1, stage, end: new.0, length: new.1, now, in: sums) }
        }
    }

    /// Of a moment in milliseconds since 1970: `2026-11`, in UTC.
    static func month(_ moment: Int) -> String {
        String(Day(Date(timeIntervalSince1970: Double(moment) / 1000)).text.prefix(7))
    }

    private func count(
        _ orders: Int, _ stage: CycleStage, end: Int, length: Int, _ times: OrderTimes, in sums: ReportSums
    ) {
        let seconds = length / 1000
        sums.add(
            orders: orders, seconds: orders * seconds,
            to: ReportSums.CycleCell(
                month: Self.month(end), legalEntityID: times.legalEntityID?.text ?? "", supplierID: times.supplierID.text,
                stage: stage.rawValue, bucket: DurationBucket.number(seconds)))
    }

    /// The orders that a stage took longest, with its length in milliseconds: one pass over short rows.
    package func slowest(_ stage: CycleStage, _ filter: SpendFilter, limit: Int) throws -> [(
        id: Identifier<PurchaseOrder>, length: Int
    )] {
        let ends = ["created_at", "submitted_at", "approved_at", "sent_at", "confirmed_at", "received_at", "billed_at"]
        guard let place = CycleStage.allCases.firstIndex(of: stage) else { return [] }
        let (start, end) = (ends[place], ends[place + 1])
        let from = filter.from.flatMap { Day("\($0)-01") }?.start
        let through = filter.through.flatMap { Day("\($0)-28") }.map { last in
            // The first day of the next month: the 28th and four days are always in it.
            Day(String(last.adding(days: 4).text.prefix(7)) + "-01")?.start ?? last.start
        }
        var conditions = ["\(start) <= \(end)", "\(end) >= ?1", "\(end) < ?2"]
        var arguments = [from.map { SQLValue($0) } ?? .integer(0), through.map { SQLValue($0) } ?? .integer(.max)]
        if let supplier = filter.supplierID {
            arguments.append(SQLValue(supplier))
            conditions.append("supplier_id = ?\(arguments.count)")
        }
        for ids in filter.legalEntityIDs {
            let places = ids.sorted().map { id in
                arguments.append(.text(id))
                return "?\(arguments.count)"
            }
            conditions.append("legal_entity_id IN (\(places.joined(separator: ", ")))")
        }
        return try sql.query(
            """
            SELECT order_id, \(end) - \(start) FROM order_times WHERE \(conditions.joined(separator: " AND "))
            ORDER BY 2 DESC LIMIT \(limit)
            """, arguments
        ) { (Identifier(trusted: try $0.text(0)), try $0.integer(1)) }
    }
}
