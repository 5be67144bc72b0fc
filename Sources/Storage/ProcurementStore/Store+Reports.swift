import Database
package import Procurement

extension SpendFilter {
    /// The WHERE conditions, whose arguments are added.
    func conditions(_ arguments: inout [SQLValue], prefix: String = "") -> String {
        var conditions: [String] = []
        func add(_ condition: (String) -> String, _ value: SQLValue) {
            arguments.append(value)
            conditions.append(prefix + condition("?\(arguments.count)"))
        }
        add({ "month >= \($0)" }, .text(from ?? "0000-01"))
        add({ "month <= \($0)" }, .text(through ?? "9999-12"))
        if let currency { add({ "currency = \($0)" }, SQLValue(currency.code)) }
        if let supplierID { add({ "supplier_id = \($0)" }, SQLValue(supplierID)) }
        if let glAccountID { add({ "gl_account_id = \($0)" }, .text(glAccountID)) }
        for (column, sets) in [("legal_entity_id", legalEntityIDs), ("department_id", departmentIDs)] {
            for ids in sets {
                let places = ids.sorted().map { id in
                    arguments.append(.text(id))
                    return "?\(arguments.count)"
                }
                conditions.append("\(prefix)\(column) IN (\(places.joined(separator: ", ")))")
            }
        }
        return conditions.joined(separator: " AND ")
    }
}

extension SpendDimension {
    fileprivate var column: String { self == .month ? "month" : rawValue + "_id" }
}

extension Store {
    /// Sums of months and codings, by one of them and by currency.
    package func spend(by dimension: SpendDimension, _ filter: SpendFilter, onlyOpen: Bool = false) throws -> [SpendSum] {
        var arguments: [SQLValue] = []
        let condition = filter.conditions(&arguments)
        return try sql.query(
            """
            SELECT \(dimension.column), currency, sum(ordered), sum(billed), sum(open) FROM spend_cells
            WHERE \(condition)\(onlyOpen ? " AND open <> 0" : "") GROUP BY \(dimension.column), currency
            """, arguments
        ) { row in
            SpendSum(
                key: try row.text(0), currency: try Self.currency(try row.text(1)),
                amounts: SpendAmounts(
                    ordered: Int64(try row.integer(2)), billed: Int64(try row.integer(3)), open: Int64(try row.integer(4))))
        }.filter { !$0.amounts.isZero }
    }

    private static func currency(_ text: String) throws -> Currency {
        guard let currency = Currency(text) else { throw StoredValueError(description: "“\(text)” is not a currency.") }
        return currency
    }

    /// Above this many documents behind a sum they are looked for from the newest on, below it by the sum.
    private static let manyDocuments = 50_000

    /// The documents behind a sum, newest first.
    package func documents(behind measure: SpendMeasure, _ filter: SpendFilter, _ page: PageRequest) throws -> Page<SpendDocument>
    {
        var arguments: [SQLValue] = []
        let condition = filter.conditions(&arguments, prefix: "c.")
        let count =
            try sql.first("SELECT sum(documents) FROM spend_cells c WHERE \(condition)", arguments) { $0.optionalInteger(0) }
            ?? nil
        let isMany = (count ?? 0) > Self.manyDocuments
        arguments.append(SQLValue(page.after ?? Self.afterEveryID))
        // CROSS JOIN keeps the order in which the tables are read.
        let tables =
            isMany
            ? "spend_entries e CROSS JOIN spend_cells c ON c.number = e.cell"
            : "spend_cells c CROSS JOIN spend_entries e ON e.cell = c.number"
        let rows = try sql.query(
            """
            SELECT e.document_id, max(c.currency), sum(e.\(measure.rawValue)) FROM \(tables)
            WHERE e.document_id < ?\(arguments.count) AND e.\(measure.rawValue) <> 0 AND \(condition)
            GROUP BY e.document_id ORDER BY e.document_id DESC LIMIT \(page.limit + 1)
            """, arguments
        ) { row in
            SpendDocument(id: try row.text(0), currency: try Self.currency(try row.text(1)), amount: Int64(try row.integer(2)))
        }
        return Page(reading: rows, limit: page.limit) { $0.id }
    }

    /// How many orders passed each stage in how long, by buckets.
    package func cycleTimes(_ filter: SpendFilter, byMonth: Bool) throws -> [CycleCount] {
        var plain = SpendFilter()
        (plain.from, plain.through, plain.supplierID) = (filter.from, filter.through, filter.supplierID)
        plain.legalEntityIDs = filter.legalEntityIDs
        var arguments: [SQLValue] = []
        let condition = plain.conditions(&arguments)
        return try sql.query(
            """
            SELECT stage, \(byMonth ? "month" : "''"), bucket, sum(orders), sum(seconds) FROM cycle_cells
            WHERE \(condition) GROUP BY 1, 2, 3 HAVING sum(orders) <> 0 ORDER BY 1, 2, 3
            """, arguments
        ) { row in
            var read = RowReader(row)
            return CycleCount(
                stage: try read.word(), month: try read.text(), bucket: try read.integer(), orders: try read.integer(),
                seconds: try read.integer())
        }
    }
}
