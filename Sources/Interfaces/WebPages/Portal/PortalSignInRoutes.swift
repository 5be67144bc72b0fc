import Cryptography
import FoundationEssentials
import HTML
import HTTP
import Procurement
import Routing
import UseCases

extension PageRoutes {
    /// The whole portal: getting in, orders, accounts, own data.
    mutating func addPortal() throws {
        try portalPage("/portal") { $0.redirect(to: "/portal/orders?state=to_process") }
        try addPortalSignIn()
        try addInvitations()
        try addPortalPeople()
        try addPortalOrders()
        try addPortalAccounts()
        try addPortalProfile()
    }

    /// Sign-in by password or mailed link, and out.
    private mutating func addPortalSignIn() throws {
        let pages = pages
        try open(.get, "/portal/sign-in") { request, _ in
            let next = LocalAddress.checked(request.query("next")).flatMap(Self.inPortal) ?? "/portal"
            if let token = request.cookie(SiteCookie.portal),
                try await pages.application.answer(FindSupplierSession(token: token), as: .nobody) != nil
            {
                return .redirect(to: next, status: .seeOther)
            }
            let flash = request.cookie(SiteCookie.notice).flatMap(Flash.named)
            return pages.portalSignInPage(request, next: next, notices: flash.map { [$0.notice] } ?? [])
        }
        try open(.post, "/portal/sign-in") { request, _ in try await pages.signInToPortal(request) }
        try open(.post, "/portal/sign-in/code") { request, _ in try await pages.signInToPortalByCode(request) }
        try open(.post, "/portal/sign-in/link") { request, _ in try await pages.sendSignInLink(request) }
        try open(.get, "/portal/sign-in/link/{token}") { request, parameters in
            try await pages.linkPage(request, parameters["token"] ?? "")
        }
        try open(.post, "/portal/sign-in/link/{token}") { request, parameters in
            try await pages.signInByLink(request, parameters["token"] ?? "")
        }
        try portalForm("/portal/sign-out") { context in
            if let token = context.request.cookie(SiteCookie.portal) {
                try await context.perform(SignSupplierOut(token: token))
            }
            var response = context.redirect(to: "/portal/sign-in", .signedOut)
            response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.portal, isSecure: context.pages.isSecure))
            return response
        }
    }

    /// After signing in, only pages of the portal are led to.
    static func inPortal(_ address: String) -> String? {
        address == "/portal" || address.hasPrefix("/portal/") || address.hasPrefix("/portal?") ? address : nil
    }
}

extension WebPages {
    /// The browser's own token for forms before there is a session, and whether its cookie has to be set.
    func formToken(_ request: HTTPRequest) -> (token: String, isNew: Bool) {
        if let known = request.cookie(SiteCookie.form), known.utf8.count == 32 { return (known, false) }
        return (Base64.url.encode(application.environment.random.bytes(24)), true)
    }

