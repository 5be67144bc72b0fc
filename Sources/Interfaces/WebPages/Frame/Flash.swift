import HTML

/// A notice that the next page tells after a redirect. Only its word travels, in a cookie of a minute, so that nobody can
/// put a text of theirs on our page.
struct Flash: Sendable {
    /// Letters and hyphens.
    let word: String
    let tone: Tone
    let title: String
    let detail: String?

    init(_ word: String, _ tone: Tone, _ title: String, detail: String? = nil) {
        self.word = word
        self.tone = tone
        self.title = title
        self.detail = detail
    }

    var notice: Notice { Notice(tone, title, detail: detail.map { HTML(text: $0) }) }

    /// The notice of a word; `nil` for words we do not know.
    static func named(_ word: String) -> Flash? { known[word] }

    private static let known: [String: Flash] = Dictionary(
        (buying + administration + portal + vendor).map { ($0.word, $0) }, uniquingKeysWith: { first, _ in first })
}
