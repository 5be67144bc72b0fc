package import FoundationEssentials
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
    /// Seconds until the answer, when they are known.
    package var duration: TimeInterval?
    /// When it came; the duration is counted from here.
    package var startedAt: Date?
    /// What came along with it.
    package var attachments: [ReceivedAttachment] = []

    package init(
        direction: LoggedMessage.Direction, kind: String, connectionID: Identifier<PunchOutConnection>? = nil,
        orderID: Identifier<PurchaseOrder>? = nil, payloadID: String? = nil, statusCode: Int? = nil, statusText: String? = nil,
        warnings: [String] = [], body: [UInt8], answer: [UInt8]? = nil, duration: TimeInterval? = nil, startedAt: Date? = nil
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
        self.duration = duration
        self.startedAt = startedAt
    }

    package func perform(in work: UnitOfWork) throws {
        let id: Identifier<LoggedMessage> = work.newID()
        try work.log(
            LoggedMessage(
                id: id, at: work.now, direction: direction, kind: kind, connectionID: connectionID, orderID: orderID,
                payloadID: payloadID, statusCode: statusCode, statusText: statusText, warnings: warnings, body: body,
                answer: answer, duration: duration), since: startedAt)
        if !attachments.isEmpty { try work.keep(attachments, of: id, order: orderID) }
    }
}

extension UnitOfWork {
    /// Keeps a document in the log, with the events recorded so far and the time that has passed since `start`.
    func log(_ message: LoggedMessage, since start: Date? = nil, _ row: MessageRow? = nil) throws {
        var message = message
        message.events = recorded
        if let start { message.duration = max(0, environment.now().timeIntervalSince(start)) }
        if let row { try store.insert(message, row) } else { try store.insert(message) }
    }
}

package struct ListMessages: Query {
    package static let access = Access.roles(.auditor, scope: "messages.read")
    package var filter: MessageFilter
    package var page: PageRequest

    package init(_ filter: MessageFilter = MessageFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package init(payloadID: String?, page: PageRequest = PageRequest()) {
        self.init(MessageFilter(payloadID: payloadID), page: page)
    }

    /// Without documents and answers.
    package func answer(in view: View) throws -> Page<LoggedMessage> { try view.store.messages(filter, page) }
}

package struct ShowMessage: Query {
    package static let access = Access.roles(.auditor, scope: "messages.read")
    package var id: Identifier<LoggedMessage>
    package init(_ id: Identifier<LoggedMessage>) { self.id = id }
    package func answer(in view: View) throws -> LoggedMessage { try view.need(try view.store.message(id), "message") }
}

/// A document with all that is known of it.
package struct MessageDetails: Sendable {
    package var message: LoggedMessage
    package var connection: PunchOutConnection?
    package var order: PurchaseOrder?
    /// What it changed, oldest first.
    package var events: [StoredEvent]
    /// The outbox's entry that sent it.
    package var delivery: Delivery?
    /// What came along with it.
    package var attachments: [Attachment] = []
    /// Whether it came in and failed, so that it can be carried out again.
    package var mayReprocess: Bool
}

package struct ShowMessageDetails: Query {
    package static let access = Access.roles(.auditor, scope: "messages.read")
    package var id: Identifier<LoggedMessage>
    package init(_ id: Identifier<LoggedMessage>) { self.id = id }

    package func answer(in view: View) throws -> MessageDetails {
        let message = try view.need(try view.store.message(id), "message")
        let isSent = message.direction == .sent
        var details = MessageDetails(
            message: message, connection: try message.connectionID.flatMap { try view.store.connection($0) },
            order: try message.orderID.flatMap { try view.store.order($0) },
            events: try message.events.map { try view.store.events($0) } ?? [],
            delivery: isSent ? try message.payloadID.flatMap { try view.store.delivery(payloadID: $0) } : nil,
            mayReprocess: !isSent && message.connectionID != nil && (message.statusCode.map { $0 >= 400 } ?? false))
        details.attachments = try view.store.attachments(of: id)
        return details
    }
}

/// Deletes documents of the log that are older than a number of days. What they changed stays, and so do the answers by which
/// repeats are recognised.
package struct PurgeMessages: Command {
    package static let access = Access.roles(scope: "messages.write")
    /// One transaction deletes no more than this, so that others do not wait for it.
    package static let batch = 500
    package var days: Int

    package init(olderThan days: Int) { self.days = days }

    /// How many were deleted; when it is ``batch``, there may be more.
    package func perform(in work: UnitOfWork) throws -> Int {
        guard days >= 1 else { throw Refusal.invalid("/days", "invalid", "Enter a number of days, 1 or more.") }
        let border: Identifier<LoggedMessage> = work.environment.lowestIdentifier(
            at: work.now.addingTimeInterval(-Double(days) * 86400))
        try work.store.forgetPartnerFailures(before: work.now.addingTimeInterval(-86400))
        return try work.store.deleteMessages(before: border, limit: Self.batch)
    }
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
