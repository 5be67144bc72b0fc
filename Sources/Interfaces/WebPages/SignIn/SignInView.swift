import HTML

/// The sign-in form and, in a demonstration, who can be signed in with one click.
struct SignInView: Component {
    var page: SignInPage

    init(_ page: SignInPage) { self.page = page }

    var html: HTML {
        """
        \(PageHeader("Sign in"))
        \(page.notices.map(\.html))
        \(some: page.provider, providerCard)\(Card(nil, form.html))
        \(if: !page.demoSignIns.isEmpty, demo)
        """
    }

    private var form: Form {
        Form(
            post: "/sign-in", token: page.token,
            """
            \(page.state.summary)
            \(FormField("next", "", .hidden, value: page.next))
            \(page.state.field("email", "E-mail address", .email, isRequired: true, complete: "username", hasFocus: true))
            \(page.state.field("password", "Password", .password, isRequired: true, complete: "current-password"))
            \(ButtonRow([Button("Sign in", .primary, icon: .key)]))
            """)
    }

    private func providerCard(_ label: String) -> HTML {
        let address = page.next == "/" ? "/sign-in/provider" : "/sign-in/provider?next=\(LocalAddress.queryValue(page.next))"
        return Card(nil, HTML(ButtonRow([Button("Sign in with \(label)", to: address, .primary)]))).html
    }

    private var demo: HTML {
        let rows = page.demoSignIns.map { person in
            DataTable.Row([
                "<strong>\(person.label)</strong><br>\(person.email)<br><span class=\"muted\">\(person.password)</span>",
                HTML(quick(person)),
            ])
        }
        return Card(
            "Demonstration", isFlush: true,
            HTML(
                DataTable(["Who, e-mail and password", .init("", .action)], rows, caption: "Nothing here is real. Sign in as:"))
        ).html
    }

    private func quick(_ person: WebPages.DemoSignIn) -> Form {
        Form(
            post: "/sign-in", token: page.token, layout: .bare,
            """
            \(FormField("next", "", .hidden, value: page.next))\(FormField("email", "", .hidden, value: person.email))\
            \(FormField("password", "", .hidden, value: person.password))\(Button("Sign in", .secondary))
            """)
    }
}
