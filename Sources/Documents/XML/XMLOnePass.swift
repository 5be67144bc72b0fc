internal import CLibXML2

/// Reads a plain document in one pass: judges it and makes its tree at once.
///
/// It takes only what it is sure of: elements and attributes with ASCII names and without prefixes (but `xml:lang` and
/// `xml:space`), text, the five predefined entities, character references, comments and CDATA sections, in UTF-8, within the limits.
/// At anything else, every fault included, it gives up, and libxml2 reads the document from its beginning and has the last word. So
/// what is refused, and with which words, is libxml2's alone; a fuzzer and a test hold that whatever is taken here, libxml2 takes,
/// too, and makes the same tree of it.
@safe struct XMLOnePass: ~Copyable {
    let begin: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    let kinds: UnsafePointer<UInt8>
    private let elementNames: XMLNameTable
    private let attributeNames: XMLNameTable
    private let limits: XMLLimits
    var tree: XMLTree
    /// How many elements are open, and the innermost. An open node keeps its parent where the end of its subtree will stand, and
    /// the length of its name where its own end will.
    private var depth = 0
    private var current = 0
    /// Names of the attributes of the element at hand, to find one that comes twice: where each begins, and its length.
    private var seen = InlineArray<16, (start: Int32, count: Int32)>(repeating: (0, 0))
    private var seenCount = 0

    /// The tree, or nil when the document is not for this reader.
    ///
    /// - Parameters:
    ///   - source: valid UTF-8.
    ///   - start: where the root element, or what may stand before it, begins: behind XML declaration and DOCTYPE.
    static func tree(of source: [UInt8], from start: Int, vocabulary: XMLVocabulary, limits: XMLLimits) -> XMLTree? {
        let kinds = XMLOctetKinds.table
        let source = source.span
        let table = kinds.span
        return unsafe source.withUnsafeBufferPointer { octets -> XMLTree? in
            guard let begin = octets.baseAddress else { return nil }
            return unsafe table.withUnsafeBufferPointer { kinds -> XMLTree? in
                guard let kinds = kinds.baseAddress else { return nil }
                let pass = unsafe XMLOnePass(begin, octets.count, kinds, vocabulary, limits)
                return unsafe pass.read(from: begin + start)
            }
        }
    }

    private init(
        _ begin: UnsafePointer<UInt8>, _ count: Int, _ kinds: UnsafePointer<UInt8>, _ vocabulary: XMLVocabulary,
        _ limits: XMLLimits
    ) {
        unsafe self.begin = begin
        unsafe end = begin + count
        unsafe self.kinds = kinds
        elementNames = vocabulary.elements
        attributeNames = vocabulary.attributes
        self.limits = limits
        tree = XMLTree(sourceCount: count)
    }

    private consuming func read(from start: UnsafePointer<UInt8>) -> XMLTree? {
        var place = unsafe start
        while unsafe place < end {
            guard let next = unsafe depth == 0 ? outside(place) : inside(place) else { return nil }
            unsafe place = next
        }
        guard depth == 0, tree.nodeCount > 0, !tree.isOverfull else { return nil }
        return tree
    }

    // MARK: Content

    /// White space, a comment or the root element. Answers what follows, or nil to give up; so do all of these functions.
    private mutating func outside(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = unsafe start
        while unsafe place < end, unsafe isKind(place, XMLOctetKinds.space) { unsafe place += 1 }
        if unsafe place == end { return unsafe place }
        guard unsafe place.pointee == 0x3C, unsafe place + 1 < end else { return nil }
        if unsafe place[1] == 0x21 { return unsafe comment(place) }
        guard tree.nodeCount == 0 else { return nil }
        return unsafe startTag(place)
    }

    private mutating func inside(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = unsafe start
        while unsafe place < end, unsafe isKind(place, XMLOctetKinds.text) { unsafe place += 1 }
        if unsafe place > start { unsafe tree.appendText(start, place - start) }
        guard unsafe place < end else { return nil }
        switch unsafe place.pointee {
        case 0x3C: return unsafe markup(place)
        case 0x26:
            guard let reference = unsafe XMLReference(at: place, end) else { return nil }
            for octet in reference.octets { tree.appendText(octet) }
            return unsafe reference.next
        case 0x5D:
            if unsafe place + 2 < end, unsafe place[1] == 0x5D, unsafe place[2] == 0x3E { return nil }
            tree.appendText(0x5D)
            return unsafe place + 1
        default: return unsafe unusual(place)
        }
    }

    /// A carriage return, which counts as a line feed, or a character that begins with 0xEF.
    private mutating func unusual(_ place: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        if unsafe place.pointee == 0x0D {
            tree.appendText(0x0A)
            return unsafe place + (place + 1 < end && place[1] == 0x0A ? 2 : 1)
        }
        guard unsafe isCharacter(place) else { return nil }
        unsafe tree.appendText(place, 3)
        return unsafe place + 3
    }

