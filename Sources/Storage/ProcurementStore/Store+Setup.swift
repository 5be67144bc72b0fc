import Database
package import FoundationEssentials
package import Procurement

/// What has happened on a connection so far, as the set-up check list needs it.
package struct ConnectionFigures: Sendable, Hashable {
    /// Trips to the shop that were started.
    package var trips: Int
    /// Trips that came back with a cart.
    package var returnedTrips: Int
    /// Trips whose set-up the shop refused.
    package var failedTrips: Int
    /// Orders that left for the supplier.
    package var sentOrders: Int
    /// Orders that the supplier confirmed, wholly or in part.
    package var confirmedOrders: Int
    /// Documents that were given up, or that nobody knows to have arrived.
    package var lostDeliveries: Int
    /// Punch-ins whose e-mail address no user has.
    package var unclaimedOrders: Int
    /// When the supplier's last document came in.
    package var lastReceivedAt: Date?
}

extension Store {
    /// Changes with everything that approval plans and codings are decided by, from people to budgets' rules.
    package func setUpVersion() throws -> [UInt8] {
        try sql.first("SELECT version FROM set_up_version WHERE id = 1", []) { try $0.blob(0) } ?? []
    }

    /// Counts what has happened on a connection, each up to 100.
    package func figures(of id: Identifier<PunchOutConnection>) throws -> ConnectionFigures {
        func count(_ table: String, _ condition: String = "TRUE") throws -> Int {
            try sql.first(
                "SELECT count(*) FROM (SELECT 1 FROM \(table) WHERE connection_id = ?1 AND \(condition) LIMIT 100)",
                [SQLValue(id)]
            ) { try $0.integer(0) } ?? 0
        }
        return ConnectionFigures(
            trips: try count("punchout_sessions"), returnedTrips: try count("punchout_sessions", "status = 'returned'"),
            failedTrips: try count("punchout_sessions", "status = 'failed'"),
            sentOrders: try count("purchase_orders", "transmission IN ('sent', 'acknowledged')"),
            confirmedOrders: try count("purchase_orders", "confirmed_at IS NOT NULL"),
            lostDeliveries: try count("deliveries", "status IN ('failed', 'unknown')"),
            unclaimedOrders: try count("purchase_orders", "buyer_id IS NULL AND status = 'draft'"),
            lastReceivedAt: try sql.first("SELECT max(received_at) FROM inbox WHERE connection_id = ?1", [SQLValue(id)]) {
                $0.optionalDate(0)
            } ?? nil)
    }
}
