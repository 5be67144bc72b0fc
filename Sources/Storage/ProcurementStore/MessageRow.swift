import Compression
import Database
package import Procurement

/// The row of a message, laid out before it is known what becomes of it: its document is the longest text of all that is written.
package struct MessageRow: Sendable {
    static let table = RowTable(
        "messages",
        [
            "id", "at", "direction", "kind", "connection_id", "order_id", "payload_id", "status_code", "status_text", "warnings",
            "duration", "first_event", "last_event", "body", "answer",
        ])
    private var values: BoundValues
    private let warnings: [String]
    private let answer: [UInt8]?

    /// - Parameter answer: the one that is expected.
    package init(
        direction: LoggedMessage.Direction, kind: String, connectionID: Identifier<PunchOutConnection>?, payloadID: String?,
        warnings: [String], body: [UInt8], answer: [UInt8]?
    ) {
        let body = CompressedOctets.compressed(body)
        let keptAnswer = answer.map(CompressedOctets.compressed)
        values = BoundValues(cells: 15, octets: body.count + (keptAnswer?.count ?? 0) + 512)
        for _ in 0..<2 { values.appendNull() }
        values.append(direction.rawValue)
        values.append(kind)
        values.append(connectionID?.text)
        values.appendNull()
        values.append(payloadID)
        for _ in 0..<2 { values.appendNull() }
        values.append(SQLValue(lines: warnings))
        for _ in 0..<3 { values.appendNull() }
        values.append(body)
        values.append(keptAnswer)
        self.warnings = warnings
        self.answer = answer
    }

    init(_ message: LoggedMessage) {
        self.init(
            direction: message.direction, kind: message.kind, connectionID: message.connectionID, payloadID: message.payloadID,
            warnings: message.warnings, body: message.body, answer: message.answer)
    }

    /// The row with all that was still open.
    func completed(_ message: LoggedMessage) -> BoundValues {
        var row = values
        row.set(0, SQLValue(message.id))
        row.set(1, SQLValue(message.at))
        row.set(5, SQLValue(message.orderID))
        row.set(7, SQLValue(message.statusCode))
        row.set(8, SQLValue(message.statusText))
        if message.warnings != warnings { row.set(9, SQLValue(lines: message.warnings)) }
        row.set(10, SQLValue(message.duration.map { Int(($0 * 1_000_000).rounded()) }))
        row.set(11, SQLValue(message.events?.lowerBound))
        row.set(12, SQLValue(message.events?.upperBound))
        if message.answer != answer { row.set(14, SQLValue(message.answer.map(CompressedOctets.compressed))) }
        return row
    }
}
