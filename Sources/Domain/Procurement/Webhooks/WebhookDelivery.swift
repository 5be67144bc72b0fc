package import FoundationEssentials

/// One event on its way to one webhook, with its attempts and the last answer.
package struct WebhookDelivery: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case queued, retrying, delivered
        /// Given up; only a replay sends it again.
        case failed
    }

    package let webhookID: Identifier<Webhook>
    /// Of the event, in the trail.
    package let sequence: Int
    package let eventID: Identifier<StoredEvent>
    package let type: String
    package var status: Status
    package var attempts: Int
    package var nextAttemptAt: Date?
    package var lastAttemptAt: Date?
    /// HTTP's; `nil` when none came.
    package var statusCode: Int?
    /// The beginning of what was answered, or why nothing was.
    package var answer: String?
    /// Of the last attempt, in milliseconds.
    package var milliseconds: Int?
    package let createdAt: Date

    package init(
        webhookID: Identifier<Webhook>, sequence: Int, eventID: Identifier<StoredEvent>, type: String, status: Status = .queued,
        attempts: Int = 0, nextAttemptAt: Date?, lastAttemptAt: Date? = nil, statusCode: Int? = nil, answer: String? = nil,
        milliseconds: Int? = nil, createdAt: Date
    ) {
        self.webhookID = webhookID
        self.sequence = sequence
        self.eventID = eventID
        self.type = type
        self.status = status
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
        self.lastAttemptAt = lastAttemptAt
        self.statusCode = statusCode
        self.answer = answer
        self.milliseconds = milliseconds
        self.createdAt = createdAt
    }

    /// Seconds from each failed attempt to the next: three days and some hours in all (Standard Webhooks, "Retry schedule").
    package static let waits: [TimeInterval] = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]

    /// It arrived.
    package mutating func arrive(at now: Date) {
        attempts += 1
        lastAttemptAt = now
        status = .delivered
        nextAttemptAt = nil
    }

    /// It did not arrive; tried again later, or given up.
    package mutating func miss(at now: Date, notBefore: Date? = nil) {
        lastAttemptAt = now
        attempts += 1
        if attempts > Self.waits.count {
            status = .failed
            nextAttemptAt = nil
        } else {
            status = .retrying
            let due = now.addingTimeInterval(Self.waits[attempts - 1])
            nextAttemptAt = notBefore.map { max($0, due) } ?? due
        }
    }
}
