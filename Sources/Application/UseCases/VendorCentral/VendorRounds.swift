import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// What is to be done for Vendor Central now, and when it is to be asked again.
package struct VendorAgenda: Query {
    package static let access = Access.system

    package struct Work: Sendable, Hashable {
        package var connection: Identifier<VendorConnection>
        package var hasMessages: Bool
        /// Rounds that a person asked for, then those that are due.
        package var rounds: [Round]
    }

    package struct Round: Sendable, Hashable {
        package var sync: VendorSync
        package var requested: Identifier<VendorSyncRun>?
    }

    package struct Answer: Sendable, Hashable {
        package var due: [Work] = []
        package var next: Date?
    }

    package init() {}

    package func answer(in view: View) throws -> Answer {
        var answer = Answer()
        func consider(_ date: Date) { answer.next = min(answer.next ?? date, date) }
        for connection in try view.store.vendorConnections() {
            let open = try view.store.openVendorSyncRuns(of: connection.id)
            var rounds = open.filter { $0.status == .requested }.map { Round(sync: $0.sync, requested: $0.id) }
            let running = Set(
                open.filter { $0.status == .running && view.now.timeIntervalSince($0.seenAt) < VendorSyncRun.patience }.map(
                    \.sync))
            let dates = try view.store.vendorRounds(of: connection.id)
            for sync in connection.activeSyncs where connection.isActive && !running.contains(sync) {
                let due = dates[sync] ?? view.now
                // A date that no schedule gives is from before the clock was set back.
                if due > view.now, due <= connection.schedule.latest(sync, after: view.now) {
                    consider(due)
                } else if !rounds.contains(where: { $0.sync == sync }) {
                    rounds.append(Round(sync: sync))
                }
            }
            let message = try view.store.nextVendorTransaction(of: connection.id)
            let hasMessages = message.map { $0 <= view.now } ?? false
            if let message, message > view.now { consider(message) }
            if hasMessages || !rounds.isEmpty {
                answer.due.append(Work(connection: connection.id, hasMessages: hasMessages, rounds: rounds))
            }
        }
        return answer
    }
}

extension VendorConnection {
    /// The rounds that make sense with its programmes.
    package var activeSyncs: [VendorSync] {
        VendorSync.allCases.filter { sync in
            switch sync {
            case .orders, .fulfilment: true
            case .inventory: programmes.contains(.directFulfillment)
            case .invoices: marketplaceID != nil
            }
        }
    }
}

/// Asks for a round at once.
package struct RequestVendorSync: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var connection: Identifier<VendorConnection>
    package var sync: String
    /// Inventory alone: all figures, so that Amazon takes what is not listed for unavailable.
    package var isFull: Bool

    package init(_ connection: Identifier<VendorConnection>, _ sync: String, isFull: Bool = false) {
        self.connection = connection
        self.sync = sync
        self.isFull = isFull
    }

    package func perform(in work: UnitOfWork) throws -> VendorSyncRun {
        let connection = try work.vendorConnection(connection)
        guard let sync = VendorSync(rawValue: sync) else {
            throw Refusal.invalid("/sync", "unknown", "Rounds are orders, fulfilment, inventory and invoices.")
        }
        guard connection.activeSyncs.contains(sync) else {
            throw Refusal.conflict(
                code: "not-active",
                sync == .invoices
                    ? "Payments are read when the connection names its marketplace. Enter it first."
                    : "Inventory is told for direct fulfillment only. Switch that on first.")
        }
        if isFull, sync != .inventory {
            throw Refusal.invalid("/is_full", "invalid", "Only inventory can be told in full.")
        }
        let open = try work.store.openVendorSyncRuns(of: connection.id).first {
            $0.sync == sync && ($0.status == .requested || work.now.timeIntervalSince($0.seenAt) < VendorSyncRun.patience)
        }
        if let open { return open }
        let run = VendorSyncRun(
            id: work.newID(), connection: connection.id, sync: sync, status: .requested, isFull: isFull, startedAt: work.now,
            message: "Asked for by \(work.actor.name)")
        try work.store.save(run)
        work.queuedVendorWork = true
        work.hasNews = true
        return run
    }
}

