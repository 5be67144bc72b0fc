/// A parsed document: a few flat arrays, no object for each element. Elements are named by their place; a subtree is a range.
package final class XMLDocument: Sendable {
    /// One element. Children follow their parent; the next sibling stands at `subtreeEnd`.
    struct Node: Sendable {
        /// Where `<` of the start tag stands in the source.
        var start: Int32 = 0
        /// Behind `>` of the start tag.
        var contentStart: Int32 = 0
        /// Where `<` of the end tag stands (the same as `contentStart` for an empty-element tag).
        var contentEnd: Int32 = 0
        /// Behind `>` of the end tag.
        var end: Int32 = 0
        /// Index of the first node that is no longer within this one.
        var subtreeEnd: Int32 = 0
        /// The string value is a range of `text`, because text is collected in document order.
        var textStart: Int32 = 0
        var textEnd: Int32 = 0
        var attributeStart: Int32 = 0
        var attributeCount: UInt16 = 0
        /// Number in the vocabulary.
        var name: UInt16 = XMLVocabulary.unknown
        /// True when the element or one of its attributes has a namespace prefix (but `xml:`).
        var isPrefixed = false
    }

    /// One attribute whose name is in the vocabulary.
    struct Attribute: Sendable {
        var name: UInt16
        var start: Int32
        var end: Int32
    }

    /// The whole document as UTF-8; XML declaration and DOCTYPE are blanked.
    let source: [UInt8]
    /// All text, entities resolved, in document order.
    let text: [UInt8]
    /// All attribute values.
    let values: [UInt8]
    let nodes: [Node]
    let attributes: [Attribute]
    let vocabulary: XMLVocabulary

    /// True when an element or attribute was known only without regard to case.
    package let hasNamesInOtherCase: Bool
    /// The system identifier of the DOCTYPE, or nil when there was none. It was not fetched.
    package let systemIdentifier: String?

    init(
        source: [UInt8], text: [UInt8], values: [UInt8], nodes: [Node], attributes: [Attribute], vocabulary: XMLVocabulary,
        hasNamesInOtherCase: Bool, systemIdentifier: String?
    ) {
        self.source = source
        self.text = text
        self.values = values
        self.nodes = nodes
        self.attributes = attributes
        self.vocabulary = vocabulary
        self.hasNamesInOtherCase = hasNamesInOtherCase
        self.systemIdentifier = systemIdentifier
    }

    /// The root element.
    package var root: XMLElement { XMLElement(document: self, index: 0) }

    /// The line, counted from 1, of a place in the source.
    func line(at offset: Int) -> Int {
        XMLDocument.line(at: offset, in: source)
    }

    static func line(at offset: Int, in source: [UInt8]) -> Int {
        var line = 1
        for index in 0..<min(offset, source.count) where source[index] == 0x0A { line += 1 }
        return line
    }
}
