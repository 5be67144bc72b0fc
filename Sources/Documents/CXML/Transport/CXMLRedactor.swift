import XML

/// The scan of one redaction.
struct CXMLRedactor {
    private let octets: [UInt8]
    private var result: [UInt8] = []
    private var position = 0

    private static let mark = Array("•••".utf8)

    /// What has something to blank; its name in small letters.
    private enum Target {
        case sharedSecret, digitalSignature, credentialMac, pcard, startPage

        var name: StaticString {
            switch self {
            case .sharedSecret: "sharedsecret"
            case .digitalSignature: "digitalsignature"
            case .credentialMac: "credentialmac"
            case .pcard: "pcard"
            case .startPage: "startpage"
            }
        }
    }

    /// Each target by three letters of its name, and how far within the name they stand.
    private static let signs: [(letters: StaticString, target: Target, offset: Int)] = [
        ("dse", .sharedSecret, 5), ("dig", .digitalSignature, 0), ("tia", .credentialMac, 6), ("pca", .pcard, 0),
        ("pag", .startPage, 5),
    ]

    /// The letters are chosen so that one pattern has all five in it, in any case, and little else: a document of 6 KB has twenty places
    /// that look like it.
    private static let sign = OctetSearch.Triple(masks: (0x34, 0x3A, 0x26), values: (0x74, 0x7B, 0x67))

    init(octetsOf source: [UInt8]) {
        octets = Self.singleByte(source)
        result.reserveCapacity(octets.count)
    }

    mutating func blanked() -> [UInt8] {
        if let head = unreadableHead() { return Array(octets[..<head]) + Self.mark }
        while position < octets.count {
            let start = position
            let target = nextTarget()
            result += octets[start..<position]
            if let target { blank(target) }
        }
        return result
    }

    /// Goes to the next tag with something to blank, or to the end.
    ///
    /// A document has hundreds of tags and few secrets, so the letters of their names are looked for instead of tags, and the tag before
    /// them when they are found.
    private mutating func nextTarget() -> Target? {
        var index = position
        while let sign = OctetSearch.first(Self.sign, in: octets, from: index) {
            for (letters, target, offset) in Self.signs where matches(letters, at: sign) {
                let name = sign - offset
                guard name > position, isName(target.name, at: name), let start = tagStart(before: name) else { continue }
                position = start
                return target
            }
            index = sign + 1
        }
        position = octets.count
        return nil
    }

    /// Where the tag starts, in whichever spelling, whose name begins at a place or does so behind a prefix; looks at 80 octets at most.
    private func tagStart(before name: Int) -> Int? {
        let span = octets.span
        var first = name
        while first > max(position, name - 80), isNameOctet(span[first - 1]) || span[first - 1] == 0x3A { first -= 1 }
        guard first > position else { return nil }
        var style: StaticString = "<"
        if span[first - 1] == 0x3B {
            style = "&lt;"
        } else if span[first - 1] == 0x25 {
            style = "%3c"
            first += 2
        }
        let start = first - style.utf8CodeUnitCount
        guard start >= position, matches(style, at: start), first == name || span[name - 1] == 0x3A else { return nil }
        return start
    }

    // MARK: Tags

    private mutating func blank(_ target: Target) {
        let style = Style(at: position, in: self)
        switch target {
        case .pcard: pcard(style)
        case .startPage: startPage(style)
        default: secret(target.name, style)
        }
    }

    /// Copies the name, drops attributes and content up to the end tag of the same name, or to the end of the document without one.
    private mutating func secret(_ name: StaticString, _ style: Style) {
        var index = position + style.length
        while index < octets.count, isNameOctet(octets[index]) || octets[index] == 0x3A { index += 1 }
        result += octets[position..<index]
        if let end = emptyTagEnd(index, style) {
            result += "/".utf8
            position = end
            return
        }
        result += style.closing
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
            if isQuery, matches(style.open, at: position), matches("/", at: position + style.length) { isQuery = false }
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
        let spellings: [StaticString] = ["?", "&#63;", "&#x3f;", "%3f", "&#35;", "&#x23;"]
        for text in spellings where matches(text, at: index) { return text.utf8CodeUnitCount }
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
        let open: StaticString
        let close: StaticString
        var length: Int { open.utf8CodeUnitCount }
        var closing: [UInt8] { close.withUTF8Buffer { unsafe Array($0) } }

        init(at index: Int, in redactor: CXMLRedactor) {
            switch redactor.octets[index] {
            case 0x3C: (open, close) = ("<", ">")
            case 0x26: (open, close) = ("&lt;", "&gt;")
            default: (open, close) = ("%3c", "%3e")
            }
        }
    }

