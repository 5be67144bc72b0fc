package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A delivery that this process may send now, with all that sending takes.
package struct LeasedDelivery: Sendable {
    package var delivery: Delivery
    package var connection: PunchOutConnection
    package var sharedSecret: String
    /// The same bytes on every attempt.
    package var body: [UInt8]
}

/// Takes deliveries that are due, for a limited time, so that no other process sends them meanwhile.
package struct LeaseDeliveries: Command {
    package static let access = Access.system
    package static let isUrgent = false
    package static let changesSetUp = false
    /// The most that is taken at once.
    package static let most = 16
    /// Seconds that a lease lasts.
    package static let lease: TimeInterval = 120
    package var seconds: TimeInterval
    package var limit: Int

    package init(seconds: TimeInterval = lease, limit: Int = most) {
        self.seconds = seconds
        self.limit = limit
    }

    package func perform(in work: UnitOfWork) throws -> [LeasedDelivery] {
        try work.store.leaseDueDeliveries(
            Delivery.Kind.ofOrders, at: work.now, until: work.now.addingTimeInterval(seconds), limit: limit
        ).compactMap { delivery in
            guard let connectionID = delivery.connectionID, let connection = try work.store.connection(connectionID),
                let sealed = try work.store.sealedBody(of: delivery.id)
            else { return nil }
            return LeasedDelivery(
                delivery: delivery, connection: connection, sharedSecret: try work.secret(of: connectionID) ?? "",
                body: try work.environment.opened(sealed, of: delivery.id))
        }
    }
}

/// What became of one attempt.
package enum DeliveryOutcome: Sendable, Hashable {
    case accepted(code: Int, text: String)
    /// Accepted, and a StatusUpdateRequest will follow.
    case unfinished(code: Int, text: String)
    /// The partner will not take it, however often it is sent.
    case refused(code: Int, text: String)
    /// The partner asks to try later, or nothing left this machine.
    case notDelivered(String)
    /// It left, and no answer came.
    case noAnswer(String)
}

/// Keeps the outcome of an attempt and moves the order's transmission with it.
package struct RecordDelivery: Command {
    package static let access = Access.system
    package static let isUrgent = false
    package static let changesSetUp = false
    package var id: Identifier<Delivery>
    package var outcome: DeliveryOutcome
    /// The document and the answer with secrets blanked, for the message log.
    package var document: [UInt8]
    package var answer: [UInt8]?
    /// Seconds until the answer.
    package var duration: TimeInterval?

    package init(
        _ id: Identifier<Delivery>, outcome: DeliveryOutcome, document: [UInt8], answer: [UInt8]?, duration: TimeInterval? = nil
    ) {
        self.id = id
        self.outcome = outcome
        self.document = document
        self.answer = answer
        self.duration = duration
    }

    package func perform(in work: UnitOfWork) throws -> Delivery {
        var delivery = try work.need(try work.store.delivery(id), "delivery")
        let before = delivery.status
        delivery.attempts += 1
        delivery.updatedAt = work.now
        try apply(to: &delivery, in: work)
        try work.store.update(delivery)
        if delivery.status != before { try moveOrder(of: delivery, in: work) }
        try work.log(
            LoggedMessage(
                id: work.newID(), at: work.now, direction: .sent, kind: "OrderRequest", connectionID: delivery.connectionID,
                orderID: delivery.orderID, payloadID: delivery.payloadID, statusCode: outcome.code, statusText: outcome.words,
                body: document, answer: answer, duration: duration))
        try work.watch(delivery)
        work.hasNews = true
        return delivery
    }

    private func apply(to delivery: inout Delivery, in work: UnitOfWork) throws {
        delivery.lastAnswer = outcome.words
        guard delivery.status != .delivered else { return }
        switch outcome {
        case .accepted:
            try delivery.apply(.accept)
            delivery.nextAttemptAt = nil
        case .unfinished:
            try delivery.apply(.acceptUnfinished)
            delivery.nextAttemptAt = nil
        case .refused:
            try delivery.apply(.refuse)
            delivery.nextAttemptAt = nil
        case .notDelivered, .noAnswer:
            if case .noAnswer = outcome { try delivery.apply(.missAnswer) } else { try delivery.apply(.missTransport) }
            if delivery.attempts >= work.rules.deliveryAttempts {
                try delivery.apply(.giveUp)
                delivery.nextAttemptAt = nil
            } else {
                delivery.nextAttemptAt = work.now.addingTimeInterval(
                    Delivery.backoff(
                        afterAttempts: delivery.attempts, first: work.rules.firstRetrySeconds,
                        longest: work.rules.longestRetrySeconds))
            }
        }
    }

    private func moveOrder(of delivery: Delivery, in work: UnitOfWork) throws {
        guard let id = delivery.orderID, let before = try work.store.transmission(of: id), before != .acknowledged else { return }
        let (transmission, event): (PurchaseOrder.Transmission, EventType?) =
            switch delivery.status {
            case .delivered: (.acknowledged, .orderAcknowledged)
            case .sent: (.sent, .orderSent)
            case .failed: (.failed, .orderSendFailed)
            case .unknown: (.unknown, .orderSendUnknown)
            case .queued, .retrying: (.queued, nil)
            case .cancelled: (before, nil)
            }
        guard transmission != before else { return }
        try work.store.move(id, to: transmission, at: work.now)
        if let event {
            try work.record(event, id, [("attempt", String(delivery.attempts)), ("answer", outcome.words)])
        }
    }
}

