import HTML
import HTTP
import Procurement
import Routing
import UseCases

extension PageRoutes {
    /// What somebody gets by mail, and in which language.
    mutating func addMailPreferences() throws {
        try get("/account/mail") { context in try await context.mailPreferencePage() }
        try post("/account/mail") { context in
            do {
                try await context.perform(
                    SetMailPreference(mode: context.form["mode"] ?? "", language: context.form["language"] ?? ""))
                return context.redirect(to: "/account/mail", .mailPreferenceSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.mailPreferencePage(context.form.state(refused), status: .unprocessable)
            }
        }
    }

    /// Ends digests by the link in one. Opening it changes nothing, because mail programs open links by themselves; the POST of a
    /// mail program's own button (RFC 8058) and that of our page are the same.
    mutating func addMailStop() throws {
        let pages = pages
        try open(.get, "/mail/stop/{token}") { _, parameters in
            let token = parameters["token"] ?? ""
            let (user, preference) = try await pages.application.answer(ShowMailStop(token), as: .nobody)
            return pages.narrowPage("Daily summaries", MailStopView(user: user, preference: preference, token: token).html)
        }
        try open(.post, "/mail/stop/{token}") { _, parameters in
            try await pages.application.perform(StopMail(parameters["token"] ?? ""), as: .nobody)
            return pages.narrowPage(
                "Daily summaries", notices: [Notice(.good, "You get no more summaries by mail.")],
                "<p>The pages tell you everything all the same. <a href=\"/account/mail\">Sign in to choose again.</a></p>")
        }
    }
}

extension PageContext {
    fileprivate func mailPreferencePage(_ state: FormState? = nil, status: Status = .ok) async throws -> HTTPResponse {
        let preference = try await answer(ShowMailPreference())
        let values = ["mode": preference.mode.rawValue, "language": preference.language.rawValue]
        let view = MailPreferenceView(state: state ?? FormState(values: values), email: user.email, token: csrf)
        return try await page("Mail", at: nil, status: status, view.html)
    }
}

/// The choice of mails and language.
struct MailPreferenceView: Component {
    var state: FormState
    var email: String
    var token: String

    var html: HTML {
        """
        \(PageHeader("Mail", lead: "What Portico tells you at \(email)."))
        \(Card("Your choice", HTML(form)))
        """
    }

    private var form: Form {
        Form(
            post: "/account/mail", token: token,
            """
            \(state.summary)
            \(state.field("mode", "Mails", .radio([
                .init("single", "One mail for each event; many at once come together"), .init("digest", "One summary a day"),
                .init("none", "None: the pages tell me"),
            ]), isRequired: true))
            \(state.field("language", "Language of mails", .select([.init("en", "English"), .init("de", "Deutsch")]), isRequired: true))
            \(ButtonRow([Button("Save", .primary)]))
            """)
    }
}

/// What a link that ends digests shows.
struct MailStopView: Component {
    var user: User
    var preference: MailPreference
    var token: String

    var html: HTML {
        if preference.mode != .digest {
            return "\(PageHeader("Daily summaries"))<p>\(user.name) gets no daily summaries. Nothing is left to do.</p>"
        }
        return """
            \(PageHeader("Daily summaries", lead: "They go to \(user.name) once a day."))
            <form class="form stacked" action="/mail/stop/\(token)" method="post">\
            \(ButtonRow([Button("No more summaries", .primary)]))</form>
            """
    }
}
