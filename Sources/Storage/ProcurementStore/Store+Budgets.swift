import Database
import FoundationEssentials
package import Procurement

extension Store {
    /// Every budget by name: for forms that offer them.
    package func budgets() throws -> [Budget] { try all().sorted { ($0.name, $0.id.text) < ($1.name, $1.id.text) } }

    /// Budgets of one name: one a period as a rule.
    package func budgets(named name: String) throws -> [Budget] { try all(where: "budgets.name = ?1", [SQLValue(name)]) }

    package func budget(_ id: Identifier<Budget>) throws -> Budget? { try record(id) }

    /// A page by name; the cursor is the last one's identifier.
    package func budgetsByName(_ page: PageRequest) throws -> Page<Budget> {
        let last = try page.after.flatMap { Identifier<Budget>($0) }.flatMap(budget)
        let rows = try sql.query(
            """
            SELECT \(Budget.columns) FROM budgets WHERE (name, id) > (?1, ?2) ORDER BY name, id LIMIT \(page.limit + 1)
            """, [SQLValue(last?.name ?? ""), SQLValue(last?.id.text ?? "")], Budget.read)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    private func hasBudgets(under parent: Identifier<Budget>) throws -> Bool {
        try sql.first("SELECT 1 FROM budgets WHERE parent_id = ?1 LIMIT 1", [SQLValue(parent)]) { _ in true } ?? false
    }

    /// The budgets that stand right under one.
    package func budgets(under parent: Identifier<Budget>) throws -> [Budget] {
        try all(where: "parent_id = ?1", [SQLValue(parent)])
    }

    /// The budget and those above it, up to the top. Stored data is not trusted to be free of cycles.
    package func budgetPath(from id: Identifier<Budget>) throws -> [Budget] {
        var path: [Budget] = []
        var next = try budget(id)
        while let budget = next, !path.contains(where: { $0.id == budget.id }) {
            path.append(budget)
            next = try budget.parentID.flatMap(self.budget)
        }
        return path
    }

    /// A budget and all under it, as a table `below`.
    private static let below = """
        WITH RECURSIVE below (id) AS (
            SELECT ?1 UNION SELECT budgets.id FROM below JOIN budgets ON budgets.parent_id = below.id
        )
        """

    /// What a budget holds, and what it and all under it have taken; now, or at a past moment.
    ///
    /// - Parameter end: the identifier before all entries after the moment.
    package func wholeBalance(of id: Identifier<Budget>, before end: Identifier<BudgetEntry>? = nil) throws -> BudgetDelta {
        let own = try end.map { try balance(of: id, before: $0) } ?? balance(of: id)
        if end == nil, try !hasBudgets(under: id) { return own }
        var arguments = [SQLValue(id)]
        var source = "budget_balances t ON t.budget_id = below.id"
        if let end {
            arguments.append(SQLValue(end))
            source = "budget_entries t ON t.budget_id = below.id AND t.id < ?2"
        }
        var whole =
            try sql.first(
                """
                \(Self.below) SELECT 0, coalesce(sum(t.reserved), 0), coalesce(sum(t.committed), 0), coalesce(sum(t.actual), 0)
                FROM below JOIN \(source)
                """, arguments
            ) { row in
                var read = RowReader(row)
                return try Self.delta(&read)
            } ?? .zero
        whole.allotted = own.allotted
        return whole
    }

    /// What the drafts coded to a budget and to all under it would take, by currency.
    package func draftDemands(on id: Identifier<Budget>) throws -> [Money] {
        try sql.query(
            """
            \(Self.below) SELECT d.currency, sum(d.amount) FROM below JOIN draft_demands d ON d.budget_id = below.id
            GROUP BY d.currency
            """, [SQLValue(id)]
        ) { row in
            var read = RowReader(row)
            let currency = try read.currency()
            return Money(minorUnits: Int64(try read.integer()), currency: currency)
        }
    }

    // MARK: Ledger

    private static func delta(_ read: inout RowReader) throws -> BudgetDelta {
        BudgetDelta(
            allotted: Int64(try read.integer()), reserved: Int64(try read.integer()), committed: Int64(try read.integer()),
            actual: Int64(try read.integer()))
    }

    /// Writes entries and the balances that they make.
    package func append(_ entries: [BudgetEntry]) throws {
        var sums: [Identifier<Budget>: BudgetDelta] = [:]
        for entry in entries {
            try write(entry)
            sums[entry.posting.budgetID] = (sums[entry.posting.budgetID] ?? .zero) + entry.posting.delta
        }
        for (budget, delta) in sums.sorted(by: { $0.key.text < $1.key.text }) {
            try sql.execute(
                """
                INSERT INTO budget_balances (budget_id, allotted, reserved, committed, actual) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (budget_id) DO UPDATE SET allotted = allotted + excluded.allotted,
                reserved = reserved + excluded.reserved, committed = committed + excluded.committed,
                actual = actual + excluded.actual
                """, [SQLValue(budget)] + Self.values(of: delta).map(\.1))
        }
    }

    private static func values(of delta: BudgetDelta) -> [(String, SQLValue)] {
        [
            ("allotted", .integer(delta.allotted)), ("reserved", .integer(delta.reserved)),
            ("committed", .integer(delta.committed)), ("actual", .integer(delta.actual)),
        ]
    }

    private static let entryRows = RowTable(
        "budget_entries",
        [
            "id", "budget_id", "at", "kind", "allotted", "reserved", "committed", "actual", "order_id", "line_number",
            "invoice_id", "counterpart_id", "conversion", "note", "actor",
        ])

    private func write(_ entry: BudgetEntry) throws {
        let posting = entry.posting
        var row = BoundValues(cells: 15, octets: 256)
        row.append(entry.id.text)
        row.append(posting.budgetID.text)
        row.append(entry.at)
        row.append(posting.kind.rawValue)
        for (_, value) in Self.values(of: posting.delta) { row.append(value) }
        row.append(posting.orderID?.text)
        row.append(posting.lineNumber)
        row.append(posting.invoiceID?.text)
        row.append(posting.counterpartID?.text)
        row.append(posting.conversion)
        row.append(posting.note)
        row.append(entry.actor)
        try sql.execute(Self.entryRows.insert, row)
    }

    /// What a budget's own entries add up to now.
    package func balance(of budget: Identifier<Budget>) throws -> BudgetDelta {
        try sql.first(
            "SELECT allotted, reserved, committed, actual FROM budget_balances WHERE budget_id = ?1", [SQLValue(budget)]
        ) { row in
            var read = RowReader(row)
            return try Self.delta(&read)
        } ?? .zero
    }

    /// What a budget's own entries added up to at a past moment: without those from `end` on.
    package func balance(of budget: Identifier<Budget>, before end: Identifier<BudgetEntry>) throws -> BudgetDelta {
        try sql.first(
            """
            SELECT coalesce(sum(allotted), 0), coalesce(sum(reserved), 0), coalesce(sum(committed), 0), coalesce(sum(actual), 0)
            FROM budget_entries WHERE budget_id = ?1 AND id < ?2
            """, [SQLValue(budget), SQLValue(end)]
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

    /// The budgets of which an order ever held something.
    package func budgets(heldBy order: Identifier<PurchaseOrder>) throws -> [Identifier<Budget>] {
        try sql.query("SELECT DISTINCT budget_id FROM budget_entries WHERE order_id = ?1", [SQLValue(order)]) {
            Identifier(trusted: try $0.text(0))
        }
    }

    /// What one bill posted, by budget and order line, less what was taken back of it.
    package func holdings(of invoice: Identifier<Invoice>) throws -> [BudgetHolding] {
        try sql.query(
            """
            SELECT budget_id, order_id, line_number, 0, sum(reserved), sum(committed), sum(actual) FROM budget_entries
            WHERE invoice_id = ?1 AND order_id IS NOT NULL AND line_number IS NOT NULL
            GROUP BY budget_id, order_id, line_number ORDER BY budget_id, order_id, line_number
            """, [SQLValue(invoice)]
        ) { row in
            var read = RowReader(row)
            let (budget, order) = (try read.id(Budget.self), try read.id(PurchaseOrder.self))
            return BudgetHolding(
                budgetID: budget, orderID: order, lineNumber: try read.integer(), delta: try Self.delta(&read))
        }
    }

    /// A budget's ledger, newest first.
    package func budgetEntries(of budget: Identifier<Budget>, _ page: PageRequest) throws -> Page<BudgetEntry> {
        var arguments = [SQLValue(budget)]
        if let after = page.after { arguments.append(SQLValue(after)) }
        let rows = try sql.query(
            """
            SELECT id, at, budget_id, kind, allotted, reserved, committed, actual, order_id, line_number, invoice_id,
            counterpart_id, conversion, note, actor FROM budget_entries WHERE budget_id = ?1 \(page.after == nil ? "" : "AND id < ?2")
            ORDER BY id DESC LIMIT \(page.limit + 1)
            """, arguments
        ) { row in
            var read = RowReader(row)
            let (id, at) = (try read.id(BudgetEntry.self), try read.date())
            let posting = BudgetPosting(
                budgetID: try read.id(), kind: try read.word(), delta: try Self.delta(&read), orderID: read.optionalID(),
                lineNumber: read.optionalInteger(), invoiceID: read.optionalID(), counterpartID: read.optionalID(),
                conversion: read.optionalText(),
                note: read.optionalText())
            return BudgetEntry(id: id, at: at, posting: posting, actor: try read.text())
        }
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }
}
