import HTML

/// The two buttons of an approver, with room for a comment.
struct DecisionForm: Component {
    var taskID: String
    var reason: String
    var state: FormState
    var csrf: String

    init(taskID: String, reason: String, state: FormState = FormState(), csrf: String) {
        self.taskID = taskID
        self.reason = reason
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
                \(state.summary)\(state.field("comment", "Comment", .textarea(rows: 3), hint: "Needed when you reject: the buyer reads it."))\
                \(ButtonRow([
                    Button("Approve", .primary, icon: .check),
                    Button("Reject", .danger, action: "/approvals/\(taskID)/reject"),
                ]))
                """))
            """
        ).html
    }
}
