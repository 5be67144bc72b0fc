/// Which documents of the message log are wanted; what is `nil` does not count.
package struct MessageFilter: Sendable, Hashable {
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// Answered with 400 or above.
        case failed
        /// Sent, and no answer came.
        case unanswered
        /// Read with leniency.
        case warned
    }

    package var order: Identifier<PurchaseOrder>?
    package var payloadID: String?
    package var direction: LoggedMessage.Direction?
    package var connection: Identifier<PunchOutConnection>?
    /// The element's name.
    package var kind: String?
    package var outcome: Outcome?
    /// A payloadID, an order's number, or any text of a document, such as an ASIN.
    package var words: String?

    package init(
        order: Identifier<PurchaseOrder>? = nil, payloadID: String? = nil, direction: LoggedMessage.Direction? = nil,
        connection: Identifier<PunchOutConnection>? = nil, kind: String? = nil, outcome: Outcome? = nil, words: String? = nil
    ) {
        self.order = order
        self.payloadID = payloadID
        self.direction = direction
        self.connection = connection
        self.kind = kind
        self.outcome = outcome
        self.words = words
    }

    package var isEmpty: Bool { self == MessageFilter() }
}
