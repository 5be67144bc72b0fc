/// The way through a long list by cursor: to newer and to older entries.
package struct Pager: Component {
    let newer: String?
    let older: String?

    /// Links to the neighbours that exist.
    package init(newer: String?, older: String?) {
        self.newer = newer
        self.older = older
    }

    package var html: HTML {
        if newer == nil && older == nil { return HTML.empty }
        return
            "<nav class=\"pager\" aria-label=\"Pages\">\(link(newer, "← Newer", "prev"))\(link(older, "Older →", "next"))</nav>"
    }

    private func link(_ address: String?, _ label: String, _ relation: String) -> HTML {
        guard let address else { return "<span></span>" }
        return "<a class=\"button secondary\" rel=\"\(relation)\" href=\"\(url: address)\">\(label)</a>"
    }
}
