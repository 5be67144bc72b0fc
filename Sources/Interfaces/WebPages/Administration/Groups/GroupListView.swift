import HTML
import Procurement

/// The buying groups.
struct GroupListView: Component {
    var groups: [BuyingGroup]
    var connections: [PunchOutConnection]
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Groups", lead: "Who buys through which connection, and whether their orders are approved here.",
            actions: canChange ? [Button("New group", to: "/admin/groups/new", .primary)] : []))
        \(Card("All groups", isFlush: true, HTML(table)))
        """
    }

    private var table: DataTable {
        DataTable(
            ["Name", "Mode", "Connections", "Of its own", .init("Members", .number)], groups.map(row),
            empty:
                "No groups yet. Add one with “New group” and put your buyers into it; without one their orders need approval wherever the connection asks for it."
        )
    }

    private func row(_ group: BuyingGroup) -> DataTable.Row {
        let names = connections.filter { group.connectionIDs.contains($0.id) }.map(\.name).joined(separator: ", ")
        let own = [
            group.policyIDs.isEmpty ? nil : (group.policyIDs.count == 1 ? "1 policy" : "\(group.policyIDs.count) policies"),
            group.budgetIDs.isEmpty ? nil : Words.count(group.budgetIDs.count, "budget"),
        ].compactMap(\.self).joined(separator: ", ")
        return .init(
            [
                "<a href=\"/admin/groups/\(url: group.id.text)\">\(group.name)</a>\(if: !group.isActive, " \(Badge("Not active", .neutral))")",
                HTML(Badge(group.mode.label, group.mode == .direct ? .attention : .info)),
                "\(names.isEmpty ? "Every connection" : names)\(if: group.keepsConnections, " \(Badge("Only members", .attention))")",
                "\(own.isEmpty ? "–" : own)",
                "\(group.members.count)",
            ], id: group.id.text)
    }
}
