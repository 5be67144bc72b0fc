/// The element and attribute names a reader asks for, each known by a small number, so that names are compared once while
/// parsing and never again. Names outside are read, too, but have no number; attributes outside are not kept.
package final class XMLVocabulary: Sendable {
    /// The number of every name outside the vocabulary.
    package static let unknown = UInt16.max

    let elements: XMLNameTable
    let attributes: XMLNameTable
    /// libxml2's contexts that know these names already.
    let contexts = XMLContextPool()

    /// Numbers the names by their places in the arrays.
    package init(elements: [String], attributes: [String]) {
        self.elements = XMLNameTable(elements)
        self.attributes = XMLNameTable(attributes)
    }
}
