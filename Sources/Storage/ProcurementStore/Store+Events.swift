import Database
package import FoundationEssentials
package import Procurement

extension Store {
    static let eventColumns = "sequence, id, at, type, actor_kind, actor_id, actor_name, subject_id, details, hash"

    static func event(_ row: any SQLRow) throws -> StoredEvent {
        var read = RowReader(row)
        return StoredEvent(
            sequence: try read.integer(), id: try read.id(), at: try read.date(), type: try read.text(),
            actorKind: try read.text(),
            actorID: read.optionalText(), actorName: try read.text(), subjectID: try read.text(), details: try read.text(),
            hash: try read.blob())
    }

    package func lastEvent() throws -> (sequence: Int, hash: [UInt8])? {
        try sql.first("SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1", []) {
            (sequence: try $0.integer(0), hash: try $0.blob(1))
        }
    }

    private static let eventRows = RowTable(
        "events",
        ["sequence", "id", "at", "type", "actor_kind", "actor_id", "actor_name", "subject_id", "details", "hash"])

    /// Types of events, as statements name them.
    package struct EventTypes: Sendable {
        fileprivate let list: String

        package init(_ types: Set<EventType>) { list = "('\(types.map(\.rawValue).sorted().joined(separator: "', '"))')" }
    }

    package func append(_ event: StoredEvent) throws {
        var row = BoundValues(cells: 10, octets: 512)
        row.append(event.sequence)
        row.append(event.id.text)
        row.append(event.at)
        row.append(event.type)
        row.append(event.actorKind)
        row.append(event.actorID)
        row.append(event.actorName)
        row.append(event.subjectID)
        row.append(event.details)
        row.append(event.hash)
        try sql.execute(Self.eventRows.insert, row)
    }

    /// A subject's events, oldest first.
    package func events(of subjectID: String) throws -> [StoredEvent] {
        try sql.query(
            "SELECT \(Self.eventColumns) FROM events WHERE subject_id = ?1 ORDER BY sequence", [SQLValue(subjectID)], Self.event)
    }

    /// The sequence number of a document's newest event; 0 without one.
    package func lastSequence(of subjectID: String) throws -> Int {
        try sql.first("SELECT max(sequence) FROM events WHERE subject_id = ?1", [SQLValue(subjectID)]) {
            $0.optionalInteger(0)
        }.flatMap(\.self) ?? 0
    }

    /// Events after a sequence number, oldest first.
    package func events(after sequence: Int, limit: Int) throws -> [StoredEvent] {
        try sql.query(
            "SELECT \(Self.eventColumns) FROM events WHERE sequence > ?1 ORDER BY sequence LIMIT \(limit)", [SQLValue(sequence)],
            Self.event)
    }

    /// How far the events behind a sequence number reach, at most `limit` of them, and whether one is of some types; `nil` without any.
    package func news(
        after sequence: Int, limit: Int, of types: EventTypes
    ) throws -> (last: Int, isThere: Bool)? {
        try sql.first(
            """
            SELECT max(sequence), max(type IN \(types.list))
            FROM (SELECT sequence, type FROM events WHERE sequence > ?1 ORDER BY sequence LIMIT \(limit))
            """, [SQLValue(sequence)]
        ) { row in try row.optionalInteger(0).map { (last: $0, isThere: try row.bool(1)) } } ?? nil
    }

    /// Events of some types behind a sequence number up to another, oldest first.
    package func events(after sequence: Int, upTo last: Int, of types: EventTypes) throws -> [StoredEvent] {
        try sql.query(
            """
            SELECT \(Self.eventColumns) FROM events WHERE sequence > ?1 AND sequence <= ?2 AND type IN \(types.list)
            ORDER BY sequence
            """, [SQLValue(sequence), SQLValue(last)], Self.event)
    }

    /// The same of one subject, or of all where it is `nil`.
    package func events(after sequence: Int, subjectID: String?, limit: Int) throws -> [StoredEvent] {
        guard let subjectID else { return try events(after: sequence, limit: limit) }
        return try sql.query(
            """
            SELECT \(Self.eventColumns) FROM events WHERE subject_id = ?1 AND sequence > ?2 ORDER BY sequence LIMIT \(limit)
            """, [SQLValue(subjectID), SQLValue(sequence)], Self.event)
    }

    /// Events before a sequence number, newest first; of one subject, or of all where it is `nil`.
    package func events(before sequence: Int, subjectID: String?, limit: Int) throws -> [StoredEvent] {
        try sql.query(
            """
            SELECT \(Self.eventColumns) FROM events WHERE sequence < ?1 \(subjectID == nil ? "" : "AND subject_id = ?2")
            ORDER BY sequence DESC LIMIT \(limit)
            """, [SQLValue(sequence)] + (subjectID.map { [SQLValue($0)] } ?? []), Self.event)
    }

    // MARK: Idempotency keys

    /// What a POST with this key answered before.
    package struct StoredAnswer: Sendable, Hashable {
        package var requestHash: [UInt8]
        /// `nil` while the first request is still running, 0 when its answer was lost.
        package var status: Int?
        package var headers: String?
        package var body: [UInt8]?
    }

    package func answer(actor: String, key: String, since: Date) throws -> StoredAnswer? {
        try sql.first(
            "SELECT request_hash, status, headers, body FROM idempotency_keys WHERE actor = ?1 AND key = ?2 AND created_at > ?3",
            [SQLValue(actor), SQLValue(key), SQLValue(since)]
        ) {
            StoredAnswer(
                requestHash: try $0.blob(0), status: $0.optionalInteger(1), headers: $0.optionalText(2), body: $0.optionalBlob(3))
        }
    }

    /// Reserves a key before the work; throws a unique violation when somebody else holds it.
    package func reserve(actor: String, key: String, requestHash: [UInt8], at now: Date, expiring before: Date) throws {
        try sql.execute("DELETE FROM idempotency_keys WHERE created_at <= ?1", [SQLValue(before)])
        try insert(
            "idempotency_keys",
            [
                ("actor", SQLValue(actor)), ("key", SQLValue(key)), ("request_hash", SQLValue(requestHash)),
                ("created_at", SQLValue(now)),
            ])
    }

    package func keep(actor: String, key: String, status: Int, headers: String, body: [UInt8]) throws {
        try sql.execute(
            "UPDATE idempotency_keys SET status = ?3, headers = ?4, body = ?5 WHERE actor = ?1 AND key = ?2",
            [SQLValue(actor), SQLValue(key), SQLValue(status), SQLValue(headers), SQLValue(body)])
    }

    /// Notes that what the key stands for was carried out, in the transaction that does it.
    package func noteDone(actor: String, key: String) throws {
        try sql.execute(
            "UPDATE idempotency_keys SET is_done = 1 WHERE actor = ?1 AND key = ?2", [SQLValue(actor), SQLValue(key)])
    }

    /// What no process works on any more: keys of requests that did nothing are free again, of others the answer is lost.
    package func endUnansweredKeys() throws {
        try sql.execute("DELETE FROM idempotency_keys WHERE status IS NULL AND is_done = 0", [])
        try sql.execute("UPDATE idempotency_keys SET status = 0 WHERE status IS NULL", [])
    }

    package func forget(actor: String, key: String) throws {
        try sql.execute("DELETE FROM idempotency_keys WHERE actor = ?1 AND key = ?2", [SQLValue(actor), SQLValue(key)])
    }
}
