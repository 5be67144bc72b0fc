import Database
package import FoundationEssentials
import Procurement
import ProcurementStore

/// A change that somebody may make: one use case, one transaction.
package protocol Command: Sendable {
    associatedtype Outcome: Sendable
    static var access: Access { get }
    /// Whether it may change anything that is read as set-up: people, policies, budgets' rules, what codings choose from. One
    /// that says no reads nothing of that twice.
    static var changesSetUp: Bool { get }
    /// Whether somebody waits for it. What works in the background says no, and is made durable together with something else.
    static var isUrgent: Bool { get }
    /// Whether the orders that it writes are worked on within moments, so that keeping them in mind saves reading them.
    static var keepsOrders: Bool { get }
    /// Loads, decides, saves and records, all or nothing. Throws `Refusal`.
    func perform(in work: UnitOfWork) throws -> Outcome
}

extension Command {
    package static var changesSetUp: Bool { true }
    package static var isUrgent: Bool { true }
    package static var keepsOrders: Bool { true }
}

/// A question that somebody may ask.
package protocol Query: Sendable {
    associatedtype Answer: Sendable
    static var access: Access { get }
    /// Whether it reads what orders add up to: reports, or what drafts would take of budgets.
    static var readsSums: Bool { get }
    func answer(in view: View) throws -> Answer
}

extension Query {
    package static var readsSums: Bool { false }
}

/// Every way in ends here: checks who asks, opens the transaction, runs the use case, and wakes the outbox and
/// the pages that wait.
package struct Application: Sendable {
    private let shared: SharedEnvironment

    package var environment: Environment { shared.value }

    /// The present. Who asks the environment for it has all of that copied.
    package var now: Date { shared.value.now() }

    /// The host named in payload ids, `…@host`.
    package var payloadHost: String { shared.value.rules.payloadHost }

    package init(_ environment: Environment) { shared = SharedEnvironment(environment) }

    /// Throws `Refusal`, or `DatabaseError` when storage fails.
    package func perform<C: Command>(_ command: C, as actor: Actor) async throws -> C.Outcome {
        try C.access.check(actor)
        let shared = shared
        let (outcome, after, written) = try await shared.value.database.write(isUrgent: C.isUrgent) { sql in
            let orders = OrderMemory(shared.value.orders)
            let work = UnitOfWork(store: Store(sql, orders: orders), actor: actor, shared: shared)
            let legacy = sql.legacy as? UnitOfWork.Legacy
            work.lastEvent = legacy?.lastEvent
            if !C.changesSetUp { try work.rememberSetUp(legacy?.setUp) }
            let outcome = try Self.translating { try command.perform(in: work) }
            if let key = actor.idempotencyKey { try work.store.noteDone(actor: actor.id ?? "", key: key) }
            try work.runRules()
            assert(C.changesSetUp || work.isSetUpAsRemembered, "\(C.self) changes the set-up, and says that it does not")
            sql.legacy = UnitOfWork.Legacy(lastEvent: work.lastEvent, setUp: C.changesSetUp ? nil : work.setUpMemory.known)
            return (outcome, work.afterwards, orders.written)
        }
        if C.keepsOrders, !written.isEmpty { environment.orders.keep(written) }
        if C.changesSetUp || after.changesTokens { environment.tokens.forget() }
        if after.changesPartners { environment.partners.forget() }
        if !after.handedOver.isEmpty { environment.handover.add(after.handedOver) }
        if after.queuedDelivery { environment.deliveryQueued() }
        if after.queuedVendorWork { environment.vendorQueued() }
        if after.queuedInbox { environment.inboxQueued() }
        if after.hasNews { environment.changed() }
        if after.hasNews || after.queuedMail { environment.mailQueued() }
        return outcome
    }

    package func answer<Q: Query>(_ query: Q, as actor: Actor) async throws -> Q.Answer {
        try Q.access.check(actor)
        if Q.readsSums { try await countOrders() }
        let shared = shared
        return try await shared.value.database.read { sql in
            let store = Store(sql, orders: OrderMemory(shared.value.orders))
            let view = View(store: store, actor: actor, shared: shared)
            return try query.answer(in: try view.remembering())
        }
    }

    /// Counts all orders that were written and are not counted yet.
    package func countOrders() async throws {
        guard try await answer(HasUncountedOrders(), as: .system) else { return }
        while try await perform(CountOrders(), as: .system) {}
    }

    /// Lifecycle refusals become conflicts with a sentence.
    private static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let refusal as LifecycleRefusal {
            throw Refusal.conflict(
                code: "wrong-state",
                "This cannot be done (\(refusal.trigger.replacing("_", with: " "))) while the document is \(refusal.state.replacing("_", with: " "))."
            )
        }
    }
}
