import Database
package import FoundationEssentials
package import Procurement

extension Store {
    private static func message(_ row: any SQLRow) throws -> LoggedMessage {
        var read = RowReader(row)
        var message = LoggedMessage(
            id: try read.id(), at: try read.date(), direction: try read.word(), kind: try read.text(),
            connectionID: read.optionalID(),
            orderID: read.optionalID(), payloadID: read.optionalText(), statusCode: read.optionalInteger(),
            statusText: read.optionalText(), warnings: try read.lines(), body: read.optionalBlob() ?? [],
            answer: read.optionalBlob())
        message.duration = read.optionalInteger().map { Double($0) / 1_000_000 }
        if let first = read.optionalInteger(), let last = read.optionalInteger(), first <= last { message.events = first...last }
        return message
    }

    private static let messageFacts = """
        id, at, direction, kind, connection_id, order_id, payload_id, status_code, status_text, warnings
        """
    private static let messageColumns = "\(messageFacts), body, answer, duration, first_event, last_event"
    /// Of a list, which shows neither document nor answer.
    private static let messageRows = "\(messageFacts), NULL, NULL, duration, first_event, last_event"

    package func insert(_ message: LoggedMessage) throws { try insert(message, MessageRow(message)) }

    /// - Parameter row: laid out beforehand from what was known of the message then.
    package func insert(_ message: LoggedMessage, _ row: MessageRow) throws {
        try sql.execute(MessageRow.table.insert, row.completed(message))
    }

    package func message(_ id: Identifier<LoggedMessage>) throws -> LoggedMessage? {
        try sql.first("SELECT \(Self.messageColumns) FROM messages WHERE id = ?1", [SQLValue(id)], Self.message)
    }

    /// Newest first, without documents and answers.
    package func messages(_ filter: MessageFilter, _ page: PageRequest) throws -> Page<LoggedMessage> {
        var conditions: [String] = []
        var arguments: [SQLValue] = []
        func add(_ text: String, _ value: SQLValue) {
            arguments.append(value)
            conditions.append(text.replacing("?", with: "?\(arguments.count)"))
        }
        if let order = filter.order { add("order_id = ?", SQLValue(order)) }
        if let payloadID = filter.payloadID { add("payload_id = ?", SQLValue(payloadID)) }
        if let direction = filter.direction { add("direction = ?", SQLValue(direction.rawValue)) }
        if let connection = filter.connection { add("connection_id = ?", SQLValue(connection)) }
        if let kind = filter.kind { add("kind = ?", SQLValue(kind)) }
        // As their indexes have them: a value in the text is what an index of some rows asks for.
        switch filter.outcome {
        case .failed: conditions.append("status_code >= 400")
        case .unanswered: conditions.append("status_code IS NULL AND direction = 'out'")
        case .warned: conditions.append("warnings <> ''")
        case nil: break
        }
        if let words = filter.words { try search(words, add) }
        if let after = page.after { add("id < ?", SQLValue(after)) }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let rows = try sql.query(
            "SELECT \(Self.messageRows) FROM messages \(condition) ORDER BY id DESC LIMIT \(page.limit + 1)", arguments,
            Self.message)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// A payloadID or an order's number, ours or the supplier's, is found by its index; anything else, such as an ASIN, is looked
    /// for in every document's text, in any case of ASCII letters.
    private func search(_ words: String, _ add: (String, SQLValue) -> Void) throws {
        let isPayload =
            try sql.first("SELECT 1 FROM messages WHERE payload_id = ?1 LIMIT 1", [SQLValue(words)]) { _ in true } != nil
        if isPayload { return add("payload_id = ?", SQLValue(words)) }
        let isOrder =
            try sql.first(
                "SELECT 1 FROM purchase_orders WHERE number = ?1 OR supplier_reference = ?1 LIMIT 1", [SQLValue(words)]
            ) { _ in true } != nil
        if isOrder {
            return add(
                "order_id IN (SELECT id FROM purchase_orders WHERE number = ? OR supplier_reference = ?)", SQLValue(words))
        }
        add(
            "(CAST(body AS TEXT) LIKE ? ESCAPE '\\' OR CAST(answer AS TEXT) LIKE ? ESCAPE '\\' OR status_text LIKE ? ESCAPE '\\')",
            SQLValue("%\(Self.literal(words))%"))
    }

    /// With the signs of LIKE taken as themselves.
    private static func literal(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }

    /// Events by sequence number, oldest first.
    package func events(_ range: ClosedRange<Int>) throws -> [StoredEvent] {
        try events(after: range.lowerBound - 1, limit: min(range.count, 200))
    }

    /// Deletes up to `limit` messages older than the identifier, oldest first; answers how many.
    package func deleteMessages(before id: Identifier<LoggedMessage>, limit: Int) throws -> Int {
        try sql.execute(
            "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE id < ?1 ORDER BY id LIMIT \(limit))", [SQLValue(id)])
    }

    // MARK: Outages

    /// Since when documents to a connection fail, if they do.
    package func outage(of connection: Identifier<PunchOutConnection>) throws -> Date? {
        try sql.first("SELECT since FROM outages WHERE connection_id = ?1", [SQLValue(connection)]) { try $0.date(0) }
    }

    package func beginOutage(of connection: Identifier<PunchOutConnection>, at now: Date) throws {
        try upsert("outages", [("connection_id", SQLValue(connection)), ("since", SQLValue(now))])
    }

    package func endOutage(of connection: Identifier<PunchOutConnection>) throws {
        try sql.execute("DELETE FROM outages WHERE connection_id = ?1", [SQLValue(connection)])
    }
}
