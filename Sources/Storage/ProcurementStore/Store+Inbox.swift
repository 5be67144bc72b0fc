import Database
package import Procurement

extension Store {
    private static let entryColumns = """
        id, status, reason, channel, sender, recipient, message_id, attachment_id, file_name, declared_type, file_type, size,
        hash, supplier_id, order_id, legal_entity_id, invoice_id, duplicate_of, received_at, updated_at, version,
        (SELECT content FROM inbox_proposals WHERE entry_id = inbox_entries.id)
        """

    private static func entry(_ row: any SQLRow) throws -> InboxEntry {
        var read = RowReader(row)
        let (id, status, reason) = (try read.id(InboxEntry.self), try read.word(InboxEntry.Status.self), read.optionalText())
        let channel = try read.word(InboxEntry.Channel.self)
        let (sender, recipient, message) = (read.optionalText(), read.optionalText(), read.optionalText())
        let (file, name, declared) = (try read.id(Attachment.self), try read.text(), try read.text())
        let type = read.optionalText().flatMap { InboxFileType(rawValue: $0) }
        let (size, hash) = (try read.integer(), try read.blob())
        let (supplier, order) = (read.optionalID(Supplier.self), read.optionalID(PurchaseOrder.self))
        let (entity, invoice) = (read.optionalID(LegalEntity.self), read.optionalID(Invoice.self))
        let duplicate = read.optionalID(InboxEntry.self)
        var entry = InboxEntry(
            id: id, channel: channel, attachmentID: file, fileName: name, declaredType: declared, size: size, hash: hash,
            receivedAt: try read.date())
        (entry.status, entry.reason, entry.fileType) = (status, reason, type)
        (entry.sender, entry.recipient, entry.messageID) = (sender, recipient, message)
        (entry.supplierID, entry.orderID, entry.legalEntityID) = (supplier, order, entity)
        (entry.invoiceID, entry.duplicateOf) = (invoice, duplicate)
        (entry.updatedAt, entry.version) = (try read.date(), try read.integer())
        entry.proposal = try read.optionalText().map(ProposalText.decode)
        return entry
    }

    package func inboxEntry(_ id: Identifier<InboxEntry>) throws -> InboxEntry? {
        try sql.first("SELECT \(Self.entryColumns) FROM inbox_entries WHERE id = ?1", [SQLValue(id)], Self.entry)
    }

    package func inboxEntry(of attachment: Identifier<Attachment>) throws -> InboxEntry? {
        try sql.first(
            "SELECT \(Self.entryColumns) FROM inbox_entries WHERE attachment_id = ?1", [SQLValue(attachment)], Self.entry)
    }

