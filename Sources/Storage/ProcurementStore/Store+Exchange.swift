import Database
package import FoundationEssentials
package import Procurement

/// The answer that a document got the first time, kept so that a repeat gets the same.
package struct AnsweredDocument: Sendable, Hashable {
    package var bodyHash: [UInt8]
    package var statusCode: Int
    package var statusText: String
    /// The order it made or changed.
    package var resultID: String?
    package var receivedAt: Date

    package init(bodyHash: [UInt8], statusCode: Int, statusText: String, resultID: String?, receivedAt: Date) {
        self.bodyHash = bodyHash
        self.statusCode = statusCode
        self.statusText = statusText
        self.resultID = resultID
        self.receivedAt = receivedAt
    }
}

extension Store {
    // MARK: Inbox

    package func answeredDocument(connection: Identifier<PunchOutConnection>, payloadID: String) throws -> AnsweredDocument? {
        try sql.first(
            "SELECT body_hash, status_code, status_text, result_id, received_at FROM inbox WHERE connection_id = ?1 AND payload_id = ?2",
            [SQLValue(connection), SQLValue(payloadID)]
        ) { row in
            var read = RowReader(row)
            return AnsweredDocument(
                bodyHash: try read.blob(), statusCode: try read.integer(), statusText: try read.text(),
                resultID: read.optionalText(), receivedAt: try read.date())
        }
    }

    package func insert(
        _ entry: AnsweredDocument, connection: Identifier<PunchOutConnection>, payloadID: String
    ) throws {
        var row = BoundValues(cells: 7, octets: 256)
        row.append(connection.text)
        row.append(payloadID)
        row.append(entry.bodyHash)
        row.append(entry.statusCode)
        row.append(entry.statusText)
        row.append(entry.resultID)
        row.append(entry.receivedAt)
        try sql.execute(Self.inboxRows.insert, row)
    }

    private static let inboxRows = RowTable(
        "inbox", ["connection_id", "payload_id", "body_hash", "status_code", "status_text", "result_id", "received_at"])

    // MARK: Deliveries

    static let deliveryColumns = """
        id, kind, order_id, connection_id, payload_id, status, attempts, next_attempt_at, last_answer, created_at, updated_at
        """

    static func delivery(_ row: any SQLRow) throws -> Delivery {
        var read = RowReader(row)
        var delivery = Delivery(
            id: try read.id(), kind: try read.word(), orderID: read.optionalID(), connectionID: read.optionalID(),
            payloadID: try read.text(), status: try read.word(), attempts: try read.integer(), nextAttemptAt: read.optionalDate(),
            lastAnswer: read.optionalText(), createdAt: try read.date())
        delivery.updatedAt = try read.date()
        return delivery
    }

    private static let deliveryRows = RowTable(
        "deliveries",
        [
            "id", "kind", "order_id", "connection_id", "payload_id", "status", "attempts", "next_attempt_at", "last_answer",
            "created_at", "updated_at", "leased_until",
        ])

    package func insert(_ delivery: Delivery, sealedBody: [UInt8], leasedUntil: Date? = nil) throws {
        var row = BoundValues(cells: 12, octets: 256)
        row.append(delivery.id.text)
        row.append(delivery.kind.rawValue)
        row.append(delivery.orderID?.text)
        row.append(delivery.connectionID?.text)
        row.append(delivery.payloadID)
        row.append(delivery.status.rawValue)
        row.append(delivery.attempts)
        row.append(delivery.nextAttemptAt)
        row.append(delivery.lastAnswer)
        row.append(delivery.createdAt)
        row.append(delivery.updatedAt)
        row.append(leasedUntil)
        try sql.execute(Self.deliveryRows.insert, row)
        // Apart, since each change of a row writes all of it anew.
        try sql.execute(
            "INSERT INTO delivery_bodies (delivery_id, body) VALUES (?1, ?2)", [SQLValue(delivery.id), SQLValue(sealedBody)])
    }

    /// Writes what changes from attempt to attempt, and ends the lease.
    package func update(_ delivery: Delivery) throws {
        try sql.execute(
            """
            UPDATE deliveries SET status = ?2, attempts = ?3, next_attempt_at = ?4, leased_until = NULL, last_answer = ?5, updated_at = ?6
            WHERE id = ?1
            """,
            [
                SQLValue(delivery.id), SQLValue(delivery.status.rawValue), SQLValue(delivery.attempts),
                SQLValue(delivery.nextAttemptAt),
                SQLValue(delivery.lastAnswer), SQLValue(delivery.updatedAt),
            ])
    }

    package func delivery(_ id: Identifier<Delivery>) throws -> Delivery? {
        try sql.first("SELECT \(Self.deliveryColumns) FROM deliveries WHERE id = ?1", [SQLValue(id)], Self.delivery)
    }

