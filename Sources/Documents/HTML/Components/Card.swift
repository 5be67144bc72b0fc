/// A framed part of a page with a heading.
package struct Card: Component {
    let title: String?
    let id: String?
    let actions: HTML
    let content: HTML
    let isFlush: Bool

    /// A card; without a title it has no head.
    /// - Parameters:
    ///   - id: what `#…` in an address leads to.
    ///   - actions: links or buttons at the right of the heading.
    ///   - isFlush: no inner margin, for a table that fills the card.
    package init(_ title: String?, id: String? = nil, actions: HTML = HTML.empty, isFlush: Bool = false, _ content: HTML) {
        self.title = title
        self.id = id
        self.actions = actions
        self.content = content
        self.isFlush = isFlush
    }

    package var html: HTML {
        """
        <section class="card\(if: isFlush, " flush")"\(attribute: "id", value: id)>\
        \(some: title, { "<header><h2>\($0)</h2>\(if: !actions.isEmpty, "<div class=\"buttons\">\(actions)</div>")</header>" })
        <div class="content">\(content)</div></section>
        """
    }
}

/// Parts of a page beside each other where there is room: the main matter, and what stands beside it.
package struct Columns: Component {
    let main: HTML
    let side: HTML

    /// A wide column and a narrow one, which comes second on a narrow screen.
    package init(main: HTML, side: HTML) {
        self.main = main
        self.side = side
    }

    package var html: HTML { "<div class=\"columns\"><div>\(main)</div><aside>\(side)</aside></div>" }
}

/// A figure with what it counts, linked to the list behind it.
package struct Figure: Component {
    let label: String
    let value: String
    let note: String?
    let address: String?
    let tone: Tone

    /// A figure, for instance 3 "Waiting for me".
    package init(_ label: String, _ value: String, note: String? = nil, to address: String? = nil, tone: Tone = .neutral) {
        self.label = label
        self.value = value
        self.note = note
        self.address = address
        self.tone = tone
    }

    package var html: HTML {
        let inner: HTML = """
            <span class="label">\(label)</span><span class="value">\(value)</span>\
            \(some: note, { "<span class=\"muted\">\($0)</span>" })
            """
        if let address { return "<a class=\"figure tone-\(tone.rawValue)\" href=\"\(url: address)\">\(inner)</a>" }
        return "<div class=\"figure tone-\(tone.rawValue)\">\(inner)</div>"
    }
}

/// Cards, figures or tiles in a grid that fills the width.
package struct Grid: Component {
    let items: HTML

    /// A grid of equal parts.
    package init(_ items: [any Component]) {
        self.items = HTML(items)
    }

    package var html: HTML { "<div class=\"grid\">\(items)</div>" }
}

/// How much of a whole is used, with the figures in words: a budget.
package struct Meter: Component {
    let label: String
    let words: String
    let percent: Int
    let tone: Tone

    /// A bar. `percent` may pass 100, which shows as a full bar in the tone given.
    package init(_ label: String, words: String, percent: Int, tone: Tone = .info) {
        self.label = label
        self.words = words
        self.percent = percent
        self.tone = tone
    }

    package var html: HTML {
        """
        <div class="meter tone-\(tone.rawValue)"><span>\(label)</span><span class="muted">\(words)</span>\
        <progress max="100" value="\(min(max(percent, 0), 100))" aria-label="\(label)">\(percent) %</progress></div>
        """
    }
}
