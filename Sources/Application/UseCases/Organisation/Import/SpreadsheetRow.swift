import Procurement

/// One row of a spreadsheet by column name, with its number in the file.
package struct SpreadsheetRow: Sendable {
    package var number: Int
    package var cells: [String: String]

    package init(number: Int, cells: [String: String]) {
        self.number = number
        self.cells = cells
    }

    /// What the cell says; `nil` when it is empty or there is no such column.
    func cell(_ column: String) -> String? { cells[column].flatMap { $0.isEmpty ? nil : $0 } }

    /// Yes or no; `nil` when the cell is empty. Throws `Refusal.invalid` for anything else.
    func flag(_ column: String) throws -> Bool? {
        switch cell(column)?.lowercased() {
        case nil: return nil
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default: throw Refusal.invalid("/\(column)", "invalid", "\(column) is yes or no.")
        }
    }

    /// The entries of a cell that holds several, separated by semicolons; `nil` when it is empty.
    func entries(_ column: String) -> [String]? {
        cell(column)?.split(separator: ";").map { FieldChecks.trimmed(String($0)) }.filter { !$0.isEmpty }
    }
}
