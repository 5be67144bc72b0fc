/// The texts of the statements that write whole rows of one table, made once.
struct RowTable: Sendable {
    let insert: String
    /// Replaces the row whose first column is the same.
    let upsert: String

    /// - Parameter constants: columns that are the same in all rows, with their values in SQL.
    init(_ table: String, _ columns: [String], constants: [(column: String, value: String)] = []) {
        let names = (columns + constants.map(\.column)).joined(separator: ", ")
        let values = (columns.indices.map { "?\($0 + 1)" } + constants.map(\.value)).joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(names)) VALUES (\(values))"
        let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        insert = text
        upsert = text + " ON CONFLICT (\(columns.first ?? "id")) DO UPDATE SET \(updates)"
    }
}