    /// Whether an octet of 0xEF begins another character than U+FFFE and U+FFFF.
    func isCharacter(_ place: UnsafePointer<UInt8>) -> Bool {
        guard unsafe place.pointee == 0xEF, unsafe place + 2 < end else { return false }
        return unsafe !(place[1] == 0xBF && place[2] >= 0xBE)
    }

    private mutating func markup(_ place: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard unsafe place + 1 < end else { return nil }
        switch unsafe place[1] {
        case 0x2F: return unsafe endTag(place)
        case 0x21: return unsafe place + 2 < end && place[2] == 0x2D ? comment(place) : section(place)
        default: return unsafe startTag(place)
        }
    }

    private func comment(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard unsafe start + 3 < end, unsafe start[2] == 0x2D, unsafe start[3] == 0x2D else { return nil }
        var place = unsafe start + 4
        while unsafe place + 2 < end {
            if unsafe isKind(place, XMLOctetKinds.verbatim) || place.pointee == 0x5D || place.pointee == 0x0D {
                unsafe place += 1
            } else if unsafe place.pointee == 0x2D {
                if unsafe place[1] == 0x2D { return unsafe place[2] == 0x3E ? place + 3 : nil }
                unsafe place += 1
            } else {
                guard unsafe isCharacter(place) else { return nil }
                unsafe place += 3
            }
        }
        return nil
    }

    /// A CDATA section: text as it stands, but for line ends.
    private mutating func section(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        let opening: StaticString = "<![CDATA["
        guard unsafe end - start >= 12, unsafe xml_shim_same(start, opening.utf8Start, 9) != 0 else { return nil }
        var place = unsafe start + 9
        while true {
            let run = unsafe place
            while unsafe place < end, unsafe isKind(place, XMLOctetKinds.verbatim) || place.pointee == 0x2D { unsafe place += 1 }
            if unsafe place > run { unsafe tree.appendText(run, place - run) }
            guard unsafe place + 2 < end else { return nil }
            if unsafe place.pointee != 0x5D {
                guard let next = unsafe unusual(place) else { return nil }
                unsafe place = next
            } else if unsafe place[1] == 0x5D, unsafe place[2] == 0x3E {
                return unsafe place + 3
            } else {
                tree.appendText(0x5D)
                unsafe place += 1
            }
        }
    }

    // MARK: Tags

    private mutating func startTag(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard depth < limits.depth, tree.nodeCount < limits.elements else { return nil }
        let name = unsafe start + 1
        guard var place = unsafe endOfName(name) else { return nil }
        let length = unsafe place - name
        let first = tree.attributeCount
        seenCount = 0
        var isEmpty = false
        while true {
            guard unsafe place < end else { return nil }
            if unsafe place.pointee == 0x3E { break }
            if unsafe place.pointee == 0x2F {
                guard unsafe place + 1 < end, unsafe place[1] == 0x3E else { return nil }
                isEmpty = true
                unsafe place += 1
                break
            }
            guard unsafe isKind(place, XMLOctetKinds.space) else { return nil }
            while unsafe place < end, unsafe isKind(place, XMLOctetKinds.space) { unsafe place += 1 }
            guard unsafe place < end else { return nil }
            if unsafe place.pointee == 0x3E || place.pointee == 0x2F { continue }
            guard let next = unsafe attribute(place) else { return nil }
            unsafe place = next
        }
        unsafe append(start, length, contentStart: place + 1, isEmpty: isEmpty, firstAttribute: first)
        return unsafe place + 1
    }

    private mutating func append(
        _ start: UnsafePointer<UInt8>, _ length: Int, contentStart: UnsafePointer<UInt8>, isEmpty: Bool, firstAttribute: Int
    ) {
        var node = XMLDocument.Node()
        node.start = unsafe Int32(start - begin)
        node.contentStart = unsafe Int32(contentStart - begin)
        node.attributeStart = Int32(firstAttribute)
        node.attributeCount = UInt16(tree.attributeCount - firstAttribute)
        node.name = unsafe number(start + 1, length, in: elementNames)
        node.textStart = Int32(tree.textEnd)
        if isEmpty {
            node.contentEnd = node.contentStart
            node.end = node.contentStart
            node.subtreeEnd = Int32(tree.nodeCount + 1)
            node.textEnd = node.textStart
        } else {
            node.subtreeEnd = Int32(current)
            node.end = Int32(length)
            current = tree.nodeCount
            depth += 1
        }
        tree.append(node)
    }

    private mutating func endTag(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        let index = current
        let node = unsafe tree.nodes[index]
        let length = Int(node.end)
        guard unsafe end - start >= length + 3 else { return nil }
        let name = unsafe begin + Int(node.start) + 1
        guard unsafe xml_shim_same(start + 2, name, length) != 0 else { return nil }
        var place = unsafe start + 2 + length
        while unsafe place < end, unsafe isKind(place, XMLOctetKinds.space) { unsafe place += 1 }
        guard unsafe place < end, unsafe place.pointee == 0x3E else { return nil }
        unsafe tree.close(index, contentEnd: start - begin, end: place + 1 - begin)
        current = Int(node.subtreeEnd)
        depth -= 1
        return unsafe place + 1
    }

