import HTML
import Procurement

/// One user: name, roles, whether active, and a new password.
struct UserView: Component {
    var user: User
    var state: FormState
    /// Of the password's own form.
    var passwordState: FormState
    var token: String
    var canChange: Bool
    /// Who may be chosen as manager.
    var people: [User] = []

    /// What the form starts with.
    static func values(_ user: User) -> [String: String] {
        var values = ["name": user.name, "manager_id": user.managerID?.text ?? ""]
        for role in user.roles { values[RoleFields.name(role)] = "on" }
        if user.isActive { values["active"] = "on" }
        return values
    }

    var html: HTML {
        """
        \(PageHeader(user.name, lead: "\(user.email)", badges: [user.isActive ? Badge("Active", .good) : Badge("Not active", .neutral)],
            back: ("All users", "/admin/users")))
        \(if: canChange, Columns(main: HTML(Card("What they may do", HTML(form))), side: "\(Card("Password", HTML(password)))\(secondFactor)").html,
            else: Card("What they may do", HTML(form)).html)
        """
    }

    private var form: Form {
        Form(
            post: "/admin/users/\(user.id)", token: token,
            """
            \(state.summary)\(ChangeableFields(canChange, fields))\(if: canChange, ButtonRow([Button("Save")]).html)
            """)
    }

    private var fields: HTML {
        """
        \(state.field("name", "Name", isRequired: true))
        \(RoleFields(state: state))
        \(state.field("manager_id", "Manager",
            .select(people.filter { $0.isActive && $0.id != user.id }.map { .init($0.id.text, $0.name) }, prompt: "Nobody"),
            hint: "Approval policies can mean the buyer’s manager."))
        \(state.field("active", "Active", .checkbox, hint: "Unticked, they are signed out at once and cannot sign in."))
        """
    }

    private var secondFactor: HTML {
        let form = Form(
            post: "/admin/users/\(user.id)/second-factor/remove", token: token, layout: .bare,
            HTML(Button("Yes, take it away", .danger)))
        return Card(
            "Two-step sign-in",
            HTML(
                ConfirmStep(
                    "Take away the second factor…",
                    question: "For somebody who lost their phone and their recovery codes. They are signed out everywhere.", form)
            )
        ).html
    }

    private var password: Form {
        Form(
            post: "/admin/users/\(user.id)/password", token: token,
            """
            \(passwordState.summary)
            \(passwordState.field("password", "New password", .password,
                hint: "At least 10 characters. They are signed out everywhere and sign in with it.", isRequired: true,
                complete: "new-password"))
            \(ButtonRow([Button("Set password", .secondary)]))
            """)
    }
}
