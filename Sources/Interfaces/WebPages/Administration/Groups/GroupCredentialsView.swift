import HTML
import Procurement

/// A group's own accounts at suppliers. The shared secret is write-only.
struct GroupCredentialsView: Component {
    var group: BuyingGroup
    var credentials: [GroupCredential]
    var connections: [PunchOutConnection]
    var state: FormState
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(Card("Its own accounts at suppliers", id: "accounts", isFlush: true, HTML(table)))
        \(if: canChange && !choices.isEmpty, Card("Set an account", HTML(form)).html)
        """
    }

    private var table: DataTable {
        DataTable(
            ["Connection", "From identity", "Domain", "Secret", .init("", .action)], credentials.map(row),
            empty: "None: its trips and orders go out under the connection’s account, as the company’s.")
    }

    private func row(_ credential: GroupCredential) -> DataTable.Row {
        .init([
            "\(connections.first { $0.id == credential.connectionID }?.name ?? "–")", "\(credential.from.identity)",
            "\(credential.from.domain)", HTML(credential.hasSecret ? Badge("Entered", .good) : Badge("Missing", .bad)),
            canChange ? remove(credential) : HTML.empty,
        ])
    }

    private func remove(_ credential: GroupCredential) -> HTML {
        HTML(
            Form(
                post: "/admin/groups/\(group.id)/credentials/remove", token: token, layout: .bare,
                """
                \(FormField("connection_id", "", .hidden, value: credential.connectionID.text))\
                \(Button("Remove", .secondary, asking: "The group buys under the company’s account again. Remove it?"))
                """))
    }

    /// A group of every connection may have an account on each.
    private var choices: [FormField.Choice] {
        connections.filter { group.connectionIDs.isEmpty || group.connectionIDs.contains($0.id) }.map {
            .init($0.id.text, $0.name)
        }
    }

    private var form: Form {
        Form(
            post: "/admin/groups/\(group.id)/credentials", token: token, layout: .grid,
            """
            \(state.summary)
            \(state.field("connection_id", "Connection", .select(choices, prompt: choices.count > 1 ? "Choose…" : nil), isRequired: true))
            \(state.field("from_identity", "From identity", hint: "Who the group is to the supplier.", isRequired: true, complete: "off"))
            \(state.field("from_domain", "From domain", hint: "NetworkId when nothing else is said."))
            \(state.field("shared_secret", "Shared secret", .password, hint: "Kept sealed and never shown again. Empty keeps the one that is there.",
                complete: "new-password"))
            \(ButtonRow([Button("Save account")]))
            """)
    }

    static let fresh = FormState(values: ["from_domain": "NetworkId"])
}
