import HTML
import HTTP
import Procurement
import Routing
import UseCases

extension PageRoutes {
    /// The link of an invitation: the page and the form that makes the sign-in.
    mutating func addInvitations() throws {
        let pages = pages
        try open(.get, "/portal/invitations/{token}") { request, parameters in
            try await pages.invitationPage(request, parameters["token"] ?? "")
        }
        try open(.post, "/portal/invitations/{token}") { request, parameters in
            try await pages.register(request, parameters["token"] ?? "")
        }
    }

    /// Colleagues, one's own sign-in, tokens.
    mutating func addPortalPeople() throws {
        try portalPage("/portal/colleagues") { try await $0.colleagues() }
        try portalForm("/portal/colleagues") { try await $0.inviteColleague() }
        try portalForm("/portal/colleagues/{id}/revoke") { context in
            _ = try await context.perform(RevokeInvitation(try context.identifier("invitation")))
            return context.redirect(to: "/portal/colleagues", .invitationRevoked)
        }
        try portalForm("/portal/colleagues/{id}/switch") { context in
            let isActive = context.form["active"] == "yes"
            _ = try await context.perform(SwitchSupplierUser(try context.identifier("user"), isActive: isActive))
            return context.redirect(to: "/portal/colleagues", .portalSaved)
        }
        try portalPage("/portal/account") { try await $0.ownSignIn() }
        try portalForm("/portal/account/password") { try await $0.changePassword() }
        try addPortalTwoStep()
        try portalPage("/portal/api-tokens") { try await $0.tokens() }
        try portalForm("/portal/api-tokens") { try await $0.makeToken() }
        try portalForm("/portal/api-tokens/{id}/revoke") { context in
            try await context.perform(RevokeSupplierToken(try context.identifier("token")))
            return context.redirect(to: "/portal/api-tokens", .portalSaved)
        }
    }

    private mutating func addPortalTwoStep() throws {
        try portalForm("/portal/account/two-step/begin") { context in
            try await context.perform(BeginSecondFactor())
            return context.redirect(to: "/portal/account")
        }
        try portalForm("/portal/account/two-step/confirm") { context in
            try await context.withCode("code") { try await context.recoveryCodes(ConfirmSecondFactor(code: $0)) }
        }
        try portalForm("/portal/account/two-step/recovery-codes") { context in
            try await context.withCode("code") { try await context.recoveryCodes(RenewRecoveryCodes(code: $0)) }
        }
        try portalForm("/portal/account/two-step/remove") { context in
            try await context.withCode("off_code") { code in
                try await WithCode(RemoveSecondFactor(code: code)).run(in: context.application, as: context.actor)
                return context.redirect(to: "/portal/account", .twoStepOff)
            }
        }
    }
}

extension WebPages {
    fileprivate func invitationPage(
        _ request: HTTPRequest, _ secret: String, state: FormState? = nil, status: Status = .ok
    ) async throws -> HTTPResponse {
        do {
            let (invitation, supplier) = try await application.answer(ShowInvitation(token: secret), as: .nobody)
            let shown = state ?? FormState(values: ["name": invitation.name ?? ""])
            return openFormPage(request, "Your sign-in", status: status) { token in
                let form = Form(
                    post: "/portal/invitations/\(secret)", token: token,
                    """
                    \(shown.summary)
                    \(FormField("email", "E-mail address", .email, value: invitation.email, isReadOnly: true, complete: "username"))
                    \(shown.field("name", "Your name", isRequired: true, complete: "name", hasFocus: true))
                    \(shown.field("password", "A password", .password, hint: "At least 10 characters.", isRequired: true, complete: "new-password"))
                    \(ButtonRow([Button("Make my sign-in", .primary, icon: .key)]))
                    """)
                return """
                    \(PageHeader("Your sign-in", lead: "\(invitation.invitedBy) invites you to the portal for \(supplier)."))
                    \(Card(nil, HTML(form)))
                    """
            }
        } catch let refusal as Refusal {
            return deadLink(refusal)
        }
    }

    fileprivate func register(_ request: HTTPRequest, _ secret: String) async throws -> HTTPResponse {
        let (form, isOurs) = try await openForm(request)
        guard isOurs else { return try await invitationPage(request, secret, status: .forbidden) }
        do {
            let user = try await RegisterSupplierUser(
                token: secret, name: form["name"] ?? "", password: form["password"] ?? ""
            ).run(in: application)
            let notice = Notice(.good, "Your sign-in is made.", detail: "Sign in with it now: \(user.email).")
            return portalSignInPage(
                request, state: FormState(values: ["email": user.email]), next: "/portal", status: .created, notices: [notice])
        } catch Refusal.invalid(let problems) {
            let state = FormState(values: ["name": form["name"] ?? ""], problems: Refused(problems).problems())
            return try await invitationPage(request, secret, state: state, status: .unprocessable)
        } catch let refusal as Refusal {
            return deadLink(refusal)
        }
    }
}

