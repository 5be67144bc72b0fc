internal import CLibXML2

/// The arrays of a document while it is read, in memory that goes over to the ``XMLDocument``.
///
/// Text grows from the front of the content, values of attributes from its end: together they are never longer than the source,
/// because every reference is longer than what it stands for.
@safe struct XMLTree: ~Copyable {
    private(set) var nodes: UnsafeMutableBufferPointer<XMLDocument.Node>
    private(set) var nodeCount = 0
    private var attributes: UnsafeMutableBufferPointer<XMLDocument.Attribute>
    private(set) var attributeCount = 0
    let content: UnsafeMutableBufferPointer<UInt8>
    /// Where the next text goes.
    var textEnd = 0
    /// Where the values begin.
    var valueStart: Int
    var hasNamesInOtherCase = false
    /// More came than can come of a source of this length; what came is not complete.
    private(set) var isOverfull = false
    private var isHandedOver = false

    /// - Parameter count: octets of the source.
    init(sourceCount count: Int) {
        unsafe nodes = .allocate(capacity: count / 28 + 16)
        unsafe attributes = .allocate(capacity: count / 64 + 16)
        unsafe content = .allocate(capacity: count)
        valueStart = count
    }

    deinit {
        guard !isHandedOver else { return }
        unsafe nodes.deallocate()
        unsafe attributes.deallocate()
        unsafe content.deallocate()
    }

    /// The memory, for whoever takes over to deallocate.
    consuming func handOver() -> (
        nodes: UnsafeMutableBufferPointer<XMLDocument.Node>, attributes: UnsafeMutableBufferPointer<XMLDocument.Attribute>,
        content: UnsafeMutableBufferPointer<UInt8>
    ) {
        isHandedOver = true
        // A part that begins where the whole begins is deallocated as the whole.
        return unsafe (
            UnsafeMutableBufferPointer(start: nodes.baseAddress, count: nodeCount),
            UnsafeMutableBufferPointer(start: attributes.baseAddress, count: attributeCount), content
        )
    }

    mutating func update(_ index: Int, _ change: (inout XMLDocument.Node) -> Void) { unsafe change(&nodes[index]) }

    /// Sets the ends of a node whose subtree and text end here.
    mutating func close(_ index: Int, contentEnd: Int, end: Int) {
        unsafe nodes[index].contentEnd = Int32(contentEnd)
        unsafe nodes[index].end = Int32(end)
        unsafe nodes[index].subtreeEnd = Int32(nodeCount)
        unsafe nodes[index].textEnd = Int32(textEnd)
    }

    mutating func append(_ node: XMLDocument.Node) {
        if unsafe nodeCount == nodes.count { unsafe Self.grow(&nodes, used: nodeCount) }
        unsafe nodes.initializeElement(at: nodeCount, to: node)
        nodeCount += 1
    }

    mutating func append(_ attribute: XMLDocument.Attribute) {
        if unsafe attributeCount == attributes.count { unsafe Self.grow(&attributes, used: attributeCount) }
        unsafe attributes.initializeElement(at: attributeCount, to: attribute)
        attributeCount += 1
    }

    private static func grow<Element>(_ buffer: inout UnsafeMutableBufferPointer<Element>, used: Int) {
        let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: buffer.count * 2)
        if let from = buffer.baseAddress { unsafe larger.baseAddress?.moveInitialize(from: from, count: used) }
        unsafe buffer.deallocate()
        unsafe buffer = larger
    }

    /// Appends to the text.
    mutating func appendText(_ octets: UnsafePointer<UInt8>, _ count: Int) {
        guard let base = unsafe content.baseAddress, textEnd + count <= valueStart else { return isOverfull = true }
        unsafe xml_shim_copy(base + textEnd, octets, count)
        textEnd += count
    }

    mutating func appendText(_ octet: UInt8) {
        guard textEnd < valueStart else { return isOverfull = true }
        unsafe content.initializeElement(at: textEnd, to: octet)
        textEnd += 1
    }

    /// Keeps an attribute with its value.
    mutating func append(_ name: UInt16, _ octets: UnsafePointer<UInt8>, _ count: Int) {
        guard let base = unsafe content.baseAddress, valueStart - count >= textEnd else { return isOverfull = true }
        valueStart -= count
        unsafe xml_shim_copy(base + valueStart, octets, count)
        append(XMLDocument.Attribute(name: name, start: Int32(valueStart), end: Int32(valueStart + count)))
    }
}
