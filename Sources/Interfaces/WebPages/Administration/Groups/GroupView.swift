import HTML
import Procurement

/// One group: its form with a row for each member.
struct GroupView: Component {
    /// `nil` for a new one.
    var group: BuyingGroup?
    var draft: GroupDraft
    var problems: [FormState.Problem]
    var users: [User]
    var connections: [PunchOutConnection]
    var token: String
    var canChange: Bool

    private var state: FormState { FormState(values: draft.values, problems: problems) }

    var html: HTML {
        """
        \(PageHeader(group?.name ?? "New group", back: ("All groups", "/admin/groups")))
        \(Card("Group and members", HTML(form)))
        """
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
        \(state.field("connection_id", "Connection", .select(connections.map { .init($0.id.text, $0.name) }, prompt: "Every connection"),
            hint: "A group of one connection goes before a group of all."))
        <div class="wide">\(state.field("mode", "Mode", .radio(BuyingGroup.Mode.allCases.map { .init($0.rawValue, $0.explanation) }), isRequired: true))</div>
        \(if: users.isEmpty, HTML(noUsers))
        <div class="wide">\(members)</div>
        """
    }

    private var noUsers: Notice {
        Notice(.attention, "There is nobody to put into the group.", detail: "<a href=\"/admin/users/new\">Add a user</a> first.")
    }

    private var members: DataTable {
        DataTable(
            ["Member", "Role", "Remove"], draft.rows.indices.map(row), caption: "Members",
            empty: "Nobody is a member yet. Press “More rows” to add somebody.")
    }

    private func row(_ index: Int) -> DataTable.Row {
        .init([
            HTML(state.field(GroupDraft.userField(index), "Member \(index + 1)", .select(choices(index), prompt: "Nobody"))),
            HTML(
                state.field(
                    GroupDraft.roleField(index), "Role of member \(index + 1)",
                    .select(BuyingGroup.MemberRole.allCases.map { .init($0.rawValue, $0.label) }))),
            HTML(
                CellBox(
                    name: GroupDraft.removeField(index), label: "Remove member \(index + 1)",
                    isTicked: draft.rows[index].isRemoved)),
        ])
    }

    /// Active users, and the one who is there.
    private func choices(_ index: Int) -> [FormField.Choice] {
        users.filter { $0.isActive || $0.id.text == draft.rows[index].userID }.map {
            .init($0.id.text, "\($0.name) (\($0.email))")
        }
    }
}
