/// The scan of one redaction.
struct CXMLRedactor {
    private let octets: [UInt8]
    private var result: [UInt8] = []
    private var position = 0

    private static let mark = Array("•••".utf8)
    private static let secretElements = ["sharedsecret", "digitalsignature", "credentialmac"]

    init(octetsOf source: [UInt8]) {
        octets = Self.singleByte(source)
        result.reserveCapacity(octets.count)
    }

    mutating func blanked() -> [UInt8] {
        if let head = unreadableHead() { return Array(octets[..<head]) + Self.mark }
        while position < octets.count {
            guard octets[position] == 0x3C || isEscapedTagStart(position) else {
                result.append(octets[position])
                position += 1
                continue
            }
            tag()
        }
        return result
    }

    // MARK: Tags

    private mutating func tag() {
        let style = Style(at: position, in: self)
        let name = localName(position + style.length)
        switch name {
        case "pcard": pcard(style)
        case "startpage": startPage(style)
        case let name where Self.secretElements.contains(name): secret(name, style)
        default:
            result += octets[position..<position + style.length]
            position += style.length
        }
    }

    /// Copies the name, drops attributes and content up to the end tag of the same name, or to the end of the document without one.
    private mutating func secret(_ name: String, _ style: Style) {
        var index = position + style.length
        while index < octets.count, isNameOctet(octets[index]) { index += 1 }
        result += octets[position..<index]
        if let end = emptyTagEnd(index, style) {
            result += "/".utf8
            position = end
            return
        }
        result += style.close.utf8
        result += Self.mark
        position = endTag(name, from: index, style) ?? octets.count
    }

    /// Where `>` of an empty-element tag stands, when nothing but white space is within it.
    private func emptyTagEnd(_ start: Int, _ style: Style) -> Int? {
        var index = start
        while index < octets.count, isSpace(octets[index]) { index += 1 }
        guard matches("/", at: index), matches(style.close, at: index + 1) else { return nil }
        return index + 1
    }

    /// Blanks the value of `number`, wherever it stands before the next tag: a `>` may stand within another value.
    private mutating func pcard(_ style: Style) {
        var end = position + style.length
        while end < octets.count, !matches(style.open, at: end) { end += 1 }
        var index = position
        while index < end {
            if matches("number", at: index), let value = valueRange(after: index + 6, before: end) {
                result += octets[index..<value.lowerBound]
                result += Self.mark
                index = value.upperBound
            } else {
                result.append(octets[index])
                index += 1
            }
        }
        position = end
    }

    /// Blanks everything from the first `?` or `#` of the page's URL up to the next end tag.
    private mutating func startPage(_ style: Style) {
        let end = endTag("startpage", from: position + style.length, style) ?? octets.count
        var isQuery = false
        while position < end {
            if isQuery, matches(style.open + "/", at: position) { isQuery = false }
            if !isQuery {
                let length = queryMark(position)
                if length > 0 {
                    result += octets[position..<position + length]
                    result += Self.mark
                    isQuery = true
                    position += length
                    continue
                }
                result.append(octets[position])
            }
            position += 1
        }
    }

    /// The length of a `?` or `#`, plain, as reference or percent-encoded; 0 when there is none.
    private func queryMark(_ index: Int) -> Int {
        for text in ["?", "&#63;", "&#x3f;", "%3f", "&#35;", "&#x23;"] where matches(text, at: index) { return text.utf8.count }
        let isNumeric = index > 0 && octets[index - 1] == 0x26
        return octets[index] == 0x23 && !isNumeric ? 1 : 0
    }

    // MARK: Finding

    /// `<`, or `&lt;` and `%3C` of a document that is encoded once too often.
    private func isEscapedTagStart(_ index: Int) -> Bool {
        (octets[index] == 0x26 && matches("&lt;", at: index)) || (octets[index] == 0x25 && matches("%3c", at: index))
    }

    /// How `<` and `>` are written in the part at hand.
    private struct Style {
        let open: String
        let close: String
        var length: Int { open.utf8.count }

        init(at index: Int, in redactor: CXMLRedactor) {
            switch redactor.octets[index] {
            case 0x3C: (open, close) = ("<", ">")
            case 0x26: (open, close) = ("&lt;", "&gt;")
            default: (open, close) = ("%3c", "%3e")
            }
        }
    }

