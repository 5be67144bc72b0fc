package import FoundationEssentials
package import Procurement
import Database

extension Store {
    static let tokenColumns =
        "id, kind, name, user_id, supplier_user_id, scopes, created_at, expires_at, last_used_at, revoked_at"

    static func token(_ row: any SQLRow) throws -> APIToken {
        var read = RowReader(row)
        return APIToken(
            id: try read.id(), kind: .init(rawValue: try read.text()) ?? .token, name: try read.text(), userID: read.optionalID(),
            supplierUserID: read.optionalID(), scopes: try read.lines(),
            createdAt: try read.date(),
            expiresAt: read.optionalDate(), lastUsedAt: read.optionalDate(), revokedAt: read.optionalDate())
    }

    package func insert(_ token: APIToken, tokenHash: [UInt8]) throws {
        try insert(
            "api_tokens",
            [
                ("id", SQLValue(token.id)), ("token_hash", SQLValue(tokenHash)), ("kind", SQLValue(token.kind.rawValue)),
                ("name", SQLValue(token.name)),
                ("user_id", SQLValue(token.userID)), ("supplier_user_id", SQLValue(token.supplierUserID)),
                ("scopes", SQLValue(lines: token.scopes)),
                ("created_at", SQLValue(token.createdAt)),
                ("expires_at", SQLValue(token.expiresAt)),
            ])
    }

    /// Newest first.
    package func apiTokens(_ kind: APIToken.Kind, _ page: PageRequest) throws -> Page<APIToken> {
        let rows = try sql.query(
            """
            SELECT \(Self.tokenColumns) FROM api_tokens WHERE kind = ?1 AND id < ?2 ORDER BY id DESC LIMIT \(page.limit + 1)
            """, [SQLValue(kind.rawValue), SQLValue(page.after ?? Self.afterEveryID)], Self.token)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// Of every kind, newest first.
    package func apiTokens(_ page: PageRequest) throws -> Page<APIToken> {
        let rows = try sql.query(
            "SELECT \(Self.tokenColumns) FROM api_tokens WHERE id < ?1 ORDER BY id DESC LIMIT \(page.limit + 1)",
            [SQLValue(page.after ?? Self.afterEveryID)], Self.token)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    package func apiToken(_ id: Identifier<APIToken>) throws -> APIToken? {
        try sql.first("SELECT \(Self.tokenColumns) FROM api_tokens WHERE id = ?1", [SQLValue(id)], Self.token)
    }

    package func apiToken(_ id: Identifier<APIToken>, _ kind: APIToken.Kind) throws -> APIToken? {
        try apiToken(id).flatMap { $0.kind == kind ? $0 : nil }
    }

    package func apiToken(tokenHash: [UInt8]) throws -> APIToken? {
        try sql.first("SELECT \(Self.tokenColumns) FROM api_tokens WHERE token_hash = ?1", [SQLValue(tokenHash)], Self.token)
    }

    /// SHA-256 of the secret.
    package func tokenHash(of id: Identifier<APIToken>) throws -> [UInt8]? {
        try sql.first("SELECT token_hash FROM api_tokens WHERE id = ?1", [SQLValue(id)]) { try $0.blob(0) }
    }

    package func setTokenHash(_ hash: [UInt8], of id: Identifier<APIToken>) throws {
        try sql.execute("UPDATE api_tokens SET token_hash = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(hash)])
    }

    package func setTokenUsed(_ id: Identifier<APIToken>, at now: Date) throws {
        try sql.execute("UPDATE api_tokens SET last_used_at = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(now)])
    }

    package func setTokenRevoked(_ id: Identifier<APIToken>, at now: Date) throws {
        try sql.execute("UPDATE api_tokens SET revoked_at = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(now)])
    }
}