    /// A narrow page with a form that this browser alone can send.
    func openFormPage(
        _ request: HTTPRequest, _ title: String, status: Status = .ok, notices: [Notice] = [],
        _ content: (String) -> HTML
    ) -> HTTPResponse {
        let (token, isNew) = formToken(request)
        var response = narrowPage(title, status: status, notices: notices, content(token))
        if isNew {
            response.headers.add("Set-Cookie", SiteCookie.set(SiteCookie.form, token, seconds: 86_400, isSecure: isSecure))
        }
        if request.cookie(SiteCookie.notice) != nil {
            response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.notice, isSecure: isSecure))
        }
        return response
    }

    /// Reads a form of such a page, and whether it came from one of this browser.
    func openForm(_ request: HTTPRequest) async throws -> (form: PostedForm, isOurs: Bool) {
        let form = try await PostedForm.read(request, maximumOctets: 16_384)
        return (form, isOwn(form, request, token: request.cookie(SiteCookie.form) ?? ""))
    }

    func waitWords(_ seconds: Int) -> String { seconds > 90 ? "\((seconds + 59) / 60) minutes" : "\(seconds) seconds" }

    func portalSignInPage(
        _ request: HTTPRequest, state: FormState = FormState(), next: String, status: Status = .ok, notices: [Notice] = []
    ) -> HTTPResponse {
        let hasMail = application.environment.rules.mail != nil
        return openFormPage(request, "Sign in", status: status) { token in
            PortalSignInView(
                state: state, token: token, next: next, notices: notices, hasMail: hasMail, demo: demoSupplier
            ).html
        }
    }

    fileprivate func signInToPortal(_ request: HTTPRequest) async throws -> HTTPResponse {
        let (form, isOurs) = try await openForm(request)
        let next = LocalAddress.checked(form["next"]).flatMap(PageRoutes.inPortal) ?? "/portal"
        let email = form.text("email") ?? ""
        func again(_ problems: [FormState.Problem], _ status: Status, _ notices: [Notice] = []) -> HTTPResponse {
            portalSignInPage(
                request, state: FormState(values: ["email": email], problems: problems), next: next, status: status,
                notices: notices)
        }
        guard isOurs else {
            let notice = Notice(
                .attention, "Please sign in once more.", detail: "The page was open for too long, or cookies are switched off.")
            return again([], .forbidden, [notice])
        }
        do {
            if let seconds = tryAccount("portal:\(email)", request) { throw Refusal.tooManyTries(seconds: seconds) }
            let browser = request.cookie(SiteCookie.form) ?? ""
            let step = try await SupplierSignIn(email: email, password: form["password"] ?? "", browser: browser).run(
                in: application)
            return stepOn(step, request, next: next)
        } catch Refusal.tooManyTries(let seconds) {
            var response = again(
                [.init("email", "Too many tries with this address. Wait \(waitWords(seconds)), then try again.")],
                .tooManyRequests)
            response.headers.set("Retry-After", String(seconds))
            return response
        } catch {
            guard let refused = Refused(error) else { throw error }
            return again(refused.problems(), .unprocessable)
        }
    }

    /// In, or to the code.
    private func stepOn(_ step: SupplierSignInStep, _ request: HTTPRequest, next: String) -> HTTPResponse {
        switch step {
        case .signedIn(let signedIn): return self.signedIn(signedIn, next: next)
        case .needsCode(let ticket):
            var view = SecondStepView(
                state: FormState(), token: request.cookie(SiteCookie.form) ?? "", ticket: ticket, next: next)
            view.action = "/portal/sign-in/code"
            return narrowPage("One more step", view.html)
        }
    }

    private func signedIn(_ signedIn: SignedInSupplier, next: String) -> HTTPResponse {
        let left = Int(signedIn.expiresAt.timeIntervalSince(application.now))
        var response = HTTPResponse.redirect(to: next, status: .seeOther)
        response.headers.add(
            "Set-Cookie", SiteCookie.set(SiteCookie.portal, signedIn.token, seconds: max(left, 0), isSecure: isSecure))
        response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.form, isSecure: isSecure))
        return response
    }

    fileprivate func signInToPortalByCode(_ request: HTTPRequest) async throws -> HTTPResponse {
        let (form, isOurs) = try await openForm(request)
        let next = LocalAddress.checked(form["next"]).flatMap(PageRoutes.inPortal) ?? "/portal"
        let browser = request.cookie(SiteCookie.form) ?? ""
        func again(_ problem: FormState.Problem, _ status: Status) -> HTTPResponse {
            var view = SecondStepView(
                state: FormState(problems: [problem]), token: browser, ticket: form["ticket"] ?? "", next: next)
            view.action = "/portal/sign-in/code"
            return narrowPage("One more step", status: status, view.html)
        }
        do {
            guard isOurs else { throw Refusal.notSignedIn }
            let step = FinishSupplierSignIn(
                ticket: form["ticket"] ?? "", browser: browser, code: form.text("code") ?? ""
            ) { tryAccount("portal:\($0)", request) }
            return signedIn(try await step.run(in: application), next: next)
        } catch Refusal.notSignedIn {
            let notice = Notice(.attention, "Please sign in once more.", detail: "The second step came too late.")
            return portalSignInPage(request, next: next, status: .forbidden, notices: [notice])
        } catch Refusal.tooManyTries(let seconds) {
            var response = again(.init("code", "Too many tries. Wait \(waitWords(seconds)), then try again."), .tooManyRequests)
            response.headers.set("Retry-After", String(seconds))
            return response
        } catch {
            guard let problem = Refused(error)?.problems().first else { throw error }
            return again(problem, .unprocessable)
        }
    }

    // MARK: By a mailed link

    fileprivate func sendSignInLink(_ request: HTTPRequest) async throws -> HTTPResponse {
        let (form, isOurs) = try await openForm(request)
        let email = form.text("link_email") ?? ""
        guard isOurs else { return portalSignInPage(request, next: "/portal", status: .forbidden) }
        if let seconds = tryAccount("portal-link:\(email)", request) {
            var response = portalSignInPage(
                request,
                state: FormState(
                    values: ["link_email": email],
                    problems: [.init("link_email", "Too many links were asked for. Wait \(waitWords(seconds)).")]),
                next: "/portal", status: .tooManyRequests)
            response.headers.set("Retry-After", String(seconds))
            return response
        }
        try await application.perform(SendSignInLink(email: email), as: .nobody)
        return narrowPage(
            "Look at your mail",
            """
            \(PageHeader("Look at your mail"))
            \(Notice(.info, "If \(email) has a sign-in here, a link is on its way.", detail: "It signs you in once, within 15 minutes."))
            \(ButtonRow([Button("Back to the sign-in page", to: "/portal/sign-in", .quiet)]))
            """)
    }

    /// A page with a button: mail programs that open links to look at them use up nothing.
    fileprivate func linkPage(_ request: HTTPRequest, _ secret: String) async throws -> HTTPResponse {
        do {
            let user = try await application.answer(ShowSignInLink(token: secret), as: .nobody)
            return openFormPage(request, "Sign in") { token in
                """
                \(PageHeader("Sign in as \(user.name)"))
                \(Card(nil, HTML(Form(post: "/portal/sign-in/link/\(secret)", token: token, HTML(ButtonRow([Button("Sign in", .primary, icon: .key)]))))))
                """
            }
        } catch let refusal as Refusal {
            return deadLink(refusal)
        }
    }

    fileprivate func signInByLink(_ request: HTTPRequest, _ secret: String) async throws -> HTTPResponse {
        let (_, isOurs) = try await openForm(request)
        guard isOurs else { return .redirect(to: "/portal/sign-in/link/\(LocalAddress.queryValue(secret))", status: .seeOther) }
        do {
            let browser = request.cookie(SiteCookie.form) ?? ""
            let step = try await SignInByLink(token: secret, browser: browser).run(in: application)
            return stepOn(step, request, next: "/portal")
        } catch let refusal as Refusal {
            return deadLink(refusal)
        }
    }

    /// A link that is not good, with why and what to do.
    func deadLink(_ refusal: Refusal) -> HTTPResponse {
        let problem = ProblemPage(refusal)
        var message = refusal.message
        if case .notFound = refusal {
            message = "This link is not known here. Copy the whole of it from the mail, or ask for a new one."
        }
        return narrowPage(
            "The link is not good", status: problem.status,
            """
            \(PageHeader("The link is not good"))\(Notice(.attention, message))
            \(ButtonRow([Button("To the sign-in page", to: "/portal/sign-in")]))
            """)
    }
}