    /// Of a name, or of its prefix.
    private func isNameOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
        default: false
        }
    }

    /// Where the name at a place stands, without prefix; looks at 80 octets at most.
    private func localName(_ start: Int) -> Range<Int> {
        let span = octets.span
        let end = min(span.count, start + 80)
        var first = min(start, end)
        var index = first
        while index < end {
            if span[index] == 0x3A {
                first = index + 1
            } else if !isNameOctet(span[index]) {
                return first..<index
            }
            index += 1
        }
        return first..<index
    }

    private func isName(_ name: StaticString, _ range: Range<Int>) -> Bool {
        range.count == name.utf8CodeUnitCount && matches(name, at: range.lowerBound)
    }

    /// Whether that name stands at a place, and nothing that a longer one goes on with, nor a colon, which makes it a prefix.
    private func isName(_ name: StaticString, at place: Int) -> Bool {
        guard matches(name, at: place) else { return false }
        let end = place + name.utf8CodeUnitCount
        return end == octets.count || !(isNameOctet(octets[end]) || octets[end] == 0x3A)
    }

    /// Where the end tag of that name starts.
    private func endTag(_ name: StaticString, from start: Int, _ style: Style) -> Int? {
        var index = start
        while index < octets.count {
            if matches(style.open, at: index) {
                var next = index + style.length
                let slash = matches("/", at: next) ? 1 : matches("%2f", at: next) ? 3 : 0
                next += slash
                if slash > 0, isName(name, localName(next)) { return index }
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
        let quotes: [StaticString] = ["\"", "'", "&quot;", "%22", "%27", "&#34;", "&#39;", "&apos;"]
        for quote in quotes where matches(quote, at: index) {
            let first = index + quote.utf8CodeUnitCount
            var last = first
            while last < end, !matches(quote, at: last) { last += 1 }
            return first..<last
        }
        return index..<end
    }

    private func matches(_ text: StaticString, at index: Int) -> Bool {
        OctetSearch.matchesIgnoringCase(text, in: octets, at: index)
    }

    private func isSpace(_ octet: UInt8) -> Bool {
        octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09
    }

    // MARK: Encodings

    /// A document in which `<` may be spelled otherwise (UTF-7, EBCDIC …) is blanked as a whole behind its XML declaration.
    private func unreadableHead() -> Int? {
        guard !octets.isEmpty else { return nil }
        guard octets.contains(0x3C) || octets.indices.contains(where: { isEscapedTagStart($0) }) else { return 0 }
        let limit = min(octets.count, 400)
        guard let end = OctetSearch.first("?>", in: octets, 0..<limit).map({ $0 + 2 }),
            let found = OctetSearch.first("encoding", in: octets, 0..<end).map({ $0 + 8 }),
            let quote = octets[found..<end].firstIndex(where: { $0 == 0x22 || $0 == 0x27 })
        else { return nil }
        let readable: [StaticString] = [
            "utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859", "latin", "windows-125", "cp125",
        ]
        if octets[quote + 1] == octets[quote] || readable.contains(where: { matches($0, at: quote + 1) }) { return nil }
        return octets[..<end].contains(0x3C) ? end : 0
    }

    /// UTF-16 and UTF-32, with or without byte order mark, become UTF-8 so that names can be found; anything else stays as it is. Of
    /// octets with zeros among them that are neither, the zeros go: as pairs they would hide a secret in other letters.
    private static func singleByte(_ octets: [UInt8]) -> [UInt8] {
        let head = octets.prefix(64)
        let zeros = head.count { $0 == 0 }
        let hasMark = octets.starts(with: [0xFF, 0xFE]) || octets.starts(with: [0xFE, 0xFF])
        guard hasMark || OctetSearch.hasZero(octets) else { return octets }
        let isSparse = zeros * 3 < head.count
        let zerosAtEven = octets.indices.prefix(512).count { $0 % 2 == 0 && octets[$0] == 0 }
        let zerosAtOdd = octets.indices.prefix(512).count { $0 % 2 == 1 && octets[$0] == 0 }
        let isWide = zeros * 3 > head.count * 2 - 8 && zerosAtEven > 0 && zerosAtOdd > 0
        if isWide || (!hasMark && (isSparse || hasTagOfSingleOctets(octets))) {
            // What is left does not begin like a byte order mark, so that a copy of a copy is the same.
            return Array(octets.filter { $0 != 0 }.drop { $0 >= 0xFE })
        }
        let highFirst = octets.starts(with: [0xFE, 0xFF]) || (!octets.starts(with: [0xFF, 0xFE]) && zerosAtEven > zerosAtOdd)
        var units: [UInt16] = []
        units.reserveCapacity(octets.count / 2)
        for index in stride(from: hasMark ? 2 : 0, to: octets.count - 1, by: 2) {
            let first = UInt16(octets[index])
            let second = UInt16(octets[index + 1])
            let unit = highFirst ? first << 8 | second : second << 8 | first
            if unit != 0 { units.append(unit) }
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// `<` with a letter right behind it: no UTF-16 of a document in Latin letters has that.
    private static func hasTagOfSingleOctets(_ octets: [UInt8]) -> Bool {
        zip(octets, octets.dropFirst()).contains { $0 == 0x3C && ($1 | 0x20) >= 0x61 && ($1 | 0x20) <= 0x7A }
    }
}
