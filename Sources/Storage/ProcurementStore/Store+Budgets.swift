import Database
package import FoundationEssentials
package import Procurement

extension Store {
    private static let budgetColumns = """
        id, name, department_id, amount, currency, period_start, period_end, parent_id, legal_entity_id, owner_id, check_mode,
        is_closed
        """

    private static func budget(_ row: any SQLRow) throws -> Budget {
        var read = RowReader(row)
        let (id, name, department, units) = (
            try read.id(Budget.self), try read.text(), read.optionalID(Department.self), try read.integer()
        )
        return Budget(
            id: id, name: name, departmentID: department, amount: Money(minorUnits: Int64(units), currency: try read.currency()),
            periodStart: try read.text(), periodEnd: try read.text(), parentID: read.optionalID(),
            legalEntityID: read.optionalID(), ownerID: read.optionalID(), check: try read.word(), isClosed: try read.bool())
    }

    package func budgets() throws -> [Budget] {
        try sql.query("SELECT \(Self.budgetColumns) FROM budgets ORDER BY name", [], Self.budget)
    }

    package func budget(_ id: Identifier<Budget>) throws -> Budget? {
        try sql.first("SELECT \(Self.budgetColumns) FROM budgets WHERE id = ?1", [SQLValue(id)], Self.budget)
    }

    package func save(_ budget: Budget) throws {
        try upsert(
            "budgets",
            [
                ("id", SQLValue(budget.id)), ("name", SQLValue(budget.name)), ("department_id", SQLValue(budget.departmentID)),
                ("amount", .integer(budget.amount.minorUnits)), ("currency", SQLValue(budget.amount.currency.code)),
                ("period_start", SQLValue(budget.periodStart)), ("period_end", SQLValue(budget.periodEnd)),
                ("parent_id", SQLValue(budget.parentID)), ("legal_entity_id", SQLValue(budget.legalEntityID)),
                ("owner_id", SQLValue(budget.ownerID)), ("check_mode", SQLValue(budget.check.rawValue)),
                ("is_closed", SQLValue(budget.isClosed)),
            ])
    }

    // MARK: Ledger

    private static func delta(_ read: inout RowReader) throws -> BudgetDelta {
        BudgetDelta(
            allotted: Int64(try read.integer()), reserved: Int64(try read.integer()), committed: Int64(try read.integer()),
            actual: Int64(try read.integer()))
    }

    /// Writes an entry and the balance that it makes.
    package func append(_ entry: BudgetEntry) throws {
        let posting = entry.posting
        let delta: [(String, SQLValue)] = [
            ("allotted", .integer(posting.delta.allotted)), ("reserved", .integer(posting.delta.reserved)),
            ("committed", .integer(posting.delta.committed)), ("actual", .integer(posting.delta.actual)),
        ]
        try insert(
            "budget_entries",
            [
                ("id", SQLValue(entry.id)), ("budget_id", SQLValue(posting.budgetID)), ("at", SQLValue(entry.at)),
                ("kind", SQLValue(posting.kind.rawValue)),
            ] + delta + [
                ("order_id", SQLValue(posting.orderID)), ("line_number", SQLValue(posting.lineNumber)),
                ("counterpart_id", SQLValue(posting.counterpartID)), ("conversion", SQLValue(posting.conversion)),
                ("note", SQLValue(posting.note)), ("actor", SQLValue(entry.actor)),
            ])
        try sql.execute(
            """
            INSERT INTO budget_balances (budget_id, allotted, reserved, committed, actual) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (budget_id) DO UPDATE SET allotted = allotted + excluded.allotted, reserved = reserved + excluded.reserved,
            committed = committed + excluded.committed, actual = actual + excluded.actual
            """, [SQLValue(posting.budgetID)] + delta.map(\.1))
    }

    /// What every budget's own entries add up to now.
    package func budgetBalances() throws -> [Identifier<Budget>: BudgetDelta] {
        let rows = try sql.query("SELECT budget_id, allotted, reserved, committed, actual FROM budget_balances", []) { row in
            var read = RowReader(row)
            return (id: try read.id(Budget.self), delta: try Self.delta(&read))
        }
        return Dictionary(rows.map { ($0.id, $0.delta) }) { first, _ in first }
    }

    /// What a budget's own entries added up to at a past moment.
    package func balance(of budget: Identifier<Budget>, at moment: Date) throws -> BudgetDelta {
        try sql.first(
            """
            SELECT coalesce(sum(allotted), 0), coalesce(sum(reserved), 0), coalesce(sum(committed), 0), coalesce(sum(actual), 0)
            FROM budget_entries WHERE budget_id = ?1 AND at <= ?2
            """, [SQLValue(budget), SQLValue(moment)]
        ) { row in
            var read = RowReader(row)
            return try Self.delta(&read)
        } ?? .zero
    }

    /// What the lines of an order hold, by budget and line.
    package func holdings(of order: Identifier<PurchaseOrder>) throws -> [BudgetHolding] {
        try sql.query(
            """
            SELECT budget_id, line_number, 0, sum(reserved), sum(committed), sum(actual) FROM budget_entries
            WHERE order_id = ?1 AND line_number IS NOT NULL GROUP BY budget_id, line_number ORDER BY budget_id, line_number
            """, [SQLValue(order)]
        ) { row in
            var read = RowReader(row)
            let (budget, line) = (try read.id(Budget.self), try read.integer())
            return BudgetHolding(budgetID: budget, orderID: order, lineNumber: line, delta: try Self.delta(&read))
        }
    }

    /// A budget's ledger, newest first.
    package func budgetEntries(of budget: Identifier<Budget>, _ page: PageRequest) throws -> Page<BudgetEntry> {
        var arguments = [SQLValue(budget)]
        if let after = page.after { arguments.append(SQLValue(after)) }
        let rows = try sql.query(
            """
            SELECT id, at, budget_id, kind, allotted, reserved, committed, actual, order_id, line_number, counterpart_id, conversion,
            note, actor FROM budget_entries WHERE budget_id = ?1 \(page.after == nil ? "" : "AND id < ?2")
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, arguments
        ) { row in
            var read = RowReader(row)
            let (id, at) = (try read.id(BudgetEntry.self), try read.date())
            let posting = BudgetPosting(
                budgetID: try read.id(), kind: try read.word(), delta: try Self.delta(&read), orderID: read.optionalID(),
                lineNumber: read.optionalInteger(), counterpartID: read.optionalID(), conversion: read.optionalText(),
                note: read.optionalText())
            return BudgetEntry(id: id, at: at, posting: posting, actor: try read.text())
        }
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }
}
