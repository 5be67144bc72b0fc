import HTML

/// The second half of a sign-in: a code.
struct SecondStepView: Component {
    var state: FormState
    /// Ties the form to the browser.
    var token: String
    /// What the password was good for.
    var ticket: String
    var next: String
    /// Where the form is posted to.
    var action = "/sign-in/code"

    var html: HTML {
        """
        \(PageHeader("One more step"))
        \(Card(nil, HTML(form)))
        """
    }

    private var form: Form {
        Form(
            post: action, token: token,
            """
            \(state.summary)
            \(FormField("next", "", .hidden, value: next))\(FormField("ticket", "", .hidden, value: ticket))
            \(state.field("code", "Code of your app", hint: "Six digits, or one of your recovery codes.", isRequired: true,
                complete: "one-time-code", hasFocus: true))
            \(ButtonRow([Button("Sign in", .primary, icon: .key)]))
            """)
    }
}
