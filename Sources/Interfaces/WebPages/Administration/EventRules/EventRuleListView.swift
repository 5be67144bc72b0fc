import HTML
import Procurement
import UseCases

/// The rules by document and event, each with its toggle.
struct EventRuleListView: Component {
    var rules: [(rule: EventRule, action: String)]
    var connections: [PunchOutConnection]
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Event rules", lead: "What is done by itself when something happens to an order, an invoice or a receipt. Changes hold at once and are in the trail.",
            actions: canChange ? [Button("New rule", to: "/admin/event-rules/new", .primary, icon: .plus)] : []))
        \(RuleTrigger.Document.allCases.map(card))
        """
    }

    private func card(_ document: RuleTrigger.Document) -> HTML {
        let triggers = RuleTrigger.all.filter { $0.document == document }
        let rows = triggers.flatMap { trigger in ordered.filter { $0.rule.trigger == trigger }.map(row) }
        let table = DataTable(
            ["Event", "Rule", "What is done", "State", .init("", .action)], rows,
            empty: "Nothing is done by itself.")
        return Card(Self.heading(document), isFlush: true, HTML(table)).html
    }

    /// Those of a connection beside each other, sending first.
    private var ordered: [(rule: EventRule, action: String)] {
        func key(_ rule: EventRule) -> String {
            let kind = RuleAction.Kind.allCases.firstIndex(of: rule.action.kind) ?? 0
            return "\(connections.first { $0.id == rule.connectionID }?.name ?? "") \(kind) \(rule.name)"
        }
        return rules.sorted { key($0.rule) < key($1.rule) }
    }

    private static func heading(_ document: RuleTrigger.Document) -> String {
        switch document {
        case .purchaseOrder: "Purchase orders"
        case .invoice: "Invoices"
        case .receipt: "Receipts"
        }
    }

    private func row(_ entry: (rule: EventRule, action: String)) -> DataTable.Row {
        let rule = entry.rule
        return .init(
            [
                "\(rule.trigger.label)", "<a href=\"/admin/event-rules/\(url: rule.id.text)\">\(rule.name)</a>\(scope(rule))",
                "\(entry.action)", HTML(rule.isActive ? Badge("On", .good) : Badge("Off", .neutral)), toggle(rule),
            ], id: rule.id.text)
    }

    private func scope(_ rule: EventRule) -> HTML {
        var parts: [String] = []
        if let id = rule.connectionID { parts.append(connections.first { $0.id == id }?.name ?? "another connection") }
        if let amount = rule.fromAmount { parts.append("from \(Words.money(amount))") }
        if !rule.conditions.isEmpty { parts.append(Words.count(rule.conditions.count, "condition")) }
        return parts.isEmpty ? .empty : "<br><span class=\"muted\">\(parts.joined(separator: ", "))</span>"
    }

    private func toggle(_ rule: EventRule) -> HTML {
        guard canChange else { return .empty }
        return Form(
            post: "/admin/event-rules/\(rule.id)/\(rule.isActive ? "switch-off" : "switch-on")", token: token, layout: .bare,
            HTML(Button(rule.isActive ? "Switch off" : "Switch on", .secondary))
        ).html
    }
}

/// One rule: its form, and trying it on a document.
struct EventRuleView: Component {
    var rule: EventRule?
    var state: FormState
    var trial: RuleTrial?
    var trying: FormState
    var form: EventRuleForm
    var token: String
    var canChange: Bool

    private var address: String { rule.map { "/admin/event-rules/\($0.id)" } ?? "/admin/event-rules" }

    var html: HTML {
        """
        \(PageHeader(rule?.name ?? "New rule", badges: rule.map { [$0.isActive ? Badge("On", .good) : Badge("Off", .neutral)] } ?? [],
            back: ("All rules", "/admin/event-rules")))
        \(some: rule?.action.notice, { HTML(Notice(.info, "\($0)")) })
        \(Card("The rule", card))
        \(some: rule.map { _ in tryCard }, { $0 })
        \(if: rule != nil && canChange, deleteCard)
        """
    }

    private var card: HTML {
        guard canChange else { return ChangeableFields(false, form.html).html }
        return Form(post: address, token: token, layout: .grid, "\(form)\(ButtonRow([Button("Save")]))").html
    }

    private var tryCard: HTML {
        Card(
            "Try it",
            """
            \(some: trial, told)
            \(Form(post: "\(address)/try", token: token, """
                \(trying.summary)
                \(trying.field("document_id", "Document", hint: "An order’s number, or the identifier of an order or an invoice. Nothing is changed."))
                \(ButtonRow([Button("What would it do?", .secondary)]))
                """))
            """
        ).html
    }

    private func told(_ trial: RuleTrial) -> HTML {
        trial.acts
            ? Notice(.good, "It would act.", detail: "\(trial.reason) \(trial.action).").html
            : Notice(.info, "It would leave the document alone.", detail: HTML(text: trial.reason)).html
    }

    private var deleteCard: HTML {
        ConfirmStep(
            "Delete…", question: "The rule acts no more, at once.",
            Form(post: "\(address)/delete", token: token, layout: .bare, HTML(Button("Yes, delete it", .danger)))
        ).html
    }
}
