import HTML
import Procurement
import UseCases

/// One user: name, roles and their limits, what orders start with, substitutes, and a new password.
struct UserView: Component {
    var user: User
    var state: FormState
    /// Of the password's own form.
    var passwordState: FormState
    var token: String
    var canChange: Bool
    /// Who may be chosen as manager.
    var people: [User] = []
    var lists: OrganisationLists
    var substitutes: ShowSubstitutes.Answer

    /// What the form starts with.
    static func values(_ user: User) -> [String: String] {
        var values = UserPlaceFields.values(user)
        values["name"] = user.name
        for role in user.roles { values[RoleFields.name(role)] = "on" }
        if user.isActive { values["active"] = "on" }
        return values
    }

    var html: HTML {
        """
        \(PageHeader(user.name, lead: "\(user.email)", badges: [user.isActive ? Badge("Active", .good) : Badge("Not active", .neutral)],
            back: ("All users", "/admin/users")))
        \(Columns(main: HTML(Card("What they may do", HTML(form))),
            side: "\(if: canChange, "\(Card("Password", HTML(password)))\(secondFactor)")\(Card("Substitutes", away))"))
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
        \(state.field("active", "Active", .checkbox, hint: "Unticked, they are signed out at once and cannot sign in."))
        \(UserPlaceFields(user: user, state: state, people: people, lists: lists))
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

    /// Who acts for them, and for whom they act.
    private var away: HTML {
        let own = substitutes.substitutions.filter { $0.userID == user.id || $0.substituteID == user.id }
        let lines: [HTML] = own.map { entry in
            let other = entry.userID == user.id ? entry.substituteID : entry.userID
            let name = substitutes.people.first { $0.id == other }?.name ?? "Somebody"
            let words = entry.userID == user.id ? "\(name) acts for them" : "They act for \(name)"
            return "<li>\(words), \(entry.from.text) through \(entry.through.text)</li>"
        }
        return """
            \(if: lines.isEmpty, "<p class=\"muted\">None now or to come.</p>", else: "<ul>\(lines)</ul>")
            \(if: canChange, "<p><a href=\"/substitutes?user=\(query: user.id.text)\">Name or end a substitute</a></p>")
            """
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
