/// A word in a coloured pill: a state, a mode, a kind.
package struct Badge: Component {
    let label: String
    let tone: Tone

    /// A pill with a text and a tone of the caller's choice.
    package init(_ label: String, _ tone: Tone = .neutral) {
        self.label = label
        self.tone = tone
    }

    /// A pill for a state as the interfaces spell it: `pending_approval` shows as "Pending approval".
    package init(status word: String) {
        self.init(Badge.label(of: word), Tone(status: word))
    }

    /// A state's word for people: blanks for underscores, a capital in front.
    package static func label(of word: String) -> String {
        let spaced = String(word.map { $0 == "_" ? " " : $0 })
        return spaced.prefix(1).uppercased() + spaced.dropFirst()
    }

    /// The pill of test mode, which stands beside the name of every test connection and order.
    package static let test = Badge("TEST", .test)

    package var html: HTML { "<span class=\"badge tone-\(tone.rawValue)\">\(label)</span>" }
}
