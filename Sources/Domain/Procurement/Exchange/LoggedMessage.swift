package import FoundationEssentials

/// One cXML document in or out as the message log keeps it, with secrets blanked.
package struct LoggedMessage: Sendable, Hashable, Identified {
    package static let identifierPrefix = "msg"

    package enum Direction: String, Sendable, Hashable, CaseIterable { case received = "in", sent = "out" }

    package let id: Identifier<LoggedMessage>
    package var at: Date
    package var direction: Direction
    /// The request's element name, for example `OrderRequest`, or what is known of it.
    package var kind: String
    package var connectionID: Identifier<PunchOutConnection>?
    package var orderID: Identifier<PurchaseOrder>?
    package var payloadID: String?
    /// The cXML Status that answered it.
    package var statusCode: Int?
    package var statusText: String?
    package var warnings: [String]
    package var body: [UInt8]
    package var answer: [UInt8]?
    /// Seconds until it was carried out (received) or answered (sent); the wait for the disk is not in it.
    package var duration: TimeInterval?
    /// Sequence numbers of the events that were recorded with it: what it changed.
    package var events: ClosedRange<Int>?

    package init(
        id: Identifier<LoggedMessage>, at: Date, direction: Direction, kind: String,
        connectionID: Identifier<PunchOutConnection>? = nil,
        orderID: Identifier<PurchaseOrder>? = nil, payloadID: String? = nil, statusCode: Int? = nil, statusText: String? = nil,
        warnings: [String] = [], body: [UInt8], answer: [UInt8]? = nil, duration: TimeInterval? = nil,
        events: ClosedRange<Int>? = nil
    ) {
        self.id = id
        self.at = at
        self.direction = direction
        self.kind = kind
        self.connectionID = connectionID
        self.orderID = orderID
        self.payloadID = payloadID
        self.statusCode = statusCode
        self.statusText = statusText
        self.warnings = warnings
        self.body = body
        self.answer = answer
        self.duration = duration
        self.events = events
    }
}
