import Database
import Synchronization

/// The texts of the statements that write rows, each made once: making one costs more than running it.
enum RowStatements {
    private struct Key: Hashable {
        let table: String
        let replaces: Bool
        let columns: Int
    }

    private struct Statement {
        let names: [String]
        let text: String
    }

    private static let known = Mutex<[Key: Statement]>([:])

    static func insert(_ table: String, _ columns: [(String, SQLValue)]) -> String {
        text(Key(table: table, replaces: false, columns: columns.count), columns)
    }

    /// The first column is the key.
    static func upsert(_ table: String, _ columns: [(String, SQLValue)]) -> String {
        text(Key(table: table, replaces: true, columns: columns.count), columns)
    }

    private static func text(_ key: Key, _ columns: [(String, SQLValue)]) -> String {
        if let statement = known.withLock({ $0[key] }), isOf(columns, statement.names) { return statement.text }
        let names = columns.map { $0.0 }
        let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        var text = "INSERT INTO \(key.table) (\(names.joined(separator: ", "))) VALUES (\(places))"
        if key.replaces {
            let updates = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
            text += " ON CONFLICT (\(names.first ?? "id")) DO UPDATE SET \(updates)"
        }
        known.withLock { $0[key] = Statement(names: names, text: text) }
        return text
    }

    /// Two writers of one table may have as many columns, but others.
    private static func isOf(_ columns: [(String, SQLValue)], _ names: [String]) -> Bool {
        for (index, name) in names.enumerated() where columns[index].0 != name { return false }
        return true
    }
}
