import Cryptography
import FoundationEssentials
import HTML
import HTTP
import HTTPContent
import Paper
import Procurement
import Routing
import UseCases

/// What a portal page's handler works with: somebody of a supplier. It is another type than ``PageContext``, so that no page of one
/// side can be shown to the other.
struct PortalContext: Sendable {
    let pages: WebPages
    let request: HTTPRequest
    let parameters: Parameters
    let user: SupplierUser
    /// The session's token, which every form carries.
    let csrf: String
    /// The checked form of a POST; empty otherwise.
    var form = PostedForm()

    var actor: Actor { Actor(.supplier(user)) }
    var application: Application { pages.application }

    /// `nil` when no supplier is signed in: the cookie of an employee is another one, and opens nothing here.
    static func make(
        _ pages: WebPages, _ request: HTTPRequest, _ parameters: Parameters
    ) async throws -> PortalContext? {
        guard let token = request.cookie(SiteCookie.portal), !token.isEmpty,
            let session = try await pages.application.answer(FindSupplierSession(token: token), as: .nobody)
        else { return nil }
        return PortalContext(
            pages: pages, request: request, parameters: parameters, user: session.user, csrf: session.csrfToken)
    }

    func perform<C: Command>(_ command: C) async throws -> C.Outcome { try await application.perform(command, as: actor) }

    func answer<Q: Query>(_ query: Q) async throws -> Q.Answer { try await application.answer(query, as: actor) }

    func query(_ name: String) -> String? { request.query(name).flatMap { $0.isEmpty ? nil : $0 } }

    /// The record's identifier in the address; `Refusal.notFound` for what cannot be one.
    func identifier<Subject>(_ kind: String, of _: Subject.Type = Subject.self) throws -> Identifier<Subject> {
        guard let text = parameters["id"], let id = Identifier<Subject>(text) else { throw Refusal.notFound(kind) }
        return id
    }

    /// 303 to another page of the portal, which tells `flash` once.
    func redirect(to address: String, _ flash: Flash? = nil) -> HTTPResponse {
        var response = HTTPResponse.redirect(to: address, status: .seeOther)
        if let flash { response.headers.add("Set-Cookie", SiteCookie.flash(flash.word, isSecure: pages.isSecure)) }
        return response
    }

    /// Octets to be saved under a name, never shown in place.
    func download(_ bytes: [UInt8], type: String, as name: String, version: Int? = nil) -> HTTPResponse {
        let hash = String(SHA256.hex(bytes).prefix(32))
        let tag = EntityTag(version.map { "\($0)-\(hash)" } ?? hash)
        var file = Representation(bytes, type: type, validators: Validators(tag: tag))
        file.fileName = name
        return file.response(to: request, now: Int(application.now.timeIntervalSince1970))
    }

    /// Runs a handler; a refusal becomes a page inside the portal's frame.
    func guarding(_ body: () async throws -> HTTPResponse) async throws -> HTTPResponse {
        do {
            return try await body()
        } catch let refusal as Refusal {
            if case .notSignedIn = refusal { return pages.toPortalSignIn(next: request.localAddress) }
            let problem = ProblemPage(refusal)
            return try await page(problem.title, at: nil, status: problem.status, ProblemPageView(problem, back: "/portal").html)
        }
    }

    // MARK: The frame

    /// Where in the portal a page stands.
    enum Place: Hashable { case orders, accounts, colleagues, profile, tokens }

    /// The content in the portal's frame, with its own navigation and counters.
    func page(
        _ title: String, at place: Place?, status: Status = .ok, notices: [Notice] = [], overview: PortalOverview? = nil,
        _ content: HTML
    ) async throws -> HTTPResponse {
        let counts: PortalOverview
        if let overview { counts = overview } else { counts = try await answer(ShowPortal()) }
        var frame = PageFrame(title, content)
        frame.site = "Supplier portal"
        frame.home = "/portal"
        frame.signOut = "/portal/sign-out"
        frame.person = .init(user.name, detail: "\(counts.supplierName) · \(user.email)", to: "/portal/account")
        frame.navigation = [.init(Self.entries(counts, place))]
        frame.token = csrf
        frame.assetVersion = Assets.version
        let told = request.cookie(SiteCookie.notice).flatMap(Flash.named)
        frame.notices = (told.map { [$0.notice] } ?? []) + notices
        var response = HTTPResponse.html(frame.html.bytes, status: status)
        response.headers.set("Content-Security-Policy", SecurityHeaders.policy)
        if request.cookie(SiteCookie.notice) != nil {
            response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.notice, isSecure: pages.isSecure))
        }
        return response
    }

    private static func entries(_ counts: PortalOverview, _ place: Place?) -> [PageFrame.Entry] {
        [
            .init(
                "Orders", to: "/portal/orders", icon: .order, counter: counts.toProcess, isCurrent: place == .orders),
            .init(
                "Accounts", to: "/portal/accounts", icon: .invoice, counter: counts.disputed, isCurrent: place == .accounts),
            .init("Own data", to: "/portal/profile", icon: .building, isCurrent: place == .profile),
            .init("Colleagues", to: "/portal/colleagues", icon: .people, isCurrent: place == .colleagues),
            .init("API tokens", to: "/portal/api-tokens", icon: .key, isCurrent: place == .tokens),
        ]
    }
}

extension WebPages {
    /// To the portal's sign-in page, which leads back to `next` afterwards.
    func toPortalSignIn(next: String) -> HTTPResponse {
        let query = next == "/portal" ? "" : "?next=\(LocalAddress.queryValue(next))"
        return .redirect(to: "/portal/sign-in\(query)", status: .seeOther)
    }
}

/// What a portal page's handler is given and gives back.
typealias PortalHandler = @Sendable (PortalContext) async throws -> HTTPResponse

extension PageRoutes {
    /// A page of somebody of a supplier. Nobody signed in: 303 to the portal's sign-in page and back.
    mutating func portalPage(_ pattern: String, _ handler: @escaping PortalHandler) throws {
        let pages = pages
        try open(.get, pattern) { request, parameters in
            guard let context = try await PortalContext.make(pages, request, parameters) else {
                return pages.toPortalSignIn(next: request.localAddress)
            }
            return try await context.guarding { try await handler(context) }
        }
    }

    /// A form of the portal: its origin and CSRF token were checked and its fields read.
    mutating func portalForm(
        _ pattern: String, maximumOctets: Int = PostedForm.maximumOctets, _ handler: @escaping PortalHandler
    ) throws {
        let pages = pages
        try open(.post, pattern) { request, parameters in
            guard var context = try await PortalContext.make(pages, request, parameters) else {
                return pages.toPortalSignIn(next: "/portal")
            }
            let form = try await PostedForm.read(request, maximumOctets: maximumOctets)
            guard pages.isOwn(form, request, token: context.csrf) else { return pages.foreignForm(request) }
            context.form = form
            let checked = context
            return try await checked.guarding { try await handler(checked) }
        }
    }
}