    package func delivery(payloadID: String) throws -> Delivery? {
        try sql.first(
            "SELECT \(Self.deliveryColumns) FROM deliveries WHERE payload_id = ?1", [SQLValue(payloadID)], Self.delivery)
    }

    package func deliveries(of order: Identifier<PurchaseOrder>) throws -> [Delivery] {
        try sql.query(
            "SELECT \(Self.deliveryColumns) FROM deliveries WHERE order_id = ?1 ORDER BY id", [SQLValue(order)], Self.delivery)
    }

    package func deliveries(
        status: Delivery.Status?, kinds: [Delivery.Kind] = [], _ page: PageRequest
    ) throws -> Page<Delivery> {
        var conditions: [String] = []
        var arguments: [SQLValue] = []
        if !kinds.isEmpty { conditions.append(Self.isOf(kinds)) }
        if let status {
            arguments.append(SQLValue(status.rawValue))
            conditions.append("status = ?\(arguments.count)")
        }
        if let after = page.after {
            arguments.append(SQLValue(after))
            conditions.append("id < ?\(arguments.count)")
        }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let rows = try sql.query(
            "SELECT \(Self.deliveryColumns) FROM deliveries \(condition) ORDER BY id DESC LIMIT \(page.limit + 1)", arguments,
            Self.delivery)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    package func sealedBody(of id: Identifier<Delivery>) throws -> [UInt8]? {
        try sql.first("SELECT body FROM delivery_bodies WHERE delivery_id = ?1", [SQLValue(id)]) { try $0.blob(0) }
    }

    /// The condition that a delivery is of one of the kinds. Several are no reason to look in the index of kinds: nearly all
    /// that ever left is of these, and what is asked for is few of them, or the newest.
    private static func isOf(_ kinds: [Delivery.Kind], isFew: Bool = false) -> String {
        let words = kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return "\(kinds.count > 1 || isFew ? "+" : "")kind IN (\(words))"
    }

    /// Takes deliveries of some kinds that are due and not leased, and leases them until `until`.
    package func leaseDueDeliveries(
        _ kinds: [Delivery.Kind], at now: Date, until: Date, limit: Int
    ) throws -> [Delivery] {
        // Each kind by itself, as the index has it: orders are not looked for among all the mail that waits.
        let due = try kinds.flatMap { kind in
            try sql.query(
                """
                SELECT \(Self.deliveryColumns) FROM deliveries
                WHERE kind = ?2 AND next_attempt_at <= ?1 AND (leased_until IS NULL OR leased_until <= ?1)
                ORDER BY next_attempt_at LIMIT \(limit)
                """, [SQLValue(now), SQLValue(kind.rawValue)], Self.delivery)
        }.sorted { ($0.nextAttemptAt ?? now) < ($1.nextAttemptAt ?? now) }.prefix(limit)
        for delivery in due {
            try sql.execute("UPDATE deliveries SET leased_until = ?2 WHERE id = ?1", [SQLValue(delivery.id), SQLValue(until)])
        }
        return Array(due)
    }

    package func endLease(of id: Identifier<Delivery>) throws {
        try sql.execute("UPDATE deliveries SET leased_until = NULL WHERE id = ?1", [SQLValue(id)])
    }

    /// Whether some process is sending a document of this order at this moment.
    package func isBeingSent(_ order: Identifier<PurchaseOrder>, at now: Date) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM deliveries WHERE order_id = ?1 AND leased_until > ?2", [SQLValue(order), SQLValue(now)]
        ) { _ in true } ?? false
    }

    /// When the next delivery is due, if any is.
    package func nextDeliveryDue(_ kinds: [Delivery.Kind]) throws -> Date? {
        try kinds.compactMap { kind in
            try sql.first(
                "SELECT min(next_attempt_at) FROM deliveries WHERE next_attempt_at IS NOT NULL AND kind = ?1",
                [SQLValue(kind.rawValue)]
            ) { $0.optionalDate(0) } ?? nil
        }.min()
    }

    /// Of some kinds, or of all.
    package func countDeliveries(_ kinds: [Delivery.Kind] = [], status: Delivery.Status) throws -> Int {
        try sql.first(
            "SELECT count(*) FROM deliveries WHERE status = ?1\(kinds.isEmpty ? "" : " AND \(Self.isOf(kinds, isFew: true))")",
            [SQLValue(status.rawValue)]
        ) { try $0.integer(0) } ?? 0
    }

    // MARK: Numbers

    /// The next number of a sequence, from 1, without gaps among committed transactions.
    package func nextNumber(of sequence: String) throws -> Int {
        try sql.execute(
            "INSERT INTO number_sequences (name, last) VALUES (?1, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1",
            [SQLValue(sequence)])
        return try sql.first("SELECT last FROM number_sequences WHERE name = ?1", [SQLValue(sequence)]) { try $0.integer(0) } ?? 1
    }
}
