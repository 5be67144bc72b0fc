import Compression
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
            statusText: read.optionalText(), warnings: try read.lines(),
            body: CompressedOctets.decompressed(read.optionalBlob() ?? []),
            answer: read.optionalBlob().map(CompressedOctets.decompressed))
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
    ///
    /// A payloadID or an order's number, ours or the supplier's, is found by its index; any other words, such as an ASIN, by the index
    /// of words, and in what is too new for that by reading.
    package func messages(_ filter: MessageFilter, _ page: PageRequest) throws -> Page<LoggedMessage> {
        var search = MessageSearch(filter)
        guard let words = filter.words, try !search.addKey(words, self) else {
            if let after = page.after { search.add("id < ?", SQLValue(after)) }
            let rows = try rows(search, from: "messages", orderedBy: "id", page.limit + 1)
            return Page(reading: rows, limit: page.limit) { $0.id.text }
        }
        if let after = page.after {
            // That message may be gone meanwhile.
            search.add(
                "number < coalesce((SELECT number FROM messages WHERE id >= ? ORDER BY id LIMIT 1), 9223372036854775807)",
                SQLValue(after))
        }
        var newest = search
        let indexed = try lastIndexedMessage()
        newest.add("number > ?", SQLValue(indexed))
        newest.addText(words)
        var found = try rows(newest, from: "messages", orderedBy: "number", page.limit + 1)
        if found.count <= page.limit, let query = SearchWords.query(words) {
            search.add("message_search MATCH ?", SQLValue(query))
            found += try rows(
                search, from: "message_search CROSS JOIN messages ON messages.number = message_search.rowid",
                orderedBy: "message_search.rowid", page.limit + 1 - found.count)
        } else if found.count <= page.limit {
            // Signs alone are in no index.
            search.add("number <= ?", SQLValue(indexed))
            search.addText(words)
            found += try rows(search, from: "messages", orderedBy: "number", page.limit + 1 - found.count)
        }
        return Page(reading: found, limit: page.limit) { $0.id.text }
    }

    private func rows(
        _ search: MessageSearch, from tables: String, orderedBy order: String, _ limit: Int
    ) throws -> [LoggedMessage] {
        try sql.query(
            "SELECT \(Self.messageRows) FROM \(tables) \(search.clause) ORDER BY \(order) DESC LIMIT \(limit)",
            search.arguments, Self.message)
    }

    // MARK: The index of words

    /// The number of the newest message whose words are in the index; 0 for none.
    private func lastIndexedMessage() throws -> Int {
        try sql.first("SELECT rowid FROM message_search ORDER BY rowid DESC LIMIT 1", []) { try $0.integer(0) } ?? 0
    }

    /// Messages whose words are not in the index yet, oldest first: what is to be indexed of each, and whether there may be more. Ends
    /// with the one that brings the texts to so many octets.
    package func unindexedMessages(
        after number: Int?, limit: Int, octets: Int
    ) throws -> (messages: [(number: Int, texts: [[UInt8]])], mayBeMore: Bool) {
        var messages: [(number: Int, texts: [[UInt8]])] = []
        var taken = 0
        try sql.forEach(
            "SELECT number, body, answer, status_text FROM messages WHERE number > ?1 ORDER BY number LIMIT \(limit)",
            [SQLValue(try number ?? lastIndexedMessage())]
        ) { row in
            var read = RowReader(row)
            let number = try read.integer()
            let (body, answer, status) = (try read.blob(), read.optionalBlob(), read.optionalText())
            let texts = [
                CompressedOctets.decompressed(body), CompressedOctets.decompressed(answer ?? []), Array((status ?? "").utf8),
            ]
            messages.append((number, texts))
            taken += texts.reduce(0) { $0 + $1.count }
            return taken < octets
        }
        return (messages, messages.count == limit || taken >= octets)
    }

    /// Puts words into the index, unless they are there or the message went meanwhile.
    package func index(_ messages: [(number: Int, words: String)]) throws {
        let last = try lastIndexedMessage()
        for message in messages where message.number > last {
            let number = SQLValue(message.number)
            guard try sql.first("SELECT 1 FROM messages WHERE number = ?1", [number], { _ in true }) != nil else { continue }
            // No INSERT … SELECT, which has FTS5 write what it has gathered with every statement.
            try sql.execute("INSERT INTO message_search (rowid, words) VALUES (?1, ?2)", [number, SQLValue(message.words)])
        }
    }

    /// Events by sequence number, oldest first.
    package func events(_ range: ClosedRange<Int>) throws -> [StoredEvent] {
        try events(after: range.lowerBound - 1, limit: min(range.count, 200))
    }

    /// Deletes up to `limit` messages older than the identifier, oldest first; answers how many. What came with them goes, too, but
    /// for what an order keeps.
    package func deleteMessages(before id: Identifier<LoggedMessage>, limit: Int) throws -> Int {
        let old = "(SELECT id FROM messages WHERE id < ?1 ORDER BY id LIMIT \(limit))"
        try sql.execute("DELETE FROM attachments WHERE order_id IS NULL AND message_id IN \(old)", [SQLValue(id)])
        try sql.execute("UPDATE attachments SET message_id = NULL WHERE message_id IN \(old)", [SQLValue(id)])
        try sql.execute(
            """
            DELETE FROM message_search
            WHERE rowid IN (SELECT number FROM messages WHERE id < ?1 ORDER BY id LIMIT \(limit))
            """, [SQLValue(id)])
        return try sql.execute(
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