    // MARK: Attributes

    private mutating func attribute(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard seenCount < min(limits.attributes, seen.count), var place = unsafe endOfName(start) else {
            return nil
        }
        var local = unsafe start
        if unsafe place < end, unsafe place.pointee == 0x3A {
            // Of all prefixes this one is always there.
            guard unsafe place - start == 3, unsafe matches("xml", start, 3), let end = unsafe endOfName(place + 1),
                unsafe matches("lang", place + 1, end - place - 1) || matches("space", place + 1, end - place - 1)
            else { return nil }
            unsafe local = place + 1
            unsafe place = end
        } else if unsafe matches("xmlns", start, place - start) {
            return nil
        }
        let nameEnd = unsafe place
        guard unsafe isNew(start, nameEnd - start) else { return nil }
        while unsafe place < end, unsafe isKind(place, XMLOctetKinds.space) { unsafe place += 1 }
        guard unsafe place < end, unsafe place.pointee == 0x3D else { return nil }
        unsafe place += 1
        while unsafe place < end, unsafe isKind(place, XMLOctetKinds.space) { unsafe place += 1 }
        guard unsafe place < end, unsafe place.pointee == 0x22 || place.pointee == 0x27 else { return nil }
        return unsafe value(place, of: number(local, nameEnd - local, in: attributeNames))
    }

    private mutating func isNew(_ name: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        for index in 0..<seenCount where Int(seen[index].count) == count {
            if unsafe xml_shim_same(begin + Int(seen[index].start), name, count) != 0 { return false }
        }
        seen[seenCount] = unsafe (Int32(name - begin), Int32(count))
        seenCount += 1
        return true
    }

    /// - Parameter start: the opening quote.
    private mutating func value(_ start: UnsafePointer<UInt8>, of name: UInt16) -> UnsafePointer<UInt8>? {
        let quote = unsafe start.pointee
        var place = unsafe start + 1
        while unsafe place < end, unsafe isKind(place, XMLOctetKinds.value) { unsafe place += 1 }
        guard unsafe place < end else { return nil }
        if unsafe place.pointee != quote { return unsafe resolvedValue(start, of: name) }
        if name != XMLVocabulary.unknown { unsafe tree.append(name, start + 1, place - start - 1) }
        return unsafe place + 1
    }

    /// A value with references, white space other than blanks, or the other quote.
    private mutating func resolvedValue(_ start: UnsafePointer<UInt8>, of name: UInt16) -> UnsafePointer<UInt8>? {
        let quote = unsafe start.pointee
        var place = unsafe start + 1
        var octets: [UInt8] = []
        while unsafe place < end, unsafe place.pointee != quote {
            let octet = unsafe place.pointee
            switch octet {
            case 0x26:
                guard let reference = unsafe XMLReference(at: place, end) else { return nil }
                octets += reference.octets
                unsafe place = reference.next
            case 0x09, 0x0A, 0x0D:
                octets.append(0x20)
                unsafe place += octet == 0x0D && place + 1 < end && place[1] == 0x0A ? 2 : 1
            case 0xEF:
                guard unsafe isCharacter(place) else { return nil }
                unsafe octets += [0xEF, place[1], place[2]]
                unsafe place += 3
            default:
                guard unsafe isKind(place, XMLOctetKinds.value) || octet == 0x22 || octet == 0x27 else { return nil }
                octets.append(octet)
                unsafe place += 1
            }
        }
        guard unsafe place < end else { return nil }
        if name != XMLVocabulary.unknown {
            unsafe octets.withUnsafeBufferPointer { octets in
                if let base = octets.baseAddress { unsafe tree.append(name, base, octets.count) }
            }
        }
        return unsafe place + 1
    }

    // MARK: Names

    /// Behind an ASCII name of a length within the limits; nil where none begins.
    private func endOfName(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard unsafe start < end, unsafe isKind(start, XMLOctetKinds.nameStart) else { return nil }
        var place = unsafe start + 1
        while unsafe place < end, unsafe isKind(place, XMLOctetKinds.name) { unsafe place += 1 }
        return unsafe place - start <= limits.nameLength ? place : nil
    }

    private mutating func number(_ name: UnsafePointer<UInt8>, _ count: Int, in table: XMLNameTable) -> UInt16 {
        let number = unsafe table.number(of: name, count, upTo: end)
        if number != XMLVocabulary.unknown { return number }
        let other = unsafe table.numberIgnoringCase(of: name, count)
        if other != XMLVocabulary.unknown { tree.hasNamesInOtherCase = true }
        return other
    }

    private func matches(_ text: StaticString, _ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        unsafe text.utf8CodeUnitCount == count && xml_shim_same(start, text.utf8Start, count) != 0
    }

    @inline(__always)
    private func isKind(_ place: UnsafePointer<UInt8>, _ kind: UInt8) -> Bool { unsafe kinds[Int(place.pointee)] & kind != 0 }
}
