import Database
import FoundationEssentials
package import Procurement

extension Store {
    private static let changeColumns = """
        id, order_id, number, status, reason, told_supplier, made_by_id, made_by, created_at, decided_at, version_number
        """

    /// Everything but its lines.
    private struct ChangeHead {
        let id: Identifier<ChangeRequest>
        let orderID: Identifier<PurchaseOrder>
        let number: Int
        let status: ChangeRequest.Status
        let reason: String
        let isTold: Bool
        let madeByID: Identifier<User>?
        let madeBy: String
        let createdAt: Date
        let decidedAt: Date?
        let versionNumber: Int?

        init(_ row: any SQLRow) throws {
            var read = RowReader(row)
            id = try read.id()
            orderID = try read.id()
            number = try read.integer()
            status = try read.word()
            reason = try read.text()
            isTold = try read.bool()
            madeByID = read.optionalID()
            madeBy = try read.text()
            createdAt = try read.date()
            decidedAt = read.optionalDate()
            versionNumber = read.optionalInteger()
        }
    }

    package func change(_ id: Identifier<ChangeRequest>) throws -> ChangeRequest? {
        try sql.first("SELECT \(Self.changeColumns) FROM change_orders WHERE id = ?1", [SQLValue(id)], ChangeHead.init)
            .map(withLines)
    }

    /// All of an order, oldest first.
    package func changes(of order: Identifier<PurchaseOrder>) throws -> [ChangeRequest] {
        try sql.query(
            "SELECT \(Self.changeColumns) FROM change_orders WHERE order_id = ?1 ORDER BY number", [SQLValue(order)],
            ChangeHead.init
        ).map(withLines)
    }

    /// The change that waits for approval, if one does.
    package func pendingChange(of order: Identifier<PurchaseOrder>) throws -> ChangeRequest? {
        try sql.first(
            "SELECT \(Self.changeColumns) FROM change_orders WHERE order_id = ?1 AND status = 'pending_approval'",
            [SQLValue(order)], ChangeHead.init
        ).map(withLines)
    }

    private func withLines(_ head: ChangeHead) throws -> ChangeRequest {
        var lines: [ChangeOrder.LineChange] = []
        var before: [ChangeOrder.LineChange] = []
        var hasNew = false
        try sql.forEach(
            """
            SELECT line_number, is_new, quantity, unit_price, requested_delivery, old_quantity, old_unit_price,
            old_requested_delivery FROM change_order_lines WHERE change_id = ?1 ORDER BY line_number
            """, [SQLValue(head.id)]
        ) { row in
            var read = RowReader(row)
            let number = try read.integer()
            if try read.bool() {
                hasNew = true
                return true
            }
            lines.append(
                .init(
                    lineNumber: number, quantity: read.optionalDecimal(), unitPrice: read.optionalDecimal(),
                    delivery: Self.day(read.optionalText())))
            before.append(
                .init(
                    lineNumber: number, quantity: read.optionalDecimal(), unitPrice: read.optionalDecimal(),
                    delivery: Self.day(read.optionalText())))
            return true
        }
        return ChangeRequest(
            id: head.id, orderID: head.orderID, number: head.number, status: head.status,
            change: ChangeOrder(
                lines: lines, added: hasNew ? try addedLines(by: head.id, to: head.orderID) : [], reason: head.reason),
            before: before, isTold: head.isTold, madeByID: head.madeByID, madeBy: head.madeBy, createdAt: head.createdAt,
            decidedAt: head.decidedAt, versionNumber: head.versionNumber)
    }

    private static func day(_ text: String?) -> ChangeOrder.DayChange { text.map { .set(Day($0)) } ?? .keep }

    private static func value(_ change: ChangeOrder.DayChange) -> SQLValue {
        switch change {
        case .keep: .null
        case .set(let day): .text(day?.text ?? "")
        }
    }

    /// Lines that a change brings, whether they are in the order by now or not.
    private func addedLines(
        by change: Identifier<ChangeRequest>, to order: Identifier<PurchaseOrder>
    ) throws -> [OrderLine] {
        var (hasShares, refusedBy, reason): (Bool, String?, String?) = (false, nil, nil)
        return try sql.query(
            """
            SELECT \(Self.orderLineColumns) FROM order_lines WHERE order_id = ?1 AND change_id = ?2 AND line_number IN
            (SELECT line_number FROM change_order_lines WHERE change_id = ?2 AND is_new = 1) ORDER BY line_number
            """, [SQLValue(order), SQLValue(change)]
        ) { try Self.orderLine($0, &hasShares, &refusedBy, &reason) }
    }

    /// Keeps a new change; the lines it brings stand by as proposed.
    package func insert(_ request: ChangeRequest) throws {
        try insert(
            "change_orders",
            [
                ("id", SQLValue(request.id)), ("order_id", SQLValue(request.orderID)), ("number", SQLValue(request.number)),
                ("status", SQLValue(request.status.rawValue)), ("reason", SQLValue(request.change.reason)),
                ("told_supplier", SQLValue(request.isTold)), ("made_by_id", SQLValue(request.madeByID)),
                ("made_by", SQLValue(request.madeBy)), ("created_at", SQLValue(request.createdAt)),
                ("decided_at", SQLValue(request.decidedAt)), ("version_number", SQLValue(request.versionNumber)),
            ])
        for line in request.change.lines {
            let old = request.before.first { $0.lineNumber == line.lineNumber }
            try insert(
                "change_order_lines",
                [
                    ("change_id", SQLValue(request.id)), ("line_number", SQLValue(line.lineNumber)), ("is_new", SQLValue(false)),
                    ("quantity", SQLValue(exact: line.quantity)), ("unit_price", SQLValue(exact: line.unitPrice)),
                    ("requested_delivery", Self.value(line.delivery)), ("old_quantity", SQLValue(exact: old?.quantity)),
                    ("old_unit_price", SQLValue(exact: old?.unitPrice)),
                    ("old_requested_delivery", Self.value(old?.delivery ?? .keep)),
                ])
        }
        for line in request.change.added {
            try insert(
                "change_order_lines",
                [("change_id", SQLValue(request.id)), ("line_number", SQLValue(line.lineNumber)), ("is_new", SQLValue(true))])
            try OrderRows.insert(line, of: request.orderID, on: sql)
        }
        try set(
            "proposed", lines: Set(request.change.added.map(\.lineNumber)), of: request.orderID, change: request.id)
    }

    /// Writes what becomes of a change.
    package func update(_ request: ChangeRequest) throws {
        try sql.execute(
            "UPDATE change_orders SET status = ?2, decided_at = ?3, version_number = ?4 WHERE id = ?1",
            [
                SQLValue(request.id), SQLValue(request.status.rawValue), SQLValue(request.decidedAt),
                SQLValue(request.versionNumber),
            ])
    }
}
