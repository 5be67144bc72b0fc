import Database
package import FoundationEssentials
package import Procurement

extension Store {
    private static let webhookDeliveryColumns = """
        webhook_id, event_sequence, event_id, event_type, status, attempts, next_attempt_at, last_attempt_at, status_code,
        answer, milliseconds, created_at
        """

    private static func webhookDelivery(_ row: any SQLRow) throws -> WebhookDelivery {
        var read = RowReader(row)
        return WebhookDelivery(
            webhookID: try read.id(), sequence: try read.integer(), eventID: try read.id(), type: try read.text(),
            status: try read.word(), attempts: try read.integer(), nextAttemptAt: read.optionalDate(),
            lastAttemptAt: read.optionalDate(), statusCode: read.optionalInteger(), answer: read.optionalText(),
            milliseconds: read.optionalInteger(), createdAt: try read.date())
    }

    /// Puts one into the outbox. What is there already stays as it is, or begins anew with `again` when it had come to its end.
    package func queue(_ delivery: WebhookDelivery, again: Bool) throws {
        try sql.execute(
            """
            INSERT INTO webhook_deliveries
                (webhook_id, event_sequence, event_id, event_type, status, attempts, next_attempt_at, created_at)
            VALUES (?1, ?2, ?3, ?4, 'queued', 0, ?5, ?6) ON CONFLICT (webhook_id, event_sequence)
            """
                + (again
                    ? """
                     DO UPDATE SET status = 'queued', attempts = 0, next_attempt_at = excluded.next_attempt_at
                    WHERE next_attempt_at IS NULL
                    """ : " DO NOTHING"),
            [
                SQLValue(delivery.webhookID), SQLValue(delivery.sequence), SQLValue(delivery.eventID), SQLValue(delivery.type),
                SQLValue(delivery.nextAttemptAt), SQLValue(delivery.createdAt),
            ])
    }

    package func webhookDelivery(_ webhook: Identifier<Webhook>, _ sequence: Int) throws -> WebhookDelivery? {
        try sql.first(
            "SELECT \(Self.webhookDeliveryColumns) FROM webhook_deliveries WHERE webhook_id = ?1 AND event_sequence = ?2",
            [SQLValue(webhook), SQLValue(sequence)], Self.webhookDelivery)
    }

    package func update(_ delivery: WebhookDelivery) throws {
        try sql.execute(
            """
            UPDATE webhook_deliveries SET status = ?3, attempts = ?4, next_attempt_at = ?5, last_attempt_at = ?6,
                status_code = ?7, answer = ?8, milliseconds = ?9
            WHERE webhook_id = ?1 AND event_sequence = ?2
            """,
            [
                SQLValue(delivery.webhookID), SQLValue(delivery.sequence), SQLValue(delivery.status.rawValue),
                SQLValue(delivery.attempts), SQLValue(delivery.nextAttemptAt), SQLValue(delivery.lastAttemptAt),
                SQLValue(delivery.statusCode), SQLValue(delivery.answer), SQLValue(delivery.milliseconds),
            ])
    }

    /// Those of a webhook that are due, the longest due first; until `until` nobody else takes them.
    package func leaseDue(of webhook: Identifier<Webhook>, at now: Date, until: Date, limit: Int) throws -> [WebhookDelivery] {
        let due = try sql.query(
            """
            SELECT \(Self.webhookDeliveryColumns) FROM webhook_deliveries WHERE webhook_id = ?1 AND next_attempt_at <= ?2
            ORDER BY next_attempt_at, event_sequence LIMIT \(limit)
            """, [SQLValue(webhook), SQLValue(now)], Self.webhookDelivery)
        for delivery in due {
            try sql.execute(
                "UPDATE webhook_deliveries SET next_attempt_at = ?3 WHERE webhook_id = ?1 AND event_sequence = ?2",
                [SQLValue(webhook), SQLValue(delivery.sequence), SQLValue(until)])
        }
        return due
    }

    /// When a webhook's next one is due.
    package func nextDue(of webhook: Identifier<Webhook>) throws -> Date? {
        try sql.first(
            "SELECT min(next_attempt_at) FROM webhook_deliveries WHERE webhook_id = ?1 AND next_attempt_at IS NOT NULL",
            [SQLValue(webhook)]
        ) { $0.optionalDate(0) } ?? nil
    }

    /// A webhook's, newest event first; the cursor is the event's sequence number.
    package func webhookDeliveries(
        of webhook: Identifier<Webhook>, status: WebhookDelivery.Status?, _ page: PageRequest
    ) throws -> Page<WebhookDelivery> {
        var arguments = [SQLValue(webhook), SQLValue(page.after.flatMap { Int($0) } ?? Int.max)]
        if let status { arguments.append(SQLValue(status.rawValue)) }
        let rows = try sql.query(
            """
            SELECT \(Self.webhookDeliveryColumns) FROM webhook_deliveries WHERE webhook_id = ?1 AND event_sequence < ?2
            \(status == nil ? "" : "AND status = ?3") ORDER BY event_sequence DESC LIMIT \(page.limit + 1)
            """, arguments, Self.webhookDelivery)
        return Page(reading: rows, limit: page.limit) { String($0.sequence) }
    }

    /// How many of a webhook's are in a state, counted up to 1,000.
    package func countWebhookDeliveries(of webhook: Identifier<Webhook>, status: WebhookDelivery.Status) throws -> Int {
        try sql.first(
            """
            SELECT count(*) FROM (SELECT 1 FROM webhook_deliveries WHERE webhook_id = ?1 AND status = ?2 LIMIT 1000)
            """, [SQLValue(webhook), SQLValue(status.rawValue)]
        ) { try $0.integer(0) } ?? 0
    }

    /// Deletes those of events before `sequence` that came to their end; answers how many, at most `limit`.
    package func forgetWebhookDeliveries(of webhook: Identifier<Webhook>, before sequence: Int, limit: Int) throws -> Int {
        let old = try sql.query(
            """
            SELECT event_sequence FROM webhook_deliveries
            WHERE webhook_id = ?1 AND event_sequence < ?2 AND next_attempt_at IS NULL ORDER BY event_sequence LIMIT \(limit)
            """, [SQLValue(webhook), SQLValue(sequence)]
        ) { try $0.integer(0) }
        for number in old {
            try sql.execute(
                "DELETE FROM webhook_deliveries WHERE webhook_id = ?1 AND event_sequence = ?2",
                [SQLValue(webhook), SQLValue(number)])
        }
        return old.count
    }

    // MARK: The stream

    package func event(_ sequence: Int) throws -> StoredEvent? { try events(after: sequence - 1, limit: 1).first }

    /// The sequence number of the first event of a moment or later; one beyond the last when there is none. Events have no
    /// gaps and are in the order of their times, so that halving finds it.
    package func firstSequence(since moment: Date) throws -> Int {
        var (low, high) = (1, (try lastEvent()?.sequence ?? 0) + 1)
        while low < high {
            let middle = (low + high) / 2
            let at = try sql.first("SELECT at FROM events WHERE sequence = ?1", [SQLValue(middle)]) { try $0.date(0) }
            if let at, at >= moment { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
