import HTML
import HTTP

/// The frame of every page of the shop.
struct ShopPage {
    let title: String
    let content: HTML
    /// The visit at hand, for the links at the top.
    var visit: ShopSession?
    /// Where the browser goes by itself after some seconds.
    var next: String?

    init(_ title: String, _ content: HTML, visit: ShopSession? = nil, next: String? = nil) {
        self.title = title
        self.content = content
        self.visit = visit
        self.next = next
    }

    /// A page that says why there is nothing to see.
    static func refusal(_ title: String, _ text: String) -> ShopPage {
        ShopPage(title, "<div class=\"box bad\"><p>\(text)</p><p><a href=\"/\">To the front door</a></p></div>")
    }

    static let missing = refusal("Not found", "The shop has nothing at this address.")

    func response(_ status: Status = .ok) -> HTTPResponse {
        var response = HTTPResponse.html(html.bytes, status: status)
        response.headers.set("Cache-Control", "no-store")
        // The cart's form must tell its origin, and nothing of the visit's address.
        response.headers.set("Referrer-Policy", "strict-origin")
        response.headers.set("X-Content-Type-Options", "nosniff")
        response.headers.set("X-Frame-Options", "DENY")
        return response
    }

    private var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
        \(some: next, { "<meta http-equiv=\"refresh\" content=\"5;url=\($0)\">" })\
        <title>\(title) – Demo Shop</title><link rel="stylesheet" href="/shop.css"></head>
        <body><header><strong>Demo Shop</strong><span>plays Amazon Business – nothing is for sale</span>\(links)</header>
        <main><h1>\(title)</h1>\(content)</main></body>
        </html>
        """
    }

    private var links: HTML {
        guard let visit else { return "<nav><a href=\"/\">Shop</a> <a href=\"/console\">Console</a></nav>" }
        let count = visit.lines.reduce(0) { $0 + $1.quantity }
        return """
            <nav><span>\(visit.email)</span> <a href="/shop/\(visit.id)">Catalogue</a> \
            <a href="/shop/\(visit.id)/cart">Cart (\(count))</a> <a href="/console">Console</a></nav>
            """
    }
}
