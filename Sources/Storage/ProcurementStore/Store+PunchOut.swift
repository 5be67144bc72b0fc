import Database
package import Procurement

extension Store {
    private static let sessionColumns = """
        id, connection_id, user_id, buyer_cookie, payload_id, status, created_at, expires_at, order_id,
        operation, edited_order_id, operation_allowed
        """

    private static func punchOutSession(_ row: any SQLRow) throws -> PunchOutSession {
        var read = RowReader(row)
        return PunchOutSession(
            id: try read.id(), connectionID: try read.id(), userID: try read.id(), buyerCookie: try read.text(),
            payloadID: try read.text(), status: try read.word(), createdAt: try read.date(), expiresAt: try read.date(),
            orderID: read.optionalID(), operation: try read.word(), editedOrderID: read.optionalID(),
            operationAllowed: read.optionalText().flatMap { .init(rawValue: $0) })
    }

    package func punchOutSession(_ id: Identifier<PunchOutSession>) throws -> PunchOutSession? {
        try sql.first("SELECT \(Self.sessionColumns) FROM punchout_sessions WHERE id = ?1", [SQLValue(id)], Self.punchOutSession)
    }

    package func punchOutSession(buyerCookie: String) throws -> PunchOutSession? {
        try sql.first(
            "SELECT \(Self.sessionColumns) FROM punchout_sessions WHERE buyer_cookie = ?1", [SQLValue(buyerCookie)],
            Self.punchOutSession)
    }

    /// The trip that an order's present lines came from, the newest of several.
    package func punchOutSession(order: Identifier<PurchaseOrder>) throws -> PunchOutSession? {
        try sql.first(
            "SELECT \(Self.sessionColumns) FROM punchout_sessions WHERE order_id = ?1 ORDER BY created_at DESC LIMIT 1",
            [SQLValue(order)], Self.punchOutSession)
    }

    package func save(_ session: PunchOutSession) throws {
        try upsert(
            "punchout_sessions",
            [
                ("id", SQLValue(session.id)), ("connection_id", SQLValue(session.connectionID)),
                ("user_id", SQLValue(session.userID)),
                ("buyer_cookie", SQLValue(session.buyerCookie)), ("payload_id", SQLValue(session.payloadID)),
                ("status", SQLValue(session.status.rawValue)), ("created_at", SQLValue(session.createdAt)),
                ("expires_at", SQLValue(session.expiresAt)), ("order_id", SQLValue(session.orderID)),
                ("operation", SQLValue(session.operation.rawValue)), ("edited_order_id", SQLValue(session.editedOrderID)),
                ("operation_allowed", SQLValue(session.operationAllowed?.rawValue)),
            ])
    }
}
