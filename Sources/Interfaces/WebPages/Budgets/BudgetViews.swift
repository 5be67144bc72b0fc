import HTML
import Procurement
import UseCases

/// Budgets with their balances and the outlook.
struct BudgetListView: Component {
    var states: Page<BudgetState>
    /// The day whose end is shown; `nil` for now.
    var day: Day?
    var isContinued: Bool

    private var moment: String { day.map { "at=\($0)&" } ?? "" }

    var html: HTML {
        """
        \(PageHeader("Budgets", lead: "What is left\(day.map { " at the end of \($0)" } ?? " now"), and what would be left if all that is open were approved."))
        \(MomentForm(action: "/budgets", day: day))
        \(Card(nil, isFlush: true, HTML(BudgetTable(states.items, empty: "No budgets yet."))))
        \(Pager(
            newer: isContinued ? "/budgets\(day.map { "?at=\($0)" } ?? "")" : nil,
            older: states.nextCursor.map { "/budgets?\(moment)after=\(LocalAddress.queryValue($0))" }))
        """
    }
}

/// Asks for the balance at the end of a day.
struct MomentForm: Component {
    var action: String
    var day: Day?

    var html: HTML {
        Form(
            get: action,
            """
            \(FormField("at", "At the end of", .date, value: day?.text, hint: "Empty for now."))\(ButtonRow([Button("Show", .secondary)]))
            """
        ).html
    }
}

/// A row a budget.
struct BudgetTable: Component {
    var states: [BudgetState]
    var empty: HTML

    init(_ states: [BudgetState], empty: HTML) {
        self.states = states
        self.empty = empty
    }

    var html: HTML {
        DataTable(
            [
                "Budget", "Owner", .init("Holds", .number), .init("Waiting", .number), .init("Ordered", .number),
                .init("Billed", .number), .init("Left", .number), .init("If all approved", .number),
            ],
            states.map(row), empty: empty
        ).html
    }

    private func row(_ state: BudgetState) -> DataTable.Row {
        let budget = state.budget
        let name: HTML = """
            <a href="/budgets/\(query: budget.id.text)">\(budget.name)</a> \(BudgetBadges(state))<br>
            <span class="muted">\(budget.periodStart) – \(budget.periodEnd)</span>
            """
        func money(_ units: Int64) -> HTML { "\(Words.money(state.money(units)))" }
        return .init(
            [
                name, "\(state.ownerName ?? "–")", money(state.balance.allotted), money(state.balance.reserved),
                money(state.balance.committed), money(state.balance.actual), money(state.balance.available),
                money(state.ifAllApproved.available),
            ], id: budget.id.text)
    }
}

/// What is to be noticed about a budget: closed, used up, nearly.
struct BudgetBadges: Component {
    var state: BudgetState
    init(_ state: BudgetState) { self.state = state }

    var html: HTML {
        if state.budget.isClosed { return HTML(Badge("closed", .neutral)) }
        if state.balance.available < 0 { return HTML(Badge("overdrawn", .bad)) }
        if state.isNear { return HTML(Badge("\(state.percentUsed ?? 0) % in use", .attention)) }
        return HTML.empty
    }
}
