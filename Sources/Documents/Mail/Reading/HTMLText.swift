/// The words of an HTML mail, for those that have no plain text.
enum HTMLText {
    private static let breaks: Set<String> = [
        "br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "pre",
        "section",
    ]
    private static let hidden: Set<String> = ["script", "style", "head", "title", "template"]
    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "euro": "€", "ndash": "–", "mdash": "—",
        "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "hellip": "…", "copy": "©",
    ]

    /// Text with a line for each block; tags, comments, scripts and styles are gone. Takes time in proportion to the length.
    static func plain(_ html: String) -> String {
        let octets = Array(html.utf8)
        var out: [UInt8] = []
        var index = 0
        /// The element whose content is not shown.
        var skipped: String?
        while index < octets.count {
            let octet = octets[index]
            if octet == UInt8(ascii: "<"), let tag = tag(octets, at: index) {
                index = tag.end
                if let name = skipped {
                    if tag.isEnd, tag.name == name { skipped = nil }
                } else if hidden.contains(tag.name), !tag.isEnd {
                    skipped = tag.name
                } else if breaks.contains(tag.name) {
                    out.append(0x0A)
                } else if tag.name == "td" || tag.name == "th" {
                    out.append(0x20)
                }
            } else if skipped != nil {
                index += 1
            } else if octet == UInt8(ascii: "&"), let (text, end) = entity(octets, at: index) {
                out += Array(text.utf8)
                index = end
            } else {
                out.append(octet == 0x0A || octet == 0x0D || octet == 0x09 ? 0x20 : octet)
                index += 1
            }
        }
        return tidy(out)
    }

    /// A tag or a comment; `nil` for a `<` that begins neither.
    private static func tag(_ octets: [UInt8], at start: Int) -> (name: String, isEnd: Bool, end: Int)? {
        var index = start + 1
        guard index < octets.count else { return nil }
        let isEnd = octets[index] == UInt8(ascii: "/")
        if isEnd { index += 1 }
        let nameStart = index
        while index < octets.count, isLetterOrDigit(octets[index]) { index += 1 }
        let isMarkup =
            index < octets.count && index == nameStart && [UInt8(ascii: "!"), UInt8(ascii: "?")].contains(octets[index])
        guard index > nameStart || isMarkup else { return nil }
        let name = String(decoding: octets[nameStart..<min(index, nameStart + 20)], as: UTF8.self).lowercased()
        if isMarkup, octets[index...].starts(with: Array("!--".utf8)) {
            index += 3
            while index < octets.count, !octets[index...].starts(with: Array("-->".utf8)) { index += 1 }
            return ("", false, min(index + 3, octets.count))
        }
        var quote: UInt8?
        while index < octets.count {
            let octet = octets[index]
            index += 1
            if let open = quote {
                if octet == open { quote = nil }
            } else if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "'") {
                quote = octet
            } else if octet == UInt8(ascii: ">") {
                break
            }
        }
        return (name, isEnd, index)
    }

    private static func isLetterOrDigit(_ octet: UInt8) -> Bool {
        (48...57).contains(octet) || (65...90).contains(octet) || (97...122).contains(octet)
    }

    private static func entity(_ octets: [UInt8], at start: Int) -> (text: String, end: Int)? {
        let rest = octets[(start + 1)...].prefix(12)
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: rest[..<end], as: UTF8.self)
        if let text = entities[name] { return (text, end + 1) }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let number = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let scalar = number.flatMap(Unicode.Scalar.init), scalar.value >= 0x20 else { return nil }
        return (String(Character(scalar)), end + 1)
    }

    /// One space between words, at most one empty line between others.
    private static func tidy(_ octets: [UInt8]) -> String {
        var lines: [String] = []
        for line in octets.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let text = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
            if !text.isEmpty || lines.last?.isEmpty == false { lines.append(text) }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
