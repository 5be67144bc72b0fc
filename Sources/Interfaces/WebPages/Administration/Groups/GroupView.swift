import HTML
import Procurement

/// One group: its form with a row for each member.
struct GroupView: Component {
    /// `nil` for a new one.
    var group: BuyingGroup?
    var draft: GroupDraft
    var problems: [FormState.Problem]
    var credentials: [GroupCredential]
    var credentialState: FormState
    var today: Day
    var users: [User]
    var connections: [PunchOutConnection]
    var policies: [ApprovalPolicy]
    var budgets: [Budget]
    var token: String
    var canChange: Bool

    private var state: FormState { FormState(values: draft.values, problems: problems) }

    var html: HTML {
        """
        \(PageHeader(group?.name ?? "New group", back: ("All groups", "/admin/groups")))
        \(Card("Group and members", HTML(form)))
        \(some: group, { accounts($0) })
        """
    }

    private func accounts(_ group: BuyingGroup) -> HTML {
        GroupCredentialsView(
            group: group, credentials: credentials, connections: connections, state: credentialState, token: token,
            canChange: canChange
        ).html
    }

    private var form: Form {
        Form(
            post: group.map { "/admin/groups/\($0.id)" } ?? "/admin/groups", token: token, layout: .grid,
            """
            \(DefaultButton(label: "Save"))\(state.summary)\(ChangeableFields(canChange, fields))
            \(if: canChange, buttons.html)
            """)
    }

    private var buttons: ButtonRow {
        ButtonRow([
            Button("Save"),
            Button("More rows", .secondary, icon: .plus, name: "verb", value: "more_rows", skipsValidation: true),
            Button("Cancel", to: "/admin/groups", .quiet),
        ])
    }

    private var fields: HTML {
        """
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("active", "Active", .checkbox, hint: "Unticked, it decides about no more orders."))
        <div class="wide">\(state.field("mode", "Mode", .radio(BuyingGroup.Mode.allCases.map { .init($0.rawValue, $0.explanation) }), isRequired: true))</div>
        \(boxes("Connections", "Orders over them are this group’s. None ticked: every connection. A group of one connection goes before a group of all.",
            GroupDraft.connectionField, connections.map { ($0.id.text, $0.name) }))
        \(if: !connections.isEmpty, keeping)
        \(boxes("Its own approval policies", "Ticked, they decide about this group’s orders in place of the company’s, and about no others.",
            GroupDraft.policyField, policies.map { ($0.id.text, $0.name) }))
        \(boxes("Its own budgets", "Ticked, no other orders may use them.", GroupDraft.budgetField, budgets.map { ($0.id.text, $0.name) }))
        \(if: users.isEmpty, HTML(noUsers))
        <div class="wide">\(members)</div>
        """
    }

    private var keeping: HTML {
        let box = state.field(
            "keeps_connections", "Nobody else buys over the ticked connections", .checkbox,
            hint: "Ticked, people who are no members cannot shop or submit over them.")
        return "<div class=\"wide\">\(box)</div>"
    }

    private func boxes(_ title: String, _ hint: String, _ prefix: String, _ records: [(id: String, name: String)]) -> HTML {
        guard !records.isEmpty else { return HTML.empty }
        return """
            <div class="wide">\(FormGroup(title, hint: hint, "\(records.map { state.field(prefix + $0.id, $0.name, .checkbox).html })"))</div>
            """
    }

    private var noUsers: Notice {
        Notice(.attention, "There is nobody to put into the group.", detail: "<a href=\"/admin/users/new\">Add a user</a> first.")
    }

    private var members: DataTable {
        DataTable(
            ["Member", "Role", "From", "Through", "Remove"], draft.rows.indices.map(row), caption: "Members",
            empty: "Nobody is a member yet. Press “More rows” to add somebody.")
    }

    private func row(_ index: Int) -> DataTable.Row {
        .init([
            "\(state.field(GroupDraft.userField(index), "Member \(index + 1)", .select(choices(index), prompt: "Nobody")))\(membership(index))",
            HTML(
                state.field(
                    GroupDraft.roleField(index), "Role of member \(index + 1)",
                    .select(BuyingGroup.MemberRole.allCases.map { .init($0.rawValue, $0.label) }))),
            HTML(state.field(GroupDraft.fromField(index), "First day of member \(index + 1)", .date)),
            HTML(state.field(GroupDraft.throughField(index), "Last day of member \(index + 1)", .date)),
            HTML(
                CellBox(
                    name: GroupDraft.removeField(index), label: "Remove member \(index + 1)",
                    isTicked: draft.rows[index].isRemoved)),
        ])
    }

    /// Whether the stored membership of that row holds today.
    private func membership(_ index: Int) -> HTML {
        let row = draft.rows[index]
        let member = group?.members.first {
            $0.userID.text == row.userID && $0.days.from?.text ?? "" == row.from && $0.days.through?.text ?? "" == row.through
        }
        guard let member else { return HTML.empty }
        if users.first(where: { $0.id == member.userID })?.isActive == false { return HTML(Badge("Left", .bad)) }
        if member.days.contains(today) { return HTML(Badge("Member", .good)) }
        return HTML(member.days.from.map { $0 > today } ?? false ? Badge("To come", .info) : Badge("Ended", .neutral))
    }

    /// Active users, and the one who is there.
    private func choices(_ index: Int) -> [FormField.Choice] {
        users.filter { $0.isActive || $0.id.text == draft.rows[index].userID }.map {
            .init($0.id.text, isNamesake($0) ? "\($0.name) (\($0.email))" : $0.name)
        }
    }

    private func isNamesake(_ user: User) -> Bool { users.count { $0.name == user.name } > 1 }
}
