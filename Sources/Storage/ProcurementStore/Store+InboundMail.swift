import Database
package import FoundationEssentials
package import Procurement

extension Store {
    private static let inboundColumns = "id, hash, recipient, sender, author, subject, way, at, outcome, reason, subject_id"

    private static func inboundMail(_ row: any SQLRow) throws -> InboundMail {
        var read = RowReader(row)
        return InboundMail(
            id: try read.id(), hash: try read.blob(), recipient: try read.text(), sender: try read.text(),
            author: try read.text(), subject: try read.text(), way: try read.word(), at: try read.date(),
            outcome: try read.word(), reason: read.optionalText(), subjectID: read.optionalText())
    }

    /// What became of the message at the address, if it came before.
    package func inboundMail(hash: [UInt8], recipient: String) throws -> InboundMail? {
        try sql.first(
            "SELECT \(Self.inboundColumns) FROM received_mails WHERE hash = ?1 AND recipient = ?2",
            [SQLValue(hash), SQLValue(recipient)], Self.inboundMail)
    }

    /// Others of the same Message-ID that came to the address.
    package func inboundMails(messageID: String, recipient: String) throws -> [InboundMail] {
        try sql.query(
            """
            SELECT \(Self.inboundColumns) FROM received_mails
            WHERE hash IN (SELECT hash FROM received_messages WHERE message_id = ?1) AND recipient = ?2 LIMIT 20
            """, [SQLValue(messageID), SQLValue(recipient)], Self.inboundMail)
    }

    package func inboundMail(_ id: Identifier<InboundMail>) throws -> InboundMail? {
        try sql.first("SELECT \(Self.inboundColumns) FROM received_mails WHERE id = ?1", [SQLValue(id)], Self.inboundMail)
    }

    /// Newest first.
    package func inboundMails(outcome: InboundMail.Outcome?, _ page: PageRequest) throws -> Page<InboundMail> {
        var arguments = [SQLValue(page.after ?? "~")]
        if let outcome { arguments.append(SQLValue(outcome.rawValue)) }
        let rows = try sql.query(
            """
            SELECT \(Self.inboundColumns) FROM received_mails WHERE id < ?1\(outcome == nil ? "" : " AND outcome = ?2")
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, arguments, Self.inboundMail)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    package func insert(_ mail: InboundMail) throws {
        try insert(
            "received_mails",
            [
                ("id", SQLValue(mail.id)), ("hash", SQLValue(mail.hash)), ("recipient", SQLValue(mail.recipient)),
                ("sender", SQLValue(mail.sender)), ("author", SQLValue(mail.author)), ("subject", SQLValue(mail.subject)),
                ("way", SQLValue(mail.way.rawValue)), ("at", SQLValue(mail.at)), ("outcome", SQLValue(mail.outcome.rawValue)),
                ("reason", SQLValue(mail.reason)), ("subject_id", SQLValue(mail.subjectID)),
            ])
    }

    package func update(_ mail: InboundMail) throws {
        try sql.execute(
            "UPDATE received_mails SET outcome = ?2, reason = ?3, subject_id = ?4 WHERE id = ?1",
            [SQLValue(mail.id), SQLValue(mail.outcome.rawValue), SQLValue(mail.reason), SQLValue(mail.subjectID)])
    }

    /// Keeps a message once, whatever number of addresses it came to.
    package func keepMessage(hash: [UInt8], at now: Date, size: Int, messageID: String?, sealed: () -> [UInt8]) throws {
        let isKept = try sql.first("SELECT 1 FROM received_messages WHERE hash = ?1", [SQLValue(hash)]) { _ in true } ?? false
        if isKept { return }
        try insert(
            "received_messages",
            [
                ("hash", SQLValue(hash)), ("at", SQLValue(now)), ("size", SQLValue(size)), ("message_id", SQLValue(messageID)),
                ("content", SQLValue(sealed())),
            ])
    }

    package func sealedMessage(hash: [UInt8]) throws -> [UInt8]? {
        try sql.first("SELECT content FROM received_messages WHERE hash = ?1", [SQLValue(hash)]) { try $0.blob(0) }
    }

    /// Removes messages that are older; answers how many.
    package func deleteMessages(before moment: Date, limit: Int) throws -> Int {
        let old = try sql.query(
            """
            SELECT hash FROM received_messages WHERE at < ?1 ORDER BY at LIMIT \(limit)
            """, [SQLValue(moment)]
        ) { try $0.blob(0) }
        for hash in old {
            try sql.execute("DELETE FROM received_mails WHERE hash = ?1", [SQLValue(hash)])
            try sql.execute("DELETE FROM received_messages WHERE hash = ?1", [SQLValue(hash)])
        }
        return old.count
    }

    // MARK: Addresses that answers come back to

    private static let replyColumns = "id, document_id, reader, address, name, is_shared, expires_at"

    private static func replyAddress(_ row: any SQLRow) throws -> ReplyAddress {
        var read = RowReader(row)
        let (id, document) = (try read.text(), try read.text())
        guard let document = CommentedDocument(document) else {
            throw StoredValueError(description: "“\(document)” is neither an order nor an invoice.")
        }
        return ReplyAddress(
            id: id, document: document, reader: try read.text(), address: try read.text(), name: try read.text(),
            isShared: try read.bool(), expiresAt: try read.date())
    }

    package func replyAddress(_ id: String) throws -> ReplyAddress? {
        try sql.first("SELECT \(Self.replyColumns) FROM reply_addresses WHERE id = ?1", [SQLValue(id)], Self.replyAddress)
    }

    /// The one that a reader has already.
    package func replyAddress(
        of document: CommentedDocument, reader: String, address: String, isShared: Bool
    ) throws -> ReplyAddress? {
        try sql.first(
            """
            SELECT \(Self.replyColumns) FROM reply_addresses
            WHERE document_id = ?1 AND reader = ?2 AND address = ?3 AND is_shared = ?4
            """, [SQLValue(document.id), SQLValue(reader), SQLValue(address), SQLValue(isShared)], Self.replyAddress)
    }

    package func save(_ address: ReplyAddress) throws {
        try upsert(
            "reply_addresses",
            [
                ("id", SQLValue(address.id)), ("document_id", SQLValue(address.document.id)),
                ("reader", SQLValue(address.reader)),
                ("address", SQLValue(address.address)), ("name", SQLValue(address.name)),
                ("is_shared", SQLValue(address.isShared)), ("expires_at", SQLValue(address.expiresAt)),
            ])
    }

    /// The mail of ours that carries a Message-ID.
    package func mail(messageID: String) throws -> OutgoingMail? {
        let id = try sql.first(
            "SELECT id FROM deliveries WHERE payload_id = ?1 AND kind IN ('mail', 'order_pdf')", [SQLValue(messageID)]
        ) { Identifier<Delivery>(trusted: try $0.text(0)) }
        return try id.flatMap(mail)
    }
}
