import Database
import Procurement

extension Coding {
    /// The columns of every table that holds a coding, in the order in which `RowReader.coding()` reads them.
    static let columns = """
        legal_entity_id, location_id, department_id, budget_id, gl_account_id, project_id, tax_code_id, own_fields
        """

    /// The same of the joined table of default codings.
    static let defaultColumns = """
        default_codings.legal_entity_id, default_codings.location_id, default_codings.department_id, default_codings.budget_id,
        default_codings.gl_account_id, default_codings.project_id, default_codings.tax_code_id, default_codings.own_fields
        """

    /// Joins the default coding of the rows of a table.
    static func join(_ table: String) -> String { "LEFT JOIN default_codings ON default_codings.owner_id = \(table).id" }

    var columns: [(String, SQLValue)] {
        [
            ("legal_entity_id", SQLValue(legalEntityID)), ("location_id", SQLValue(locationID)),
            ("department_id", SQLValue(departmentID)), ("budget_id", SQLValue(budgetID)),
            ("gl_account_id", SQLValue(glAccountID)), ("project_id", SQLValue(projectID)),
            ("tax_code_id", SQLValue(taxCodeID)), ("own_fields", SQLValue(OwnFieldText.join(ownFields))),
        ]
    }
}

/// Values of own fields in one column: `key=kind:value`, one a line, in the order of their keys.
enum OwnFieldText {
    static func join(_ values: [String: OwnFieldValue]) -> String {
        if values.isEmpty { return "" }
        return values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.kind.rawValue):\($0.value)" }.joined(separator: "\n")
    }

    /// Throws `StoredValueError` for what this version cannot read.
    static func split(_ text: String) throws -> [String: OwnFieldValue] {
        var values: [String: OwnFieldValue] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let typed = parts.last?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) ?? []
            guard parts.count == 2, typed.count == 2, let kind = OwnField.Kind(rawValue: String(typed[0])),
                let value = OwnFieldValue(kind: kind, stored: String(typed[1]))
            else { throw StoredValueError(description: "“\(line)” is not the value of an own field.") }
            values[String(parts[0])] = value
        }
        return values
    }
}
