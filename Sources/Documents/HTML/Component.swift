/// A part of a page as a plain value, which knows its markup and nothing of where its content came from.
///
/// Components are interpolated as they are: `"<main>\(Badge("Draft"))</main>"`.
package protocol Component: Sendable {
    /// The markup. Pure: the same value renders the same octets.
    var html: HTML { get }
}

extension HTML {
    /// The markup of a component, to hand on as content.
    package init(_ component: any Component) {
        self = component.html
    }

    /// Components one after the other.
    package init(_ components: [any Component]) {
        self = components.map(\.html).joined()
    }
}
