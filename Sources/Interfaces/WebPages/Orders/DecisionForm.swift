import HTML

/// The two buttons of an approver, with room for a comment.
struct DecisionForm: Component {
    var taskID: String
    var reason: String
    /// The lines that may be refused by themselves: number and words.
    var lines: [(number: Int, label: String)]
    var hint: String
    var state: FormState
    var csrf: String

    init(
        taskID: String, reason: String, lines: [(number: Int, label: String)] = [],
        hint: String = "Needed when you reject: the buyer reads it.", state: FormState = FormState(), csrf: String
    ) {
        self.taskID = taskID
        self.reason = reason
        self.lines = lines
        self.hint = hint
        self.state = state
        self.csrf = csrf
    }

    var html: HTML {
        Card(
            "Your decision", id: "decision",
            """
            <p>You are asked by this rule. \(reason)</p>\
            \(Form(
                post: "/approvals/\(taskID)/approve", token: csrf,
                """
                \(state.summary)\(state.field("comment", "Comment", .textarea(rows: 3), hint: hint))\
                \(if: lines.count > 1, single)\
                \(ButtonRow([
                    Button("Approve", .primary, icon: .check),
                    Button("Reject", .danger, action: "/approvals/\(taskID)/reject"),
                ]))
                """))
            """
        ).html
    }

    /// Boxes for lines that are refused while the rest is approved.
    private var single: HTML {
        """
        <details><summary>Refuse single lines</summary>\
        <p class="hint">Ticked lines are not ordered; “Approve” approves the rest. Say why in the comment.</p>\
        \(lines.map { state.field("refused.\($0.number)", $0.label, .checkbox).html })</details>
        """
    }
}
