import Procurement
import ProcurementStore

/// Documents of the message log whose words are not in the index yet.
package struct UnindexedMessages: Query {
    package static let access = Access.system
    /// No more is read at once.
    package static let (batch, octets) = (4, 512 * 1024)
    /// Of those after this number; `nil` for all that are not in the index.
    package var after: Int?
    package init(after: Int? = nil) { self.after = after }

    /// The different words of each, by its number, and whether more messages may wait.
    package func answer(in view: View) throws -> (messages: [(number: Int, words: String)], mayBeMore: Bool) {
        let found = try view.store.unindexedMessages(after: after, limit: Self.batch, octets: Self.octets)
        let messages = found.messages.map { message in
            (message.number, SearchWords.distinct(in: message.texts).joined(separator: " "))
        }
        return (messages, found.mayBeMore)
    }
}

/// Puts the words of documents into the index, by which the message log is searched.
package struct IndexMessages: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package static let isUrgent = false
    package var messages: [(number: Int, words: String)]
    package init(_ messages: [(number: Int, words: String)]) { self.messages = messages }

    /// Answers how long that took: how long it waited for its turn is no work.
    package func perform(in work: UnitOfWork) throws -> Duration {
        try ContinuousClock().measure { try work.store.index(messages) }
    }
}
