/// How much of a document is read before it is refused. All are checked before libxml2 sees a byte, because some of its own costs
/// are quadratic (100,000 attributes of one element take it seconds).
package struct XMLLimits: Sendable, Hashable {
    /// Octets as received, and again after decoding.
    package var octets: Int
    /// Elements within each other.
    package var depth: Int
    /// Elements in all. An order of 5,000 lines has some 150,000.
    package var elements: Int
    /// Attributes of one element.
    package var attributes: Int
    /// Octets of a name.
    package var nameLength: Int

    /// The defaults serve an order of 5,000 lines and stay harmless.
    package init(
        octets: Int = 8 << 20, depth: Int = 100, elements: Int = 250_000, attributes: Int = 128, nameLength: Int = 128
    ) {
        self.octets = octets
        self.depth = depth
        self.elements = elements
        self.attributes = attributes
        self.nameLength = nameLength
    }
}