/// The portal's sign-in page: by password, or by a link that is mailed.
struct PortalSignInView: Component {
    var state: FormState
    var token: String
    var next: String
    var notices: [Notice]
    var hasMail: Bool
    var demo: WebPages.DemoSignIn?

    var html: HTML {
        """
        \(PageHeader("Sign in", lead: "For suppliers: your customer's orders, and accounts made from them."))
        \(notices.map(\.html))
        \(Card("With your password", HTML(form)))
        \(if: hasMail, Card("With a link by mail", HTML(link)).html)
        \(some: demo, demoCard)
        <p class="muted">You work for the company that buys? <a href="/sign-in">Sign in there</a>.</p>
        """
    }

    private var form: Form {
        Form(
            post: "/portal/sign-in", token: token,
            """
            \(state.summary)
            \(FormField("next", "", .hidden, value: next))
            \(state.field("email", "E-mail address", .email, isRequired: true, complete: "username", hasFocus: true))
            \(state.field("password", "Password", .password, isRequired: true, complete: "current-password"))
            \(ButtonRow([Button("Sign in", .primary, icon: .key)]))
            """)
    }

    private var link: Form {
        Form(
            post: "/portal/sign-in/link", token: token,
            """
            \(state.field("link_email", "Your e-mail address", .email, isRequired: true, complete: "email"))
            \(ButtonRow([Button("Send me a link", .secondary)]))
            """)
    }

    private func demoCard(_ person: WebPages.DemoSignIn) -> HTML {
        Card(
            "Demonstration",
            """
            <p><strong>\(person.label)</strong><br>\(person.email)<br><span class="muted">\(person.password)</span></p>
            \(Form(post: "/portal/sign-in", token: token, layout: .bare, """
                \(FormField("next", "", .hidden, value: next))\(FormField("email", "", .hidden, value: person.email))\
                \(FormField("password", "", .hidden, value: person.password))\(Button("Sign in", .secondary))
                """))
            """
        ).html
    }
}
