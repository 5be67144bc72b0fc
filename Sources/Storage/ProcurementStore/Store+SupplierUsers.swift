package import Database
package import FoundationEssentials
package import Procurement

/// A browser in which somebody of a supplier signed in.
package struct StoredSupplierSession: Sendable, Hashable {
    package var userID: Identifier<SupplierUser>
    package var csrfToken: String
    package var expiresAt: Date

    package init(userID: Identifier<SupplierUser>, csrfToken: String, expiresAt: Date) {
        self.userID = userID
        self.csrfToken = csrfToken
        self.expiresAt = expiresAt
    }
}

extension SupplierUser: StoredRecord {
    package static let table = "supplier_users"
    package static let columns = "id, supplier_id, email, name, language, is_active, created_at"
    package static let isSetUp = false

    package static func read(_ row: any SQLRow) throws -> SupplierUser {
        var read = RowReader(row)
        return SupplierUser(
            id: try read.id(), supplierID: try read.id(), email: try read.text(), name: try read.text(),
            language: try read.word(), isActive: try read.bool(), createdAt: try read.date())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("supplier_id", SQLValue(supplierID)), ("email", SQLValue(email)),
            ("email_key", SQLValue(Store.emailKey(email))), ("name", SQLValue(name)), ("language", SQLValue(language.rawValue)),
            ("is_active", SQLValue(isActive)), ("created_at", SQLValue(createdAt)),
        ]
    }
}

extension SupplierInvitation: StoredRecord {
    package static let table = "supplier_invitations"
    package static let columns =
        "id, supplier_id, email, name, language, invited_by, created_at, expires_at, used_at, revoked_at"
    package static let isSetUp = false

    package static func read(_ row: any SQLRow) throws -> SupplierInvitation {
        var read = RowReader(row)
        return SupplierInvitation(
            id: try read.id(), supplierID: try read.id(), email: try read.text(), name: read.optionalText(),
            language: try read.word(), invitedBy: try read.text(), createdAt: try read.date(), expiresAt: try read.date(),
            usedAt: read.optionalDate(), revokedAt: read.optionalDate())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("supplier_id", SQLValue(supplierID)), ("email", SQLValue(email)),
            ("email_key", SQLValue(Store.emailKey(email))), ("name", SQLValue(name)), ("language", SQLValue(language.rawValue)),
            ("invited_by", SQLValue(invitedBy)), ("created_at", SQLValue(createdAt)), ("expires_at", SQLValue(expiresAt)),
            ("used_at", SQLValue(usedAt)), ("revoked_at", SQLValue(revokedAt)),
        ]
    }
}

extension Store {
    // MARK: People

    package func supplierUser(_ id: Identifier<SupplierUser>) throws -> SupplierUser? { try record(id) }

    package func supplierUser(email: String) throws -> SupplierUser? {
        try one(where: "email_key = ?1", [SQLValue(Self.emailKey(email))])
    }

    /// In the order in which they came.
    package func supplierUsers(of supplier: Identifier<Supplier>) throws -> [SupplierUser] {
        try all(where: "supplier_id = ?1", [SQLValue(supplier)])
    }

    package func passwordHash(of id: Identifier<SupplierUser>) throws -> String? {
        try sql.first("SELECT password_hash FROM supplier_users WHERE id = ?1", [SQLValue(id)]) { $0.optionalText(0) } ?? nil
    }

