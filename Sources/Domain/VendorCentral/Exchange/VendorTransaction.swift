package import FoundationEssentials
package import Procurement

/// A message to Amazon with what became of it. Its octets never change: what is sent again is the same again.
package struct VendorTransaction: Hashable, Sendable, Identified {
    package static let identifierPrefix = "vt"

    package let id: Identifier<VendorTransaction>
    package let connection: Identifier<VendorConnection>
    package let kind: TransactionKind
    /// What it is about at Amazon: an order's, a shipment's or an invoice's number, or a warehouse. The same key and kind again
    /// replaces what was said before, or is the same to Amazon.
    package let key: String
    package let order: Identifier<VendorOrder>?
    /// The shipment, invoice or routing that it carries, as text.
    package let subject: String?
    /// Changed by ``apply(_:)`` only.
    package internal(set) var status: Status
    /// Amazon's ids of every time that it was posted, the newest last.
    package var transactionIDs: [String]
    /// In words, as Amazon or the network gave them.
    package var errors: [String]
    package var attempts: Int
    package let createdAt: Date
    /// When Amazon took it.
    package var sentAt: Date?
    package var checkedAt: Date?
    /// When something is to be done next: another try, or asking for the verdict.
    package var nextAt: Date?

    package init(
        id: Identifier<VendorTransaction>, connection: Identifier<VendorConnection>, kind: TransactionKind, key: String,
        order: Identifier<VendorOrder>? = nil, subject: String? = nil, status: Status = .queued,
        transactionIDs: [String] = [], errors: [String] = [], attempts: Int = 0, createdAt: Date, nextAt: Date?
    ) {
        self.id = id
        self.connection = connection
        self.kind = kind
        self.key = key
        self.order = order
        self.subject = subject
        self.status = status
        self.transactionIDs = transactionIDs
        self.errors = errors
        self.attempts = attempts
        self.createdAt = createdAt
        self.nextAt = nextAt
    }
}

extension VendorTransaction {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case queued
        /// Being sent; when it stays so, nobody knows whether it arrived.
        case sending
        /// Could not be sent; tried again by itself.
        case retrying
        /// Amazon has it and has not judged it.
        case sent
        case accepted
        /// Nothing was said against it in time, and Amazon never says more.
        case presumedAccepted = "presumed_accepted"
        /// A verdict should have come; somebody should look into Vendor Central.
        case overdue
        case failed
        /// Sent without an answer: it may have arrived.
        case unknown
        /// Replaced by a newer message about the same, or put aside by a person.
        case superseded
    }

    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        case begin
        case take
        case postpone
        case lose
        case accept
        case presume
        case delay
        case fail
        case resend
        case supersede
    }

    /// The whole life of a message.
    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.queued, .begin, .sending),
        (.queued, .fail, .failed),
        (.queued, .supersede, .superseded),
        (.retrying, .begin, .sending),
        (.retrying, .resend, .queued),
        (.retrying, .fail, .failed),
        (.retrying, .supersede, .superseded),
        (.sending, .take, .sent),
        (.sending, .postpone, .retrying),
        (.sending, .lose, .unknown),
        (.sending, .fail, .failed),
        (.sent, .accept, .accepted),
        (.sent, .presume, .presumedAccepted),
        (.sent, .delay, .overdue),
        (.sent, .fail, .failed),
        (.sent, .supersede, .superseded),
        (.overdue, .accept, .accepted),
        (.overdue, .fail, .failed),
        (.overdue, .resend, .queued),
        (.overdue, .supersede, .superseded),
        (.unknown, .resend, .queued),
        // Its effect was seen: it had arrived.
        (.unknown, .accept, .accepted),
        (.unknown, .supersede, .superseded),
        (.failed, .resend, .queued),
        (.failed, .supersede, .superseded),
        // Amazon's late word counts more than its silence.
        (.presumedAccepted, .accept, .accepted),
        (.presumedAccepted, .fail, .failed),
    ])

    /// Takes the step or refuses it; the only way a status changes.
    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }

    /// Whether Amazon may have acted on it, as far as is known.
    package var mayCount: Bool {
        switch status {
        case .sent, .accepted, .presumedAccepted, .overdue, .unknown, .sending: true
        case .queued, .retrying, .failed, .superseded: false
        }
    }
}