    private func isNameOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x3A: true
        default: false
        }
    }

    /// The lower-case name at a place, without prefix.
    private func localName(_ start: Int) -> String {
        var name: [UInt8] = []
        for octet in octets[min(start, octets.count)...].prefix(80) {
            switch octet {
            case 0x41...0x5A: name.append(octet | 0x20)
            case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x80...0xFF: name.append(octet)
            case 0x3A: name.removeAll()
            default: return String(decoding: name, as: UTF8.self)
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// Where the end tag of that name starts.
    private func endTag(_ name: String, from start: Int, _ style: Style) -> Int? {
        var index = start
        while index < octets.count {
            if matches(style.open, at: index) {
                var next = index + style.length
                let slash = matches("/", at: next) ? 1 : matches("%2f", at: next) ? 3 : 0
                next += slash
                if slash > 0, localName(next) == name { return index }
            }
            index += 1
        }
        return nil
    }

    /// The value behind `=` and an opening quote; up to the closing quote, or to the tag's end when the quote is missing.
    private func valueRange(after start: Int, before end: Int) -> Range<Int>? {
        var index = start
        while index < end, isSpace(octets[index]) { index += 1 }
        guard index < end, octets[index] == 0x3D || matches("%3d", at: index) else { return nil }
        index += octets[index] == 0x3D ? 1 : 3
        while index < end, isSpace(octets[index]) { index += 1 }
        for quote in ["\"", "'", "&quot;", "%22", "%27", "&#34;", "&#39;", "&apos;"] where matches(quote, at: index) {
            let first = index + quote.utf8.count
            var last = first
            while last < end, !matches(quote, at: last) { last += 1 }
            return first..<last
        }
        return index..<end
    }

    private func matches(_ text: String, at index: Int) -> Bool {
        let count = text.utf8.count
        guard index + count <= octets.count else { return false }
        return zip(octets[index..<index + count], text.utf8).allSatisfy { octet, wanted in
            octet == wanted || ((0x41...0x5A).contains(octet) && octet | 0x20 == wanted)
        }
    }

    private func isSpace(_ octet: UInt8) -> Bool {
        octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09
    }

    // MARK: Encodings

    /// A document in which `<` may be spelled otherwise (UTF-7, EBCDIC …) is blanked as a whole behind its XML declaration.
    private func unreadableHead() -> Int? {
        guard !octets.isEmpty else { return nil }
        guard octets.contains(0x3C) || octets.indices.contains(where: { isEscapedTagStart($0) }) else { return 0 }
        let head = Array(octets.prefix(400))
        guard let end = head.firstRange(of: "?>".utf8)?.upperBound,
            let found = head[..<end].firstRange(of: "encoding".utf8)?.upperBound,
            let quote = head[found..<end].firstIndex(where: { $0 == 0x22 || $0 == 0x27 })
        else { return nil }
        let label = String(decoding: head[(quote + 1)..<end].prefix { $0 != head[quote] }, as: UTF8.self).lowercased()
        let readable = ["utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859", "latin", "windows-125", "cp125"]
        return readable.contains { label.hasPrefix($0) } || label.isEmpty ? nil : end
    }

    /// UTF-16 and UTF-32, with or without byte order mark, become UTF-8 so that names can be found; anything else stays as it is.
    private static func singleByte(_ octets: [UInt8]) -> [UInt8] {
        let head = octets.prefix(64)
        let zeros = head.count { $0 == 0 }
        let hasMark = octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF])
        guard hasMark || zeros * 3 >= head.count, !head.isEmpty else { return octets }
        let zerosAtEven = octets.indices.prefix(512).count { $0 % 2 == 0 && octets[$0] == 0 }
        let zerosAtOdd = octets.indices.prefix(512).count { $0 % 2 == 1 && octets[$0] == 0 }
        if zeros * 3 > head.count * 2 - 8, zerosAtEven > 0, zerosAtOdd > 0 { return octets.filter { $0 != 0 } }
        let highFirst = octets.starts(with: [0xFE, 0xFF]) || (!octets.starts(with: [0xFF, 0xFE]) && zerosAtEven > zerosAtOdd)
        var units: [UInt16] = []
        units.reserveCapacity(octets.count / 2)
        for index in stride(from: hasMark ? 2 : 0, to: octets.count - 1, by: 2) {
            let first = UInt16(octets[index])
            let second = UInt16(octets[index + 1])
            units.append(highFirst ? first << 8 | second : second << 8 | first)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
