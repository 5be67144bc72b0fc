import HTML
import Procurement
import UseCases

/// The reports beside each other.
struct ReportTabs: Component {
    var current: String
    var question: ReportQuestion

    var html: HTML {
        Tabs(
            "Reports",
            [
                ("Spend", "/reports"), ("Open commitments", "/reports/commitments"), ("Cycle times", "/reports/cycle-times"),
                ("Budgets", "/reports/budgets"),
            ]
            .map { label, path in Tabs.Tab(label, to: path, isCurrent: path == current) }
        ).html
    }
}

/// Spend or open commitments by one thing: a chart and a table for each currency.
struct SpendView: Component {
    var rows: [SpendRow]
    var dimension: SpendDimension
    var onlyOpen: Bool
    var question: ReportQuestion
    var entities: [LegalEntity]

    private var path: String { onlyOpen ? "/reports/commitments" : "/reports" }
    private var csv: String {
        question.address(onlyOpen ? "/reports/commitments.csv" : "/reports/spend.csv", [("group_by", dimension.rawValue)])
    }
    /// A page of more is read by nobody; all of them are in the CSV file.
    private static let (mostShown, mostDrawn) = (200, 15)

    var html: HTML {
        let lead =
            onlyOpen
            ? "What is ordered and not billed yet."
            : "What was ordered, billed and is still open, without tax. Each figure leads to the documents behind it."
        return """
            \(PageHeader("Reports", lead: "\(lead)"))
            \(ReportTabs(current: path, question: question))
            \(ReportFilter(action: path, question: grouped, entities: entities, grouping: SpendDimension.choices))
            <p><a href="\(url: csv)">Download as CSV</a></p>
            \(if: rows.isEmpty, Card(nil, "<div class=\"empty\">Nothing was \(onlyOpen ? "left open" : "ordered or billed") in these months. Orders in test mode are not counted.</div>").html)
            \(each: currencies, card)
            """
    }

    private var grouped: ReportQuestion {
        var question = question
        question.groupBy = dimension.rawValue
        return question
    }

    private var currencies: [Currency] {
        var found: [Currency] = []
        for row in rows where !found.contains(row.currency) { found.append(row.currency) }
        return found
    }

    private func card(_ currency: Currency) -> HTML {
        let own = rows.filter { $0.currency == currency }
        let drawn = dimension == .month ? own.suffix(24) : own.prefix(Self.mostDrawn)
        let chart = BarChart(
            "\(dimension.label): \(onlyOpen ? "open" : "ordered") in \(currency.code)",
            drawn.map { row in
                let units = onlyOpen ? row.amounts.open : row.amounts.ordered
                return .init(row.name, words: Words.money(row.money(onlyOpen ? \.open : \.ordered)), parts: [Double(units)])
            })
        let columns: [DataTable.Column] =
            [.init(dimension.label)] + measures.map { .init($0.1, .number) }
        let more = own.count > Self.mostShown ? "\(own.count - Self.mostShown) more are in the CSV file." : nil
        return """
            \(Card("By \(dimension.label.lowercased()), in \(currency.code)", chart.html))
            \(Card(nil, isFlush: true, HTML(DataTable(columns, own.prefix(Self.mostShown).map(line), footer: footer(own)))))
            \(some: more, { "<p class=\"muted\">\($0)</p>" })
            """
    }

    private var measures: [(SpendMeasure, String, KeyPath<SpendAmounts, Int64>)] {
        let open: (SpendMeasure, String, KeyPath<SpendAmounts, Int64>) = (.open, "Open", \.open)
        return onlyOpen ? [open] : [(.ordered, "Ordered", \.ordered), (.billed, "Billed", \.billed), open]
    }

    private func line(_ row: SpendRow) -> DataTable.Row {
        .init(
            ["\(row.name)"]
                + measures.map { measure, _, part in
                    row.amounts[keyPath: part] == 0
                        ? ""
                        : "<a href=\"\(url: question.documents(behind: row, dimension, measure))\">\(row.money(part).text)</a>"
                })
    }

    /// Sums that are too large to write are left out.
    private func footer(_ rows: [SpendRow]) -> [DataTable.Row] {
        guard rows.count > 1 else { return [] }
        return [
            .init(
                ["Together"]
                    + measures.map { _, _, part in
                        let sum = rows.dropFirst().reduce(rows.first?.money(part)) { sum, row in sum?.adding(row.money(part)) }
                        return "\(sum?.text)"
                    })
        ]
    }
}

/// How long the stages of orders took.
struct CycleTimesView: Component {
    var rows: [CycleRow]
    var months: [CycleRow]
    var question: ReportQuestion
    var entities: [LegalEntity]

