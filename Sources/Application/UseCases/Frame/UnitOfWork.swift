import Cryptography
import Database
package import FoundationEssentials
import Procurement
package import ProcurementStore

/// What both questions and changes work with.
package protocol Workspace {
    var store: Store { get }
    var actor: Actor { get }
    /// One moment for the whole transaction.
    var now: Date { get }
    var environment: Environment { get }
    var setUpMemory: SetUpMemory { get }
}

extension Workspace {
    package var rules: Rules { environment.rules }

    /// The record, or `Refusal.notFound`.
    func need<Record>(_ record: Record?, _ kind: String) throws -> Record {
        guard let record else { throw Refusal.notFound(kind) }
        return record
    }

    /// Whether the actor's limits to legal entities and departments reach an order.
    func isWithinLimits(_ order: PurchaseOrder) throws -> Bool {
        guard let limits = actor.user?.limits, !limits.isEmpty else { return true }
        return limits.reaches(order, in: try setUp().departments)
    }

    /// An order that the actor may see; what they may not see is not there for them.
    func visibleOrder(_ id: Identifier<PurchaseOrder>) throws -> PurchaseOrder {
        let order = try need(try store.order(id), "purchase order")
        if actor.seesAllOrders, try isWithinLimits(order) { return order }
        if case .system = actor.kind { return order }
        guard let user = actor.user else { throw Refusal.notFound("purchase order") }
        if order.buyerID == user.id { return order }
        if try isAsked(in: try store.tasks(of: id), user.id) { return order }
        throw Refusal.notFound("purchase order")
    }

    /// Whoever acts for an approver, or was asked because nobody decided, sees what they decide about.
    func isAsked(in tasks: [ApprovalTask], _ user: Identifier<User>) throws -> Bool {
        let people = try approvers(for: user)
        return tasks.contains {
            $0.status != .waiting && (people.contains($0.approverID) || $0.escalatedToID == user || $0.decidedByID == user)
        }
    }
}

/// A question: one consistent read.
package struct View: Workspace {
    package private(set) var store: Store
    package let actor: Actor
    package let now: Date
    private let shared: SharedEnvironment
    package let setUpMemory = SetUpMemory()

    package var environment: Environment { shared.value }

    init(store: Store, actor: Actor, shared: SharedEnvironment) {
        self.store = store
        self.actor = actor
        self.shared = shared
        now = shared.value.moment()
    }

    /// What a change that is under way sees.
    init(within work: UnitOfWork, as actor: Actor) {
        (store, self.actor, now, shared) = (work.store, actor, work.now, work.shared)
    }

    /// The same in which nothing of the set-up is read twice.
    func remembering() throws -> View {
        var view = self
        view.store = try rememberingSetUp()
        return view
    }
}

