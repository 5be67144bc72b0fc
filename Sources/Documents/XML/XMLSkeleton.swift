/// A first pass over the markup by hand: where each element begins and ends, and whether the document is within its limits. It runs
/// before libxml2, whose costs beyond the limits are not bounded, and it gives the source range of every element in a way that
/// depends on no parser's idea of its position.
struct XMLSkeleton {
    private let source: [UInt8]
    private let limits: XMLLimits
    private(set) var nodes: [XMLDocument.Node] = []
    private var open: [Int] = []

    /// Throws ``XMLError`` of kind `limit`, `declaration` or `malformed`. What passes need not be well formed.
    static func nodes(of source: [UInt8], limits: XMLLimits) throws(XMLError) -> [XMLDocument.Node] {
        var skeleton = XMLSkeleton(source: source, limits: limits)
        try skeleton.scan()
        return skeleton.nodes
    }

    private init(source: [UInt8], limits: XMLLimits) {
        self.source = source
        self.limits = limits
        nodes.reserveCapacity(source.count / 40 + 8)
    }

    private mutating func scan() throws(XMLError) {
        let source = source
        let span = source.span
        let count = span.count
        var position = 0
        while position < count {
            guard span[position] == 0x3C else {
                position += 1
                continue
            }
            guard position + 1 < count else { throw error(position, "the document ends within a tag") }
            switch span[position + 1] {
            case 0x21: position = try skipDeclaration(position)
            case 0x3F: position = try find("?>", from: position + 2)
            case 0x2F: position = try endTag(position)
            default: position = try startTag(position)
            }
        }
        guard open.isEmpty else { throw error(count, "the document ends before its elements are closed") }
        guard !nodes.isEmpty else { throw error(0, "there is no element") }
    }

    private mutating func startTag(_ start: Int) throws(XMLError) -> Int {
        guard open.count < limits.depth else { throw limit(start, "elements are nested deeper than \(limits.depth)") }
        guard nodes.count < limits.elements else { throw limit(start, "more than \(limits.elements) elements") }
        let source = source
        let span = source.span
        let count = span.count
        var position = start + 1
        var attributes = 0
        var nameStart = position
        var isElementName = true
        while position < count {
            switch span[position] {
            case 0x3E:
                let isEmpty = span[position - 1] == 0x2F
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
                let quote = span[position]
                position += 1
                while position < count, span[position] != quote { position += 1 }
                position += 1
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
        let end = try find(">", from: start + 2)
        nodes[index].contentEnd = Int32(start)
        nodes[index].end = Int32(end)
        nodes[index].subtreeEnd = Int32(nodes.count)
        return end
    }

    private func skipDeclaration(_ start: Int) throws(XMLError) -> Int {
        let rest = source[start...]
        if rest.starts(with: "<!--".utf8) { return try find("-->", from: start + 4) }
        if rest.starts(with: "<![CDATA[".utf8) { return try find("]]>", from: start + 9) }
        throw XMLError(.declaration, line: XMLDocument.line(at: start, in: source), "a declaration outside the DOCTYPE's place")
    }

    private func find(_ text: StaticString, from start: Int) throws(XMLError) -> Int {
        let span = source.span
        let length = text.utf8CodeUnitCount
        var position = start
        while position + length <= span.count {
            var matched = 0
            while matched < length, unsafe span[position + matched] == text.utf8Start[matched] { matched += 1 }
            if matched == length { return position + length }
            position += 1
        }
        throw error(min(start, span.count), "the document ends within markup")
    }

    private func checkName(_ length: Int, at position: Int) throws(XMLError) {
        if length > limits.nameLength { throw limit(position, "a name longer than \(limits.nameLength)") }
    }

    private func error(_ position: Int, _ reason: String) -> XMLError {
        XMLError(.malformed, line: XMLDocument.line(at: position, in: source), reason)
    }

    private func limit(_ position: Int, _ reason: String) -> XMLError {
        XMLError(.limit, line: XMLDocument.line(at: position, in: source), reason)
    }
}
