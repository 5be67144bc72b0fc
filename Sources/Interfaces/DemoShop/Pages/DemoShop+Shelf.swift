import CXML
import FoundationEssentials
import HTML
import HTTP

/// The front door, the shelf and an item.
extension DemoShop {
    /// `GET /`: for somebody who starts in the shop rather than in Portico.
    func front() async -> HTTPResponse {
        let emails = await state.emails
        let content: HTML = """
            <div class="box tell"><p>Here you start in the shop, as on Amazon Business, fill a cart and submit it for approval: it becomes a \
            draft order in Portico. Starting in Portico instead brings you here signed in.</p>
            <form method="post" action="/start" class="row"><label for="email">Shop as</label>
            <input id="email" name="email" type="email" required list="emails" value="\(configuration.userEmail)">
            <datalist id="emails">\(each: emails, { "<option value=\"\($0)\"></option>" })</datalist>
            <button>Start shopping</button></form></div>
            <ul class="shelf">\(each: Catalogue.items, { card($0, visit: nil) })</ul>
            """
        return ShopPage("Office supplies", content).response()
    }

    /// `POST /start`: opens a visit for an e-mail.
    func start(_ request: HTTPRequest) async throws -> HTTPResponse {
        let fields = try await fields(of: request)
        let email = fields["email"] ?? ""
        guard email.contains("@"), email.utf8.count <= 254, !email.contains(where: \.isWhitespace) else {
            return ShopPage.refusal("Who are you?", "Give the e-mail address of somebody who shops here.").response(
                .unprocessable)
        }
        let session = ShopSession(
            id: token(), origin: .direct, email: email, mode: configuration.punchInMode, startedAt: now(),
            number: orderNumber("136"))
        await state.open(session)
        return .redirect(to: "/shop/\(session.id)")
    }

    /// `GET /shop/{session}`: the catalogue. With `start`, the one-time link of a set-up.
    func shelf(_ request: HTTPRequest, _ id: String) async -> HTTPResponse {
        guard let session = await state.session(id, at: now()) else { return Self.over }
        if let token = request.target.query("start") {
            guard await state.start(id, token: token, at: now()) else {
                return ShopPage.refusal("This link was used", "A start page opens once, and soon. Begin again in Portico.")
                    .response(.gone)
            }
            return .redirect(to: "/shop/\(id)")
        }
        guard session.startToken == nil else { return Self.over }
        let mode: HTML = "\(if: session.mode == .test, "<p class=\"note\">Test: nothing is charged or shipped.</p>")"
        let content: HTML = "\(mode)<ul class=\"shelf\">\(each: Catalogue.items, { card($0, visit: session) })</ul>"
        return ShopPage("Office supplies", content, visit: session).response()
    }

    /// `GET /dp/{item}`: what `detailPageURL` leads to.
    func detail(_ partID: String) -> HTTPResponse {
        guard let item = Catalogue.item(partID) else { return ShopPage.missing.response(.notFound) }
        return ShopPage(item.title, "<ul class=\"shelf\">\(card(item, visit: nil))</ul>").response()
    }

    /// `GET /track/{number}`: what the tracking address of a ship notice leads to.
    func tracking(_ number: String) -> HTTPResponse {
        ShopPage("Shipment \(number)", "<div class=\"box tell\"><p>A demonstration: no parcel is on its way.</p></div>")
            .response()
    }

    static var over: HTTPResponse {
        ShopPage.refusal("This visit is over", "Visits end after a day, and start pages open once. Begin again in Portico.")
            .response(.gone)
    }

    /// Ordinary form fields of a small body.
    func fields(of request: HTTPRequest) async throws -> FormFields {
        try FormDecoder.decode(try await request.body.collect(upTo: 64 * 1024))
    }

    private func card(_ item: CatalogueItem, visit: ShopSession?) -> HTML {
        """
        <li class="item"><h2><a href="/dp/\(item.partID)">\(item.title)</a></h2>
        <div class="price">\(price(item.cents))</div>
        <div class="note">\(item.partID) · \(item.manufacturer) · per \(item.unitOfMeasure)</div>
        <div class="note">Sold by \(item.seller)\(if: item.preference != "default", " · <b>\(item.preference)</b>")</div>
        \(some: visit, { putForm(item, $0) })</li>
        """
    }

    private func putForm(_ item: CatalogueItem, _ visit: ShopSession) -> HTML {
        """
        <form method="post" action="/shop/\(visit.id)/cart"><input type="hidden" name="item" value="\(item.partID)">
        <input type="hidden" name="verb" value="add">
        <input type="number" name="quantity" value="1" min="1" max="999" aria-label="Quantity of \(item.title)">
        <button>Add to cart</button></form>
        """
    }

    /// Hundredths for people.
    func price(_ cents: Int) -> String { "\(ShopAmount(configuration).money(cents).text) \(configuration.currency)" }
}
