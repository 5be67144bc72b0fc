import Database
package import FoundationEssentials
package import Procurement

extension Store {
    private static let mailColumns =
        "user_id, mails.kind, recipient, subject, begun_at, "
        + deliveryColumns.split(separator: ", ").map { "d.\($0.filter { !$0.isWhitespace })" }.joined(separator: ", ")

    private static func mail(_ row: any SQLRow) throws -> OutgoingMail {
        var read = RowReader(row)
        let userID: Identifier<User>? = read.optionalID()
        let kind: MailKind = try read.word()
        let (recipient, subject, begunAt) = (try read.text(), try read.text(), read.optionalDate())
        var delivery = Delivery(
            id: try read.id(), kind: try read.word(), orderID: read.optionalID(), connectionID: read.optionalID(),
            payloadID: try read.text(), status: try read.word(), attempts: try read.integer(), nextAttemptAt: read.optionalDate(),
            lastAnswer: read.optionalText(), createdAt: try read.date())
        delivery.updatedAt = try read.date()
        return OutgoingMail(
            delivery: delivery, userID: userID, kind: kind, recipient: recipient, subject: subject, begunAt: begunAt)
    }

    /// The delivery and what is known of the mail, both new.
    package func insert(_ mail: OutgoingMail, sealedBody: [UInt8], sealedContent: [UInt8]) throws {
        try insert(mail.delivery, sealedBody: sealedBody)
        try insertMail(mail, sealedContent: sealedContent)
    }

    /// What was known as a delivery only, as the mail that it became.
    package func complete(_ mail: OutgoingMail, sealedBody: [UInt8], sealedContent: [UInt8]) throws {
        try update(mail.delivery)
        try sql.execute(
            "UPDATE delivery_bodies SET body = ?2 WHERE delivery_id = ?1", [SQLValue(mail.delivery.id), SQLValue(sealedBody)])
        try insertMail(mail, sealedContent: sealedContent)
    }

    /// So that it is written anew.
    package func removeMail(_ id: Identifier<Delivery>) throws {
        try sql.execute("DELETE FROM mails WHERE delivery_id = ?1", [SQLValue(id)])
    }

    /// Orders on paper that no mail was made of yet, oldest first.
    package func papersToMail(limit: Int) throws -> [Delivery] {
        try sql.query(
            """
            SELECT \(Self.deliveryColumns) FROM deliveries WHERE kind = 'order_pdf' AND status = 'queued'
                AND NOT EXISTS (SELECT 1 FROM mails WHERE delivery_id = deliveries.id) ORDER BY id LIMIT \(limit)
            """, [], Self.delivery)
    }

    private func insertMail(_ mail: OutgoingMail, sealedContent: [UInt8]) throws {
        try insert(
            "mails",
            [
                ("delivery_id", SQLValue(mail.delivery.id)), ("user_id", SQLValue(mail.userID)),
                ("kind", SQLValue(mail.kind.rawValue)), ("recipient", SQLValue(mail.recipient)),
                ("subject", SQLValue(mail.subject)), ("content", SQLValue(sealedContent)), ("begun_at", SQLValue(mail.begunAt)),
            ])
    }

    package func mail(_ id: Identifier<Delivery>) throws -> OutgoingMail? {
        try sql.first(
            "SELECT \(Self.mailColumns) FROM mails JOIN deliveries d ON d.id = delivery_id WHERE delivery_id = ?1",
            [SQLValue(id)],
            Self.mail)
    }

    package func sealedContent(of id: Identifier<Delivery>) throws -> [UInt8]? {
        try sql.first("SELECT content FROM mails WHERE delivery_id = ?1", [SQLValue(id)]) { try $0.blob(0) }
    }

    /// Notes that an attempt begins, or with `nil` that its outcome is known.
    package func setBegun(_ moment: Date?, mail id: Identifier<Delivery>) throws {
        try sql.execute("UPDATE mails SET begun_at = ?2 WHERE delivery_id = ?1", [SQLValue(id), SQLValue(moment)])
    }

    /// Newest first.
    package func mails(status: Delivery.Status?, _ page: PageRequest) throws -> Page<OutgoingMail> {
        // What failed is few among all deliveries, what arrived is many among all mails.
        let isRare = status.map { $0 != .delivered } ?? false
        let order =
            isRare ? "deliveries d CROSS JOIN mails ON delivery_id = d.id" : "mails CROSS JOIN deliveries d ON d.id = delivery_id"
        let key = isRare ? "d.id" : "delivery_id"
        var arguments = [SQLValue(page.after ?? "~")]
        if let status { arguments.append(SQLValue(status.rawValue)) }
        let rows = try sql.query(
            """
            SELECT \(Self.mailColumns) FROM \(order) WHERE \(key) < ?1\(status == nil ? "" : " AND d.status = ?2")
            ORDER BY \(key) DESC LIMIT \(page.limit + 1)
            """, arguments, Self.mail)
        return Page(reading: rows, limit: page.limit) { $0.delivery.id.text }
    }

    /// Removes what is older and not on its way any more; answers how many.
    package func deleteMails(before id: Identifier<Delivery>, limit: Int) throws -> Int {
        let old = try sql.query(
            "SELECT id FROM deliveries WHERE kind = 'mail' AND id < ?1 AND next_attempt_at IS NULL ORDER BY id LIMIT \(limit)",
            [SQLValue(id)]
        ) { try $0.text(0) }
        for id in old {
            try sql.execute("DELETE FROM mails WHERE delivery_id = ?1", [SQLValue(id)])
            try sql.execute("DELETE FROM deliveries WHERE id = ?1", [SQLValue(id)])
        }
        return old.count
    }
}
