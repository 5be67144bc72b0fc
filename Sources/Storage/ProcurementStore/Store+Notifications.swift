import Database
package import FoundationEssentials
package import Procurement

extension Store {
    private static let notificationColumns =
        "id, user_id, kind, order_id, task_id, link_id, subject_id, reason, rule_id, created_at, not_before"

    private static func notification(_ row: any SQLRow) throws -> Notification {
        var read = RowReader(row)
        var notification = Notification(
            id: try read.id(), userID: try read.id(), kind: try read.word(), orderID: read.optionalID(),
            taskID: read.optionalID(),
            linkID: read.optionalID(), subjectID: read.optionalText(), reason: read.optionalText(), ruleID: read.optionalID(),
            createdAt: try read.date())
        notification.notBefore = read.optionalDate()
        return notification
    }

    package func insert(_ notification: Notification) throws {
        try insert(
            "notifications",
            [
                ("id", SQLValue(notification.id)), ("user_id", SQLValue(notification.userID)),
                ("kind", SQLValue(notification.kind.rawValue)), ("order_id", SQLValue(notification.orderID)),
                ("task_id", SQLValue(notification.taskID)), ("link_id", SQLValue(notification.linkID)),
                ("subject_id", SQLValue(notification.subjectID)), ("reason", SQLValue(notification.reason)),
                ("rule_id", SQLValue(notification.ruleID)),
                ("created_at", SQLValue(notification.createdAt)), ("not_before", SQLValue(notification.notBefore)),
            ])
    }

    /// Newest first; of one order.
    package func notifications(of order: Identifier<PurchaseOrder>) throws -> [Notification] {
        try sql.query(
            "SELECT \(Self.notificationColumns) FROM notifications WHERE order_id = ?1 ORDER BY id DESC LIMIT 200",
            [SQLValue(order)], Self.notification)
    }

    /// Whether somebody was told this of a subject before.
    package func hasNotification(_ kind: Notification.Kind, subjectID: String) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM notifications WHERE subject_id = ?1 AND kind = ?2 LIMIT 1",
            [SQLValue(subjectID), SQLValue(kind.rawValue)]
        ) { _ in true } ?? false
    }

    /// Whether somebody was told this of an order before or is to be told.
    package func hasNotification(_ kind: Notification.Kind, of order: Identifier<PurchaseOrder>) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM notifications WHERE order_id = ?1 AND kind = ?2 LIMIT 1", [SQLValue(order), SQLValue(kind.rawValue)]
        ) { _ in true } ?? false
    }

    /// What a person waits to be told of an order becomes what says more; answers whether there was such a thing.
    package func replaceUnsent(
        _ kind: Notification.Kind, by more: Notification.Kind, of order: Identifier<PurchaseOrder>, for person: Identifier<User>,
        at now: Date
    ) throws -> Bool {
        try sql.execute(
            """
            UPDATE notifications SET kind = ?4, created_at = ?5, not_before = NULL
            WHERE order_id = ?1 AND user_id = ?2 AND kind = ?3 AND sent_at IS NULL
            """,
            [SQLValue(order), SQLValue(person), SQLValue(kind.rawValue), SQLValue(more.rawValue), SQLValue(now)]) > 0
    }

    /// Nobody has to be told any more what was taken back: notifications of the order from a moment on that wait to be sent.
    package func removeNotifications(of order: Identifier<PurchaseOrder>, since moment: Date) throws {
        try sql.execute(
            "DELETE FROM notifications WHERE order_id = ?1 AND created_at >= ?2 AND sent_at IS NULL AND not_before IS NOT NULL",
            [SQLValue(order), SQLValue(moment)])
    }

    /// What nobody has been told yet and may be told by now, oldest first.
    package func unsentNotifications(at now: Date, madeBefore latest: Date, limit: Int) throws -> [Notification] {
        try sql.query(
            """
            SELECT \(Self.notificationColumns) FROM notifications
            WHERE sent_at IS NULL AND (not_before IS NULL OR not_before <= ?1) AND created_at <= ?2 ORDER BY id LIMIT \(limit)
            """, [SQLValue(now), SQLValue(latest)], Self.notification)
    }

    /// Takes it from what is unsent; it may wait for its person's digest then.
    package func markSent(_ id: Identifier<Notification>, at now: Date, waitsForDigest: Bool) throws {
        try sql.execute(
            "UPDATE notifications SET sent_at = ?2, waits_for_digest = ?3 WHERE id = ?1",
            [SQLValue(id), SQLValue(now), SQLValue(waitsForDigest)])
    }

    /// Who has something waiting for a digest.
    package func usersWithDigest() throws -> [Identifier<User>] {
        try sql.query("SELECT DISTINCT user_id FROM notifications WHERE waits_for_digest = 1", []) {
            Identifier(trusted: try $0.text(0))
        }
    }

    /// Oldest first.
    package func notificationsForDigest(of user: Identifier<User>, limit: Int) throws -> [Notification] {
        try sql.query(
            """
            SELECT \(Self.notificationColumns) FROM notifications WHERE waits_for_digest = 1 AND user_id = ?1 ORDER BY id LIMIT \(limit)
            """, [SQLValue(user)], Self.notification)
    }

    package func clearDigest(of user: Identifier<User>) throws {
        try sql.execute(
            "UPDATE notifications SET waits_for_digest = 0 WHERE waits_for_digest = 1 AND user_id = ?1", [SQLValue(user)])
    }

    // MARK: Reading the trail

    /// The last event that was made into notifications.
    package func mailCursor() throws -> Int {
        try sql.first("SELECT sequence FROM mail_cursor WHERE id = 1", []) { try $0.integer(0) } ?? 0
    }

    package func setMailCursor(_ sequence: Int) throws {
        try sql.execute("UPDATE mail_cursor SET sequence = ?1 WHERE id = 1", [SQLValue(sequence)])
    }

    // MARK: Preferences and wordings

    package func mailPreference(of user: Identifier<User>) throws -> MailPreference? {
        try sql.first("SELECT mode, language, digest_at FROM mail_preferences WHERE user_id = ?1", [SQLValue(user)]) { row in
            var read = RowReader(row)
            return MailPreference(mode: try read.word(), language: try read.word(), digestAt: read.optionalDate())
        }
    }

    package func save(_ preference: MailPreference, of user: Identifier<User>) throws {
        try upsert(
            "mail_preferences",
            [
                ("user_id", SQLValue(user)), ("mode", SQLValue(preference.mode.rawValue)),
                ("language", SQLValue(preference.language.rawValue)), ("digest_at", SQLValue(preference.digestAt)),
            ])
    }

    package func mailWording(_ kind: MailKind, _ language: MailLanguage) throws -> MailWording? {
        try sql.first(
            "SELECT subject, lead FROM mail_wordings WHERE kind = ?1 AND language = ?2",
            [SQLValue(kind.rawValue), SQLValue(language.rawValue)]
        ) { MailWording(try $0.text(0), try $0.text(1)) }
    }

    /// `nil` goes back to the standard words.
    package func save(_ wording: MailWording?, _ kind: MailKind, _ language: MailLanguage) throws {
        try sql.execute(
            "DELETE FROM mail_wordings WHERE kind = ?1 AND language = ?2",
            [SQLValue(kind.rawValue), SQLValue(language.rawValue)])
        guard let wording else { return }
        try insert(
            "mail_wordings",
            [
                ("kind", SQLValue(kind.rawValue)), ("language", SQLValue(language.rawValue)),
                ("subject", SQLValue(wording.subject)),
                ("lead", SQLValue(wording.lead)),
            ])
    }
}
