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

        /// An item.
        /// - Parameters:
        ///   - explanation: what it is, and where.
        ///   - remedy: what to do next, shown while it is not done.
        package init(_ title: String, _ state: State, _ explanation: HTML = HTML.empty, remedy: HTML? = nil) {
            self.title = title
            self.state = state
            self.explanation = explanation
            self.remedy = remedy
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
            \(some: remedy, { "<div class=\"remedy\">\($0)</div>" })</div>\(item.state.badge)</li>
            """
    }
}
