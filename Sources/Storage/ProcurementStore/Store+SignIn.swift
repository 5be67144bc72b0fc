package import FoundationEssentials
package import Procurement
import Database

/// A user's authenticator app.
package struct StoredSecondFactor: Sendable, Hashable {
    /// As it was sealed.
    package var secret: [UInt8]
    /// `nil` while it is only being set up.
    package var confirmedAt: Date?
    /// The step of the newest code that was taken.
    package var lastStep: Int

    package init(secret: [UInt8], confirmedAt: Date? = nil, lastStep: Int = 0) {
        self.secret = secret
        self.confirmedAt = confirmedAt
        self.lastStep = lastStep
    }
}

/// Whose way in is kept: one of our own people, or a supplier's. The same of both, apart from each other.
package enum SignInHolder: Hashable, Sendable {
    case user(Identifier<User>)
    case supplierUser(Identifier<SupplierUser>)

    package var text: String {
        switch self {
        case .user(let id): id.text
        case .supplierUser(let id): id.text
        }
    }

    var factors: String { tablePrefix + "second_factors" }
    var codes: String { tablePrefix + "recovery_codes" }

    private var tablePrefix: String {
        switch self {
        case .user: ""
        case .supplierUser: "supplier_"
        }
    }
}

extension Store {
    // MARK: Second factors

    package func secondFactor(of id: Identifier<User>) throws -> StoredSecondFactor? { try secondFactor(of: .user(id)) }

    package func secondFactor(of holder: SignInHolder) throws -> StoredSecondFactor? {
        try sql.first(
            "SELECT secret, confirmed_at, last_step FROM \(holder.factors) WHERE user_id = ?1", [SQLValue(holder.text)]
        ) { row in
            StoredSecondFactor(secret: try row.blob(0), confirmedAt: row.optionalDate(1), lastStep: try row.integer(2))
        }
    }

    package func save(_ factor: StoredSecondFactor, of holder: SignInHolder) throws {
        try sql.execute(
            """
            INSERT INTO \(holder.factors) (user_id, secret, confirmed_at, last_step) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, confirmed_at = excluded.confirmed_at,
                last_step = excluded.last_step
            """,
            [SQLValue(holder.text), SQLValue(factor.secret), SQLValue(factor.confirmedAt), SQLValue(factor.lastStep)])
    }

    package func deleteSecondFactor(of holder: SignInHolder) throws {
        try sql.execute("DELETE FROM \(holder.factors) WHERE user_id = ?1", [SQLValue(holder.text)])
        try sql.execute("DELETE FROM \(holder.codes) WHERE user_id = ?1", [SQLValue(holder.text)])
    }

    /// Replaces all there were.
    package func setRecoveryCodes(_ hashes: [[UInt8]], of holder: SignInHolder) throws {
        try sql.execute("DELETE FROM \(holder.codes) WHERE user_id = ?1", [SQLValue(holder.text)])
        for hash in hashes { try insert(holder.codes, [("user_id", SQLValue(holder.text)), ("code_hash", SQLValue(hash))]) }
    }

    package func hasRecoveryCode(_ hash: [UInt8], of holder: SignInHolder) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM \(holder.codes) WHERE user_id = ?1 AND code_hash = ?2", [SQLValue(holder.text), SQLValue(hash)]
        ) { _ in true }
            ?? false
    }

    package func deleteRecoveryCode(_ hash: [UInt8], of holder: SignInHolder) throws {
        try sql.execute(
            "DELETE FROM \(holder.codes) WHERE user_id = ?1 AND code_hash = ?2", [SQLValue(holder.text), SQLValue(hash)])
    }

    package func countRecoveryCodes(of holder: SignInHolder) throws -> Int {
        try sql.first("SELECT count(*) FROM \(holder.codes) WHERE user_id = ?1", [SQLValue(holder.text)]) {
            try $0.integer(0)
        } ?? 0
    }

    // MARK: Identity providers

    /// Whom a provider's subject is here.
    package func user(issuer: String, subject: String) throws -> Identifier<User>? {
        try sql.first(
            "SELECT user_id FROM identity_links WHERE issuer = ?1 AND subject = ?2", [SQLValue(issuer), SQLValue(subject)]
        ) { row in
            var read = RowReader(row)
            return try read.id()
        }
    }

    package func isLinked(_ id: Identifier<User>, issuer: String) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM identity_links WHERE user_id = ?1 AND issuer = ?2", [SQLValue(id), SQLValue(issuer)]
        ) { _ in true }
            ?? false
    }

    package func link(_ id: Identifier<User>, issuer: String, subject: String, at now: Date) throws {
        try insert(
            "identity_links",
            [
                ("issuer", SQLValue(issuer)), ("subject", SQLValue(subject)), ("user_id", SQLValue(id)),
                ("created_at", SQLValue(now)),
            ])
    }
}
