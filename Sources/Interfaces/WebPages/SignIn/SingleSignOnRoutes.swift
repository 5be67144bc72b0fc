import FoundationEssentials
import HTML
import HTTP
import OpenIDConnect
import UseCases

extension PageRoutes {
    /// `GET /sign-in/provider` to the identity provider, and `GET /sign-in/provider/return` from there.
    mutating func addSingleSignOn() throws {
        guard let singleSignOn = pages.singleSignOn else { return }
        let pages = pages
        try open(.get, "/sign-in/provider") { request, _ in try await pages.leaveForProvider(request, singleSignOn) }
        try open(.get, "/sign-in/provider/return") { request, _ in try await pages.comeFromProvider(request, singleSignOn) }
    }
}

extension WebPages {
    fileprivate func leaveForProvider(_ request: HTTPRequest, _ singleSignOn: SingleSignOn) async throws -> HTTPResponse {
        let environment = application.environment
        let next = LocalAddress.checked(request.query("next")) ?? "/"
        let trip = SignInTrip(next: next, random: environment.random, now: environment.now())
        do {
            var response = HTTPResponse.redirect(to: try await singleSignOn.provider.start(trip), status: .seeOther)
            response.headers.add(
                "Set-Cookie",
                SiteCookie.set(
                    SiteCookie.trip, trip.sealed(by: environment.sealer), seconds: Int(SignInTrip.lifetime), isSecure: isSecure))
            return response
        } catch let error as OpenIDError {
            singleSignOn.report(error, request)
            return notSignedIn(
                next, "\(singleSignOn.label) cannot be reached.", "Try again in a moment, or sign in with your password.")
        }
    }

    fileprivate func comeFromProvider(_ request: HTTPRequest, _ singleSignOn: SingleSignOn) async throws -> HTTPResponse {
        let environment = application.environment
        guard let state = request.query("state"), let cookie = request.cookie(SiteCookie.trip),
            let trip = SignInTrip(cookie, state: state, sealer: environment.sealer, now: environment.now())
        else { return notSignedIn("/", "Please sign in once more.", "The way there took too long, or cookies are switched off.") }
        // RFC 6749 §4.1.2.1: the person said no, or the provider did.
        guard let code = request.query("code"), request.query("error") == nil else {
            return notSignedIn(trip.next, "\(singleSignOn.label) did not sign you in.", "Try again, or ask an administrator.")
        }
        do {
            let identity = try await singleSignOn.provider.identify(code: code, trip)
            var response = signedIn(try await application.perform(SignInByProvider(identity), as: .nobody), next: trip.next)
            response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.trip, isSecure: isSecure))
            return response
        } catch let error as OpenIDError {
            singleSignOn.report(error, request)
            return notSignedIn(trip.next, "\(singleSignOn.label) did not sign you in.", "Try again. The server's log tells more.")
        } catch let refusal as Refusal {
            return notSignedIn(trip.next, "You are not signed in.", refusal.message)
        }
    }

    /// A page that goes on to the provider by itself, to end the session there, too; `nil` where the provider has no such address
    /// or does not answer: who signs out is signed out here in any case.
    ///
    /// No redirect, which `form-action` would stop behind a form.
    func leaveProvider(_ request: HTTPRequest, _ token: String?) async -> HTTPResponse? {
        guard let singleSignOn else { return nil }
        let back = application.environment.rules.publicURL + "/sign-in"
        let address: String
        do {
            guard let found = try await singleSignOn.provider.end(token, comingBackTo: back) else { return nil }
            address = found
        } catch {
            singleSignOn.report(error, request)
            return nil
        }
        var response = narrowPage(
            "Signed out",
            """
            \(PageHeader("You are signed out here", lead: "Your browser goes on to \(singleSignOn.label), to sign you out there, too."))
            \(ButtonRow([
                Button("Sign out of \(singleSignOn.label)", to: address), Button("Sign in again", to: "/sign-in", .quiet),
            ]))
            """)
        response.headers.set("Refresh", "1; url=\(address)")
        return response
    }

    /// A page of its own, with the way back: the sign-in page would begin the next trip at once.
    private func notSignedIn(_ next: String, _ title: String, _ detail: String) -> HTTPResponse {
        let address = next == "/" ? "/sign-in" : "/sign-in?next=\(LocalAddress.queryValue(next))"
        var response = narrowPage(
            "Sign in", status: .forbidden,
            """
            \(PageHeader("Sign in"))\(Notice(.attention, title, detail: HTML(text: detail)))
            \(ButtonRow([Button("Back to the sign-in page", to: address)]))
            """)
        response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.trip, isSecure: isSecure))
        return response
    }
}
