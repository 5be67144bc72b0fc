/// Text with its language. DTD elements `Name`, `Description` and other text with `xml:lang`.
package struct CXMLText: Sendable, Hashable {
    /// The text, trimmed.
    package var text: String
    /// Its language, such as `en-US`; the writer puts the document's when nil.
    package var language: String?

    /// Makes a value; what is left out is absent.
    package init(text: String, language: String? = nil) {
        self.text = text
        self.language = language
    }
}
