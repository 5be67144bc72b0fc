package import FoundationEssentials

/// One document that came or went.
package struct JournalEntry: Sendable, Identifiable {
    /// From whose view.
    package enum Direction: String, Sendable {
        case received, sent
    }

    package let id: Int
    package var when: Date
    package var direction: Direction
    /// The name of the message, or what else it was.
    package var name: String
    /// The address it came to or went to.
    package var address: String
    /// How it ended, in words; empty while it is under way.
    package var outcome: String
    /// The document with its secrets blanked.
    package var document: String
}
