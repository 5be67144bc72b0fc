/// A message in a box: what just happened, or what stands in the way.
package struct Notice: Component {
    let tone: Tone
    let title: String
    let detail: HTML?

    /// A box with a line in bold and, below it, what follows from it.
    package init(_ tone: Tone, _ title: String, detail: HTML? = nil) {
        self.tone = tone
        self.title = title
        self.detail = detail
    }

    package var html: HTML {
        let isUrgent = tone == .bad
        let icon: Icon = tone == .good ? .approval : tone == .info || tone == .neutral ? .message : .warning
        return """
            <div class="notice tone-\(tone.rawValue)" role="\(isUrgent ? "alert" : "status")">\(icon)<div>\
            <strong>\(title)</strong>\(some: detail, { "<div>\($0)</div>" })</div></div>
            """
    }
}
