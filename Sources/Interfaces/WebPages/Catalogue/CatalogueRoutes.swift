import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// The internal catalogue, as our own buyers shop it.
    mutating func addCatalogue() throws {
        try get("/catalogue") { context in try await context.shelf() }
        try get("/catalogue/cart") { context in try await context.cartPage() }
        try post("/catalogue/cart") { context in
            do {
                try await FillCart.from(context.form, .mine, context.application, as: context.actor)
            } catch {
                guard let refused = Refused(error) else { throw error }
                let problem = refused.fields.first?.message
                return context.form["verb"] == "add"
                    ? try await context.shelf(problem: problem) : try await context.cartPage(problem: problem)
            }
            return context.redirect(
                to: context.form["verb"] == "add" ? "/catalogue\(context.form.shelfQuery.address)" : "/catalogue/cart")
        }
        try post("/catalogue/order") { context in
            do {
                let orders = try await context.perform(OrderCart())
                if orders.count == 1, let order = orders.first { return context.redirect(to: "/orders/\(order)", .cartReturned) }
                return context.redirect(to: "/orders?status=draft", .cartReturned)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.cartPage(problem: refused.fields.first?.message)
            }
        }
    }
}

extension PageContext {
    fileprivate func front() async throws -> ShopFront {
        ShopFront(base: "/catalogue", token: csrf, cart: try await answer(ShowCart(.mine)))
    }

    fileprivate func shelf(problem: String? = nil) async throws -> HTTPResponse {
        let query = problem == nil ? request.shelfQuery : form.shelfQuery
        let view = ShelfView(
            front: try await front(),
            items: try await answer(BrowseCatalogue(.mine, query.filter, page: PageRequest(limit: 25, after: query.after))),
            query: query, problem: problem)
        return try await page("Catalogue", at: .catalogue, status: problem == nil ? .ok : .unprocessable, view.html)
    }

    fileprivate func cartPage(problem: String? = nil) async throws -> HTTPResponse {
        let view = CartView(front: try await front(), problem: problem)
        return try await page("Cart", at: .catalogue, status: problem == nil ? .ok : .unprocessable, view.html)
    }
}

extension HTTPRequest {
    /// What the address of a shelf asks for.
    var shelfQuery: ShelfQuery {
        func word(_ name: String) -> String? { query(name).flatMap { $0.isEmpty ? nil : String($0.prefix(200)) } }
        return ShelfQuery(words: word("q"), category: word("category"), after: word("after"))
    }
}

extension PostedForm {
    /// Where the shelf stood when something was put into the cart.
    var shelfQuery: ShelfQuery {
        func word(_ name: String) -> String? { text(name).map { String($0.prefix(200)) } }
        return ShelfQuery(words: word("q"), category: word("category"), after: word("after"))
    }
}

extension FillCart {
    /// Does what a form of the shelf or of the cart says. Throws `Refusal`.
    static func from(_ form: PostedForm, _ key: CartKey, _ application: Application, as actor: Actor) async throws {
        guard let item = form["item"].flatMap({ Identifier<CatalogueItem>($0) }) else {
            throw Refusal.notFound("catalogue item")
        }
        let change: Change
        if form["verb"] == "remove" {
            change = .set(0)
        } else {
            guard let quantity = form.text("quantity").flatMap({ Int($0) }), quantity >= 0 else {
                throw Refusal.invalid("/quantity", "invalid", "Enter how many as a whole number.")
            }
            change = form["verb"] == "add" ? .add(quantity) : .set(quantity)
        }
        _ = try await application.perform(FillCart(key, item, change), as: actor)
    }
}
