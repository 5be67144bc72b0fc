/// The top of a page's content: where one is, what it is, what can be done.
package struct PageHeader: Component {
    let title: String
    let lead: HTML
    let badges: HTML
    let actions: HTML
    let back: (label: String, address: String)?

    /// A heading of the first level.
    /// - Parameters:
    ///   - lead: a line below.
    ///   - badges: beside the heading.
    ///   - actions: buttons at the right.
    ///   - back: the list this came from.
    package init(
        _ title: String, lead: HTML = HTML.empty, badges: [Badge] = [], actions: [any Component] = [],
        back: (label: String, address: String)? = nil
    ) {
        self.title = title
        self.lead = lead
        self.badges = HTML(badges)
        self.actions = HTML(actions)
        self.back = back
    }

    package var html: HTML {
        """
        <header class="page"><div>\
        \(some: back, { "<a class=\"back\" href=\"\(url: $0.address)\">← \($0.label)</a>" })\
        <h1>\(title) \(badges)</h1>\(if: !lead.isEmpty, "<p class=\"lead\">\(lead)</p>")</div>\
        \(if: !actions.isEmpty, "<div class=\"buttons\">\(actions)</div>")</header>
        """
    }
}
