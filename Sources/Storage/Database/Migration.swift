/// One named step of the schema. Once released it never changes: a correction is a new step.
package struct Migration: Sendable, Hashable {
    /// Sorts and names the step, as in `0001-start`.
    package let name: String
    /// The statements, in the engine's dialect, separated by `;`.
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }

    /// 64-bit FNV-1a of the text, in hexadecimal: enough to notice an edit, which is the only danger here.
    package var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in sql.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

/// Why a schema is not brought up to date. Nothing was changed by the step that is named.
package enum MigrationError: Error, Sendable, Hashable {
    /// The step was applied with another text than it has now.
    case changed(name: String)
    /// The store has a step that this program does not know: it was written by a newer program.
    case unknown(name: String)
    /// The store has `found` where this program expects `expected`.
    case outOfOrder(expected: String, found: String)
    /// Two steps of this program have the same name.
    case duplicate(name: String)
}

extension MigrationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .changed(let name):
            "migration \(name) was changed after it was applied: restore its text and add a new migration instead"
        case .unknown(let name):
            "the database holds migration \(name), which this version does not know: run the newer version that made it"
        case .outOfOrder(let expected, let found):
            "the database holds migration \(found) where \(expected) is expected: migrations are only ever added at the end"
        case .duplicate(let name):
            "there are two migrations named \(name)"
        }
    }
}
