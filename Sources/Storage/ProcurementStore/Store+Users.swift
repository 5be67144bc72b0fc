package import FoundationEssentials
package import Procurement
import Database

/// A signed-in browser.
package struct StoredSession: Sendable, Hashable {
    package var userID: Identifier<User>
    package var csrfToken: String
    package var expiresAt: Date
    /// How the person proved who they are.
    package var method: SignInMethod
    /// What the identity provider said of them, sealed.
    package var providerToken: [UInt8]?

    package init(
        userID: Identifier<User>, csrfToken: String, expiresAt: Date, method: SignInMethod = .password,
        providerToken: [UInt8]? = nil
    ) {
        self.userID = userID
        self.csrfToken = csrfToken
        self.expiresAt = expiresAt
        self.method = method
        self.providerToken = providerToken
    }
}

/// How somebody signed in.
package enum SignInMethod: String, Sendable, Hashable {
    case password
    /// Password and a code.
    case secondFactor = "second_factor"
    /// By the company's identity provider, which asks for what it wants.
    case singleSignOn = "single_sign_on"
}

extension Store {
    // MARK: Users

    package func users() throws -> [User] { try all().sorted { $0.email.lowercased() < $1.email.lowercased() } }
    package func user(_ id: Identifier<User>) throws -> User? { try record(id) }

    package func user(email: String) throws -> User? {
        try one(where: "email_key = ?1", [SQLValue(Self.emailKey(email))])
    }

    /// Who reports to a user.
    package func reports(of id: Identifier<User>) throws -> [User] { try all(where: "manager_id = ?1", [SQLValue(id)]) }

    package static func emailKey(_ email: String) -> String { email.lowercased() }

    package func passwordHash(of id: Identifier<User>) throws -> String? {
        try sql.first("SELECT password_hash FROM users WHERE id = ?1", [SQLValue(id)]) { $0.optionalText(0) } ?? nil
    }

    package func setPasswordHash(_ hash: String, of id: Identifier<User>) throws {
        try sql.execute("UPDATE users SET password_hash = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(hash)])
    }

    // MARK: Browser sessions

    package func insert(_ session: StoredSession, tokenHash: [UInt8], at now: Date) throws {
        try insert(
            "sessions",
            [
                ("token_hash", SQLValue(tokenHash)), ("user_id", SQLValue(session.userID)),
                ("csrf_token", SQLValue(session.csrfToken)),
                ("created_at", SQLValue(now)), ("expires_at", SQLValue(session.expiresAt)),
                ("method", SQLValue(session.method.rawValue)), ("provider_token", SQLValue(session.providerToken)),
            ])
    }

    package func session(tokenHash: [UInt8]) throws -> StoredSession? {
        try sql.first("SELECT user_id, csrf_token, expires_at, method FROM sessions WHERE token_hash = ?1", [SQLValue(tokenHash)])
        {
            row in
            var read = RowReader(row)
            return StoredSession(
                userID: try read.id(), csrfToken: try read.text(), expiresAt: try read.date(),
                method: SignInMethod(rawValue: try read.text()) ?? .password)
        }
    }

    /// What the identity provider said when the session began, sealed; read only when the session ends.
    package func providerToken(tokenHash: [UInt8]) throws -> [UInt8]? {
        try sql.first("SELECT provider_token FROM sessions WHERE token_hash = ?1", [SQLValue(tokenHash)]) { $0.optionalBlob(0) }
            ?? nil
    }

    package func deleteSession(tokenHash: [UInt8]) throws {
        try sql.execute("DELETE FROM sessions WHERE token_hash = ?1", [SQLValue(tokenHash)])
    }

    package func deleteSessions(of id: Identifier<User>) throws {
        try sql.execute("DELETE FROM sessions WHERE user_id = ?1", [SQLValue(id)])
    }

    package func deleteExpiredSessions(at now: Date) throws {
        try sql.execute("DELETE FROM sessions WHERE expires_at < ?1", [SQLValue(now)])
    }

    // MARK: Failed sign-ins

    /// How many sign-ins failed in a row for this address, known or not, and when the last one was.
    package func signInFailures(email: String) throws -> (count: Int, lastAt: Date)? {
        try sql.first(
            "SELECT failures, last_at FROM sign_in_failures WHERE email_key = ?1", [SQLValue(Self.emailKey(email))]
        ) { (count: try $0.integer(0), lastAt: try $0.date(1)) }
    }

    package func countSignInFailure(email: String, at now: Date) throws {
        try sql.execute(
            """
            INSERT INTO sign_in_failures (email_key, failures, last_at) VALUES (?1, 1, ?2)
            ON CONFLICT (email_key) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at
            """, [SQLValue(Self.emailKey(email)), SQLValue(now)])
    }

    package func clearSignInFailures(email: String) throws {
        try sql.execute("DELETE FROM sign_in_failures WHERE email_key = ?1", [SQLValue(Self.emailKey(email))])
    }
}
