extension InboxEntry {
    /// Where an entry stands.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// Kept; to be scanned and read.
        case received
        /// From somebody that nobody vouched for: not read until a person says so.
        case quarantined
        /// Read, and something is missing or not sure: a person completes it.
        case proposed
        /// Read, supplier and order are known and every figure is there: a person only says yes.
        case matched
        /// It became an invoice.
        case posted
        /// It is evidence of an invoice that came another way.
        case attached
        /// The same bill is here already.
        case duplicate
        /// Encrypted, broken, too large or no kind of file that is read: a person may still type in what it says.
        case unreadable
        /// The scanner found something in it. Nobody gets it out any more.
        case infected
        case rejected

        /// Whether its file is evidence of an invoice.
        package var isEvidence: Bool { self == .posted || self == .attached }

        /// Whether somebody in accounts payable has to do something.
        package var waitsForPerson: Bool {
            switch self {
            case .quarantined, .proposed, .matched, .duplicate, .unreadable: true
            case .received, .posted, .attached, .infected, .rejected: false
            }
        }
    }

    /// What can happen to an entry.
    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        case quarantine
        case release
        case findInfected = "find_infected"
        case failReading = "fail_reading"
        /// Something of it is not sure.
        case propose
        /// All of it is sure.
        case match
        case findDuplicate = "find_duplicate"
        case post
        case attach
        case reject
        /// To be read and matched once more.
        case reopen
    }

    /// The whole life of an entry.
    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.received, .quarantine, .quarantined),
        (.received, .findInfected, .infected),
        (.received, .failReading, .unreadable),
        (.received, .propose, .proposed),
        (.received, .match, .matched),
        (.received, .findDuplicate, .duplicate),
        (.received, .reject, .rejected),

        (.quarantined, .release, .received),
        (.quarantined, .reject, .rejected),

        (.proposed, .propose, .proposed),
        (.proposed, .match, .matched),
        (.proposed, .findDuplicate, .duplicate),
        (.proposed, .post, .posted),
        (.proposed, .attach, .attached),
        (.proposed, .reject, .rejected),
        (.proposed, .reopen, .received),

        (.matched, .propose, .proposed),
        (.matched, .match, .matched),
        (.matched, .findDuplicate, .duplicate),
        (.matched, .post, .posted),
        (.matched, .attach, .attached),
        (.matched, .reject, .rejected),
        (.matched, .reopen, .received),

        (.duplicate, .propose, .proposed),
        (.duplicate, .match, .matched),
        (.duplicate, .findDuplicate, .duplicate),
        (.duplicate, .attach, .attached),
        (.duplicate, .reject, .rejected),
        (.duplicate, .reopen, .received),

        (.unreadable, .propose, .proposed),
        (.unreadable, .match, .matched),
        (.unreadable, .findDuplicate, .duplicate),
        (.unreadable, .attach, .attached),
        (.unreadable, .reject, .rejected),
        (.unreadable, .reopen, .received),

        // The invoice that it became was voided or rejected, or it was attached to the wrong one.
        (.posted, .reopen, .received),
        (.attached, .reopen, .received),
        (.rejected, .reopen, .received),
    ])

    /// Takes the step or refuses it; the only way a status changes.
    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }
}
