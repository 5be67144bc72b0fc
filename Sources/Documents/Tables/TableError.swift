/// Where a table is not as expected, in words for the person who made it.
package struct TableError: Error, Sendable, Hashable {
    /// The row as a spreadsheet counts it: 1 is the header.
    package let row: Int
    /// The column's header, where one cell is meant.
    package let column: String?
    package let problem: String

    package init(row: Int, column: String? = nil, problem: String) {
        self.row = row
        self.column = column
        self.problem = problem
    }
}

extension TableError: CustomStringConvertible {
    package var description: String {
        if let column { "row \(row), column \(column): \(problem)" } else { "row \(row): \(problem)" }
    }
}
