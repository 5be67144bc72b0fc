internal import CLibXML2

/// A first pass over the markup by hand: where each element begins and ends, and whether the document is within its limits. It runs
/// before libxml2, whose costs beyond the limits are not bounded, and it gives the source range of every element in a way that
/// depends on no parser's idea of its position.
@safe struct XMLSkeleton {
    /// The document; whoever makes this sees to it that it stays.
    private let source: UnsafeBufferPointer<UInt8>
    private let limits: XMLLimits
    private(set) var nodes: [XMLDocument.Node] = []
    private var open: [Int] = []

    /// Throws ``XMLError`` of kind `limit`, `declaration` or `malformed`. What passes need not be well formed.
    static func nodes(of source: [UInt8], limits: XMLLimits) throws(XMLError) -> [XMLDocument.Node] {
        try unsafe source.withUnsafeBufferPointer { octets throws(XMLError) in
            var skeleton = unsafe XMLSkeleton(source: octets, limits: limits)
            try skeleton.scan()
            return skeleton.nodes
        }
    }

    private init(source: UnsafeBufferPointer<UInt8>, limits: XMLLimits) {
        unsafe self.source = source
        self.limits = limits
        nodes.reserveCapacity(source.count / 40 + 8)
    }

    private var count: Int { unsafe source.count }

    private mutating func scan() throws(XMLError) {
        var position = place(of: 0x3C, from: 0)
        while position < count {
            guard position + 1 < count else { throw error(position, "the document ends within a tag") }
            switch unsafe source[position + 1] {
            case 0x21: position = try skipDeclaration(position)
            case 0x3F: position = try find("?>", from: position + 2)
            case 0x2F: position = try endTag(position)
            default: position = try startTag(position)
            }
            position = place(of: 0x3C, from: position)
        }
        guard open.isEmpty else { throw error(count, "the document ends before its elements are closed") }
        guard !nodes.isEmpty else { throw error(0, "there is no element") }
    }

    /// Where the octet stands next, or the number of octets.
    private func place(of octet: UInt8, from start: Int) -> Int {
        unsafe xml_shim_place(source.baseAddress, start, count, octet)
    }

    private mutating func startTag(_ start: Int) throws(XMLError) -> Int {
        guard open.count < limits.depth else { throw limit(start, "elements are nested deeper than \(limits.depth)") }
        guard nodes.count < limits.elements else { throw limit(start, "more than \(limits.elements) elements") }
        let source = unsafe source
        var position = start + 1
        var attributes = 0
        var nameStart = position
        var isElementName = true
        while position < count {
            switch unsafe source[position] {
            case 0x3E:
                let isEmpty = unsafe source[position - 1] == 0x2F
                if isElementName { try checkName(position - nameStart - (isEmpty ? 1 : 0), at: start) }
                append(start, position + 1, isEmpty: isEmpty)
                return position + 1
            case 0x3D:
                attributes += 1
                if attributes > limits.attributes {
                    throw limit(start, "more than \(limits.attributes) attributes of one element")
                }
                try checkName(position - nameStart, at: start)
                position += 1
            case 0x22, 0x27:
                position = unsafe place(of: source[position], from: position + 1) + 1
                nameStart = position
            case 0x20, 0x09, 0x0A, 0x0D:
                if isElementName { try checkName(position - nameStart, at: start) }
                isElementName = false
                position += 1
                nameStart = position
            default: position += 1
            }
        }
        throw error(start, "the document ends within a tag")
    }

    private mutating func append(_ start: Int, _ contentStart: Int, isEmpty: Bool) {
        var node = XMLDocument.Node()
        node.start = Int32(start)
        node.contentStart = Int32(contentStart)
        if isEmpty {
            node.contentEnd = Int32(contentStart)
            node.end = Int32(contentStart)
            node.subtreeEnd = Int32(nodes.count + 1)
        } else {
            open.append(nodes.count)
        }
        nodes.append(node)
    }

    private mutating func endTag(_ start: Int) throws(XMLError) -> Int {
        guard let index = open.popLast() else { throw error(start, "an end tag without its start tag") }
        let end = place(of: 0x3E, from: start + 2) + 1
        guard end <= count else { throw error(start, "the document ends within markup") }
        nodes[index].contentEnd = Int32(start)
        nodes[index].end = Int32(end)
        nodes[index].subtreeEnd = Int32(nodes.count)
        return end
    }

    private func skipDeclaration(_ start: Int) throws(XMLError) -> Int {
        if matches("<!--", at: start) { return try find("-->", from: start + 4) }
        if matches("<![CDATA[", at: start) { return try find("]]>", from: start + 9) }
        throw XMLError(.declaration, line: line(at: start), "a declaration outside the DOCTYPE's place")
    }

    /// Behind the next `text`.
    private func find(_ text: StaticString, from start: Int) throws(XMLError) -> Int {
        let first = unsafe text.utf8Start[0]
        var position = place(of: first, from: start)
        while position < count {
            if matches(text, at: position) { return position + text.utf8CodeUnitCount }
            position = place(of: first, from: position + 1)
        }
        throw error(min(start, count), "the document ends within markup")
    }

    private func matches(_ text: StaticString, at position: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position + length <= count else { return false }
        for offset in 0..<length where unsafe source[position + offset] != text.utf8Start[offset] { return false }
        return true
    }

    private func checkName(_ length: Int, at position: Int) throws(XMLError) {
        if length > limits.nameLength { throw limit(position, "a name longer than \(limits.nameLength)") }
    }

    private func error(_ position: Int, _ reason: String) -> XMLError {
        XMLError(.malformed, line: line(at: position), reason)
    }

    private func limit(_ position: Int, _ reason: String) -> XMLError {
        XMLError(.limit, line: line(at: position), reason)
    }

    private func line(at position: Int) -> Int {
        var line = 1
        for index in 0..<min(position, count) where unsafe source[index] == 0x0A { line += 1 }
        return line
    }
}
