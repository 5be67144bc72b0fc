import HTTP
import Routing
import UseCases

/// What a page's handler is given and gives back, when somebody must be signed in.
typealias PageHandler = @Sendable (PageContext) async throws -> HTTPResponse

/// The same for pages that anybody may open.
typealias OpenHandler = @Sendable (HTTPRequest, Parameters) async throws -> HTTPResponse

/// The router as the pages see it: every handler added here gets a signed-in person and a checked form, every error
/// becomes a page, and every answer carries the security headers.
struct PageRoutes {
    private(set) var router: Router
    let pages: WebPages
    /// What can be opened, and what takes forms.
    private var opened: Set<String> = []
    private var posted: Set<String> = []

    init(router: Router, pages: WebPages) {
        self.router = router
        self.pages = pages
    }

    /// A page of a signed-in person. Nobody signed in: 303 to the sign-in page and back.
    mutating func get(_ pattern: String, _ handler: @escaping PageHandler) throws {
        let pages = pages
        opened.insert(pattern)
        try router.add(.get, pattern) { request, parameters in
            try await pages.answer(request) {
                guard let context = try await PageContext.make(pages, request, parameters) else {
                    return pages.toSignIn(next: request.localAddress)
                }
                if let detour = context.detour(from: pattern) { return detour }
                return try await context.guarding { try await handler(context) }
            }
        }
    }

    /// A form of a signed-in person: its origin and CSRF token were checked and its fields read.
    mutating func post(_ pattern: String, maximumOctets: Int = PostedForm.maximumOctets, _ handler: @escaping PageHandler) throws
    {
        let pages = pages
        posted.insert(pattern)
        try router.add(.post, pattern) { request, parameters in
            try await pages.answer(request) {
                guard var context = try await PageContext.make(pages, request, parameters) else {
                    return pages.toSignIn(next: "/")
                }
                if let detour = context.detour(from: pattern) { return detour }
                let form = try await PostedForm.read(request, maximumOctets: maximumOctets)
                guard pages.isOwn(form, request, token: context.csrf) else { return pages.foreignForm(request) }
                context.form = form
                let checked = context
                return try await checked.guarding { try await handler(checked) }
            }
        }
    }

    /// A page for anybody.
    mutating func open(_ method: Method, _ pattern: String, _ handler: @escaping OpenHandler) throws {
        let pages = pages
        if method == .get { opened.insert(pattern) } else { posted.insert(pattern) }
        try router.add(method, pattern) { request, parameters in
            try await pages.answer(request) { try await handler(request, parameters) }
        }
    }

    /// Gives every address that only takes forms a page for people who open or reload it.
    mutating func explainForms() throws {
        let pages = pages
        for pattern in posted.subtracting(opened) {
            try router.add(.get, pattern) { _, _ in pages.methodNotAllowed() }
        }
    }
}

extension PageContext {
    /// Where somebody is sent first whose second factor is demanded and missing.
    fileprivate func detour(from pattern: String) -> HTTPResponse? {
        guard needsSecondFactor, !pattern.hasPrefix("/account/two-step"), pattern != "/sign-out" else { return nil }
        return redirect(to: "/account/two-step")
    }
}

extension WebPages {
    /// Runs a handler; what a person can be told becomes a page. Other errors pass on, to be logged before they are told.
    func answer(_ request: HTTPRequest, _ body: () async throws -> HTTPResponse) async throws -> HTTPResponse {
        do {
            return secured(try await body())
        } catch {
            guard let problem = expectedProblem(error, request) else { throw error }
            return self.problem(problem)
        }
    }

    /// To the sign-in page, which leads back to `next` afterwards.
    func toSignIn(next: String) -> HTTPResponse {
        .redirect(to: next == "/" ? "/sign-in" : "/sign-in?next=\(LocalAddress.queryValue(next))", status: .seeOther)
    }
}
