/// Where the words of a text stand that may be XML: between its tags and in the values of attributes. No parser, because what is looked
/// for in the message log is often no document that one could read; when in doubt, more is taken for words.
enum MarkedUpText {
    private static var less: UInt8 { UInt8(ascii: "<") }
    private static var greater: UInt8 { UInt8(ascii: ">") }

    /// Ranges of `text` in order; all of it when it does not begin like XML.
    static func parts(of text: [UInt8]) -> [Range<Int>] {
        guard let first = text.firstIndex(where: { !isSkipped($0) }), text[first] == less else { return [text.indices] }
        var parts: [Range<Int>] = []
        var place = first
        while place < text.count {
            if text[place] == less, isTag(text, at: place) {
                guard let end = endOfTag(text, at: place, &parts) else {
                    parts.append(place..<text.count)
                    break
                }
                place = end
            } else {
                let start = place
                place = text[(start + 1)...].firstIndex(of: less) ?? text.count
                parts.append(start..<place)
            }
        }
        return parts
    }

    /// A byte order mark and white space.
    private static func isSkipped(_ octet: UInt8) -> Bool {
        octet == 0x20 || (0x09...0x0D).contains(octet) || octet == 0xEF || octet == 0xBB || octet == 0xBF
    }

    /// Whether what begins here is no comment and no CDATA section, of which the words count.
    private static func isTag(_ text: [UInt8], at start: Int) -> Bool {
        guard isDeclaration(text, at: start), start + 2 < text.count else { return true }
        return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(text[start + 2])
    }

    private static func isDeclaration(_ text: [UInt8], at start: Int) -> Bool {
        start + 1 < text.count && text[start + 1] == UInt8(ascii: "!")
    }

    /// Adds the values of the attributes of the tag that begins at `start`, and answers where it ends; `nil` when it has no end.
    private static func endOfTag(_ text: [UInt8], at start: Int, _ parts: inout [Range<Int>]) -> Int? {
        // Every document names the same DTD.
        let hasValues = !isDeclaration(text, at: start)
        let before = parts.count
        var place = start + 1
        while place < text.count {
            let octet = text[place]
            if octet == greater { return place + 1 }
            if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "'") {
                guard let end = text[(place + 1)...].firstIndex(of: octet) else { break }
                if hasValues { parts.append(place + 1..<end) }
                place = end
            }
            place += 1
        }
        parts.removeSubrange(before...)
        return nil
    }
}