    package func setPasswordHash(_ hash: String, of id: Identifier<SupplierUser>) throws {
        try sql.execute("UPDATE supplier_users SET password_hash = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(hash)])
    }

    // MARK: Invitations

    package func supplierInvitation(_ id: Identifier<SupplierInvitation>) throws -> SupplierInvitation? { try record(id) }

    package func supplierInvitation(tokenHash: [UInt8]) throws -> SupplierInvitation? {
        try one(where: "token_hash = ?1", [SQLValue(tokenHash)])
    }

    /// Oldest first.
    package func supplierInvitations(of supplier: Identifier<Supplier>) throws -> [SupplierInvitation] {
        try all(where: "supplier_id = ?1", [SQLValue(supplier)])
    }

    /// Those to an address that were neither used nor revoked.
    package func openInvitations(email: String) throws -> [SupplierInvitation] {
        try all(
            where: "email_key = ?1 AND used_at IS NULL AND revoked_at IS NULL", [SQLValue(Self.emailKey(email))])
    }

    package func insert(_ invitation: SupplierInvitation, tokenHash: [UInt8]) throws {
        try insert(SupplierInvitation.table, invitation.values + [("token_hash", SQLValue(tokenHash))])
    }

    /// Notes that it was used or revoked.
    package func update(_ invitation: SupplierInvitation) throws {
        try sql.execute(
            "UPDATE supplier_invitations SET used_at = ?2, revoked_at = ?3 WHERE id = ?1",
            [SQLValue(invitation.id), SQLValue(invitation.usedAt), SQLValue(invitation.revokedAt)])
    }

    // MARK: Links

    package func insertSupplierLink(tokenHash: [UInt8], of id: Identifier<SupplierUser>, until end: Date, at now: Date) throws {
        try sql.execute("DELETE FROM supplier_links WHERE expires_at < ?1", [SQLValue(now.addingTimeInterval(-86_400))])
        try insert(
            "supplier_links",
            [("token_hash", SQLValue(tokenHash)), ("user_id", SQLValue(id)), ("expires_at", SQLValue(end))])
    }

    /// Whom a link signs in, until when, and whether it did.
    package func supplierLink(
        tokenHash: [UInt8]
    ) throws -> (userID: Identifier<SupplierUser>, expiresAt: Date, usedAt: Date?)? {
        try sql.first(
            "SELECT user_id, expires_at, used_at FROM supplier_links WHERE token_hash = ?1", [SQLValue(tokenHash)]
        ) { (Identifier(trusted: try $0.text(0)), try $0.date(1), $0.optionalDate(2)) }
    }

    package func setSupplierLinkUsed(tokenHash: [UInt8], at now: Date) throws {
        try sql.execute(
            "UPDATE supplier_links SET used_at = ?2 WHERE token_hash = ?1", [SQLValue(tokenHash), SQLValue(now)])
    }

    // MARK: Sessions

    package func insert(_ session: StoredSupplierSession, tokenHash: [UInt8], at now: Date) throws {
        try sql.execute("DELETE FROM supplier_sessions WHERE expires_at < ?1", [SQLValue(now)])
        try insert(
            "supplier_sessions",
            [
                ("token_hash", SQLValue(tokenHash)), ("user_id", SQLValue(session.userID)),
                ("csrf_token", SQLValue(session.csrfToken)), ("created_at", SQLValue(now)),
                ("expires_at", SQLValue(session.expiresAt)),
            ])
    }

    package func supplierSession(tokenHash: [UInt8]) throws -> StoredSupplierSession? {
        try sql.first(
            "SELECT user_id, csrf_token, expires_at FROM supplier_sessions WHERE token_hash = ?1", [SQLValue(tokenHash)]
        ) { row in
            var read = RowReader(row)
            return StoredSupplierSession(userID: try read.id(), csrfToken: try read.text(), expiresAt: try read.date())
        }
    }

    package func deleteSupplierSession(tokenHash: [UInt8]) throws {
        try sql.execute("DELETE FROM supplier_sessions WHERE token_hash = ?1", [SQLValue(tokenHash)])
    }

    package func deleteSessions(of id: Identifier<SupplierUser>) throws {
        try sql.execute("DELETE FROM supplier_sessions WHERE user_id = ?1", [SQLValue(id)])
        try sql.execute("DELETE FROM supplier_links WHERE user_id = ?1", [SQLValue(id)])
    }

    // MARK: Tokens

    /// Of somebody of a supplier, newest first.
    package func apiTokens(of id: Identifier<SupplierUser>) throws -> [APIToken] {
        try sql.query(
            """
            SELECT \(Self.tokenColumns) FROM api_tokens WHERE supplier_user_id = ?1 ORDER BY id DESC LIMIT 100
            """, [SQLValue(id)], Self.token)
    }
}

extension Store {
    package func setActive(_ isActive: Bool, _ id: Identifier<SupplierUser>) throws {
        try sql.execute("UPDATE supplier_users SET is_active = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(isActive)])
    }
}