extension DeliveryOutcome {
    var code: Int? {
        switch self {
        case .accepted(let code, _), .unfinished(let code, _), .refused(let code, _): code
        case .notDelivered, .noAnswer: nil
        }
    }

    var words: String {
        switch self {
        case .accepted(let code, let text), .unfinished(let code, let text), .refused(let code, let text): "\(code) \(text)"
        case .notDelivered(let text), .noAnswer(let text): text
        }
    }
}

/// When the next delivery is due.
package struct NextDelivery: Query {
    package static let access = Access.system
    package init() {}
    package func answer(in view: View) throws -> Date? { try view.store.nextDeliveryDue(Delivery.Kind.ofOrders) }
}

/// Sends a failed or unanswered delivery again: the same bytes under the same payloadID, so that the partner can tell.
package struct SendAgain: Command {
    package static let access = Access.roles(scope: "deliveries.write")
    package var id: Identifier<Delivery>
    package init(_ id: Identifier<Delivery>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> Delivery {
        var delivery = try work.need(try work.store.delivery(id), "delivery")
        let isDue = delivery.status == .retrying || delivery.status == .queued
        if !isDue { try delivery.apply(.sendAgain) }
        delivery.nextAttemptAt = try work.forgetUnwritten(delivery) ? nil : work.now
        delivery.updatedAt = work.now
        try work.store.update(delivery)
        if let orderID = delivery.orderID, var order = try work.store.order(orderID), order.transmission == .failed {
            guard order.status == .approved || order.status == .cancelled && delivery.kind == .cxmlOrderCancellation else {
                throw Refusal.conflict(code: "wrong-state", "The order is \(order.status.rawValue): it is not sent any more.")
            }
            order.transmission = .queued
            try work.save(&order, lines: false)
        }
        if let orderID = delivery.orderID {
            try work.record(.orderQueued, orderID, [("delivery", id.text), ("payload_id", delivery.payloadID), ("again", "yes")])
        }
        if Delivery.Kind.ofMail.contains(delivery.kind) { work.queuedMail = true } else { work.queuedDelivery = true }
        return delivery
    }
}

/// Sends an order in a new document under a new payloadID, in place of one whose fate is bad or unknown. The supplier cannot tell
/// that it is the same order, so whoever asks has to say that they made sure it was not taken.
package struct SendAsNew: Command {
    package static let access = Access.roles(scope: "deliveries.write")
    package var id: Identifier<Delivery>
    package var isConfirmed: Bool

    package init(_ id: Identifier<Delivery>, isConfirmed: Bool) {
        self.id = id
        self.isConfirmed = isConfirmed
    }

    package func perform(in work: UnitOfWork) throws -> Delivery {
        var old = try work.need(try work.store.delivery(id), "delivery")
        try old.demandDocument()
        guard let orderID = old.orderID, var order = try work.store.order(orderID),
            order.status == .approved || order.status == .cancelled && old.kind == .cxmlOrderCancellation
        else {
            throw Refusal.conflict(code: "wrong-state", "Only an approved order can be sent as new.")
        }
        if try work.store.isBeingSent(orderID, at: work.now) {
            throw Refusal.conflict(code: "being-sent", "The document is being sent this moment. Wait for its answer.")
        }
        guard isConfirmed else {
            throw Refusal.conflict(
                code: "confirm-first",
                "Sent as new, the supplier takes it for another order. Make sure there that the first one was not taken, then confirm."
            )
        }
        if Delivery.lifecycle.allows(.cancel, from: old.status) { try old.apply(.cancel) }
        old.nextAttemptAt = nil
        old.updatedAt = work.now
        try work.store.update(old)
        try work.queue(&order, insteadOf: old)
        try work.save(&order, lines: false)
        return try work.need(try work.store.deliveries(of: orderID).last, "delivery")
    }
}

extension UnitOfWork {
    /// An order on paper for which no mail could be written is written anew, perhaps to an address that is known by now. Answers
    /// whether it is so.
    fileprivate func forgetUnwritten(_ delivery: Delivery) throws -> Bool {
        guard delivery.kind == .orderPDF else { return false }
        guard let mail = try store.mail(delivery.id) else { return true }
        guard mail.recipient.isEmpty else { return false }
        try store.removeMail(delivery.id)
        return true
    }
}

extension Delivery {
    fileprivate func demandDocument() throws {
        guard !kind.isCXML else { return }
        throw Refusal.conflict(code: "not-a-document", "Only cXML documents can be sent as new. Send this one again.")
    }
}

package struct ListDeliveries: Query {
    package static let access = Access.roles(.auditor, scope: "deliveries.read")
    package var status: Delivery.Status?
    /// Empty for all.
    package var kinds: [Delivery.Kind]
    package var page: PageRequest

    package init(status: Delivery.Status? = nil, kinds: [Delivery.Kind] = [], page: PageRequest = PageRequest()) {
        self.status = status
        self.kinds = kinds
        self.page = page
    }

    package func answer(in view: View) throws -> Page<Delivery> { try view.store.deliveries(status: status, kinds: kinds, page) }
}

package struct ShowDelivery: Query {
    package static let access = Access.roles(.auditor, scope: "deliveries.read")
    package var id: Identifier<Delivery>
    package init(_ id: Identifier<Delivery>) { self.id = id }
    package func answer(in view: View) throws -> Delivery { try view.need(try view.store.delivery(id), "delivery") }
}
