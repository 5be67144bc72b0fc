import HTML
import Procurement

/// The form for somebody new.
struct NewUserView: Component {
    var state: FormState
    var token: String

    var html: HTML {
        """
        \(PageHeader("New user", back: ("All users", "/admin/users")))
        \(Card("Who", HTML(form)))
        """
    }

    private var form: Form {
        Form(
            post: "/admin/users", token: token, layout: .grid,
            """
            \(state.summary)
            \(state.field("name", "Name", isRequired: true, complete: "off"))
            \(state.field("email", "E-mail", .email,
                hint: "The same as on the supplier's side. It cannot be changed later.", isRequired: true, complete: "off"))
            \(RoleFields(state: state))
            \(state.field("password", "Password", .password,
                hint: "At least 10 characters. Left empty, they cannot sign in until one is set.", complete: "new-password"))
            \(ButtonRow([Button("Add user"), Button("Cancel", to: "/admin/users", .quiet)]))
            """)
    }
}
