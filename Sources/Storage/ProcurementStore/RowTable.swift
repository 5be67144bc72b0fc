/// The texts of the statements that write whole rows of one table, made once.
struct RowTable: Sendable {
    let insert: String
    /// Replaces the row whose first column is the same.
    let upsert: String

    init(_ table: String, _ columns: [String]) {
        let places = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
        let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        insert = text
        upsert = text + " ON CONFLICT (\(columns.first ?? "id")) DO UPDATE SET \(updates)"
    }
}
