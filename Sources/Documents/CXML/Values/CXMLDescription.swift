/// What an item is, in words. DTD element `Description`, whose content is mixed with `ShortName`.
package struct CXMLDescription: Sendable, Hashable {
    /// The long text without the short name, trimmed.
    package var text: String
    /// The short name, if given.
    package var shortName: String?
    /// The language of both.
    package var language: String?

    /// Makes a value; what is left out is absent.
    package init(text: String, shortName: String? = nil, language: String? = nil) {
        self.text = text
        self.shortName = shortName
        self.language = language
    }
}
