/// What must be done, what is, and how: the set-up page.
package struct Checklist: Component {
    /// How an item stands.
    package enum State: String, Sendable {
        case done, open, attention

        var badge: Badge {
            switch self {
            case .done: Badge("Done", .good)
            case .open: Badge("To do", .neutral)
            case .attention: Badge("Attention", .attention)
            }
        }
    }

    /// One thing to do.
    package struct Item: Sendable {
        let title: String
        let state: State
        let explanation: HTML
        let remedy: HTML?
        let badge: Badge

        /// An item.
        /// - Parameters:
        ///   - explanation: what it is, and where.
        ///   - remedy: what to do next, shown while it is not done.
        ///   - badge: a word of the page's own for how it stands.
        package init(
            _ title: String, _ state: State, _ explanation: HTML = HTML.empty, remedy: HTML? = nil, badge: Badge? = nil
        ) {
            self.title = title
            self.state = state
            self.explanation = explanation
            self.remedy = remedy
            self.badge = badge ?? state.badge
        }
    }

    let items: [Item]

    /// The items in the order of doing.
    package init(_ items: [Item]) {
        self.items = items
    }

    package var html: HTML { "<ul class=\"checklist\">\(items.map(line))</ul>" }

    private func line(_ item: Item) -> HTML {
        let remedy = item.state == .done ? nil : item.remedy
        return """
            <li class="\(item.state.rawValue)"><span class="mark">\(if: item.state == .done, HTML(Icon.check))</span><div>\
            <strong>\(item.title)</strong>\(if: !item.explanation.isEmpty, "<div class=\"muted\">\(item.explanation)</div>")\
            \(some: remedy, { "<div class=\"remedy\">\($0)</div>" })</div>\(item.badge)</li>
            """
    }
}
