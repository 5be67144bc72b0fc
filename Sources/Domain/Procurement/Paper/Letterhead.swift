/// What documents for print of one legal entity have of their own.
package struct Letterhead: Hashable, Sendable {
    /// `nil` for the entity's name.
    package var name: String?
    /// Under the name: address, telephone, register. Empty for the billing address.
    package var lines: [String]
    /// Conditions of purchase, on orders.
    package var terms: String?
    /// At the foot of each page.
    package var footer: String?
    package var language: MailLanguage
    /// Words in place of the language's standard ones, by their names in ``PaperWording``.
    package var words: [String: String]

    package init(
        name: String? = nil, lines: [String] = [], terms: String? = nil, footer: String? = nil,
        language: MailLanguage = .english, words: [String: String] = [:]
    ) {
        self.name = name
        self.lines = lines
        self.terms = terms
        self.footer = footer
        self.language = language
        self.words = words
    }

    package var wording: PaperWording { PaperWording(language, own: words) }
}