/// A change: one transaction with the events that tell it.
package final class UnitOfWork: Workspace {
    package private(set) var store: Store
    package let setUpMemory: SetUpMemory
    package let actor: Actor
    package let now: Date
    fileprivate let shared: SharedEnvironment
    package var environment: Environment { shared.value }
    /// What is to be told when the transaction is kept.
    private(set) var afterwards = Afterwards()
    /// Set when the outbox got something to send.
    var queuedDelivery: Bool {
        get { afterwards.queuedDelivery }
        set { afterwards.queuedDelivery = newValue }
    }
    /// What this process's own worker sends, leased for it.
    var handedOver: [LeasedDelivery] {
        get { afterwards.handedOver }
        set { afterwards.handedOver = newValue }
    }
    /// Set when a mail was queued, or something that becomes one.
    var queuedMail: Bool {
        get { afterwards.queuedMail }
        set { afterwards.queuedMail = newValue }
    }
    /// Set when something is to be sent to Vendor Central or asked there.
    var queuedVendorWork: Bool {
        get { afterwards.queuedVendorWork }
        set { afterwards.queuedVendorWork = newValue }
    }

    /// Set when the invoice inbox got something to read.
    var queuedInbox: Bool {
        get { afterwards.queuedInbox }
        set { afterwards.queuedInbox = newValue }
    }
    /// Set when something changed that an open page might show.
    var hasNews: Bool {
        get { afterwards.hasNews }
        set { afterwards.hasNews = newValue }
    }
    /// People are not told of what is done here before this, because it may be taken back until then.
    var tellNotBefore: Date?
    /// Sequence numbers of the events recorded so far.
    private(set) var recorded: ClosedRange<Int>?
    /// Recorded events that rules have not looked at yet.
    private var eventsForRules: [StoredEvent] = []
    private let identifiers: IdentifierSeries
    /// The newest event there is, when it is known.
    var lastEvent: (sequence: Int, hash: [UInt8])?

    init(store: Store, actor: Actor, shared: SharedEnvironment) {
        self.store = store
        self.actor = actor
        self.shared = shared
        now = shared.value.moment()
        setUpMemory = SetUpMemory()
        identifiers = IdentifierSeries()
    }

    private init(of work: UnitOfWork, as actor: Actor) {
        (store, self.actor, now, shared, setUpMemory) = (work.store, actor, work.now, work.shared, work.setUpMemory)
        identifiers = work.identifiers
    }

    /// What a write that shared the transaction found out behind its last change, so that this one need not read it again.
    final class Legacy {
        let lastEvent: (sequence: Int, hash: [UInt8])?
        /// `nil` behind a change that may have altered it.
        let setUp: SetUp?

        init(lastEvent: (sequence: Int, hash: [UInt8])?, setUp: SetUp?) {
            self.lastEvent = lastEvent
            self.setUp = setUp
        }
    }

    /// From here on nothing of the set-up is read twice: for changes that leave it as it is.
    /// - Parameter setUp: as it is known to be; of another day it is not taken.
    func rememberSetUp(_ setUp: SetUp?) throws {
        if let setUp, setUp.day == today { setUpMemory.known = setUp }
        store = try rememberingSetUp()
    }

    /// Whether nothing changed the set-up since it was remembered.
    var isSetUpAsRemembered: Bool { (try? store.setUpVersion()) == setUpMemory.known?.version }

    /// The same transaction in the name of somebody who proved who they are another way than by signing in.
    func acting(as person: Actor) -> UnitOfWork {
        let work = UnitOfWork(of: self, as: person)
        work.lastEvent = lastEvent
        return work
    }

    /// Takes over what `other`, made by ``acting(as:)``, did last and has to be told.
    func take(over other: UnitOfWork) {
        lastEvent = other.lastEvent ?? lastEvent
        eventsForRules += other.eventsForRules
        queuedDelivery = queuedDelivery || other.queuedDelivery
        queuedMail = queuedMail || other.queuedMail
        queuedVendorWork = queuedVendorWork || other.queuedVendorWork
        queuedInbox = queuedInbox || other.queuedInbox
        hasNews = hasNews || other.hasNews
        handedOver += other.handedOver
    }

    /// One that sorts behind all that this transaction made before.
    func newID<Subject>(_: Subject.Type = Subject.self) -> Identifier<Subject> { identifiers.next(at: now, environment.random) }

    /// One that sorts behind `last`, too, for what is read in the order in which it was written: also within one millisecond, or
    /// when the clock was set back.
    func newID<Subject>(after last: Identifier<Subject>?) -> Identifier<Subject> {
        let id: Identifier<Subject> = newID()
        guard let last, id.text <= last.text else { return id }
        return Identifier(behind: last) ?? id
    }

    /// Appends to the trail. Each event's hash covers the one before, so that nothing can be altered unseen.
    func record<Subject>(_ type: EventType, _ subject: Identifier<Subject>, _ details: [(String, String?)] = []) throws {
        try record(type, about: subject.text, details)
        switch Subject.identifierPrefix {
        case PunchOutConnection.identifierPrefix: afterwards.changesPartners = true
        case APIToken.identifierPrefix, SupplierUser.identifierPrefix: afterwards.changesTokens = true
        default: break
        }
    }

    /// The next event that rules may act at, in the order in which they were recorded.
    func takeEvent() -> StoredEvent? { eventsForRules.isEmpty ? nil : eventsForRules.removeFirst() }

    func record(_ type: EventType, about subject: String, _ details: [(String, String?)] = []) throws {
        let previous = try lastEvent ?? store.lastEvent() ?? (sequence: 0, hash: [])
        var event = StoredEvent(
            sequence: previous.sequence + 1, id: newID(), at: now, type: type.rawValue, actorKind: actor.kindWord,
            actorID: actor.id,
            actorName: actor.name, subjectID: subject, details: EventDetails.encode(details + [("via", actor.origin)]),
            hash: [])
        event.hash = event.chained(to: previous.hash)
        try store.append(event)
        afterwards.hasNews = true
        if RuleTrigger.events.contains(type) { eventsForRules.append(event) }
        recorded = (recorded?.lowerBound ?? event.sequence)...event.sequence
        lastEvent = (event.sequence, event.hash)
    }
}

/// What a change has to be followed by.
struct Afterwards: Sendable {
    /// The outbox got something to send.
    var queuedDelivery = false
    var handedOver: [LeasedDelivery] = []
    /// A mail was queued.
    var queuedMail = false
    /// Something is to be sent to Vendor Central or asked there.
    var queuedVendorWork = false
    /// The invoice inbox got something to read.
    var queuedInbox = false
    /// Something changed that an open page might show.
    var hasNews = false
    /// A connection changed, and with it perhaps whom it takes for its partner.
    var changesPartners = false
    /// A token or somebody of a supplier changed, who are no set-up, and with it perhaps whom a token speaks for.
    var changesTokens = false
}

extension StoredEvent {
    /// The hash that this event must carry behind `previous`.
    package func chained(to previous: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(previous.count + details.utf8.count + actorName.utf8.count + 320)
        bytes.append(contentsOf: previous)
        func add(_ field: String) {
            var field = field
            field.withUTF8 { utf8 in
                // Lengths keep neighbouring fields apart.
                var length = String(utf8.count)
                length.withUTF8 { unsafe bytes.append(contentsOf: $0) }
                bytes.append(UInt8(ascii: ":"))
                unsafe bytes.append(contentsOf: utf8)
            }
        }
        add(String(sequence))
        add(id.text)
        add(String(Int64((at.timeIntervalSince1970 * 1000).rounded())))
        add(type)
        add(actorKind)
        add(actorID ?? "")
        add(actorName)
        add(subjectID)
        add(details)
        return SHA256.digest(bytes)
    }
}

/// The details of an event as text: name=value, one a line.
package enum EventDetails {
    static func encode(_ details: [(String, String?)]) -> String {
        var text = ""
        for case (let name, let value?) in details {
            if !text.isEmpty { text += "\n" }
            text += name
            text += "="
            text += escaped(value)
        }
        return text
    }

    package static func decode(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? (String(parts[0]), unescaped(String(parts[1]))) : nil
        }
    }

    private static func escaped(_ value: String) -> String {
        // `%`, carriage return, line feed.
        if !value.utf8.contains(where: { $0 == 0x25 || $0 == 0x0D || $0 == 0x0A }) { return value }
        return value.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func unescaped(_ value: String) -> String {
        value.replacing("%0A", with: "\n").replacing("%0D", with: "\r").replacing("%25", with: "%")
    }
}
