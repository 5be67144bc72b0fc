package import Procurement
import ProcurementStore

/// Keeps a document in the message log, its secrets blanked by whoever hands it in.
package struct LogMessage: Command {
    package static let access = Access.system
    package var direction: LoggedMessage.Direction
    package var kind: String
    package var connectionID: Identifier<PunchOutConnection>?
    package var orderID: Identifier<PurchaseOrder>?
    package var payloadID: String?
    package var statusCode: Int?
    package var statusText: String?
    package var warnings: [String]
    package var body: [UInt8]
    package var answer: [UInt8]?

    package init(
        direction: LoggedMessage.Direction, kind: String, connectionID: Identifier<PunchOutConnection>? = nil,
        orderID: Identifier<PurchaseOrder>? = nil, payloadID: String? = nil, statusCode: Int? = nil, statusText: String? = nil,
        warnings: [String] = [], body: [UInt8], answer: [UInt8]? = nil
    ) {
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
    }

    package func perform(in work: UnitOfWork) throws {
        try work.store.insert(
            LoggedMessage(
                id: work.newID(), at: work.now, direction: direction, kind: kind, connectionID: connectionID, orderID: orderID,
                payloadID: payloadID, statusCode: statusCode, statusText: statusText, warnings: warnings, body: body,
                answer: answer))
    }
}

package struct ListMessages: Query {
    package static let access = Access.roles(.auditor, scope: "messages.read")
    package var payloadID: String?
    package var page: PageRequest

    package init(payloadID: String? = nil, page: PageRequest = PageRequest()) {
        self.payloadID = payloadID
        self.page = page
    }

    package func answer(in view: View) throws -> Page<LoggedMessage> { try view.store.messages(payloadID: payloadID, page) }
}

package struct ShowMessage: Query {
    package static let access = Access.roles(.auditor, scope: "messages.read")
    package var id: Identifier<LoggedMessage>
    package init(_ id: Identifier<LoggedMessage>) { self.id = id }
    package func answer(in view: View) throws -> LoggedMessage { try view.need(try view.store.message(id), "message") }
}

/// The trail, newest first; of one document or all.
package struct ListEvents: Query {
    package static let access = Access.roles(.auditor, scope: "events.read")
    package var subjectID: String?
    package var page: PageRequest

    package init(subjectID: String? = nil, page: PageRequest = PageRequest()) {
        self.subjectID = subjectID
        self.page = page
    }

    package func answer(in view: View) throws -> Page<StoredEvent> { try view.store.events(subjectID: subjectID, page) }
}

/// Checks the hash chain of the trail from its beginning.
package struct VerifyTrail: Query {
    package static let access = Access.roles(.auditor, scope: "events.read")
    package init() {}

    /// How many events there are, and the sequence number of the first that does not fit, if any.
    package func answer(in view: View) throws -> (count: Int, brokenAt: Int?) {
        var previous: (sequence: Int, hash: [UInt8]) = (0, [])
        while true {
            let batch = try view.store.events(after: previous.sequence, limit: 1000)
            if batch.isEmpty { return (previous.sequence, nil) }
            for event in batch {
                guard event.sequence == previous.sequence + 1, event.chained(to: previous.hash) == event.hash else {
                    return (previous.sequence, event.sequence)
                }
                previous = (event.sequence, event.hash)
            }
        }
    }
}

/// A document that came in and failed, with the connection it came over, to be carried out again.
package struct PrepareReprocess: Query {
    package static let access = Access.roles(scope: "deliveries.write")
    package var id: Identifier<LoggedMessage>
    package init(_ id: Identifier<LoggedMessage>) { self.id = id }

    /// Throws `Refusal` for a document that went out, that was carried out, or whose sender never proved who it is.
    package func answer(in view: View) throws -> (message: LoggedMessage, connection: PunchOutConnection) {
        let message = try view.need(try view.store.message(id), "message")
        guard message.direction == .received else {
            throw Refusal.conflict(code: "wrong-state", "This document was sent, not received. Send its delivery again.")
        }
        if let code = message.statusCode, (200..<300).contains(code) {
            throw Refusal.conflict(code: "wrong-state", "This document was carried out. Once is enough.")
        }
        guard let connectionID = message.connectionID, let connection = try view.store.connection(connectionID) else {
            throw Refusal.conflict(code: "wrong-state", "Nobody proved to have sent this document, so it cannot be carried out.")
        }
        return (message, connection)
    }
}
