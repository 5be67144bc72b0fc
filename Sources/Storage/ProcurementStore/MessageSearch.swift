import Database
import Procurement

/// The conditions of a search in the message log, with their arguments.
struct MessageSearch {
    private var conditions: [String] = []
    private(set) var arguments: [SQLValue] = []

    /// All of a filter but its words.
    init(_ filter: MessageFilter) {
        if let order = filter.order { add("order_id = ?", SQLValue(order)) }
        if let payloadID = filter.payloadID { add("payload_id = ?", SQLValue(payloadID)) }
        if let direction = filter.direction { add("direction = ?", SQLValue(direction.rawValue)) }
        if let connection = filter.connection { add("connection_id = ?", SQLValue(connection)) }
        if let kind = filter.kind { add("kind = ?", SQLValue(kind)) }
        switch filter.outcome {
        // As their indexes have them: a value in the text is what an index of some rows asks for.
        case .failed: conditions.append("status_code >= 400")
        case .unanswered: conditions.append("status_code IS NULL AND direction = 'out'")
        case .warned: conditions.append("warnings <> ''")
        case nil: break
        }
    }

    var clause: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

    /// `?` stands for the value, as often as it is there.
    mutating func add(_ text: String, _ value: SQLValue) {
        arguments.append(value)
        conditions.append(text.replacing("?", with: "?\(arguments.count)"))
    }

    /// Adds what finds a payloadID or an order's number; false for words that are neither.
    mutating func addKey(_ words: String, _ store: Store) throws -> Bool {
        func isThere(_ query: String) throws -> Bool { try store.sql.first(query, [SQLValue(words)]) { _ in true } != nil }
        if try isThere("SELECT 1 FROM messages WHERE payload_id = ?1 LIMIT 1") {
            add("payload_id = ?", SQLValue(words))
            return true
        }
        guard try isThere("SELECT 1 FROM purchase_orders WHERE number = ?1 OR supplier_reference = ?1 LIMIT 1") else {
            return false
        }
        add("order_id IN (SELECT id FROM purchase_orders WHERE number = ? OR supplier_reference = ?)", SQLValue(words))
        return true
    }

    /// Adds that the text, its signs included, is in the document, its answer or its status, in any case of ASCII letters.
    mutating func addText(_ text: String) {
        let literal = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        add(
            """
            (CAST(decompressed(body) AS TEXT) LIKE ? ESCAPE '\\' OR CAST(decompressed(answer) AS TEXT) LIKE ? ESCAPE '\\'
            OR status_text LIKE ? ESCAPE '\\')
            """, SQLValue("%\(literal)%"))
    }
}
