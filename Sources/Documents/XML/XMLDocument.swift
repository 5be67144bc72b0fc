/// A parsed document: a few flat arrays, no object for each element. Elements are named by their place; a subtree is a range.
///
/// It is `@unchecked Sendable` because nothing changes it once it is made.
@safe package final class XMLDocument: @unchecked Sendable {
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
        /// The string value is a range of the content, because text is collected in document order.
        var textStart: Int32 = 0
        var textEnd: Int32 = 0
        var attributeStart: Int32 = 0
        var attributeCount: UInt16 = 0
        /// Number in the vocabulary.
        var name: UInt16 = XMLVocabulary.unknown
        /// True when the element or one of its attributes has a namespace prefix (but `xml:`).
        var isPrefixed = false
    }

    /// One attribute whose name is in the vocabulary. Its value is a range of the content.
    struct Attribute: Sendable {
        var name: UInt16
        var start: Int32
        var end: Int32
    }

    /// The whole document as UTF-8.
    let source: [UInt8]
    /// In the order of their start tags.
    let nodes: UnsafeBufferPointer<Node>
    let attributes: UnsafeBufferPointer<Attribute>
    /// All text in document order, entities resolved, and behind it the values of attributes.
    let content: UnsafeBufferPointer<UInt8>
    let vocabulary: XMLVocabulary

    /// True when an element or attribute was known only without regard to case.
    package let hasNamesInOtherCase: Bool
    /// The system identifier of the DOCTYPE, or nil when there was none. It was not fetched.
    package let systemIdentifier: String?

    /// Takes over the memory of `tree`.
    init(source: [UInt8], tree: consuming XMLTree, vocabulary: XMLVocabulary, systemIdentifier: String?) {
        self.source = source
        self.vocabulary = vocabulary
        self.systemIdentifier = systemIdentifier
        hasNamesInOtherCase = tree.hasNamesInOtherCase
        let memory = unsafe tree.handOver()
        unsafe nodes = UnsafeBufferPointer(memory.nodes)
        unsafe attributes = UnsafeBufferPointer(memory.attributes)
        unsafe content = UnsafeBufferPointer(memory.content)
    }

    deinit {
        unsafe nodes.deallocate()
        unsafe attributes.deallocate()
        unsafe content.deallocate()
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
