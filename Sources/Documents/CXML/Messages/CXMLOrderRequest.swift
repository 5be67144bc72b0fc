/// An order. DTD element `OrderRequest`.
package struct CXMLOrderRequest: Sendable, Hashable {
    /// All but the lines.
    package var header: CXMLOrderHeader
    /// The lines (`ItemOut`).
    package var items: [CXMLItem]

    /// Makes a value; what is left out is absent.
    package init(header: CXMLOrderHeader, items: [CXMLItem] = []) {
        self.header = header
        self.items = items
    }
}
