import Procurement
import ProcurementStore

/// Documents of the message log whose words are not in the index yet.
package struct UnindexedMessages: Query {
    package static let access = Access.system
    /// One round takes no more than this: whoever commits meanwhile waits for the round.
    package static let batch = 4
    package init() {}

    /// The different words of each, by its number.
    package func answer(in view: View) throws -> [(number: Int, words: String)] {
        try view.store.unindexedMessages(limit: Self.batch).map { message in
            (message.number, SearchWords.distinct(in: message.texts).joined(separator: " "))
        }
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
        try ContinuousClock().measure {
            for message in messages { try work.store.index(message: message.number, words: message.words) }
        }
    }
}