/// A round begins; the next of its kind gets its time.
package struct BeginVendorSync: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var connection: Identifier<VendorConnection>
    package var round: VendorAgenda.Round

    package init(_ connection: Identifier<VendorConnection>, _ round: VendorAgenda.Round) {
        self.connection = connection
        self.round = round
    }

    package func perform(in work: UnitOfWork) throws -> VendorSyncRun {
        let connection = try work.vendorConnection(connection)
        for var dead in try work.store.openVendorSyncRuns(of: connection.id)
        where dead.sync == round.sync && dead.status == .running {
            dead.status = .failed
            dead.endedAt = work.now
            dead.message = "The server stopped in the middle of it; the next round goes on where it was."
            try work.store.save(dead)
        }
        try work.store.hastenVendorTransactions(of: connection.id, at: work.now)
        let byte = work.environment.random.bytes(1).first ?? 0
        try work.store.setVendorRound(
            round.sync, at: connection.schedule.next(round.sync, after: work.now, random: Double(byte) / 256), of: connection.id)
        var run =
            try round.requested.flatMap { try work.store.vendorSyncRun($0) }
            ?? VendorSyncRun(
                id: work.newID(), connection: connection.id, sync: round.sync, status: .running, startedAt: work.now, message: "")
        run.status = .running
        run.seenAt = work.now
        run.message = "Begins"
        try work.store.save(run)
        work.hasNews = true
        return run
    }
}

/// A round ends, well or not.
package struct EndVendorSync: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    /// Seconds that rounds are kept.
    package static let memory: TimeInterval = 30 * 86400
    package var run: Identifier<VendorSyncRun>
    package var problem: String?
    package var message: String
    package var items: Int?
    package var changes: Int?

    package init(
        _ run: Identifier<VendorSyncRun>, problem: String? = nil, message: String, items: Int? = nil, changes: Int? = nil
    ) {
        self.run = run
        self.problem = problem
        self.message = message
        self.items = items
        self.changes = changes
    }

    package func perform(in work: UnitOfWork) throws -> VendorSyncRun {
        var run = try work.need(try work.store.vendorSyncRun(run), "round")
        run.status = problem == nil ? .done : .failed
        run.seenAt = work.now
        run.endedAt = work.now
        run.items = items ?? run.items
        run.changes = changes ?? run.changes
        run.message = String((problem.map { "\($0.sentence) \(message)" } ?? message).prefix(2000))
        try work.store.save(run)
        try work.store.deleteVendorSyncRuns(
            before: work.environment.identifier(at: work.now.addingTimeInterval(-Self.memory)))
        if problem != nil {
            try work.record(
                .vendorSyncFailed, run.connection, [("sync", run.sync.rawValue), ("reason", String(run.message.prefix(1000)))])
        }
        work.hasNews = true
        return run
    }
}

/// How far polling came.
package struct ShowVendorCursor: Query {
    package static let access = Access.system
    package var connection: Identifier<VendorConnection>
    package var subject: PollSubject

    package init(_ subject: PollSubject, of connection: Identifier<VendorConnection>) {
        self.subject = subject
        self.connection = connection
    }

    package func answer(in view: View) throws -> PollCursor { try view.store.vendorCursor(subject, of: connection) }
}

package struct SaveVendorCursor: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var connection: Identifier<VendorConnection>
    package var cursor: PollCursor

    package init(_ cursor: PollCursor, of connection: Identifier<VendorConnection>) {
        self.cursor = cursor
        self.connection = connection
    }

    package func perform(in work: UnitOfWork) throws { try work.store.save(cursor, of: connection) }
}

/// Messages of a connection that are to be sent or asked about now.
package struct DueVendorTransactions: Query {
    package static let access = Access.system
    package var connection: Identifier<VendorConnection>
    package init(of connection: Identifier<VendorConnection>) { self.connection = connection }

    package func answer(in view: View) throws -> [VendorTransaction] {
        try view.store.dueVendorTransactions(of: connection, by: view.now, limit: 100)
    }
}

package struct ListVendorSyncRuns: Query {
    package static let access = Access.vendorRead
    package var connection: Identifier<VendorConnection>?
    package var page: PageRequest

    package init(of connection: Identifier<VendorConnection>? = nil, page: PageRequest = PageRequest()) {
        self.connection = connection
        self.page = page
    }

    package func answer(in view: View) throws -> Page<VendorSyncRun> { try view.store.vendorSyncRuns(of: connection, page) }
}

package struct ShowVendorSyncRun: Query {
    package static let access = Access.vendorRead
    package var id: Identifier<VendorSyncRun>
    package init(_ id: Identifier<VendorSyncRun>) { self.id = id }
    package func answer(in view: View) throws -> VendorSyncRun { try view.need(try view.store.vendorSyncRun(id), "round") }
}
