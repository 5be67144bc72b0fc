import HTML
import Procurement
import UseCases

/// Everybody who may sign in.
struct UserListView: Component {
    var users: [User]
    var canChange: Bool
    var token: String

    var html: HTML {
        """
        \(PageHeader("Users", lead: "Who signs in, and what each may do. A supplier's punch-in finds its buyer by the e-mail address.",
            actions: canChange ? [Button("New user", to: "/admin/users/new", .primary)] : []))
        \(Card("All users", isFlush: true, HTML(table)))
        \(if: canChange, HTML(SpreadsheetCard(list: .users, token: token)))
        """
    }

    private var table: DataTable {
        DataTable(
            ["Name", "E-mail", "Roles", "Manager", "State"], users.map(row),
            empty: "No users yet. Add the first with “New user”, with the e-mail address that the supplier knows.")
    }

    private func row(_ user: User) -> DataTable.Row {
        let roles = Role.allCases.filter(user.roles.contains).map(\.label).joined(separator: ", ")
        return .init(
            [
                "<a href=\"/admin/users/\(url: user.id.text)\">\(user.name)</a>", "\(user.email)",
                "\(roles.isEmpty ? "None" : roles)\(if: !user.limits.isEmpty, " \(Badge("Limited", .info))")",
                "\(users.first { $0.id == user.managerID }?.name ?? "–")",
                HTML(user.isActive ? Badge("Active", .good) : Badge("Not active", .neutral)),
            ], id: user.id.text)
    }
}
