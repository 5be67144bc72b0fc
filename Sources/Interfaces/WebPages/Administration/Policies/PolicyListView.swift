import HTML
import Procurement

/// The approval policies.
struct PolicyListView: Component {
    var policies: Page<ApprovalPolicy>
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Approval policies", lead: "Who has to approve orders and invoices, in which order, and from which amount.",
            actions: canChange ? [Button("New policy", to: "/admin/approval-policies/new", .primary)] : []))
        \(Card("All policies", isFlush: true, HTML(table)))
        \(Pager(newer: nil, older: policies.nextCursor.map { "/admin/approval-policies?after=\(LocalAddress.queryValue($0))" }))
        """
    }

    private var table: DataTable {
        DataTable(
            ["Name", "Asks about", .init("Stages", .number), "From", "State"], policies.items.map(row),
            empty:
                "No policies yet, so any one approver decides about an order. Add one with “New policy” to say who does, from which amount."
        )
    }

    private func row(_ policy: ApprovalPolicy) -> DataTable.Row {
        let amounts = policy.stages.map { Words.money($0.fromAmount) }.joined(separator: ", ")
        return .init(
            [
                "<a href=\"/admin/approval-policies/\(url: policy.id.text)\">\(policy.name)</a>",
                "\(policy.document == .invoice ? "invoices" : "orders")", "\(policy.stages.count)",
                "\(amounts)", HTML(policy.isActive ? Badge("Active", .good) : Badge("Not active", .neutral)),
            ], id: policy.id.text)
    }
}
