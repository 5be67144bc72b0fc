import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// The internal catalogue and a partner whose buyers shop in it.
extension World {
    /// A connection whose set-ups open the catalogue, and items in it.
    func openCatalogue(_ slug: String = "mill") async throws -> PunchOutConnection {
        var fields = ConnectionFields()
        fields.name = "The mill"
        fields.slug = slug
        fields.supplierName = "Stores of \(slug)"
        fields.fromIdentity = "PORTICO-STORES"
        fields.toIdentity = "MILL"
        fields.sharedSecret = "mill-secret"
        fields.mode = "active"
        fields.opensCatalogue = true
        let connection = try await application.perform(CreateConnection(fields), as: .system)
        for (sku, text, price) in [("PEN", "Pen, blue", "4.80"), ("INK", "Ink for the pen “Füller”", "2.00")] {
            guard try await item(sku) == nil else { continue }
            var item = CatalogueItemFields(
                sku: sku, supplierID: connection.supplierID.text, description: text, unspsc: "44121704", price: price,
                currency: "USD", manufacturerName: "Maker & Söhne", leadTimeDays: 2)
            if sku == "PEN" { (item.minimumQuantity, item.packQuantity) = (4, 2) }
            _ = try await application.perform(SaveCatalogueItem(item), as: .system)
        }
        return connection
    }

    func item(_ sku: String) async throws -> CatalogueItem? {
        try await application.answer(ListCatalogueItems(CatalogueFilter(sku: sku)), as: .system).items.first
    }

    /// The partner's set-up. `items` are ItemOut elements.
    func setUp(
        _ payloadID: String, operation: String = "create", cookie: String = "cookie-1",
        returnURL: String? = "https://mill.test/back",
        _ items: String = "", slug: String = "mill"
    ) async throws -> (code: Int, body: String, startPage: String?) {
        let formPost = returnURL.map { "<BrowserFormPost><URL>\($0)</URL></BrowserFormPost>" } ?? ""
        let request = """
            <PunchOutSetupRequest operation="\(operation)"><BuyerCookie>\(cookie)</BuyerCookie>
            <Extrinsic name="UserEmail">mia@mill.test</Extrinsic>\(formPost)\(items)</PunchOutSetupRequest>
            """
        let answer = try await post(
            cxml: Partner.request(
                payloadID, request, proof: "<SharedSecret>mill-secret</SharedSecret>", identity: "PORTICO-STORES", from: "MILL"),
            path: "/cxml/\(slug)")
        let page = answer.body.firstRange(of: "<URL>").flatMap { start in
            answer.body[start.upperBound...].firstRange(of: "</URL>").map {
                String(answer.body[start.upperBound..<$0.lowerBound])
            }
        }
        return (answer.code, answer.body, page)
    }

    /// What a browser has of a visit.
    struct Visitor: Sendable {
        var base: String
        var cookie: String
        /// Of its forms.
        var token = ""
    }

    /// Opens a start page; `nil` when the address opens nothing.
    func enter(_ page: String) async throws -> Visitor? {
        let answer = try await client.send(OutgoingRequest(method: "GET", url: page))
        guard answer.status == 303, let cookie = answer.header("Set-Cookie"), let location = answer.header("Location") else {
            return nil
        }
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/shop/cvs_"))
        let path = location.split(separator: "?").first.map(String.init) ?? location
        var visitor = Visitor(
            base: porticoURL + path.replacing("/cart", with: ""),
            cookie: String(cookie.split(separator: ";").first ?? ""))
        // A page with a form.
        let pages = try await [look(visitor, "/cart").body, look(visitor).body]
        visitor.token = pages.lazy.compactMap { Self.value(of: "csrf_token", in: $0) }.first ?? ""
        return visitor
    }

    /// Opens a start page that has to open.
    func entered(_ page: String?) async throws -> Visitor {
        let page = try #require(page)
        let visitor = try await enter(page)
        return try #require(visitor, "\(page)")
    }

    func look(_ visitor: Visitor, _ path: String = "") async throws -> (status: Int, body: String, headers: IncomingResponse) {
        let answer = try await client.send(
            OutgoingRequest(method: "GET", url: visitor.base + path, headers: [("Cookie", visitor.cookie)]))
        return (answer.status, String(decoding: answer.body, as: UTF8.self), answer)
    }

    /// Posts a form with the token that the pages of the visit carry.
    func press(_ visitor: Visitor, _ path: String, _ form: String) async throws -> (status: Int, body: String) {
        let answer = try await client.send(
            OutgoingRequest(
                method: "POST", url: visitor.base + path,
                headers: [("Cookie", visitor.cookie), ("Content-Type", "application/x-www-form-urlencoded")],
                body: Array("csrf_token=\(visitor.token)&\(form)".utf8)))
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    /// The cart that the browser carries home: the document in the form's field, with where it goes.
    func carried(_ visitor: Visitor) async throws -> (document: String, address: String) {
        let page = try await look(visitor, "/home").body
        let document = Self.value(of: "cXML-urlencoded", in: page) ?? ""
        let action = page.firstRange(of: "method=\"post\" action=\"").flatMap { start in
            page[start.upperBound...].firstRange(of: "\"").map { String(page[start.upperBound..<$0.lowerBound]) }
        }
        return (Self.unescaped(document), action ?? "")
    }

    private static func value(of name: String, in page: String) -> String? {
        guard let start = page.firstRange(of: "name=\"\(name)\" value=\""),
            let end = page[start.upperBound...].firstRange(of: "\"")
        else { return nil }
        return String(page[start.upperBound..<end.lowerBound])
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
            "&#34;", with: "\""
        )
        .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
