/// A remark. DTD element `Comments`.
package struct CXMLComment: Sendable, Hashable {
    /// The text, trimmed.
    package var text: String
    /// Its language.
    package var language: String?
    /// What kind of remark; Amazon repeats its order number with `confirmID` here.
    package var type: String?
    /// URLs of attachments, `cid:` ones included.
    package var attachments: [String]

    /// Makes a value; what is left out is absent.
    package init(text: String, language: String? = nil, type: String? = nil, attachments: [String] = []) {
        self.text = text
        self.language = language
        self.type = type
        self.attachments = attachments
    }
}
