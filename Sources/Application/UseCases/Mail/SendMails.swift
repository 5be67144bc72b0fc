package import FoundationEssentials
import Mail
package import Procurement
import ProcurementStore

/// A mail that this process may hand over now.
package struct LeasedMail: Sendable {
    package var mail: OutgoingMail
    /// The address that it comes from, for the envelope.
    package var sender: String
    /// The message, the same octets on every attempt; a signature may be put before it.
    package var octets: [UInt8]
}

/// Takes mails that are due, for a limited time, and notes that their attempt begins.
///
/// A mail whose attempt began and whose outcome was never recorded, because the server stopped in between, may have left: it
/// becomes *unknown* and is not sent again by itself, unless the way it goes takes the same mail twice without harm.
package struct LeaseMails: Command {
    package static let access = Access.system
    package static let isUrgent = false
    package static let changesSetUp = false
    package var isRepeatable: Bool
    package var seconds: TimeInterval
    package var limit: Int

    package init(isRepeatable: Bool, seconds: TimeInterval = 300, limit: Int = 4) {
        self.isRepeatable = isRepeatable
        self.seconds = seconds
        self.limit = limit
    }

    package func perform(in work: UnitOfWork) throws -> [LeasedMail] {
        guard let rules = work.rules.mail else { return [] }
        let due = try work.store.leaseDueDeliveries(
            Delivery.Kind.ofMail, at: work.now, until: work.now.addingTimeInterval(seconds), limit: limit)
        return try due.compactMap { delivery in
            guard var mail = try work.store.mail(delivery.id), let sealed = try work.store.sealedBody(of: delivery.id) else {
                return nil
            }
            if mail.begunAt != nil, !isRepeatable {
                mail.delivery.attempts += 1
                try end(
                    &mail, .missAnswer,
                    "The server stopped while this mail was handed over: it may have left. Send it again if it is missed.",
                    in: work)
                return nil
            }
            let octets = try work.environment.opened(sealed, of: delivery.id)
            if octets.isEmpty {
                try end(
                    &mail, .refuse, "There is no message, because the address was no address. Correct it at the user.", in: work)
                return nil
            }
            try work.store.setBegun(work.now, mail: delivery.id)
            mail.begunAt = work.now
            return LeasedMail(mail: mail, sender: rules.sender.address.text, octets: octets)
        }
    }

    private func end(
        _ mail: inout OutgoingMail, _ trigger: Delivery.Trigger, _ answer: String, in work: UnitOfWork
    ) throws {
        try mail.delivery.apply(trigger)
        mail.delivery.nextAttemptAt = nil
        mail.delivery.updatedAt = work.now
        mail.delivery.lastAnswer = answer
        try work.store.update(mail.delivery)
        try work.store.setBegun(nil, mail: mail.delivery.id)
        try work.moveOrder(ofPaper: mail.delivery)
        work.hasNews = true
    }
}

/// What became of handing mails over. Without an answer one is *unknown* and waits for a person: a mail that comes twice is worse
/// than one that is asked about.
package struct RecordMails: Command {
    package static let access = Access.system
    package static let isUrgent = false
    package static let changesSetUp = false
    package var outcomes: [(id: Identifier<Delivery>, outcome: DeliveryOutcome)]

    package init(_ outcomes: [(id: Identifier<Delivery>, outcome: DeliveryOutcome)]) { self.outcomes = outcomes }

    package func perform(in work: UnitOfWork) throws {
        for (id, outcome) in outcomes { try record(outcome, of: id, in: work) }
    }

    private func record(_ outcome: DeliveryOutcome, of id: Identifier<Delivery>, in work: UnitOfWork) throws {
        var delivery = try work.need(try work.store.delivery(id), "delivery")
        delivery.attempts += 1
        delivery.updatedAt = work.now
        delivery.lastAnswer = outcome.words
        delivery.nextAttemptAt = nil
        switch outcome {
        case .accepted, .unfinished: try delivery.apply(.accept)
        case .refused: try delivery.apply(.refuse)
        case .noAnswer: try delivery.apply(.missAnswer)
        case .notDelivered:
            try delivery.apply(.missTransport)
            if let mail = work.rules.mail, delivery.attempts < mail.attempts {
                delivery.nextAttemptAt = work.now.addingTimeInterval(
                    Delivery.backoff(
                        afterAttempts: delivery.attempts, first: mail.firstRetrySeconds, longest: mail.longestRetrySeconds))
            } else {
                try delivery.apply(.giveUp)
            }
        }
        try work.store.update(delivery)
        try work.store.setBegun(nil, mail: id)
        try work.moveOrder(ofPaper: delivery)
        if delivery.status != .delivered { work.hasNews = true }
    }
}

/// When the next mail is due.
package struct NextMail: Query {
    package static let access = Access.system
    package init() {}
    package func answer(in view: View) throws -> Date? { try view.store.nextDeliveryDue(Delivery.Kind.ofMail) }
}

/// Removes mails that are older than they are kept, a hundred at a time; answers how many.
package struct ForgetMails: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package static let batch = 100
    package init() {}

    package func perform(in work: UnitOfWork) throws -> Int {
        guard let mail = work.rules.mail else { return 0 }
        let oldest = work.now.addingTimeInterval(-Double(mail.retentionDays) * 86_400)
        return try work.store.deleteMails(before: work.environment.lowestIdentifier(at: oldest), limit: Self.batch)
    }
}
