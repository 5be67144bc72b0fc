import HTML
import Procurement
import UseCases

/// One budget: balance, parts, ledger, and what an administrator does with it.
struct BudgetView: Component {
    var state: BudgetState
    /// The day whose end is shown; `nil` for now.
    var day: Day?
    var parts: [BudgetState]
    var others: [Budget]
    var entries: Page<BudgetEntry>
    var form: FormState
    var token: String
    var canChange: Bool

    private var budget: Budget { state.budget }

    var html: HTML {
        """
        \(PageHeader(budget.name, lead: budget.isClosed ? "Closed: takes no new orders." : "", back: ("All budgets", "/budgets")))
        \(Card(day.map { "Balance at the end of \($0)" } ?? "Balance", "\(DescriptionList(facts))\(MomentForm(action: "/budgets/\(budget.id)", day: day))"))
        \(if: !parts.isEmpty, Card("Parts", isFlush: true, HTML(BudgetTable(parts, empty: ""))).html)
        \(Card("Ledger", isFlush: true, HTML(ledger)))
        \(Pager(newer: nil, older: entries.nextCursor.map { "/budgets/\(budget.id)?after=\(LocalAddress.queryValue($0))" }))
        \(if: canChange, Card("Move money", transfer).html)
        \(if: canChange && parts.isEmpty && !budget.isClosed, Card("Divide its period", split).html)
        """
    }

    private func words(_ amount: Budget.Amount) -> String {
        let rule = budget.rule(for: amount)
        let words =
            switch rule.action {
            case .block: amount == .actual ? "the bill is refused" : "the order is refused"
            case .warn: "a warning"
            case .none: "nothing, it is only counted"
            }
        return rule.exceptRole.map { "\(words); only a warning for the role \($0.label.lowercased())" } ?? words
    }

    private var facts: [DescriptionList.Entry] {
        [
            .init("Holds", Words.money(state.money(state.balance.allotted))),
            .init("Waiting for approval", Words.money(state.money(state.balance.reserved))),
            .init("Ordered", Words.money(state.money(state.balance.committed))),
            .init("Billed", Words.money(state.money(state.balance.actual))), .init("Left", Words.money(state.available)),
            .init("Left if all open were approved", Words.money(state.money(state.ifAllApproved.available))),
            .init("In use", state.percentUsed.map { "\($0) %" }),
            .init("Period", Optional("\(budget.periodStart) – \(budget.periodEnd)")),
            .init("Owner", state.ownerName ?? "nobody"),
            .init("When less is left than an order asks for", words(.requested)),
            .init("When more would be ordered than it holds", words(.ordered)),
            .init("When more would be billed than it holds", words(.actual)),
            .init("Buyers are warned from", budget.nearPercent.map { "\($0) % in use" }),
        ]
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
                Words.time(entry.at), "\(posting.kind.rawValue)", order, money(posting.delta.allotted),
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

    private var split: HTML {
        """
        <p>Makes a budget under this one for each part of its period. Their amounts add up to \(Words.money(budget.amount)) exactly, \
        and what is taken from a part is taken from here, too.</p>
        \(Form(post: "/budgets/\(budget.id)/split", token: token, layout: .bare, ButtonRow([
            Button("Into months", .secondary, name: "into", value: BudgetSplit.months.rawValue),
            Button("Into quarters", .secondary, name: "into", value: BudgetSplit.quarters.rawValue),
        ]).html))
        """
    }
}
