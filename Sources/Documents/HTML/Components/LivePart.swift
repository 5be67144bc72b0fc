/// A part of a page that is taken anew when the page hears that something changed. It holds nothing that is typed into, and
/// stands there even when it is empty.
package struct LivePart: Component {
    private let id: String
    private let content: HTML

    /// `id` is an element id of the page.
    package init(_ id: String, _ content: HTML) {
        self.id = id
        self.content = content
    }

    package var html: HTML { "<div class=\"live\" id=\"\(id)\" data-live>\(content)</div>" }
}
