import Database
package import Procurement

extension Store {
    private static let attachmentColumns = """
        id, message_id, order_id, name, media_type, content_id, size, hash, created_at, content IS NOT NULL, invoice_id
        """

    private static func attachment(_ row: any SQLRow) throws -> Attachment {
        var read = RowReader(row)
        return Attachment(
            id: try read.id(), messageID: read.optionalID(), orderID: read.optionalID(), name: try read.text(),
            mediaType: try read.text(), contentID: read.optionalText(), size: try read.integer(), hash: try read.blob(),
            createdAt: try read.date(), isKept: try read.bool(), invoiceID: read.optionalID())
    }

    package func attachment(_ id: Identifier<Attachment>) throws -> Attachment? {
        try sql.first("SELECT \(Self.attachmentColumns) FROM attachments WHERE id = ?1", [SQLValue(id)], Self.attachment)
    }

    /// Newest first.
    package func attachments(_ page: PageRequest) throws -> Page<Attachment> {
        let rows = try sql.query(
            """
            SELECT \(Self.attachmentColumns) FROM attachments WHERE id < ?1 ORDER BY id DESC LIMIT \(page.limit + 1)
            """, [SQLValue(page.after ?? "~")], Self.attachment)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// In the order in which they came.
    package func attachments(of message: Identifier<LoggedMessage>) throws -> [Attachment] {
        try sql.query(
            "SELECT \(Self.attachmentColumns) FROM attachments WHERE message_id = ?1 ORDER BY rowid", [SQLValue(message)],
            Self.attachment)
    }

    /// In the order in which they came.
    package func attachments(of order: Identifier<PurchaseOrder>) throws -> [Attachment] {
        try sql.query(
            "SELECT \(Self.attachmentColumns) FROM attachments WHERE order_id = ?1 ORDER BY rowid", [SQLValue(order)],
            Self.attachment)
    }

    /// `nil` when only what is known of it was kept.
    package func content(of attachment: Identifier<Attachment>) throws -> [UInt8]? {
        try sql.first("SELECT content FROM attachments WHERE id = ?1", [SQLValue(attachment)]) { row in
            var read = RowReader(row)
            return read.optionalBlob()
        } ?? nil
    }

    package func insert(_ attachment: Attachment, content: [UInt8]?) throws {
        try insert(
            "attachments",
            [
                ("id", SQLValue(attachment.id)), ("message_id", SQLValue(attachment.messageID)),
                ("order_id", SQLValue(attachment.orderID)), ("name", SQLValue(attachment.name)),
                ("media_type", SQLValue(attachment.mediaType)), ("content_id", SQLValue(attachment.contentID)),
                ("size", SQLValue(attachment.size)), ("hash", SQLValue(attachment.hash)),
                ("created_at", SQLValue(attachment.createdAt)), ("content", SQLValue(content)),
                ("invoice_id", SQLValue(attachment.invoiceID)),
            ])
    }

    /// In the order in which they came.
    package func attachments(of invoice: Identifier<Invoice>) throws -> [Attachment] {
        try sql.query(
            "SELECT \(Self.attachmentColumns) FROM attachments WHERE invoice_id = ?1 ORDER BY rowid", [SQLValue(invoice)],
            Self.attachment)
    }

    /// Says of which invoice a file is evidence; `nil` takes it off.
    package func attach(_ attachment: Identifier<Attachment>, to invoice: Identifier<Invoice>?) throws {
        try sql.execute(
            "UPDATE attachments SET invoice_id = ?2 WHERE id = ?1", [SQLValue(attachment), SQLValue(invoice)])
    }
}