extension PortalContext {
    fileprivate func colleagues(
        _ state: FormState = FormState(), status: Status = .ok, notices: [Notice] = []
    ) async throws -> HTTPResponse {
        let people = try await answer(ShowColleagues())
        let view = SupplierPeopleView(
            people: people, own: user.id, base: "/portal/colleagues", switchBase: "/portal/colleagues", state: state, token: csrf)
        let content: HTML = """
            \(PageHeader("Colleagues", lead: "Who signs in for \(people.supplier.name)."))\(view)
            """
        return try await page("Colleagues", at: .colleagues, status: status, notices: notices, content)
    }

    fileprivate func inviteColleague() async throws -> HTTPResponse {
        do {
            let made = try await perform(
                InviteColleague(email: form["email"] ?? "", name: form.text("name"), language: form["language"]))
            return try await colleagues(status: .created, notices: [SupplierPeopleView.told(made)])
        } catch {
            guard let refused = Refused(error) else { throw error }
            return try await colleagues(form.state(refused), status: .unprocessable)
        }
    }

    fileprivate func ownSignIn(
        _ state: FormState = FormState(), password: FormState = FormState(), status: Status = .ok
    ) async throws -> HTTPResponse {
        var twoStep = TwoStepView(
            factor: try await answer(ShowSecondFactor()), email: user.email,
            issuer: "Supplier portal \(application.environment.rules.payloadHost)", isDemanded: false, state: state, token: csrf)
        twoStep.base = "/portal/account/two-step"
        twoStep.mailPage = nil
        let change = Form(
            post: "/portal/account/password", token: csrf,
            """
            \(password.summary)
            \(password.field("old_password", "Present password", .password, isRequired: true, complete: "current-password"))
            \(password.field("password", "New password", .password, hint: "At least 10 characters. You sign in anew afterwards.", isRequired: true, complete: "new-password"))
            \(ButtonRow([Button("Change password", .secondary)]))
            """)
        return try await page(
            "Your sign-in", at: nil, status: status, "\(twoStep)\(Card("Password", id: "password", HTML(change)))")
    }

    fileprivate func changePassword() async throws -> HTTPResponse {
        do {
            if let seconds = pages.tryAccount("portal:\(user.email)", request) { throw Refusal.tooManyTries(seconds: seconds) }
            try await ChangeSupplierPassword(old: form["old_password"] ?? "", new: form["password"] ?? "").run(
                in: application, as: actor)
            return redirect(to: "/portal/sign-in", .portalSaved)
        } catch Refusal.tooManyTries(let seconds) {
            let problem = FormState.Problem("old_password", "Too many tries. Wait \(pages.waitWords(seconds)).")
            return try await ownSignIn(password: FormState(problems: [problem]), status: .tooManyRequests)
        } catch {
            guard let refused = Refused(error) else { throw error }
            return try await ownSignIn(password: FormState(problems: refused.problems()), status: .unprocessable)
        }
    }

    fileprivate func recoveryCodes<C: Command>(_ command: C) async throws -> HTTPResponse where C.Outcome == [String] {
        let codes = try await WithCode(command).run(in: application, as: actor)
        var view = RecoveryCodesView(codes: codes)
        (view.base, view.home) = ("/portal/account", "/portal")
        return try await page("Recovery codes", at: nil, status: .created, view.html)
    }

    fileprivate func withCode(_ field: String, _ body: (String) async throws -> HTTPResponse) async throws -> HTTPResponse {
        do {
            if let seconds = pages.tryAccount("portal:\(user.email)", request) { throw Refusal.tooManyTries(seconds: seconds) }
            return try await body(form.text(field) ?? "")
        } catch Refusal.tooManyTries(let seconds) {
            let problem = FormState.Problem(field, "Too many wrong codes. Wait \(pages.waitWords(seconds)), then try again.")
            return try await ownSignIn(FormState(problems: [problem]), status: .tooManyRequests)
        } catch {
            guard let refused = Refused(error) else { throw error }
            return try await ownSignIn(
                FormState(problems: refused.problems(names: ["/code": field])), status: .unprocessable)
        }
    }

    // MARK: Tokens

    private static let scopes = [
        "portal-orders.read", "portal-orders.write", "portal-accounts.read", "portal-accounts.write", "portal-profile.read",
        "portal-profile.write", "portal-registrations.read", "portal-registrations.write",
    ]

