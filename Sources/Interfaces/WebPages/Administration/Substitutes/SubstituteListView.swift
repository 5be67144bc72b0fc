import HTML
import Procurement

/// Who acts for whom, and a form to name somebody.
struct SubstituteListView: Component {
    var substitutions: [Substitution]
    var people: [User]
    /// Whoever looks; administrators name substitutes for others, too.
    var user: User
    var today: Day
    var state: FormState
    var token: String
    var mayName: Bool

    private var isAdministrator: Bool { user.roles.contains(.administrator) }

    var html: HTML {
        """
        \(PageHeader("Substitutes",
            lead: "Who acts for somebody who is away. A substitute decides about approvals “B for A”; whoever is away still can."))
        \(Card("Now and to come", isFlush: true, HTML(table)))
        \(if: mayName, Card("Name a substitute", HTML(form)).html)
        """
    }

    private var table: DataTable {
        DataTable(
            ["Away", "Acts", "From", "Through", "State", .init("", .action)], substitutions.map(row),
            empty: mayName ? "Nobody is away. Before a holiday, name who acts for you." : "Nobody is away.")
    }

    private func row(_ substitution: Substitution) -> DataTable.Row {
        .init([
            "\(name(substitution.userID))", "\(name(substitution.substituteID))", "\(substitution.from.text)",
            "\(substitution.through.text)",
            HTML(substitution.from > today ? Badge("To come", .info) : Badge("Now", .good)), end(substitution),
        ])
    }

    private func end(_ substitution: Substitution) -> HTML {
        guard mayName, isAdministrator || substitution.userID == user.id else { return HTML.empty }
        let label = substitution.from > today ? "Take back" : "End today"
        // What ends today has nothing left to end.
        if substitution.from <= today, substitution.through <= today { return HTML.empty }
        return HTML(
            Form(
                post: "/substitutes/\(substitution.id)/end", token: token, layout: .bare, HTML(Button(label, .secondary))))
    }

    private func name(_ id: Identifier<User>) -> String { people.first { $0.id == id }?.name ?? "Somebody" }

    private var form: Form {
        Form(
            post: "/substitutes", token: token, layout: .grid,
            """
            \(state.summary)
            \(if: isAdministrator, state.field("user_id", "Who is away", .select(choices), isRequired: true).html)
            \(state.field("substitute_id", "Who acts", .select(choices, prompt: "Choose…"), isRequired: true))
            \(state.field("from", "First day", .date, isRequired: true))
            \(state.field("through", "Last day", .date, hint: "That day is within.", isRequired: true))
            \(ButtonRow([Button("Name substitute")]))
            """)
    }

    private var choices: [FormField.Choice] { people.filter(\.isActive).map { .init($0.id.text, $0.name) } }
}
