import CXML
import HTML
import HTTP

/// The pages on which the browser leaves the shop.
extension DemoShop {
    /// `GET /shop/{session}/return`: the cart as a form to Portico, posted by its visible button. `encoding=base64`, `empty=1` and `odd=…`
    /// vary it.
    func leave(_ request: HTTPRequest, _ id: String) async -> HTTPResponse {
        guard let session = await visit(id) else { return Self.over }
        let query = request.target
        do throws(ShopError) {
            let form = try await returnForm(
                session: id, encoding: query.query("encoding") == "base64" ? .base64 : .urlencoded,
                isEmpty: query.query("empty") != nil, oddity: query.query("odd").flatMap { CartOddity(rawValue: $0) })
            return ShopPage("Back to Portico", content(form), visit: session).response()
        } catch {
            return ShopPage.refusal("The cart cannot leave", error.description).response(.conflict)
        }
    }

    private func content(_ form: ReturnForm) -> HTML {
        let isAgain = form.departuresBefore > 0
        let note: HTML = "\(if: isAgain, "<p>The cart of this visit was given to the browser before: this is a second post.</p>")"
        return """
            <div class="box tell">\(note)<form method="post" action="\(url: form.action)">
            <input type="hidden" name="\(form.name)" value="\(form.value)">
            <p>Your browser takes the cart to your company's purchasing system.</p>
            <button>Return cart to Portico</button></form></div>
            """
    }

    /// `POST /shop/{session}/submit`: the checkout of somebody who started here.
    func submit(_ request: HTTPRequest, _ id: String) async -> HTTPResponse {
        guard !isForeign(request) else { return Self.foreign }
        guard let session = await visit(id) else { return Self.over }
        guard case .direct = session.origin else {
            return ShopPage.refusal("Return the cart instead", "This visit began in Portico: its cart goes back there.").response(
                .conflict)
        }
        do throws(ShopError) {
            let punchIn = try await submitForApproval(cart: session.lines, email: session.email)
            // What Portico did not take stays in the cart.
            if punchIn.posting.isDone { await state.clear(id) }
            return .redirect(to: "/submitted/\(punchIn.orderID)")
        } catch {
            return ShopPage.refusal("Nothing to submit", error.description).response(.conflict)
        }
    }

    /// `GET /submitted/{order}`: what Portico answered, and the way there.
    func submitted(_ orderID: String) async -> HTTPResponse {
        guard let punchIn = await state.punchIns.first(where: { $0.orderID == orderID }) else {
            return ShopPage.missing.response(.notFound)
        }
        let outcome: HTML =
            punchIn.posting.isDone
            ? """
            <div class="box good"><p>Your order \(orderID) was sent for approval. Portico answered: \(punchIn.posting.outcome).</p>
            <p><a class="button" href="\(url: punchIn.browserURL)">Continue to Portico</a></p>
            <p class="note">You are taken there in five seconds.</p></div>
            """
            : """
            <div class="box bad"><p>Portico did not take order \(orderID): \(punchIn.posting.outcome).</p>
            <form method="post" action="/console"><input type="hidden" name="action" value="repeat">\
            <input type="hidden" name="posting" value="\(punchIn.posting.id)">\
            <input type="hidden" name="back" value="/submitted/\(orderID)"><button>Send it again</button></form></div>
            """
        let next = punchIn.posting.isDone ? punchIn.browserURL : nil
        return ShopPage("Submitted for approval", outcome, next: next).response(punchIn.posting.isDone ? .ok : Status(code: 502))
    }
}
