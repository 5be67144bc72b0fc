/// A whole document: the head, the way around the site, notices, and the content.
///
/// It loads its own style sheet, script and logo from `assets` and nothing else, and has no inline style or script, so
/// it works under `Content-Security-Policy: default-src 'self'`.
package struct PageFrame: Component {
    /// Who is signed in.
    package struct Person: Sendable {
        let name: String
        let detail: String?
        let address: String?

        /// A name, the e-mail or role below it, and the page of the person's own settings.
        package init(_ name: String, detail: String? = nil, to address: String? = nil) {
            self.name = name
            self.detail = detail
            self.address = address
        }
    }

    /// An entry of the navigation.
    package struct Entry: Sendable {
        let label: String
        let address: String
        let icon: Icon?
        let counter: Int?
        let news: String?
        let isCurrent: Bool

        /// A link; `counter` says how much waits there and is hidden at 0. `news` is the name under which the stream of
        /// events tells it anew.
        package init(
            _ label: String, to address: String, icon: Icon? = nil, counter: Int? = nil, news: String? = nil,
            isCurrent: Bool = false
        ) {
            self.label = label
            self.address = address
            self.icon = icon
            self.counter = counter
            self.news = news
            self.isCurrent = isCurrent
        }
    }

    /// Entries that belong together.
    package struct Section: Sendable {
        let heading: String?
        let entries: [Entry]

        /// A group of entries without a heading.
        package init(_ entries: [Entry]) {
            heading = nil
            self.entries = entries
        }

        /// A group of entries under a heading.
        package init(_ heading: String, _ entries: [Entry]) {
            self.heading = heading
            self.entries = entries
        }
    }

    /// How an open page hears of what changes.
    package struct News: Sendable {
        let stream: String
        let page: String?

        /// The address of the stream of events; `page` is this page's own, from which the parts in `LivePart` are taken anew.
        package init(stream: String, page: String? = nil) {
            self.stream = stream
            self.page = page
        }
    }

    /// The window's title, before the name of the site.
    package var title: String
    /// The language of the content (BCP 47).
    package var language = "en"
    /// The site's name.
    package var site = "Portico"
    /// Where the site's name leads.
    package var home = "/"
    /// Who is signed in; nobody gives the narrow frame of sign-in and error pages.
    package var person: Person?
    /// Whether the frame without anybody signed in leaves room for tables.
    package var isRoomy = false
    /// The way around.
    package var navigation: [Section] = []
    /// What just happened.
    package var notices: [Notice] = []
    /// The strip over the page that says that this is not for real, in words.
    package var testRibbon: String?
    /// The session's CSRF token, for signing out.
    package var token = ""
    /// Where signing out is posted to.
    package var signOut = "/sign-out"
    /// Where the assets are, without a slash at the end.
    package var assets = "/assets"
    /// Changes with the assets, so that browsers may keep them.
    package var assetVersion = "1"
    /// What the page listens to while it is open; it is complete without.
    package var news: News?
    /// The page itself.
    package var content: HTML

    /// A document; set the other properties as needed.
    package init(_ title: String, _ content: HTML) {
        self.title = title
        self.content = content
    }

    package var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="same-origin">
        <title>\(title) · \(site)</title>
        <link rel="stylesheet" href="\(asset("portico.css"))">
        <link rel="icon" type="image/svg+xml" href="\(asset("portico.svg"))">
        <script src="\(asset("portico.js"))" defer></script>
        </head>
        <body class="\(person == nil ? isRoomy ? "narrow roomy" : "narrow" : "wide")"\(attribute: "data-news", value: news?.stream)\
        \(attribute: "data-page", value: news?.page)>
        <a class="skip" href="#content">Skip to content</a>
        \(some: testRibbon, { "<p class=\"ribbon\"><strong>TEST</strong> \($0)</p>" })
        \(person == nil ? signedOutTop : signedInTop)
        <main id="content" tabindex="-1">\(each: notices, { $0.html })\(content)</main>
        </body>
        </html>

        """
    }
}

extension PageFrame {
    private func asset(_ name: StaticString) -> HTML {
        "\(url: assets)/\(HTML(stringLiteral: name))?v=\(query: assetVersion)"
    }

    private var brand: HTML {
        """
        <a class="brand" href="\(url: home)"><img src="\(asset("portico.svg"))" alt="" width="28" height="28"><span>\(site)</span></a>
        """
    }

    private var signedOutTop: HTML { "<header class=\"top\">\(brand)</header>" }

    private var signedInTop: HTML {
        """
        <header class="side">\(brand)<nav aria-label="Main">\(navigation.map(section))</nav>\(some: person, whoIsHere)</header>
        """
    }

    private func section(_ section: Section) -> HTML {
        """
        \(some: section.heading, { "<h2>\($0)</h2>" })<ul>\(section.entries.map(link))</ul>
        """
    }

    private func link(_ entry: Entry) -> HTML {
        let counter = entry.counter.flatMap { $0 > 0 ? $0 : nil }
        return """
            <li><a href="\(url: entry.address)"\(attribute: "aria-current", value: entry.isCurrent ? "page" : nil)\
            \(attribute: "data-count", value: entry.news)>\
            \(entry.icon)<span>\(entry.label)</span>\(some: counter, { "<span class=\"count\">\($0)</span>" })</a></li>
            """
    }

    private func whoIsHere(_ person: Person) -> HTML {
        let name: HTML =
            if let address = person.address { "<a href=\"\(url: address)\">\(person.name)</a>" } else { "\(person.name)" }
        let leave = Form(post: signOut, token: token, layout: .bare, HTML(Button("Sign out", .quiet)))
        return """
            <div class="person"><p><strong>\(name)</strong>\(some: person.detail, { "<span class=\"muted\">\($0)</span>" })</p>\
            \(leave)</div>
            """
    }
}
