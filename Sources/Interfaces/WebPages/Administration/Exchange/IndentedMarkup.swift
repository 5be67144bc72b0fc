/// A markup document for people's eyes: each element on a line of its own, indented by its depth.
///
/// Only blanks between two tags are changed. Text, attributes, comments and CDATA sections stay as they are, and so does what is no
/// well-formed document: it is only shown here, never sent.
struct IndentedMarkup {
    /// Deeper than this nothing is indented any further.
    private static let maximumDepth = 40

    private let octets: [UInt8]
    private var output: [UInt8] = []
    private var depth = 0

    /// The document's text; octets that are no UTF-8 are shown as replacement characters.
    static func text(_ octets: [UInt8]) -> String {
        guard octets.first(where: { !isBlank($0) }) == UInt8(ascii: "<") else { return String(decoding: octets, as: UTF8.self) }
        var markup = IndentedMarkup(octets: octets)
        markup.run()
        return String(decoding: markup.output, as: UTF8.self)
    }

    private init(octets: [UInt8]) { self.octets = octets }

    private mutating func run() {
        output.reserveCapacity(octets.count * 2)
        var position = 0
        // Whether the next tag stands on the same line: behind text, and closing an element that holds nothing else.
        var continuesLine = true
        var previous = Kind.other
        while position < octets.count {
            let end = end(ofPieceAt: position)
            let piece = octets[position..<end]
            position = end
            guard piece.first == UInt8(ascii: "<") else {
                if piece.allSatisfy(Self.isBlank), previous != .start || !endTagFollows(position) { continue }
                output += piece
                continuesLine = true
                continue
            }
            previous = Kind(piece)
            if previous == .end { depth = max(0, depth - 1) }
            if !continuesLine { newLine() }
            output += piece
            if previous == .start { depth += 1 }
            continuesLine = previous == .start && endTagFollows(position)
        }
    }

    private enum Kind {
        case start, end, other

        init(_ tag: ArraySlice<UInt8>) {
            let second = tag.dropFirst().first
            switch second {
            case UInt8(ascii: "/"): self = .end
            case UInt8(ascii: "?"), UInt8(ascii: "!"): self = .other
            default: self = tag.dropLast().last == UInt8(ascii: "/") ? .other : .start
            }
        }
    }

    /// Whether the next tag after `position` is an end tag.
    private func endTagFollows(_ position: Int) -> Bool {
        guard let next = octets[position...].firstIndex(of: UInt8(ascii: "<")) else { return false }
        return next + 1 < octets.count && octets[next + 1] == UInt8(ascii: "/")
    }

    private mutating func newLine() {
        output.append(UInt8(ascii: "\n"))
        output += [UInt8](repeating: UInt8(ascii: " "), count: 2 * min(depth, Self.maximumDepth))
    }

    private static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D }
}

extension IndentedMarkup {
    /// Where the tag, comment, section or text that begins at `start` is over.
    private func end(ofPieceAt start: Int) -> Int {
        guard octets[start] == UInt8(ascii: "<") else {
            return octets[start...].firstIndex(of: UInt8(ascii: "<")) ?? octets.count
        }
        if begins("<!--", at: start) { return after("-->", from: start + 4) }
        if begins("<![CDATA[", at: start) { return after("]]>", from: start + 9) }
        if begins("<?", at: start) { return after("?>", from: start + 2) }
        var quote: UInt8?
        for index in octets.indices[start...] {
            let octet = octets[index]
            if let open = quote {
                if octet == open { quote = nil }
            } else if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "'") {
                quote = octet
            } else if octet == UInt8(ascii: ">") {
                return index + 1
            }
        }
        return octets.count
    }

    private func begins(_ text: String, at start: Int) -> Bool { octets[start...].starts(with: text.utf8) }

    private func after(_ text: String, from start: Int) -> Int {
        let mark = Array(text.utf8)
        guard start + mark.count <= octets.count else { return octets.count }
        for index in start...(octets.count - mark.count) where octets[index..<(index + mark.count)].elementsEqual(mark) {
            return index + mark.count
        }
        return octets.count
    }
}
