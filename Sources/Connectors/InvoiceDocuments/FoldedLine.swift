/// A line of text beside the same in small ASCII letters, place for place: labels are looked for in the latter, values are taken from
/// the former.
struct FoldedLine {
    /// Longer ones are cut.
    static let limit = 600

    let scalars: [Unicode.Scalar]
    let folded: [UInt8]

    init(_ text: Substring) {
        scalars = Array(text.unicodeScalars.prefix(Self.limit))
        folded = scalars.map(Self.fold)
    }

    func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
        return String(view)
    }

    /// Where a label stands as words of its own: its first place at or after `start`.
    func find(_ label: [UInt8], from start: Int = 0) -> Range<Int>? {
        guard let first = label.first, folded.count >= label.count, start >= 0 else { return nil }
        var place = start
        while place + label.count <= folded.count {
            if folded[place] == first, folded[place..<place + label.count].elementsEqual(label),
                place == 0 || !Self.isWord(folded[place - 1]),
                place + label.count == folded.count
                    || !Self.isWord(folded[place + label.count]) || !Self.isWord(label[label.count - 1])
            {
                return place..<place + label.count
            }
            place += 1
        }
        return nil
    }

    /// The pieces between two or more blanks, or a single one where `narrow`, from a place on.
    func pieces(from start: Int, narrow: Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var begin: Int?
        var blanks = 0
        for place in min(max(start, 0), folded.count)..<folded.count {
            if folded[place] == 0x20 {
                blanks += 1
                if let first = begin, narrow || blanks >= 2 {
                    found.append(first..<place - blanks + 1)
                    begin = nil
                }
            } else {
                if begin == nil { begin = place }
                blanks = 0
            }
        }
        if let begin { found.append(begin..<folded.count - blanks) }
        return found
    }

    private static func isWord(_ octet: UInt8) -> Bool { (0x61...0x7A).contains(octet) || (0x30...0x39).contains(octet) }

    /// Small ASCII letters stand for their capitals and those with accents; everything beyond is 0x01, blanks of any kind 0x20.
    private static func fold(_ scalar: Unicode.Scalar) -> UInt8 {
        let value = scalar.value
        if value < 0x80 {
            if (0x41...0x5A).contains(value) { return UInt8(value) + 0x20 }
            return value < 0x20 || value == 0x7F ? 0x20 : UInt8(value)
        }
        if scalar.properties.isWhitespace { return 0x20 }
        guard (0xC0...0xFF).contains(value) else { return value == 0xB0 || value == 0xBA ? UInt8(ascii: "o") : 0x01 }
        return latin[Int(value) - 0xC0]
    }

    /// U+00C0 to U+00FF.
    private static let latin = Array("aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy".utf8)
}

extension Array where Element == FoldedLine {
    /// The lines of a page.
    init(page: Substring, limit: Int) {
        self = page.split(separator: "\n", omittingEmptySubsequences: false).prefix(limit).map { FoldedLine($0) }
    }
}
