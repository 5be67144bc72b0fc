/// The outcome of a request. DTD element `Status`.
package struct CXMLStatus: Sendable, Hashable {
    /// The number.
    package var code: CXMLStatusCode
    /// Short fixed words, such as `OK`.
    package var text: String
    /// The explanation for a person.
    package var content: String
    /// Language of the content (`xml:lang`).
    package var language: String?

    /// Makes a value; what is left out is absent.
    package init(code: CXMLStatusCode, text: String, content: String = "", language: String? = nil) {
        self.code = code
        self.text = text
        self.content = content
        self.language = language
    }
}
