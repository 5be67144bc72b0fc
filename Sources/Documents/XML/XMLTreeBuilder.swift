/// Fills the skeleton's nodes from libxml2's callbacks: the n-th start tag is the n-th node.
struct XMLTreeBuilder: ~Copyable {
    private var tree: XMLTree
    private var open: [Int] = []
    private var next = 0
    private let vocabulary: XMLVocabulary
    /// What the context knows of names, to go back to it.
    private(set) var names: XMLNameNumbers

    /// - Parameter sourceCount: octets of the document.
    init(nodes: [XMLDocument.Node], vocabulary: XMLVocabulary, names: consuming XMLNameNumbers, sourceCount: Int) {
        tree = XMLTree(sourceCount: sourceCount)
        for node in nodes { tree.append(node) }
        self.vocabulary = vocabulary
        self.names = names
        open.reserveCapacity(16)
    }

    /// True when libxml2 saw exactly the elements of the skeleton.
    var isComplete: Bool { next == tree.nodeCount && open.isEmpty && !tree.isOverfull }

    /// The names, for the context, and the document.
    consuming func finished(source: [UInt8], systemIdentifier: String?) -> (XMLNameNumbers, XMLDocument) {
        let (names, vocabulary) = (names, vocabulary)
        return (
            names, XMLDocument(source: source, tree: tree, vocabulary: vocabulary, systemIdentifier: systemIdentifier)
        )
    }

    /// `fields` are libxml2's five pointers an attribute: local name, prefix, namespace, value, end of value.
    mutating func start(
        _ name: UnsafePointer<UInt8>, isPrefixed: Bool, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
    ) {
        guard next < tree.nodeCount else { return }
        var isPrefixed = isPrefixed
        let first = tree.attributeCount
        if let fields = unsafe fields {
            for index in 0..<count {
                if unsafe attribute(fields + index * 5) { isPrefixed = true }
            }
        }
        let known = unsafe names.element(name, in: vocabulary)
        if known.isInOtherCase { tree.hasNamesInOtherCase = true }
        let (attributeCount, textEnd) = (tree.attributeCount, tree.textEnd)
        tree.update(next) { node in
            node.isPrefixed = isPrefixed
            node.attributeStart = Int32(first)
            node.attributeCount = UInt16(attributeCount - first)
            node.name = known.number
            node.textStart = Int32(textEnd)
        }
        open.append(next)
        next += 1
    }

    /// Answers whether it has a prefix.
    private mutating func attribute(_ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>) -> Bool {
        guard let name = unsafe fields[0], let start = unsafe fields[3], let end = unsafe fields[4] else { return false }
        var isPrefixed = false
        if let prefix = unsafe fields[1], unsafe !Self.isXML(prefix) { isPrefixed = true }
        let known = unsafe names.attribute(name, in: vocabulary)
        if known.isInOtherCase { tree.hasNamesInOtherCase = true }
        if known.number != XMLVocabulary.unknown { unsafe tree.append(known.number, start, end - start) }
        return isPrefixed
    }

    mutating func end() {
        guard let index = open.popLast() else { return }
        let textEnd = tree.textEnd
        tree.update(index) { $0.textEnd = Int32(textEnd) }
    }

    mutating func text(_ octets: UnsafeBufferPointer<UInt8>) {
        if let start = octets.baseAddress { unsafe tree.appendText(start, octets.count) }
    }

    private static func isXML(_ prefix: UnsafePointer<UInt8>) -> Bool {
        unsafe prefix[0] == 0x78 && prefix[1] == 0x6D && prefix[2] == 0x6C && prefix[3] == 0
    }
}