    fileprivate func tokens(
        _ state: FormState = FormState(), status: Status = .ok, made: String? = nil
    ) async throws -> HTTPResponse {
        let rows = try await answer(ListSupplierTokens()).map { token in
            let end: HTML =
                token.revokedAt == nil
                ? HTML(
                    Form(
                        post: "/portal/api-tokens/\(token.id)/revoke", token: csrf, layout: .bare,
                        HTML(Button("Revoke", .danger, asking: "Revoke it? Programs that use it stop working."))))
                : HTML(Badge("Revoked", .neutral))
            return DataTable.Row([
                "\(token.name)", "\(token.scopes.joined(separator: " "))", "\(Words.day(token.createdAt))",
                "\(token.lastUsedAt.map { Words.instant($0) } ?? "never")", end,
            ])
        }
        let form = Form(
            post: "/portal/api-tokens", token: csrf,
            """
            \(state.summary)\(state.field("name", "Name", hint: "What uses it.", isRequired: true, complete: "off"))
            \(FormGroup("What it may do", HTML(Self.scopes.map { FormField("scope.\($0)", $0, .checkbox, value: "on") })))
            \(ButtonRow([Button("Make a token", .primary, icon: .key)]))
            """)
        let secret: HTML? = made.map {
            "\(Notice(.attention, "Copy the token now.", detail: "It is not shown again."))\(CopyField("Token", $0))"
        }
        return try await page(
            "API tokens", at: .tokens, status: status,
            """
            \(PageHeader("API tokens", lead: "For your programs. A token sees what you see, and no more: /openapi.json describes /v1/portal."))
            \(secret)\(Card("Your tokens", isFlush: true, HTML(DataTable(["Name", "May", "Made", "Last used", .init("", .action)], rows, empty: "No token yet."))))
            \(Card("Another token", HTML(form)))
            """)
    }

    fileprivate func makeToken() async throws -> HTTPResponse {
        let scopes = Self.scopes.filter { form.isTicked("scope.\($0)") }
        do {
            let made = try await perform(CreateSupplierToken(name: form["name"] ?? "", scopes: scopes))
            return try await tokens(status: .created, made: made.secret)
        } catch {
            guard let refused = Refused(error) else { throw error }
            return try await tokens(
                FormState(values: form.values, problems: refused.problems(names: ["/scopes": ""])), status: .unprocessable)
        }
    }
}

/// Who signs in for a supplier and who is invited, with the form that invites: for colleagues and for administrators.
struct SupplierPeopleView: Component {
    var people: SupplierPeople
    /// The reader, who cannot be kept out by themselves.
    var own: Identifier<SupplierUser>?
    /// Where invitations are posted to; revoking stands below it.
    var base: String
    var switchBase: String
    /// Below which an invitation is revoked, where that is another place.
    var revokeBase: String?
    var state: FormState
    var token: String

    /// What a new invitation is told with.
    static func told(_ made: MadeInvitation) -> Notice {
        let day = Words.day(made.invitation.expiresAt)
        let email = made.invitation.email
        if made.isMailed {
            return Notice(.good, "\(email) is invited.", detail: "The link is on its way by mail; it is good once, until \(day).")
        }
        return Notice(
            .attention, "\(email) is invited, and no mail is set up here.",
            detail: "Pass the link on yourself. It is told once, and good once, until \(day).\(CopyField("Link", made.url))")
    }

    var html: HTML {
        """
        \(Card("Sign-ins", id: "people", isFlush: true, HTML(users)))
        \(Card("Invitations", isFlush: true, HTML(invitations)))
        \(Card("Invite somebody", HTML(form)))
        """
    }

    private var users: DataTable {
        DataTable(
            ["Name", "E-mail address", "Since", .init("", .action)],
            people.users.map { user in
                let change: HTML =
                    user.id == own
                    ? "<span class=\"muted\">you</span>"
                    : HTML(
                        Form(
                            post: "\(switchBase)/\(user.id)/switch", token: token, layout: .bare,
                            """
                            \(FormField("active", "", .hidden, value: user.isActive ? "no" : "yes"))\
                            \(Button(user.isActive ? "Keep out" : "Let in again", user.isActive ? .danger : .secondary))
                            """))
                return .init([
                    "\(user.name) \(if: !user.isActive, HTML(Badge("Kept out", .neutral)))", "\(user.email)",
                    "\(Words.day(user.createdAt))", change,
                ])
            }, empty: "Nobody signs in yet.")
    }

    private var invitations: DataTable {
        DataTable(
            ["E-mail address", "By", "State", "Good until", .init("", .action)],
            people.invitations.prefix(50).map { invitation in
                let state = invitation.state(at: people.now)
                let revoke = Form(
                    post: "\(revokeBase ?? base)/\(invitation.id)/revoke", token: token, layout: .bare,
                    HTML(Button("Revoke", .danger)))
                return .init([
                    "\(invitation.email)", "\(invitation.invitedBy)",
                    HTML(
                        Badge(
                            state.rawValue.prefix(1).uppercased() + state.rawValue.dropFirst(), state == .open ? .info : .neutral)
                    ),
                    "\(Words.day(invitation.expiresAt))", state == .open ? HTML(revoke) : HTML.empty,
                ])
            }, empty: "Nobody is invited.")
    }

    private var form: Form {
        Form(
            post: base, token: token, layout: .grid,
            """
            \(state.summary)
            \(state.field("email", "E-mail address", .email, isRequired: true, complete: "off"))
            \(state.field("name", "Name", complete: "off"))
            \(state.field("language", "Language of mails", .select([.init("en", "English"), .init("de", "Deutsch")])))
            \(ButtonRow([Button("Invite", .primary)]))
            """)
    }
}
