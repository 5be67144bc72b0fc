package import Procurement
import ProcurementStore
import Tables

/// Fills credentials from a CSV spreadsheet: a row a connection, matched by its short name; all rows or none.
package struct ImportConnections: Command {
    package static let access = Access.roles(scope: "punchout-connections.write")
    /// The header line of the template.
    package static let columns = [
        "name", "slug", "supplier", "from_domain", "from_identity", "to_domain", "to_identity", "shared_secret", "punchout_url",
        "order_url", "mode", "require_approval",
    ]

    package var rows: [Row]

    /// One spreadsheet row by column name, with its number in the file.
    package struct Row: Sendable {
        package var number: Int
        package var cells: [String: String]

        package init(number: Int, cells: [String: String]) {
            self.number = number
            self.cells = cells
        }
    }

    package init(rows: [Row]) { self.rows = rows }

    package func perform(in work: UnitOfWork) throws -> [PunchOutConnection] {
        var problems: [FieldProblem] = []
        if rows.isEmpty { problems.append(FieldProblem("/rows", "required", "The file has no rows below its header.")) }
        var saved: [PunchOutConnection] = []
        for row in rows {
            do {
                saved.append(try save(row, in: work))
            } catch Refusal.invalid(let found) {
                problems += found.map {
                    FieldProblem("/rows/\(row.number)\($0.pointer)", $0.code, "Row \(row.number): \($0.message)")
                }
            }
        }
        if !problems.isEmpty { throw Refusal.invalid(problems) }
        return saved
    }

    private func save(_ row: Row, in work: UnitOfWork) throws -> PunchOutConnection {
        var fields = ConnectionFields()
        func cell(_ name: String) -> String? { row.cells[name].flatMap { $0.isEmpty ? nil : $0 } }
        fields.name = cell("name")
        fields.slug = cell("slug")
        fields.fromDomain = cell("from_domain")
        fields.fromIdentity = cell("from_identity")
        fields.toDomain = cell("to_domain")
        fields.toIdentity = cell("to_identity")
        fields.sharedSecret = cell("shared_secret")
        fields.punchOutURL = cell("punchout_url")
        fields.orderURL = cell("order_url")
        fields.mode = cell("mode")
        if let supplier = cell("supplier") {
            let known = try work.store.suppliers().first { $0.name.lowercased() == supplier.lowercased() }
            fields.supplierID = known?.id.text
            fields.supplierName = known == nil ? supplier : nil
        }
        switch cell("require_approval")?.lowercased() {
        case nil: break
        case "yes", "true", "1": fields.requireApproval = true
        case "no", "false", "0": fields.requireApproval = false
        default: throw Refusal.invalid("/require_approval", "invalid", "require_approval is yes or no.")
        }
        if let slug = fields.slug, let existing = try work.store.connection(slug: slug) {
            return try ChangeConnection(existing.id, fields).perform(in: work)
        }
        return try CreateConnection(fields).perform(in: work)
    }
}