    var html: HTML {
        """
        \(PageHeader("Reports", lead: "How long orders took from stage to stage, by the month in which each stage ended."))
        \(ReportTabs(current: "/reports/cycle-times", question: question))
        \(ReportFilter(action: "/reports/cycle-times", question: question, entities: entities, takesCurrency: false))
        <p><a href="\(url: question.address("/reports/cycle-times.csv", [("group_by", "month")]))">Download as CSV, by month</a></p>
        \(Card("Half of the orders took at most", chart))
        \(Card(nil, isFlush: true, HTML(DataTable(Self.columns("Stage"), rows.map { line($0, $0.stage.label) }, empty: "No order passed a stage in these months."))))
        \(if: !months.isEmpty, Card("By month", isFlush: true, HTML(DataTable(Self.columns("Month and stage"), months.map { line($0, "\($0.month ?? "") \($0.stage.label)") }))).html)
        """
    }

    private var chart: HTML {
        BarChart(
            "Median length of each stage",
            rows.map { .init($0.stage.label, words: Words.length($0.median), parts: [Double($0.median)]) }
        ).html
    }

    private static func columns(_ first: String) -> [DataTable.Column] {
        [
            .init(first), .init("Orders", .number), .init("Median", .number), .init("Average", .number),
            .init("Nine of ten within", .number),
        ]
    }

    private func line(_ row: CycleRow, _ name: String) -> DataTable.Row {
        var question = question
        if let month = row.month { (question.choice.from, question.choice.through) = (month, month) }
        let slowest = question.address("/reports/cycle-times/slowest", [("stage", row.stage.rawValue)])
        return .init([
            "<a href=\"\(url: slowest)\">\(name)</a>", "\(row.orders)", "\(Words.length(row.median))",
            "\(Words.length(row.average))",
            "\(Words.length(row.ninetieth))",
        ])
    }
}

/// Budgets against what was ordered and billed.
struct BudgetReportView: Component {
    var states: Page<BudgetState>
    var question: ReportQuestion
    var entities: [LegalEntity]

    var html: HTML {
        """
        \(PageHeader("Reports", lead: "Budgets against what was ordered and billed on them. Each leads to its ledger with the orders."))
        \(ReportTabs(current: "/reports/budgets", question: question))
        \(ReportFilter(action: "/reports/budgets", question: question, entities: entities))
        <p><a href="\(url: question.address("/reports/budgets.csv"))">Download as CSV</a></p>
        \(if: !states.items.isEmpty, Card("In use, in percent", chart).html)
        \(Card(nil, isFlush: true, HTML(BudgetTable(states.items, empty: "No budget meets these months."))))
        \(Pager(newer: nil, older: states.nextCursor.map { question.address("/reports/budgets", [("after", $0)]) }))
        """
    }

    /// Billed, ordered and asked for, in percent of what each holds.
    private var chart: HTML {
        func percent(_ part: Int64, _ whole: Int64) -> Double { whole > 0 ? Double(part) / Double(whole) * 100 : 0 }
        return BarChart(
            "Budgets in use", legend: ["Billed", "Ordered", "Waiting for approval"],
            states.items.prefix(25).map { state in
                let balance = state.balance
                return .init(
                    state.budget.name, words: state.percentUsed.map { "\($0) %" } ?? "holds nothing",
                    parts: [balance.actual, balance.committed, balance.reserved].map { percent($0, balance.allotted) })
            }
        ).html
    }
}

/// The documents behind a figure.
struct ReportedDocumentsView: Component {
    var documents: Page<ReportedDocument>
    var measure: SpendMeasure
    var question: ReportQuestion

    private static let titles: [SpendMeasure: String] = [
        .ordered: "Orders behind the figure", .billed: "Invoices behind the figure", .open: "Orders with open commitments",
    ]

    var html: HTML {
        """
        \(PageHeader(Self.titles[measure] ?? "Documents", lead: "Newest first, each with what it adds to the figure.", back: ("Reports", "/reports")))
        \(Card(nil, isFlush: true, HTML(DataTable(["Document", "Supplier", "State", .init("Amount", .number)], documents.items.map(line)))))
        \(Pager(newer: nil, older: documents.nextCursor.map { question.address("/reports/documents", [("measure", measure.rawValue), ("after", $0)]) }))
        """
    }

    private func line(_ document: ReportedDocument) -> DataTable.Row {
        let place = measure == .billed ? "invoices" : "orders"
        return .init([
            "<a href=\"/\(place)/\(query: document.id)\">\(document.number ?? document.id)</a>", "\(document.supplierName)",
            "\(Words.state(document.status))", "\(Words.money(document.amount))",
        ])
    }
}

/// The orders that a stage took longest.
struct SlowestOrdersView: Component {
    var orders: [SlowOrder]
    var stage: CycleStage

    var html: HTML {
        """
        \(PageHeader(stage.label, lead: "The orders that this took longest.", back: ("Cycle times", "/reports/cycle-times")))
        \(Card(nil, isFlush: true, HTML(DataTable(["Order", "Supplier", .init("Took", .number)], orders.map(line)))))
        """
    }

    private func line(_ order: SlowOrder) -> DataTable.Row {
        .init([
            "<a href=\"/orders/\(query: order.id.text)\">\(order.number ?? order.id.text)</a>", "\(order.supplierName)",
            "\(Words.length(order.seconds))",
        ])
    }
}
