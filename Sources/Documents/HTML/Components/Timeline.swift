/// What happened, the newest first or last as given.
package struct Timeline: Component {
    /// One thing that happened.
    package struct Event: Sendable {
        let when: String
        let instant: String?
        let who: String?
        let what: HTML
        let detail: HTML?
        let tone: Tone

        /// An event.
        /// - Parameters:
        ///   - when: the time in words.
        ///   - instant: the same time in RFC 3339, for machines.
        ///   - detail: a comment, or a table, below.
        package init(
            when: String, instant: String? = nil, who: String? = nil, _ what: HTML, detail: HTML? = nil, tone: Tone = .neutral
        ) {
            self.when = when
            self.instant = instant
            self.who = who
            self.what = what
            self.detail = detail
            self.tone = tone
        }
    }

    let events: [Event]

    /// The events in the order given.
    package init(_ events: [Event]) {
        self.events = events
    }

    package var html: HTML { "<ol class=\"timeline\">\(events.map(item))</ol>" }

    private func item(_ event: Event) -> HTML {
        """
        <li class="tone-\(event.tone.rawValue)"><p>\(event.what)</p>\
        \(some: event.detail, { "<div class=\"detail\">\($0)</div>" })\
        <p class="muted"><time\(attribute: "datetime", value: event.instant)>\(event.when)</time>\
        \(some: event.who, { " · \($0)" })</p></li>
        """
    }
}
