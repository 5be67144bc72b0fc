/// Where a table's columns stand, and what its rows look like in them.
struct TableColumns {
    private let table: PDFDocument.Table
    private let width: Double
    private let places: [(x: Double, width: Double, isNumber: Bool)]
    private static let gap = 8.0

    init(_ table: PDFDocument.Table, width: Double) {
        self.table = table
        self.width = width
        let columns = table.columns.prefix(PDFLimits.columns)
        let weights = columns.map { $0.weight.isFinite ? min(max($0.weight, 0.1), 100) : 1 }
        let whole = weights.reduce(0, +)
        let room = width - Self.gap * Double(max(0, columns.count - 1))
        var x = 0.0
        places = zip(columns, weights).map { column, weight in
            let share = room * weight / whole
            defer { x += share + Self.gap }
            return (x, share, column.isNumber)
        }
    }

    /// The names of the columns with a line below.
    func heads(_ setter: Typesetter) -> (marks: [Mark], height: Double) {
        var (marks, height): ([Mark], Double) = ([], 0)
        for (column, place) in zip(table.columns, places) {
            let set = setter.set(column.title, .label, width: place.width, lines: 3, isNumber: place.isNumber)
            marks.append(.text(set, x: place.x, y: 0))
            height = max(height, set.height)
        }
        marks.append(.rule(x: 0, y: height + 3, width: width, weight: 0.75))
        return (marks, height + 5)
    }

    func row(_ index: Int, _ setter: Typesetter) -> (marks: [Mark], height: Double) {
        var (marks, height): ([Mark], Double) = ([], 0)
        for (cell, place) in zip(table.rows[index], places) where !cell.isEmpty {
            let set = setter.set(cell, .body, width: place.width, isNumber: place.isNumber)
            marks.append(.text(set, x: place.x, y: 3))
            height = max(height, set.height)
        }
        marks.append(.rule(x: 0, y: height + 6, width: width, weight: 0.4, gray: 0.7))
        return (marks, height + 7)
    }
}
