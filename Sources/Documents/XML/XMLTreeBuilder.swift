/// Fills the skeleton's nodes from libxml2's callbacks: the n-th start tag is the n-th node.
struct XMLTreeBuilder {
    private var nodes: [XMLDocument.Node]
    private var attributes: [XMLDocument.Attribute] = []
    private var text: [UInt8] = []
    private var values: [UInt8] = []
    private var open: [Int] = []
    private var next = 0
    private var hasNamesInOtherCase = false
    private let vocabulary: XMLVocabulary
    /// What the context knows of names, to go back to it.
    private(set) var names: XMLNameNumbers

    init(
        nodes: consuming [XMLDocument.Node], vocabulary: XMLVocabulary, names: consuming XMLNameNumbers, capacity: Int
    ) {
        self.nodes = nodes
        self.vocabulary = vocabulary
        self.names = names
        text.reserveCapacity(capacity / 2)
        values.reserveCapacity(capacity / 8)
        attributes.reserveCapacity(self.nodes.count)
        open.reserveCapacity(16)
    }

    /// True when libxml2 saw exactly the elements of the skeleton.
    var isComplete: Bool { next == nodes.count && open.isEmpty }

    func document(source: [UInt8], systemIdentifier: String?) -> XMLDocument {
        XMLDocument(
            source: source, text: text, values: values, nodes: nodes, attributes: attributes, vocabulary: vocabulary,
            hasNamesInOtherCase: hasNamesInOtherCase, systemIdentifier: systemIdentifier)
    }

    /// `fields` are libxml2's five pointers an attribute: local name, prefix, namespace, value, end of value.
    mutating func start(
        _ name: UnsafePointer<UInt8>, isPrefixed: Bool, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
    ) {
        guard next < nodes.count else { return }
        var node = nodes[next]
        node.isPrefixed = isPrefixed
        node.attributeStart = Int32(attributes.count)
        if let fields = unsafe fields {
            for index in 0..<count {
                unsafe attribute(fields + index * 5, &node)
            }
        }
        node.attributeCount = UInt16(attributes.count - Int(node.attributeStart))
        let known = unsafe names.element(name, in: vocabulary)
        if known.isInOtherCase { hasNamesInOtherCase = true }
        node.name = known.number
        node.textStart = Int32(text.count)
        nodes[next] = node
        open.append(next)
        next += 1
    }

    private mutating func attribute(_ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>, _ node: inout XMLDocument.Node) {
        guard let name = unsafe fields[0], let start = unsafe fields[3], let end = unsafe fields[4] else { return }
        if let prefix = unsafe fields[1], unsafe !Self.isXML(prefix) { node.isPrefixed = true }
        let known = unsafe names.attribute(name, in: vocabulary)
        if known.isInOtherCase { hasNamesInOtherCase = true }
        guard known.number != XMLVocabulary.unknown else { return }
        let place = values.count
        unsafe values.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
        attributes.append(.init(name: known.number, start: Int32(place), end: Int32(values.count)))
    }

    mutating func end() {
        guard let index = open.popLast() else { return }
        nodes[index].textEnd = Int32(text.count)
    }

    mutating func text(_ octets: UnsafeBufferPointer<UInt8>) {
        // Most texts are the line ends between elements.
        if octets.count == 1 { unsafe text.append(octets[0]) } else { unsafe text.append(contentsOf: octets) }
    }

    private static func isXML(_ prefix: UnsafePointer<UInt8>) -> Bool {
        unsafe prefix[0] == 0x78 && prefix[1] == 0x6D && prefix[2] == 0x6C && prefix[3] == 0
    }
}
