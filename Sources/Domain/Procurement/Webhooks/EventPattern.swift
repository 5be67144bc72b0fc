/// Which events are meant: `*` for all, `invoice.*` for those of an area, or the word of one.
package struct EventPattern: Hashable, Sendable {
    /// As it was written.
    package let text: String

    /// `nil` for what no event that this version knows can fit.
    package init?(_ text: String) {
        self.init(trusted: text)
        guard EventType.allCases.contains(where: { fits($0.rawValue) }) else { return nil }
    }

    /// A pattern that was checked before.
    package init(trusted text: String) { self.text = text }

    /// Everything that can be written, the widest first.
    package static let all: [String] = {
        let words = EventType.allCases.map(\.rawValue)
        let areas = words.flatMap { word in
            word.indices.filter { word[$0] == "." }.map { "\(word[...$0])*" }
        }
        return ["*"] + Set(areas).sorted() + words
    }()

    /// Whether an event of this word is meant.
    package func fits(_ type: String) -> Bool {
        if text == "*" || text == type { return true }
        return text.hasSuffix(".*") && type.hasPrefix(text.dropLast())
    }
}
