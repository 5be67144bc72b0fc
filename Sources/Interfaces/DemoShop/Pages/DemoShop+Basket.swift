import FoundationEssentials
import HTML
import HTTP

/// The cart and its ways out.
extension DemoShop {
    /// `GET /shop/{session}/cart`.
    func basket(_ request: HTTPRequest, _ id: String) async -> HTTPResponse {
        guard let session = await visit(id) else { return Self.over }
        let isWrong = request.target.query("wrong") != nil
        let notice: HTML = "\(if: isWrong, "<div class=\"box bad\">A quantity is a whole number from 0 to 999.</div>")"
        let content: HTML =
            "\(notice)\(session.lines.isEmpty ? "<p>Nothing is in the cart.</p>" : table(session))\(exits(session))"
        return ShopPage("Your cart", content, visit: session).response()
    }

    /// `POST /shop/{session}/cart`: `item`, `quantity`, and `verb` `add` or `set` (which 0 takes out).
    func put(_ request: HTTPRequest, _ id: String) async throws -> HTTPResponse {
        guard !isForeign(request) else { return Self.foreign }
        guard let session = await visit(id) else { return Self.over }
        let fields = try await fields(of: request)
        guard let item = Catalogue.item(fields["item"] ?? ""), let quantity = Int(fields["quantity"] ?? "1"),
            (0...999).contains(quantity)
        else { return .redirect(to: "/shop/\(id)/cart?wrong=1") }
        let isSet = fields["verb"] == "set"
        let before = session.lines.first { $0.partID == item.partID }?.quantity ?? 0
        await state.put(item.partID, isSet ? quantity : min(999, before + quantity), in: id)
        return .redirect(to: isSet ? "/shop/\(id)/cart" : "/shop/\(id)")
    }

    /// The visit, once it has begun.
    func visit(_ id: String) async -> ShopSession? {
        guard let session = await state.session(id, at: now()), session.startToken == nil else { return nil }
        return session
    }

    /// Whether another site's page made the browser send this.
    func isForeign(_ request: HTTPRequest) -> Bool {
        let site = request.headers[first: "Sec-Fetch-Site"]
        return site == "cross-site" || site == "same-site"
    }

    static var foreign: HTTPResponse {
        ShopPage.refusal("Not from here", "This request came from another site's page.").response(.forbidden)
    }

    private func table(_ session: ShopSession) -> HTML {
        let amount = ShopAmount(configuration)
        let goods = amount.sum(session.lines, amount.goods)
        let shipping = amount.sum(session.lines, amount.shipping)
        let tax = amount.sum(session.lines, amount.tax)
        return """
            <table class="box"><thead><tr><th>Item</th><th class="n">Price</th><th>Quantity</th><th class="n">Sum</th></tr></thead>
            <tbody>\(each: session.lines, { row($0, session) })</tbody>
            <tfoot>\(total("Goods", goods))\(total("Shipping", shipping))\(total("Tax", tax))\
            \(total("Together", goods + shipping + tax))</tfoot></table>
            """
    }

    private func total(_ label: String, _ cents: Int) -> HTML {
        "<tr><th colspan=\"3\" class=\"n\">\(label)</th><td class=\"n\">\(price(cents))</td></tr>"
    }

    private func row(_ line: CartLine, _ session: ShopSession) -> HTML {
        guard let item = line.item else { return .empty }
        return """
            <tr><td>\(item.title)<div class="note">\(item.partID) · \(line.auxiliaryID)</div></td>
            <td class="n">\(price(item.cents))</td>
            <td><form method="post" action="/shop/\(session.id)/cart" class="row"><input type="hidden" name="item" value="\(item.partID)">\
            <input type="hidden" name="verb" value="set"><input type="number" name="quantity" value="\(line.quantity)" min="0" max="999" \
            aria-label="Quantity of \(item.title)"><button class="quiet">Change</button></form></td>
            <td class="n">\(price(item.cents * line.quantity))</td></tr>
            """
    }

    private func exits(_ session: ShopSession) -> HTML {
        switch session.origin {
        case .direct:
            guard !session.lines.isEmpty else { return .empty }
            return """
                <form method="post" action="/shop/\(session.id)/submit" class="box row"><button>Submit for approval</button>\
                <span class="note">This order requires approval: your company's purchasing system gets it.</span></form>
                """
        case .punchOut: return punchOutExits(session)
        }
    }

    private func punchOutExits(_ session: ShopSession) -> HTML {
        let path = "/shop/\(session.id)/return"
        let oddities: HTML = """
            <details class="box"><summary>Rehearse an odd cart</summary><ul>\
            \(each: CartOddity.allCases, { "<li><a href=\"\(path)?odd=\($0.rawValue)\">Return with \($0.label)</a></li>" })\
            <li><a href="\(path)?encoding=base64">Return as cXML-base64</a></li></ul>
            <p class="note">For a second post of the same cart, return it, go back in the browser, and return it again.</p></details>
            """
        return """
            <div class="box row">\(if: !session.lines.isEmpty, "<a class=\"button\" href=\"\(path)\">Return cart to Portico</a>")
            <a href="\(path)?empty=1">Leave empty-handed</a></div>\(if: !session.lines.isEmpty, oddities)
            """
    }
}
