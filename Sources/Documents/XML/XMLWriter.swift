/// Writes XML strictly: UTF-8, all five characters escaped, characters that XML 1.0 forbids dropped, every element closed, nothing
/// empty. Raw text is taken only as an ``XMLFragment``.
package struct XMLWriter: Sendable {
    /// What was written so far.
    package private(set) var octets: [UInt8] = []
    private var openNames: [String] = []
    private var startTagIsOpen = false

    /// Starts with nothing; ``declaration()`` comes first in a document.
    package init() { octets.reserveCapacity(480) }

    /// What was written, as text.
    package var string: String { String(decoding: octets, as: UTF8.self) }

    /// Writes `<?xml version="1.0" encoding="UTF-8"?>` and a line end.
    package mutating func declaration() {
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    /// Writes a DOCTYPE with a system identifier and a line end.
    package mutating func doctype(_ root: String, system identifier: String) {
        raw("<!DOCTYPE \(root) SYSTEM \"")
        escape(identifier, inAttribute: true)
        raw("\">\n")
    }

    /// Opens an element. Attributes that are nil or empty are left out.
    package mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        finishStartTag()
        octets.append(0x3C)
        raw(name)
        for (key, value) in attributes {
            guard let value, !value.isEmpty else { continue }
            octets.append(0x20)
            raw(key)
            raw("=\"")
            escape(value, inAttribute: true)
            octets.append(0x22)
        }
        openNames.append(name)
        startTagIsOpen = true
    }

    /// Closes the element opened last.
    package mutating func close() {
        guard let name = openNames.popLast() else { return }
        if startTagIsOpen {
            raw("/>")
            startTagIsOpen = false
        } else {
            raw("</")
            raw(name)
            octets.append(0x3E)
        }
    }

    /// Writes an element that holds text; nothing at all when the text is nil or empty.
    package mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String?) {
        guard let text, !text.isEmpty else { return }
        open(name, attributes)
        self.text(text)
        close()
    }

    /// Writes text, escaped.
    package mutating func text(_ text: String) {
        finishStartTag()
        escape(text, inAttribute: false)
    }

    /// Writes a fragment as it is.
    package mutating func fragment(_ fragment: XMLFragment) {
        finishStartTag()
        raw(fragment.xml)
    }

    /// Writes a line end between elements, for people's eyes.
    package mutating func lineEnd() {
        finishStartTag()
        octets.append(0x0A)
    }

    private mutating func finishStartTag() {
        guard startTagIsOpen else { return }
        octets.append(0x3E)
        startTagIsOpen = false
    }

    private mutating func raw(_ text: String) {
        var text = text
        text.withUTF8 { unsafe octets.append(contentsOf: $0) }
    }

    private mutating func escape(_ text: String, inAttribute: Bool) {
        var text = text
        let isPlain = text.withUTF8 { bytes in
            if unsafe bytes.contains(where: { Self.mayNeedEscape($0) }) { return false }
            unsafe octets.append(contentsOf: bytes)
            return true
        }
        if isPlain { return }
        for octet in text.utf8 {
            switch octet {
            case 0x26: raw("&amp;")
            case 0x3C: raw("&lt;")
            case 0x3E: raw("&gt;")
            case 0x22: raw("&quot;")
            case 0x27: raw("&apos;")
            case 0x0D: raw("&#13;")
            case 0x09 where inAttribute: raw("&#9;")
            case 0x0A where inAttribute: raw("&#10;")
            case 0x09, 0x0A: octets.append(octet)
            case 0..<0x20: break
            case 0xBE, 0xBF:
                octets.append(octet)
                dropNoncharacter()
            default: octets.append(octet)
            }
        }
    }

    /// True for the octets that `escape` does anything about.
    private static func mayNeedEscape(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x00...0x1F, 0x26, 0x3C, 0x3E, 0x22, 0x27, 0xBE, 0xBF: true
        default: false
        }
    }

    /// U+FFFE and U+FFFF (EF BF BE, EF BF BF) are no XML characters.
    private mutating func dropNoncharacter() {
        let count = octets.count
        if count >= 3, octets[count - 3] == 0xEF, octets[count - 2] == 0xBF { octets.removeLast(3) }
    }
}
