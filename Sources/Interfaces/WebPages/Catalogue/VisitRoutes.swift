import CXMLExchange
import HTML
import HTTP
import Procurement
import Routing
import UseCases

extension PageRoutes {
    /// The internal catalogue, as buyers of other procurement systems shop it, who came by punch-out.
    ///
    /// The start page's address is good once and for minutes; it gives the browser a cookie that is sent to this visit's addresses
    /// only, so that two visits in one browser do not meet.
    mutating func addVisits() throws {
        let pages = pages
        try open(.get, "/shop/{visit}/enter/{key}") { try await pages.enter($0, $1) }
        try visit(.get, "") { visit in
            visit.isOver ? visit.redirect("/home") : try await visit.shelf()
        }
        try visit(.get, "/cart") { visit in visit.isOver ? visit.redirect("/home") : visit.cartPage() }
        try visit(.post, "/cart") { visit in try await visit.fill() }
        try visit(.post, "/leave") { visit in try await visit.leave() }
        try visit(.get, "/home") { visit in visit.home() }
    }

    private mutating func visit(
        _ method: Method, _ path: String, _ handler: @escaping @Sendable (VisitContext) async throws -> HTTPResponse
    ) throws {
        let pages = pages
        try open(method, "/shop/{visit}\(path)") { request, parameters in
            guard var context = try await VisitContext.make(pages, request, parameters) else { return pages.visitIsOver }
            if method == .post {
                context.form = try await PostedForm.read(request, maximumOctets: PostedForm.maximumOctets)
                guard pages.isOwn(context.form, request, token: context.cart.visit.csrfToken) else {
                    return pages.foreignForm(request)
                }
            }
            do {
                return try await handler(context)
            } catch Refusal.notFound("visit") {
                return pages.visitIsOver
            }
        }
    }
}

extension WebPages {
    fileprivate func enter(_ request: HTTPRequest, _ parameters: Parameters) async throws -> HTTPResponse {
        guard let id = parameters["visit"].flatMap({ Identifier<CatalogueVisit>($0) }) else { return visitIsOver }
        do {
            let (token, visit) = try await application.perform(EnterVisit(id, key: parameters["key"] ?? ""), as: .nobody)
            let words = visit.firstWords.map { "?q=\(LocalAddress.queryValue($0))" } ?? ""
            // A cart that was brought along is what the buyer came for.
            var response = HTTPResponse.redirect(
                to: "/shop/\(id)" + (visit.lines.isEmpty ? words : "/cart"), status: .seeOther)
            var cookie = SetCookie(VisitContext.cookie, token, secure: isSecure)
            cookie.path = "/shop/\(id)"
            response.headers.add("Set-Cookie", cookie.headerValue)
            return response
        } catch Refusal.notFound, Refusal.conflict {
            return visitIsOver
        }
    }

    /// The same for a wrong address, one that was used, and a visit that ended.
    fileprivate var visitIsOver: HTTPResponse {
        narrowPage(
            "This visit is over", status: .notFound,
            """
            \(PageHeader("This visit is over"))
            \(Notice(.attention, "The address that your purchasing system opened is good once and for a limited time."))
            \(Card(nil, "<p>Go back to your purchasing system and come again from there. Nothing was ordered here.</p>"))
            """)
    }
}

/// What a handler of a visitor works with.
private struct VisitContext: Sendable {
    static let cookie = "portico_visit"

    let pages: WebPages
    let request: HTTPRequest
    let key: CartKey
    let cart: ShownCart
    var form = PostedForm()

    var isOver: Bool { cart.visit.status != .open }
    private var id: Identifier<CatalogueVisit> { cart.visit.id }
    private var front: ShopFront { ShopFront(base: "/shop/\(id)", token: cart.visit.csrfToken, cart: cart) }

    /// `nil` without the right cookie.
    static func make(_ pages: WebPages, _ request: HTTPRequest, _ parameters: Parameters) async throws -> VisitContext? {
        guard let id = parameters["visit"].flatMap({ Identifier<CatalogueVisit>($0) }), let token = request.cookie(cookie)
        else { return nil }
        let key = CartKey.visitor(id, token: token)
        do {
            guard let cart = try await pages.application.answer(ShowCart(key), as: .nobody) else { return nil }
            return VisitContext(pages: pages, request: request, key: key, cart: cart)
        } catch Refusal.notFound {
            return nil
        }
    }

    func redirect(_ path: String) -> HTTPResponse { .redirect(to: "/shop/\(id)\(path)", status: .seeOther) }

    private func page(_ title: String, _ problem: String?, _ content: HTML) -> HTTPResponse {
        pages.narrowPage(
            title, status: problem == nil ? .ok : .unprocessable, isRoomy: true,
            testRibbon: cart.visit.isTest ? "This cart is not real: it comes from a test." : nil, content)
    }

    func shelf(problem: String? = nil) async throws -> HTTPResponse {
        let query = problem == nil ? request.shelfQuery : form.shelfQuery
        let items = try await pages.application.answer(
            BrowseCatalogue(key, query.filter, page: PageRequest(limit: 25, after: query.after)), as: .nobody)
        return page("Catalogue", problem, ShelfView(front: front, items: items, query: query, problem: problem).html)
    }

    func cartPage(problem: String? = nil) -> HTTPResponse {
        page("Cart", problem, CartView(front: front, problem: problem).html)
    }

    func fill() async throws -> HTTPResponse {
        do {
            try await FillCart.from(form, key, pages.application, as: .nobody)
        } catch {
            guard let refused = Refused(error) else { throw error }
            let problem = refused.fields.first?.message
            return form["verb"] == "add" ? try await shelf(problem: problem) : cartPage(problem: problem)
        }
        return redirect(form["verb"] == "add" ? form.shelfQuery.address : "/cart")
    }

    func leave() async throws -> HTTPResponse {
        guard case .visitor(let id, let token) = key, !isOver else { return redirect("/home") }
        do {
            _ = try await pages.exchange.leaveCatalogue(id, token: token, withCart: form["cart"] == "yes")
            return redirect("/home")
        } catch {
            guard let refused = Refused(error) else { throw error }
            return cartPage(problem: refused.fields.first?.message)
        }
    }

    /// The browser carries the cart to the buyer's system; reloading carries the same document again.
    func home() -> HTTPResponse {
        guard let form = Exchange.form(of: cart.visit) else { return redirect("/cart") }
        var response = pages.narrowPage(
            "Back to your purchasing system",
            HomewardView(visit: cart.visit, home: front.home ?? "your system", name: form.name, value: form.value).html)
        response.headers.set("Content-Security-Policy", SecurityHeaders.leavingPolicy)
        return response
    }
}
