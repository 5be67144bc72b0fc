/// Fills the skeleton's nodes from libxml2's callbacks: the n-th start tag is the n-th node.
final class XMLTreeBuilder {
    private var nodes: [XMLDocument.Node]
    private var attributes: [XMLDocument.Attribute] = []
    private var text: [UInt8] = []
    private var values: [UInt8] = []
    private var open: [Int] = []
    private var next = 0
    private var hasNamesInOtherCase = false
    private let vocabulary: XMLVocabulary

    init(nodes: consuming [XMLDocument.Node], vocabulary: XMLVocabulary, capacity: Int) {
        self.nodes = nodes
        self.vocabulary = vocabulary
        text.reserveCapacity(capacity / 2)
        values.reserveCapacity(capacity / 8)
        attributes.reserveCapacity(self.nodes.count)
    }

    /// True when libxml2 saw exactly the elements of the skeleton.
    var isComplete: Bool { next == nodes.count && open.isEmpty }

    func document(source: [UInt8], systemIdentifier: String?) -> XMLDocument {
        XMLDocument(
            source: source, text: text, values: values, nodes: nodes, attributes: attributes, vocabulary: vocabulary,
            hasNamesInOtherCase: hasNamesInOtherCase, systemIdentifier: systemIdentifier)
    }

    /// `fields` are libxml2's five pointers an attribute: local name, prefix, namespace, value, end of value.
    func start(
        _ name: UnsafePointer<UInt8>, isPrefixed: Bool, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
    ) {
        guard next < nodes.count else { return }
        var prefixed = isPrefixed
        let first = attributes.count
        if let fields = unsafe fields {
            for index in 0..<count {
                guard let name = unsafe fields[index * 5], let start = unsafe fields[index * 5 + 3],
                    let end = unsafe fields[index * 5 + 4]
                else { continue }
                if let prefix = unsafe fields[index * 5 + 1], unsafe !Self.isXML(prefix) { prefixed = true }
                let number = unsafe number(of: name, in: vocabulary.attributes)
                guard number != XMLVocabulary.unknown else { continue }
                let place = values.count
                unsafe values.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
                attributes.append(.init(name: number, start: Int32(place), end: Int32(values.count)))
            }
        }
        let number = unsafe number(of: name, in: vocabulary.elements)
        nodes[next].name = number
        nodes[next].isPrefixed = prefixed
        nodes[next].attributeStart = Int32(first)
        nodes[next].attributeCount = UInt16(attributes.count - first)
        nodes[next].textStart = Int32(text.count)
        open.append(next)
        next += 1
    }

    func end() {
        guard let index = open.popLast() else { return }
        nodes[index].textEnd = Int32(text.count)
    }

    func text(_ octets: UnsafeBufferPointer<UInt8>) {
        unsafe text.append(contentsOf: octets)
    }

    private func number(of name: UnsafePointer<UInt8>, in table: XMLNameTable) -> UInt16 {
        var count = 0
        while unsafe name[count] != 0 { count += 1 }
        let name = unsafe UnsafeBufferPointer(start: name, count: count)
        let number = unsafe table.number(of: name)
        guard number == XMLVocabulary.unknown else { return number }
        let other = unsafe table.numberIgnoringCase(of: name)
        if other != XMLVocabulary.unknown { hasNamesInOtherCase = true }
        return other
    }

    private static func isXML(_ prefix: UnsafePointer<UInt8>) -> Bool {
        unsafe prefix[0] == 0x78 && prefix[1] == 0x6D && prefix[2] == 0x6C && prefix[3] == 0
    }
}
