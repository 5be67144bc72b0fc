/// An element of an ``XMLDocument``: a reference and a place, cheap to pass.
package struct XMLElement: Sendable {
    let document: XMLDocument
    let index: Int

    private var node: XMLDocument.Node { unsafe document.nodes[index] }

    /// The local name's number in the vocabulary, or ``XMLVocabulary/unknown``.
    package var number: UInt16 { node.name }

    /// The local name as it is spelled in the document.
    package var name: String {
        let source = document.source
        var start = Int(node.start) + 1
        var end = start
        while end < source.count {
            switch source[end] {
            case 0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E: return String(decoding: source[start..<end], as: UTF8.self)
            case 0x3A:
                start = end + 1
                end += 1
            default: end += 1
            }
        }
        return ""
    }

    /// The line of the start tag, counted from 1. Costs a pass over the text before: for messages only.
    package var line: Int { document.line(at: Int(node.start)) }

    /// Where the element stands, as names from the root down, with a 1-based position where siblings share the name:
    /// `cXML/Message/PunchOutOrderMessage/ItemIn[3]`. Costs a walk from the root: for messages only.
    package var path: String {
        var current = document.root
        var steps = [current.name]
        while current.index != index {
            let siblings = Array(current.children)
            guard let next = siblings.first(where: { $0.index <= index && index < Int($0.node.subtreeEnd) }) else { break }
            let name = next.name
            let namesakes = siblings.filter { $0.name == name }
            let position = (namesakes.firstIndex { $0.index == next.index } ?? 0) + 1
            steps.append(namesakes.count > 1 ? "\(name)[\(position)]" : name)
            current = next
        }
        return steps.joined(separator: "/")
    }

    // MARK: Children

    /// The child elements, in order.
    package var children: Children { Children(document: document, place: index + 1, end: Int(node.subtreeEnd)) }

    /// The child elements of that name, in order.
    package func children(_ number: UInt16) -> NamedChildren {
        NamedChildren(document: document, number: number, place: index + 1, end: Int(node.subtreeEnd))
    }

    /// The first child element of that name.
    package func first(_ number: UInt16) -> XMLElement? {
        let nodes = unsafe document.nodes
        var child = index + 1
        let end = unsafe Int(nodes[index].subtreeEnd)
        while child < end {
            if unsafe nodes[child].name == number { return XMLElement(document: document, index: child) }
            child = unsafe Int(nodes[child].subtreeEnd)
        }
        return nil
    }

    /// The first element of that name within this one, at any depth, in document order.
    package func firstDescendant(_ number: UInt16) -> XMLElement? {
        let nodes = unsafe document.nodes
        let end = unsafe Int(nodes[index].subtreeEnd)
        var next = index + 1
        while next < end {
            if unsafe nodes[next].name == number { return XMLElement(document: document, index: next) }
            next += 1
        }
        return nil
    }

    /// All elements of that name within this one, at any depth, in document order.
    package func descendants(_ number: UInt16) -> [XMLElement] {
        (index + 1..<Int(node.subtreeEnd)).filter { unsafe document.nodes[$0].name == number }
            .map { XMLElement(document: document, index: $0) }
    }

    /// The child elements of an element, in order.
    package struct Children: Sequence, IteratorProtocol, Sendable {
        let document: XMLDocument
        var place: Int
        let end: Int

        package mutating func next() -> XMLElement? {
            guard place < end else { return nil }
            let child = place
            place = unsafe Int(document.nodes[child].subtreeEnd)
            return XMLElement(document: document, index: child)
        }
    }

    /// The child elements of one name; others are passed over without being made.
    package struct NamedChildren: Sequence, IteratorProtocol, Sendable {
        let document: XMLDocument
        let number: UInt16
        var place: Int
        let end: Int

        package mutating func next() -> XMLElement? {
            while place < end {
                let child = place
                place = unsafe Int(document.nodes[child].subtreeEnd)
                if unsafe document.nodes[child].name == number { return XMLElement(document: document, index: child) }
            }
            return nil
        }
    }

    // MARK: Content

    /// The string value: all text within, child elements' included, trimmed of white space.
    package var text: String {
        unsafe Self.trimmed(document.content, Int(node.textStart), Int(node.textEnd))
    }

    /// The text outside the child elements of that name, trimmed.
    package func text(without number: UInt16) -> String {
        var octets: [UInt8] = []
        var position = Int(node.textStart)
        for child in children where child.number == number {
            unsafe octets += document.content[position..<Int(child.node.textStart)]
            position = Int(child.node.textEnd)
        }
        unsafe octets += document.content[position..<Int(node.textEnd)]
        return unsafe octets.withUnsafeBufferPointer { unsafe Self.trimmed($0, 0, $0.count) }
    }

    /// The attribute's value, trimmed; nil when it is not there.
    package func attribute(_ number: UInt16) -> String? {
        guard let place = attributePlace(number) else { return nil }
        return unsafe Self.trimmed(document.content, Int(place.start), Int(place.end))
    }

    private func attributePlace(_ number: UInt16) -> XMLDocument.Attribute? {
        let (nodes, attributes) = unsafe (document.nodes, document.attributes)
        let start = unsafe Int(nodes[index].attributeStart)
        for place in unsafe start..<start + Int(nodes[index].attributeCount) where unsafe attributes[place].name == number {
            return unsafe attributes[place]
        }
        return nil
    }

    // MARK: Source

    /// The element's own text as UTF-8, tags included, exactly as received; nil when it uses a namespace prefix, because such a text
    /// means nothing elsewhere.
    package var outerFragment: XMLFragment? { fragment(from: node.start, to: node.end) }

    /// The text between the tags as UTF-8, exactly as received: entities, CDATA and comments are as they were. Nil as for
    /// ``outerFragment``.
    package var innerFragment: XMLFragment? { fragment(from: node.contentStart, to: node.contentEnd) }

    private func fragment(from start: Int32, to end: Int32) -> XMLFragment? {
        for place in index..<Int(node.subtreeEnd) where unsafe document.nodes[place].isPrefixed { return nil }
        return unsafe document.source.withUnsafeBufferPointer { source in
            unsafe XMLFragment(parsed: Self.string(source, Int(start), Int(end)))
        }
    }

    // MARK: White space

    private static func trimmed(_ octets: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> String {
        let (start, end) = unsafe trim(octets, start, end)
        return start == end ? "" : unsafe string(octets, start, end)
    }

    /// What a document has is valid, so it is not judged again.
    private static func string(_ octets: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> String {
        let octets = unsafe UnsafeBufferPointer(rebasing: octets[start..<end])
        let isASCII = unsafe OctetSearch.isASCII(UnsafeRawBufferPointer(octets))
        return unsafe String(copying: UTF8Span(unchecked: octets.span, isKnownASCII: isASCII))
    }

    /// Blank, tab, line feed, carriage return, and the no-break space that pages leave behind.
    private static func trim(_ octets: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (Int, Int) {
        var start = start
        var end = end
        while start < end {
            if unsafe isSpace(octets[start]) {
                start += 1
            } else if unsafe octets[start] == 0xC2, start + 1 < end, unsafe octets[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while start < end {
            if unsafe isSpace(octets[end - 1]) {
                end -= 1
            } else if unsafe octets[end - 1] == 0xA0, end - 2 >= start, unsafe octets[end - 2] == 0xC2 {
                end -= 2
            } else {
                break
            }
        }
        return (start, end)
    }

    private static func isSpace(_ octet: UInt8) -> Bool {
        octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09
    }
}
