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

    package typealias Row = SpreadsheetRow

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
        fields.name = row.cell("name")
        fields.slug = row.cell("slug")
        fields.fromDomain = row.cell("from_domain")
        fields.fromIdentity = row.cell("from_identity")
        fields.toDomain = row.cell("to_domain")
        fields.toIdentity = row.cell("to_identity")
        fields.sharedSecret = row.cell("shared_secret")
        fields.punchOutURL = row.cell("punchout_url")
        fields.orderURL = row.cell("order_url")
        fields.mode = row.cell("mode")
        if let supplier = row.cell("supplier") {
            let known = try work.store.suppliers().first { $0.name.lowercased() == supplier.lowercased() }
            fields.supplierID = known?.id.text
            fields.supplierName = known == nil ? supplier : nil
        }
        fields.requireApproval = try row.flag("require_approval")
        if let slug = fields.slug, let existing = try work.store.connection(slug: slug) {
            return try ChangeConnection(existing.id, fields).perform(in: work)
        }
        return try CreateConnection(fields).perform(in: work)
    }
}
