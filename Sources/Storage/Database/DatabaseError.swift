/// What an engine refused, without any value that was bound: values may be personal or secret.
package struct DatabaseError: Error, Sendable, Hashable {
    /// What a caller may act on.
    package enum Kind: Sendable, Hashable {
        /// Another process held the store for too long; the same call may succeed later.
        case busy
        /// A row with these values exists; names the columns, as in `orders.number`.
        case constraintUnique(String)
        /// Another rule of the schema (NOT NULL, CHECK, FOREIGN KEY, type); names it as the engine did.
        case constraint(String)
        /// No room left on the disk.
        case full
        /// The file is damaged, or is no database.
        case corrupt
        case other
    }

    package let kind: Kind
    /// The engine's own code for the group of errors; 0 where the error was found by us.
    package let primaryCode: Int
    /// The engine's own finer code.
    package let extendedCode: Int
    package let message: String
    /// The statement's text with its parameters, not their values.
    package let sql: String?

    package init(kind: Kind, primaryCode: Int = 0, extendedCode: Int = 0, message: String, sql: String? = nil) {
        self.kind = kind
        self.primaryCode = primaryCode
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
    }
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        let code = extendedCode == 0 ? "" : " (code \(extendedCode))"
        let statement = sql.map { " in: \($0)" } ?? ""
        return "database: \(message)\(code)\(statement)"
    }
}
