package import FoundationEssentials

/// One outgoing message with its attempts and its answer: the outbox.
package struct Delivery: Hashable, Sendable, Identified {
    package static let identifierPrefix = "dlv"

    package enum Status: String, Hashable, Sendable, CaseIterable {
        case queued
        /// Answered, but the last word is still to come.
        case sent
        case delivered
        /// The last attempt did not arrive; another one will follow.
        case retrying
        case failed
        /// Sent, no answer: it may have arrived. Identical bytes are sent again.
        case unknown
        /// Withdrawn before it was sent.
        case cancelled

        /// Whether it may be where it was to go.
        package var mayHaveArrived: Bool {
            switch self {
            case .sent, .delivered, .unknown: true
            case .queued, .retrying, .failed, .cancelled: false
            }
        }
    }

    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        case accept, acceptUnfinished, refuse, missTransport, missAnswer, giveUp, cancel, sendAgain, bounce
    }

    package static let lifecycle = Lifecycle<Status, Trigger>(
        [Status.queued, .retrying, .unknown].flatMap { state -> [(Status, Trigger, Status)] in
            [
                (state, .accept, .delivered),
                (state, .acceptUnfinished, .sent),
                (state, .refuse, .failed),
                (state, .missAnswer, .unknown),
                // Once an answer was missed the message may have arrived, whatever later attempts say.
                (state, .missTransport, state == .unknown ? .unknown : .retrying),
                (state, .giveUp, state == .unknown ? .unknown : .failed),
            ]
        } + [
            (.queued, .cancel, .cancelled),
            (.retrying, .cancel, .cancelled),
            (.failed, .cancel, .cancelled),
            (.failed, .sendAgain, .queued),
            (.unknown, .sendAgain, .unknown),
            // The next server took it, and a later one gave it back.
            (.delivered, .bounce, .failed),
            (.sent, .bounce, .failed),
            (.unknown, .bounce, .failed),
            (.sent, .accept, .delivered),
            (.sent, .refuse, .failed),
        ])

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case cxmlOrder = "cxml_order"
        /// The whole order again, in place of what the supplier has (OrderRequest type `update`).
        case cxmlOrderChange = "cxml_order_change"
        /// OrderRequest type `delete`.
        case cxmlOrderCancellation = "cxml_order_cancellation"
        /// A mail that no document of an order is in.
        case mail
        /// An order on paper, by mail.
        case orderPDF = "order_pdf"

        /// The cXML documents that orders leave as.
        package static let ofOrders = allCases.filter(\.isCXML)

        /// Everything that leaves as mail.
        package static let ofMail: [Kind] = [.mail, .orderPDF]

        /// Whether it is a cXML document for a supplier.
        package var isCXML: Bool {
            switch self {
            case .cxmlOrder, .cxmlOrderChange, .cxmlOrderCancellation: true
            case .mail, .orderPDF: false
            }
        }
    }

    package let id: Identifier<Delivery>
    package let kind: Kind
    package let orderID: Identifier<PurchaseOrder>?
    package let connectionID: Identifier<PunchOutConnection>?
    /// The payloadID of the document; the same on every attempt.
    package let payloadID: String
    package var status: Status
    package var attempts: Int
    package var nextAttemptAt: Date?
    package var lastAnswer: String?
    package let createdAt: Date
    package var updatedAt: Date

    package init(
        id: Identifier<Delivery>, kind: Kind, orderID: Identifier<PurchaseOrder>?, connectionID: Identifier<PunchOutConnection>?,
        payloadID: String, status: Status = .queued, attempts: Int = 0, nextAttemptAt: Date?, lastAnswer: String? = nil,
        createdAt: Date
    ) {
        self.id = id
        self.kind = kind
        self.orderID = orderID
        self.connectionID = connectionID
        self.payloadID = payloadID
        self.status = status
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
        self.lastAnswer = lastAnswer
        self.createdAt = createdAt
        self.updatedAt = createdAt
    }

    /// Whether the supplier may have it.
    package var mayHaveArrived: Bool { status.mayHaveArrived }

    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }

    /// Seconds to wait after the given number of attempts: doubling from `first`, at most `longest`.
    package static func backoff(afterAttempts attempts: Int, first: TimeInterval, longest: TimeInterval) -> TimeInterval {
        Swift.min(longest, first * Double(1 << Swift.min(Swift.max(attempts - 1, 0), 20)))
    }
}
