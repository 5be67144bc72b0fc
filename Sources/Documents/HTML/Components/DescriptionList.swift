/// Names and values under each other: the head of an order, the settings of a connection.
package struct DescriptionList: Component {
    /// One name and its value.
    package struct Entry: Sendable {
        let term: String
        let value: HTML

        /// A name and its value as markup; an empty value shows a dash.
        package init(_ term: String, _ value: HTML) {
            self.term = term
            self.value = value
        }

        /// A name and its value as text; none shows a dash.
        package init(_ term: String, _ value: String?) {
            self.init(term, HTML(text: value ?? ""))
        }
    }

    let entries: [Entry]

    /// A list in the order given.
    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    private var dash: HTML { "<span class=\"muted\">–</span>" }

    package var html: HTML {
        """
        <dl class="facts">\(each: entries, { entry in
            "<div><dt>\(entry.term)</dt><dd>\(if: entry.value.isEmpty, dash, else: entry.value)</dd></div>"
        })</dl>
        """
    }
}
