import Cryptography
import Database
import FoundationEssentials
import Logging
import ProcurementStore
import Synchronization

/// One condition of serving, told by its name in `/readyz`.
package struct ReadinessCheck: Sendable {
    package var name: String
    /// Throws when the condition does not hold.
    package var run: @Sendable () async throws -> Void

    package init(_ name: String, _ run: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.run = run
    }
}

/// Whether the server can do its work: what `/readyz` answers.
///
/// Anybody may ask, so asking costs little: the checks run once at a time and at most once a second, and one that hangs
/// counts as failed. What exactly is wrong stands in the log only.
final class Readiness: Sendable {
    struct Report: Sendable, Hashable {
        var failed: Set<String>
        var names: [String]

        var isReady: Bool { failed.isEmpty }
        /// A line for each check: `database ok`.
        var text: String { names.map { "\($0) \(failed.contains($0) ? "failed" : "ok")\n" }.joined() }
    }

    private struct State {
        var last: (report: Report, microseconds: Int64)?
        var running: Task<Report, Never>?
    }

    private let checks: [ReadinessCheck]
    private let patience: Duration
    private let microseconds: @Sendable () -> Int64
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - patience: how long an asker waits for all checks together.
    ///   - microseconds: of a clock that does not go back.
    init(
        _ checks: [ReadinessCheck], patience: Duration, microseconds: @escaping @Sendable () -> Int64, logger: Logger
    ) {
        self.checks = checks
        self.patience = patience
        self.microseconds = microseconds
        self.logger = logger
    }

    func report() async -> Report {
        let (fresh, running) = state.withLock { state -> (Report?, Task<Report, Never>?) in
            if let task = state.running { return (nil, task) }
            if let last = state.last, microseconds() - last.microseconds < 1_000_000 { return (last.report, nil) }
            state.running = Task { await self.check() }
            return (nil, state.running)
        }
        guard let running else { return fresh ?? Report(failed: [], names: []) }
        let (answers, feed) = AsyncStream.makeStream(of: Report.self)
        let names = checks.map(\.name)
        Task { feed.yield(await running.value) }
        let timer = Task { [patience] in
            try await Task.sleep(for: patience)
            feed.yield(Report(failed: Set(names), names: names))
        }
        defer { timer.cancel() }
        // Whichever is first; the check goes on by itself.
        for await report in answers { return report }
        return Report(failed: Set(names), names: names)
    }

    private func check() async -> Report {
        var report = Report(failed: [], names: checks.map(\.name))
        for check in checks {
            do {
                try await check.run()
            } catch {
                report.failed.insert(check.name)
                logger.error("not ready", metadata: ["check": "\(check.name)", "error": "\(error)"])
            }
        }
        state.withLock { state in
            state.last = (report, microseconds())
            state.running = nil
        }
        return report
    }
}

extension ReadinessCheck {
    /// A row is really written and made durable: a full disk or a read-only file system is noticed before a buyer does.
    static func database(_ database: any Database) -> ReadinessCheck {
        ReadinessCheck("database") {
            try await database.write { connection in
                _ = try connection.execute("UPDATE schema_migration SET applied_at = applied_at WHERE position = 0", [])
            }
        }
    }

    /// No step of the schema is missing, and none was added by a newer program.
    static func migrations(_ database: any Database) -> ReadinessCheck {
        ReadinessCheck("migrations") {
            let missing = try await Migrator(Migrations.sqlite).pending(in: database)
            if let first = missing.first { throw MissingMigration(name: first.name) }
        }
    }

    /// The file holds the key still; without it the next start fails.
    static func key(file: String) -> ReadinessCheck { ReadinessCheck("key") { _ = try KeyFile.load(file) } }

    private struct MissingMigration: Error { let name: String }
}
