import CXMLExchange
import HTML
import HTTP
import Procurement
import Routing
import UseCases

/// What a handler of a signed-in person works with.
struct PageContext: Sendable {
    let pages: WebPages
    let request: HTTPRequest
    let parameters: Parameters
    let user: User
    /// The session's token, which every form carries.
    let csrf: String
    /// Whether nothing but setting up a second factor may be done.
    let needsSecondFactor: Bool
    /// The checked form of a POST; empty otherwise.
    var form = PostedForm()

    var actor: Actor { Actor(.user(user)) }
    var application: Application { pages.application }
    var exchange: Exchange { pages.exchange }
    var isAdministrator: Bool { user.roles.contains(.administrator) }

    /// `nil` when nobody is signed in.
    static func make(_ pages: WebPages, _ request: HTTPRequest, _ parameters: Parameters) async throws -> PageContext? {
        guard let token = request.cookie(SiteCookie.session), !token.isEmpty,
            let session = try await pages.application.answer(FindSession(token: token), as: .nobody)
        else { return nil }
        return PageContext(
            pages: pages, request: request, parameters: parameters, user: session.user, csrf: session.csrfToken,
            needsSecondFactor: session.needsSecondFactor)
    }

    func perform<C: Command>(_ command: C) async throws -> C.Outcome { try await application.perform(command, as: actor) }

    func answer<Q: Query>(_ query: Q) async throws -> Q.Answer { try await application.answer(query, as: actor) }

    func query(_ name: String) -> String? { request.query(name) }

    /// The record's identifier in the address; `Refusal.notFound` for what cannot be one.
    func identifier<Subject>(_ name: String, of _: Subject.Type = Subject.self, kind: String) throws -> Identifier<Subject> {
        guard let text = parameters[name], let id = Identifier<Subject>(text) else { throw Refusal.notFound(kind) }
        return id
    }

    /// 303 to another page of this site, which tells `flash` once.
    func redirect(to address: String, _ flash: Flash? = nil) -> HTTPResponse {
        var response = HTTPResponse.redirect(to: address, status: .seeOther)
        if let flash { response.headers.add("Set-Cookie", SiteCookie.flash(flash.word, isSecure: pages.isSecure)) }
        return response
    }

    /// Runs a handler; a refusal becomes a page inside the frame, where the way on is in sight.
    func guarding(_ body: () async throws -> HTTPResponse) async throws -> HTTPResponse {
        do {
            return try await body()
        } catch let refusal as Refusal {
            if case .notSignedIn = refusal { return pages.toSignIn(next: request.localAddress) }
            let problem = ProblemPage(refusal)
            return try await page(problem.title, at: nil, status: problem.status, ProblemPageView(problem, back: "/").html)
        }
    }
}
