/// Views of the same list or thing, as links.
package struct Tabs: Component {
    /// One view.
    package struct Tab: Sendable {
        let label: String
        let address: String
        let count: Int?
        let isCurrent: Bool

        /// A view, with how much is in it.
        package init(_ label: String, to address: String, count: Int? = nil, isCurrent: Bool = false) {
            self.label = label
            self.address = address
            self.count = count
            self.isCurrent = isCurrent
        }
    }

    let label: String
    let tabs: [Tab]

    /// A row of views; `label` says of what.
    package init(_ label: String, _ tabs: [Tab]) {
        self.label = label
        self.tabs = tabs
    }

    package var html: HTML { "<nav class=\"tabs\" aria-label=\"\(label)\">\(tabs.map(link))</nav>" }

    private func link(_ tab: Tab) -> HTML {
        """
        <a href="\(url: tab.address)"\(attribute: "aria-current", value: tab.isCurrent ? "page" : nil)>\(tab.label)\
        \(some: tab.count, { "<span class=\"count\">\($0)</span>" })</a>
        """
    }
}
