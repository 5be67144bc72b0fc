/// XML text that is well formed by itself: element content that can be put into a document without harming it. Only this module makes
/// them, from documents it parsed or from text it checks, so the writer may emit them as they are.
package struct XMLFragment: Sendable, Hashable {
    /// The text, for storing; give it back to ``init(content:)``.
    package let xml: String

    /// Content of a document that was parsed.
    init(parsed xml: String) {
        self.xml = xml
    }

    /// Text that is not XML: it is escaped.
    package init(text: String) {
        var writer = XMLWriter()
        writer.text(text)
        xml = writer.string
    }

    /// Checks stored text: it must be content of one element, without prefixes. Throws ``XMLError``.
    package init(content xml: String) throws(XMLError) {
        if xml.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 || $0 == 0x3E || $0 < 0x20 || $0 == 0xEF }) {
            let document = try Self.wrapped(xml)
            guard document.root.innerFragment != nil else { throw XMLError(.malformed, "the fragment uses a namespace prefix") }
        }
        self.xml = xml
    }

    /// The string value: tags, comments and entities resolved.
    package var text: String {
        guard hasMarkup else { return xml }
        guard let document = try? Self.wrapped(xml) else { return xml }
        return document.root.text
    }

    private var hasMarkup: Bool {
        let octets = xml.utf8.span
        for index in octets.indices where octets[index] == 0x3C || octets[index] == 0x26 { return true }
        return false
    }

    private static func wrapped(_ xml: String) throws(XMLError) -> XMLDocument {
        let nothing = XMLVocabulary(elements: [], attributes: [])
        return try XMLParser(vocabulary: nothing).parse(Array("<x>\(xml)</x>".utf8), charset: "utf-8")
    }
}
