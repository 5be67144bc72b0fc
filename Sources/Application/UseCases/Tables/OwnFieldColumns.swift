package import Procurement

/// The company's own fields as columns of orders and invoices, named as approval policies name them: `own_field:cost_type` of a
/// document, `line_own_field:cost_type` of a line.
enum OwnFieldColumns {
    /// - Parameter prefix: `line_` for those of lines.
    static func name(_ field: OwnField, _ prefix: String) -> String { "\(prefix)own_field:\(field.key)" }

    static func cells(_ coding: Coding, _ fields: [OwnField]) -> [String?] {
        fields.map { coding.ownFields[$0.key]?.description }
    }

    /// The values that a row has for the fields.
    static func read(
        _ row: SpreadsheetRow, _ place: String, _ prefix: String, _ fields: [OwnField], _ checks: inout FieldChecks
    ) -> [String: OwnFieldValue] {
        var values: [String: OwnFieldValue] = [:]
        for field in fields {
            let column = name(field, prefix)
            guard let text = row.cell(column) else { continue }
            do throws(OwnFieldProblem) {
                values[field.key] = try field.value(of: text)
            } catch {
                checks.add("\(place)/\(column)", "invalid", error.message)
            }
        }
        return values
    }
}

extension Workspace {
    /// The company's own fields in the order of their columns: that of their keys, which never change.
    func columnFields() throws -> [OwnField] { try setUp().ownFields.sorted { $0.key < $1.key } }
}

extension ExchangedTable {
    /// The header of a company that has these fields of its own.
    package func columns(_ fields: [OwnField]) -> [String] {
        switch self {
        case .orders: columns + fields.map { OwnFieldColumns.name($0, "") } + fields.map { OwnFieldColumns.name($0, "line_") }
        case .invoices: columns + fields.map { OwnFieldColumns.name($0, "line_") }
        default: columns
        }
    }
}

/// Every table with its columns, those of the company's own fields among them.
package struct ListTables: Query {
    package static let access = ExportTable.access
    package init() {}

    package func answer(in view: View) throws -> [(table: ExchangedTable, columns: [String])] {
        let fields = try view.columnFields()
        return ExchangedTable.allCases.map { ($0, $0.columns(fields)) }
    }
}
