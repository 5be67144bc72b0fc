import CXMLExchange
import HTML
import HTTP
import Procurement
import Routing
import UseCases

extension PageRoutes {
    /// The way to a shop and back, and the way in from a shop.
    mutating func addPunchOut() throws {
        let pages = pages
        try post("/punchout/{connection}") { try await Self.startPunchOut($0) }
        try open(.post, "/punchout/return/{session}") { try await pages.takeCart($0, sessionID: $1["session"] ?? "") }
        try open(.get, "/punchout/return/{session}") { _, _ in
            pages.narrowPage("Back from the shop", ReturnedView(ReturnedPage.withoutCart).html)
        }
        try get("/punchout/returned/{session}") { try await Self.returned($0) }
        try post("/punchout/returned/{session}") { context in
            let id = try context.identifier("session", of: PunchOutSession.self, kind: "trip")
            let removes = context.form["lines"] == "remove"
            let order = try await context.perform(AnswerEmptyEdit(id, removesLines: removes))
            return context.redirect(to: "/orders/\(order.id)", removes ? .orderCancelled : nil)
        }
        try post("/orders/{id}/edit-in-shop") { try await Self.backToShop($0, isInspection: false) }
        try post("/orders/{id}/inspect-in-shop") { try await Self.backToShop($0, isInspection: true) }
        try get("/punch-in/{connection}") { try await Self.punchIn($0) }
    }

    /// Sends the browser to the shop's start page, which is good for one use and a short time.
    private static func startPunchOut(_ context: PageContext) async throws -> HTTPResponse {
        let id = context.parameters["connection"] ?? ""
        do {
            let started = try await context.exchange.startPunchOut(connectionID: id, as: context.actor)
            let address = started.startPageURL.lowercased()
            guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
                return try await show(.unusableStartPage(connectionID: id), context)
            }
            return .redirect(to: started.startPageURL, status: .seeOther)
        } catch let refusal as Refusal {
            return try await show(PunchOutProblem(refusal, connectionID: id), context)
        }
    }

    /// Back to the shop with the order's lines: to change them, or only to look at them.
    private static func backToShop(_ context: PageContext, isInspection: Bool) async throws -> HTTPResponse {
        let order = try await context.answer(ShowOrder(try context.orderID()))
        let connection = order.connectionID.text
        do {
            let started =
                isInspection
                ? try await context.exchange.inspectInShop(connectionID: connection, order.id, as: context.actor)
                : try await context.exchange.startPunchOut(connectionID: connection, editing: order.id, as: context.actor)
            return .redirect(to: started.startPageURL, status: .seeOther)
        } catch let refusal as Refusal {
            return try await show(PunchOutProblem(refusal, connectionID: connection), context)
        }
    }

    private static func show(_ problem: PunchOutProblem, _ context: PageContext) async throws -> HTTPResponse {
        try await context.page(
            problem.title, at: .home, status: problem.status, leavesSite: true,
            PunchOutProblemView(problem, csrf: context.csrf).html)
    }

    /// Where the browser is led after its cart was taken: here the session cookie is back.
    private static func returned(_ context: PageContext) async throws -> HTTPResponse {
        let outcome = context.query("outcome").flatMap { ReturnOutcome(rawValue: $0) } ?? .unknown
        var orderID: Identifier<PurchaseOrder>?
        var told = Flash.cartReturned
        if outcome == .order || outcome == .used || outcome == .asks,
            let id = Identifier<PunchOutSession>(context.parameters["session"] ?? "")
        {
            do {
                let session = try await context.answer(ShowPunchOutSession(id))
                orderID = session.orderID ?? session.editedOrderID
                if session.operation != .create { told = session.status == .returned ? .cartEdited : .cartUnchanged }
                if outcome == .asks, session.status == .asking {
                    let view = ReturnedView(ReturnedPage(.asks), question: (session: id.text, token: context.csrf))
                    return try await context.page("The cart came back empty", at: .home, view.html)
                }
            } catch Refusal.notFound {
                return try await show(.othersTrip, context)
            }
        }
        if outcome == .order {
            guard let orderID else { return try await show(.othersTrip, context) }
            return context.redirect(to: "/orders/\(orderID)", told)
        }
        return try await show(ReturnedPage(outcome, orderID: orderID?.text), context)
    }

    private static func show(_ page: ReturnedPage, _ context: PageContext) async throws -> HTTPResponse {
        try await context.page(page.title, at: .home, ReturnedView(page).html)
    }

    /// The browser that a shop handed over after it sent a cart for approval.
    private static func punchIn(_ context: PageContext) async throws -> HTTPResponse {
        let reference = context.query("ref") ?? context.query("orderID")
        let slug = context.parameters["connection"] ?? ""
        if let id = try await context.answer(FindPunchIn(slug: slug, reference: reference)) {
            return context.redirect(to: "/orders/\(id)", .cartReturned)
        }
        let page = PunchInPage(
            email: context.user.email, again: context.request.localAddress, isAdministrator: context.isAdministrator)
        return try await context.page("Your cart is not here yet", at: .home, status: .notFound, PunchInView(page).html)
    }
}

extension WebPages {
    /// The form that a shop has the buyer's browser post: from another site, so without our cookie and without a token.
    /// The unguessable, single-use session in the address and the BuyerCookie in the cart protect it.
    fileprivate func takeCart(_ request: HTTPRequest, sessionID: String) async throws -> HTTPResponse {
        let outcome: ReturnOutcome
        switch try await CartBody.read(request) {
        case .document(let bytes, let charset):
            let answer = try await exchange.returnCart(sessionID: sessionID, document: bytes, charset: charset).answer
            return .bytes(answer, type: "text/xml; charset=utf-8")
        case .fields(let fields):
            do {
                outcome = ReturnOutcome(try await exchange.returnCart(sessionID: sessionID, fields: fields))
            } catch is UnreadableCart {
                outcome = .unreadable
            }
        case .unreadable:
            outcome = .unreadable
        }
        return .redirect(
            to: "/punchout/returned/\(LocalAddress.queryValue(sessionID))?outcome=\(outcome.rawValue)", status: .seeOther)
    }
}

extension ReturnedPage {
    /// For somebody who opens the return address by hand or reloads it.
    fileprivate static var withoutCart: ReturnedPage {
        var page = ReturnedPage(.unknown)
        page.title = "Back from the shop, without a cart"
        page.text = "This address takes the cart that a shop sends. Your browser came here without one."
        page.kept = "If you sent the cart before, it is safe: look among your orders."
        page.next = "Open your orders, or go to the shop again from the home page."
        page.tone = .info
        return page
    }
}
