import Cryptography
import FoundationEssentials
import HTML
import HTTP
import UseCases

extension PageRoutes {
    /// `GET` and `POST /sign-in`, `POST /sign-out`.
    mutating func addSignIn() throws {
        let pages = pages
        try open(.get, "/sign-in") { request, _ in
            let next = LocalAddress.checked(request.query("next")) ?? "/"
            if let token = request.cookie(SiteCookie.session),
                try await pages.application.answer(FindSession(token: token), as: .nobody) != nil
            {
                return .redirect(to: next, status: .seeOther)
            }
            let flash = request.cookie(SiteCookie.notice).flatMap(Flash.named)
            return pages.signInPage(request, next: next, notices: flash.map { [$0.notice] } ?? [])
        }
        try open(.post, "/sign-in") { request, _ in try await pages.signIn(request) }
        try open(.post, "/sign-in/code") { request, _ in try await pages.signInByCode(request) }
        try post("/sign-out") { context in
            var outcome = SignOut.Outcome()
            if let token = context.request.cookie(SiteCookie.session) {
                outcome = try await context.perform(SignOut(token: token))
            }
            let leaving = outcome.cameByProvider ? await pages.leaveProvider(context.request, outcome.providerToken) : nil
            var response = leaving ?? context.redirect(to: "/sign-in", .signedOut)
            response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.session, isSecure: pages.isSecure))
            return response
        }
    }
}

extension WebPages {
    /// The form with a token of its own, since there is no session yet that could hold one: the same value is in a cookie,
    /// which another site can neither read nor set.
    fileprivate func signInPage(
        _ request: HTTPRequest, state: FormState = FormState(), next: String, status: Status = .ok, notices: [Notice] = []
    ) -> HTTPResponse {
        let known = request.cookie(SiteCookie.form).flatMap { $0.utf8.count == 32 ? $0 : nil }
        let token = known ?? Base64.url.encode(application.environment.random.bytes(24))
        let page = SignInPage(
            state: state, token: token, next: next, provider: singleSignOn?.label, demoSignIns: demoSignIns, notices: notices)
        var response = narrowPage("Sign in", status: status, SignInView(page).html)
        if known == nil {
            response.headers.add("Set-Cookie", SiteCookie.set(SiteCookie.form, token, seconds: 86_400, isSecure: isSecure))
        }
        if request.cookie(SiteCookie.notice) != nil {
            response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.notice, isSecure: isSecure))
        }
        return response
    }

    fileprivate func signIn(_ request: HTTPRequest) async throws -> HTTPResponse {
        let (form, isOurs) = try await openForm(request)
        let next = LocalAddress.checked(form["next"]) ?? "/"
        guard isOurs else {
            let notice = Notice(
                .attention, "Please sign in once more.", detail: "The page was open for too long, or cookies are switched off.")
            return signInPage(request, state: again(form, []), next: next, status: .forbidden, notices: [notice])
        }
        do {
            let email = form.text("email") ?? ""
            // Before the wait after wrong passwords is asked for: that is written after the password was checked, so many
            // tries at the same moment would all pass it.
            if let seconds = tryAccount(email, request) { throw Refusal.tooManyTries(seconds: seconds) }
            let browser = request.cookie(SiteCookie.form) ?? ""
            switch try await SignIn(email: email, password: form["password"] ?? "", browser: browser).run(in: application) {
            case .signedIn(let signedIn): return self.signedIn(signedIn, next: next)
            case .needsCode(let ticket):
                let view = SecondStepView(state: FormState(), token: browser, ticket: ticket, next: next)
                return narrowPage("One more step", view.html)
            }
        } catch Refusal.tooManyTries(let seconds) {
            let problem = FormState.Problem("email", "Too many tries with this address. Wait \(wait(seconds)), then try again.")
            var response = signInPage(request, state: again(form, [problem]), next: next, status: .tooManyRequests)
            response.headers.set("Retry-After", String(seconds))
            return response
        } catch {
            guard let refused = Refused(error) else { throw error }
            return signInPage(request, state: again(form, refused.problems()), next: next, status: .unprocessable)
        }
    }

    private func wait(_ seconds: Int) -> String { seconds > 90 ? "\((seconds + 59) / 60) minutes" : "\(seconds) seconds" }

    /// The session's cookie, and on.
    func signedIn(_ signedIn: SignedIn, next: String) -> HTTPResponse {
        let left = Int(signedIn.expiresAt.timeIntervalSince(application.now))
        var response = HTTPResponse.redirect(to: next, status: .seeOther)
        response.headers.add(
            "Set-Cookie", SiteCookie.set(SiteCookie.session, signedIn.token, seconds: max(left, 0), isSecure: isSecure))
        response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.form, isSecure: isSecure))
        return response
    }

    /// The second step: a code of the app.
    fileprivate func signInByCode(_ request: HTTPRequest) async throws -> HTTPResponse {
        let form = try await PostedForm.read(request, maximumOctets: 16_384)
        let next = LocalAddress.checked(form["next"]) ?? "/"
        let browser = request.cookie(SiteCookie.form) ?? ""
        func again(_ problem: FormState.Problem, _ status: Status) -> HTTPResponse {
            let view = SecondStepView(
                state: FormState(problems: [problem]), token: browser, ticket: form["ticket"] ?? "", next: next)
            return narrowPage("One more step", status: status, view.html)
        }
        do {
            guard isOwn(form, request, token: browser) else { throw Refusal.notSignedIn }
            let step = FinishSignIn(ticket: form["ticket"] ?? "", browser: browser, code: form.text("code") ?? "") {
                tryAccount($0, request)
            }
            return signedIn(try await step.run(in: application), next: next)
        } catch Refusal.notSignedIn {
            let notice = Notice(.attention, "Please sign in once more.", detail: "The second step came too late.")
            return signInPage(request, next: next, status: .forbidden, notices: [notice])
        } catch Refusal.tooManyTries(let seconds) {
            var response = again(.init("code", "Too many tries. Wait \(wait(seconds)), then try again."), .tooManyRequests)
            response.headers.set("Retry-After", String(seconds))
            return response
        } catch {
            guard let problem = Refused(error)?.problems().first else { throw error }
            return again(problem, .unprocessable)
        }
    }

    /// The address stays, the password never.
    private func again(_ form: PostedForm, _ problems: [FormState.Problem]) -> FormState {
        FormState(values: ["email": form["email"] ?? ""], problems: problems)
    }
}
