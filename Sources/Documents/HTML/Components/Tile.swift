/// A large target for one thing to start: a supplier's shop.
package struct Tile: Component {
    let title: String
    let detail: String?
    let isTest: Bool
    let icon: Icon
    let action: HTML

    /// A tile that is a link.
    package init(_ title: String, detail: String? = nil, isTest: Bool = false, icon: Icon = .basket, to address: String) {
        self.title = title
        self.detail = detail
        self.isTest = isTest
        self.icon = icon
        action = "<a class=\"reach\" href=\"\(url: address)\">\(title)</a>"
    }

    /// A tile that starts something by POST, as a punch-out does.
    package init(
        _ title: String, detail: String? = nil, isTest: Bool = false, icon: Icon = .basket, post address: String, token: String
    ) {
        self.title = title
        self.detail = detail
        self.isTest = isTest
        self.icon = icon
        action =
            Form(post: address, token: token, layout: .bare, "<button class=\"reach\" type=\"submit\">\(title)</button>").html
    }

    package var html: HTML {
        """
        <div class="tile">\(icon)<div>\(action)\(some: detail, { "<p class=\"muted\">\($0)</p>" })</div>\
        \(if: isTest, HTML(Badge.test))</div>
        """
    }
}