    /// Newest first. `entities` limits to those legal entities and what belongs to none yet; empty does not limit.
    package func inboxEntries(
        _ filter: InboxFilter, within entities: Set<Identifier<LegalEntity>> = [], _ page: PageRequest
    ) throws -> Page<InboxEntry> {
        var conditions = ["id < ?1"]
        var values = [SQLValue(page.after ?? Self.afterEveryID)]
        func add(_ column: String, _ value: SQLValue) {
            values.append(value)
            conditions.append("\(column) = ?\(values.count)")
        }
        if let status = filter.status { add("status", SQLValue(status.rawValue)) }
        if let supplier = filter.supplierID { add("supplier_id", SQLValue(supplier)) }
        if let invoice = filter.invoiceID { add("invoice_id", SQLValue(invoice)) }
        if let message = filter.messageID { add("message_id", SQLValue(message)) }
        if filter.waits { conditions.append(Self.waiting) }
        conditions.append(contentsOf: Self.limit(to: entities, &values))
        let rows = try sql.query(
            """
            SELECT \(Self.entryColumns) FROM inbox_entries \(filter.waits ? "INDEXED BY inbox_entries_waiting" : "")
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, values, Self.entry)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    private static let waiting = "status IN ('quarantined', 'proposed', 'matched', 'duplicate', 'unreadable')"

    private static func limit(to entities: Set<Identifier<LegalEntity>>, _ values: inout [SQLValue]) -> [String] {
        if entities.isEmpty { return [] }
        let places = entities.map(\.text).sorted().map { entity in
            values.append(SQLValue(entity))
            return "?\(values.count)"
        }
        return ["(legal_entity_id IS NULL OR legal_entity_id IN (\(places.joined(separator: ", "))))"]
    }

    /// How many wait for a person, up to 1,000.
    package func waitingInboxEntries(within entities: Set<Identifier<LegalEntity>>) throws -> Int {
        var values: [SQLValue] = []
        let conditions = [Self.waiting] + Self.limit(to: entities, &values)
        return try sql.first(
            """
            SELECT count(*) FROM (SELECT 1 FROM inbox_entries WHERE \(conditions.joined(separator: " AND ")) LIMIT 1000)
            """, values
        ) { try $0.integer(0) } ?? 0
    }

    /// What is to be read, oldest first.
    package func inboxEntriesToRead(after id: Identifier<InboxEntry>?, limit: Int) throws -> [Identifier<InboxEntry>] {
        try sql.query(
            "SELECT id FROM inbox_entries WHERE status = 'received' AND id > ?1 ORDER BY id LIMIT \(limit)",
            [SQLValue(id?.text ?? "")]
        ) { Identifier(trusted: try $0.text(0)) }
    }

    /// Those of one mail, in their order.
    package func inboxEntries(of messageID: String) throws -> [InboxEntry] {
        try sql.query(
            "SELECT \(Self.entryColumns) FROM inbox_entries WHERE message_id = ?1 ORDER BY id", [SQLValue(messageID)],
            Self.entry)
    }

    /// The same file, oldest first, up to 20.
    package func inboxEntries(hash: [UInt8]) throws -> [InboxEntry] {
        try sql.query(
            "SELECT \(Self.entryColumns) FROM inbox_entries WHERE hash = ?1 ORDER BY id LIMIT 20", [.blob(hash)], Self.entry)
    }

    /// Those of a supplier with a number, in any spelling, oldest first, up to 20.
    package func inboxEntries(of supplier: Identifier<Supplier>, number: String) throws -> [InboxEntry] {
        try sql.query(
            """
            SELECT \(Self.entryColumns) FROM inbox_entries WHERE supplier_id = ?1 AND number_key = ?2 ORDER BY id LIMIT 20
            """, [SQLValue(supplier), SQLValue(Invoice.comparable(number))], Self.entry)
    }

    /// Writes an entry, new or changed.
    package func save(_ entry: InboxEntry) throws {
        try upsert(
            "inbox_entries",
            [
                ("id", SQLValue(entry.id)), ("status", SQLValue(entry.status.rawValue)), ("reason", SQLValue(entry.reason)),
                ("channel", SQLValue(entry.channel.rawValue)), ("sender", SQLValue(entry.sender)),
                ("recipient", SQLValue(entry.recipient)), ("message_id", SQLValue(entry.messageID)),
                ("attachment_id", SQLValue(entry.attachmentID)), ("file_name", SQLValue(entry.fileName)),
                ("declared_type", SQLValue(entry.declaredType)), ("file_type", SQLValue(entry.fileType?.rawValue)),
                ("size", SQLValue(entry.size)), ("hash", SQLValue(entry.hash)), ("supplier_id", SQLValue(entry.supplierID)),
                ("order_id", SQLValue(entry.orderID)), ("legal_entity_id", SQLValue(entry.legalEntityID)),
                ("invoice_id", SQLValue(entry.invoiceID)), ("duplicate_of", SQLValue(entry.duplicateOf)),
                ("number_key", SQLValue(entry.proposal?[.number].map(Invoice.comparable))),
                ("received_at", SQLValue(entry.receivedAt)), ("updated_at", SQLValue(entry.updatedAt)),
                ("version", SQLValue(entry.version)),
            ])
    }

    /// Writes what was read in an entry.
    package func save(_ proposal: ProposedInvoice, of entry: Identifier<InboxEntry>) throws {
        try upsert(
            "inbox_proposals", [("entry_id", SQLValue(entry)), ("content", SQLValue(ProposalText.encode(proposal)))])
    }
}
