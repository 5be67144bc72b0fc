import HTML
import Procurement
import UseCases

/// Every budget with its balance and the outlook.
struct BudgetListView: Component {
    var states: [BudgetState]

    var html: HTML {
        """
        \(PageHeader("Budgets", lead: "What is left now, and what would be left if all that is open were approved."))
        \(Card(nil, isFlush: true, HTML(table)))
        """
    }

    private var table: DataTable {
        DataTable(
            [
                "Budget", .init("Holds", .number), .init("Waiting", .number), .init("Ordered", .number),
                .init("Billed", .number), .init("Left", .number), .init("If all approved", .number),
            ],
            states.map(row), empty: "No budgets yet.")
    }

    private func row(_ state: BudgetState) -> DataTable.Row {
        let budget = state.budget
        let name: HTML = """
            <a href="/budgets/\(query: budget.id.text)">\(budget.name)</a> \(if: budget.isClosed, HTML(Badge("closed", .neutral)))<br>
            <span class="muted">\(budget.periodStart) – \(budget.periodEnd)</span>
            """
        func money(_ units: Int64) -> HTML { "\(Words.money(state.money(units)))" }
        return .init(
            [
                name, money(state.balance.allotted), money(state.balance.reserved),
                money(state.balance.committed), money(state.balance.actual), money(state.balance.available),
                money(state.ifAllApproved.available),
            ], id: budget.id.text)
    }
}

/// One budget: balance, ledger, transfer.
struct BudgetView: Component {
    var state: BudgetState
    var others: [Budget]
    var entries: Page<BudgetEntry>
    var form: FormState
    var token: String
    var canChange: Bool

    private var budget: Budget { state.budget }

    var html: HTML {
        """
        \(PageHeader(budget.name, lead: budget.isClosed ? "Closed: takes no new orders." : "", back: ("All budgets", "/budgets")))
        \(Card("Balance", HTML(facts)))
        \(Card("Ledger", isFlush: true, HTML(ledger)))
        \(Pager(newer: nil, older: entries.nextCursor.map { "/budgets/\(budget.id)?after=\(LocalAddress.queryValue($0))" }))
        \(if: canChange, Card("Move money", transfer).html)
        """
    }

    private var check: String {
        switch budget.check {
        case .block: "orders are refused"
        case .warn: "a warning"
        case .none: "nothing, it is only counted"
        }
    }

    private var facts: DescriptionList {
        DescriptionList([
            .init("Holds", Words.money(state.money(state.balance.allotted))),
            .init("Waiting for approval", Words.money(state.money(state.balance.reserved))),
            .init("Ordered", Words.money(state.money(state.balance.committed))),
            .init("Billed", Words.money(state.money(state.balance.actual))), .init("Left", Words.money(state.available)),
            .init("Left if all open were approved", Words.money(state.money(state.ifAllApproved.available))),
            .init("Period", Optional("\(budget.periodStart) – \(budget.periodEnd)")),
            .init("When it is not enough", Optional(check)),
        ])
    }

    private var ledger: DataTable {
        DataTable(
            [
                "When", "What", "Order", .init("Holds", .number), .init("Waiting", .number), .init("Ordered", .number),
                .init("Billed", .number), "Who and why",
            ],
            entries.items.map(row), empty: "Nothing has happened yet.")
    }

    private func row(_ entry: BudgetEntry) -> DataTable.Row {
        let posting = entry.posting
        func money(_ units: Int64) -> HTML { units == 0 ? "" : "\(Words.money(state.money(units)))" }
        let order: HTML = "\(some: posting.orderID, { "<a href=\"/orders/\($0.text)\">line \(posting.lineNumber ?? 0)</a>" })"
        let why = [entry.actor, posting.conversion, posting.note].compactMap(\.self).joined(separator: ". ")
        return .init(
            [
                "\(Words.instant(entry.at))", "\(posting.kind.rawValue)", order, money(posting.delta.allotted),
                money(posting.delta.reserved), money(posting.delta.committed), money(posting.delta.actual), "\(why)",
            ], id: entry.id.text)
    }

    private var transfer: HTML {
        """
        \(Form(post: "/budgets/\(budget.id)/transfer", token: token, layout: .grid,
            """
            \(form.summary)\(form.field("to_budget_id", "To", .select(others.map { .init($0.id.text, $0.name) }, prompt: "Choose"), isRequired: true))
            \(form.field("amount.amount", "Amount in \(budget.amount.currency)", isRequired: true, complete: "off"))
            \(FormField("amount.currency", "Currency", .hidden, value: budget.amount.currency.code))
            \(form.field("note", "Why"))
            \(ButtonRow([Button("Move")]))
            """))
        \(Form(post: "/budgets/\(budget.id)/\(budget.isClosed ? "reopen" : "close")", token: token, layout: .bare,
            HTML(Button(budget.isClosed ? "Reopen" : "Close to new orders", .quiet))))
        """
    }
}
