package import Database
import Synchronization

/// A database that has SQLite explain every statement that runs on it, the first time it is met in this process: which table
/// it reads as a whole, because no index answers it.
package final class PlanWatch: Database {
    /// What was found: each statement once, with the steps of its plan that read whole tables.
    private static let findings = Mutex<[String: [String]]>([:])
    private static let seen = Mutex<Set<String>>([])

    private let real: any Database

    package init(_ real: any Database) { self.real = real }

    package func read<R: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> R) async throws -> R {
        try await real.read { try body(Watched($0)) }
    }

    package func write<R: Sendable>(
        isUrgent: Bool, _ body: @escaping @Sendable (any SQLConnection) throws -> R
    ) async throws -> R {
        try await real.write(isUrgent: isUrgent) { try body(Watched($0)) }
    }

    package func close() async { await real.close() }

    /// Every statement that was met, and its whole-table steps.
    package static var report: (statements: Int, scans: [String: [String]]) {
        (seen.withLock(\.count), findings.withLock(\.self))
    }

    private final class Watched: SQLConnection {
        private let real: any SQLConnection
        init(_ real: any SQLConnection) { self.real = real }

        func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
            explain(sql, arguments)
            return try real.execute(sql, arguments)
        }

        func execute(_ sql: String, key: String?, _ values: BoundValues) throws -> Int {
            explain(sql, [SQLValue](repeating: .null, count: values.cells.count + (key == nil ? 0 : 1)))
            return try real.execute(sql, key: key, values)
        }

        func forEach(_ sql: String, _ arguments: [SQLValue], _ body: (any SQLRow) throws -> Bool) throws {
            explain(sql, arguments)
            try real.forEach(sql, arguments, body)
        }

        var legacy: AnyObject? {
            get { real.legacy }
            set { real.legacy = newValue }
        }

        func executeScript(_ sql: String) throws { try real.executeScript(sql) }

        private func explain(_ sql: String, _ arguments: [SQLValue]) {
            // What an INSERT VALUES would look for is only whether violations of foreign keys are mended by it: none are open.
            guard ["SELECT", "WITH", "UPDATE", "DELETE"].contains(where: sql.hasPrefix),
                PlanWatch.seen.withLock({ $0.insert(sql).inserted })
            else { return }
            let steps = (try? real.query("EXPLAIN QUERY PLAN " + sql, arguments) { try $0.text(3) }) ?? ["no plan"]
            let scans = PlanWatch.scans(in: steps, of: sql)
            if !scans.isEmpty { PlanWatch.findings.withLock { $0[sql] = scans } }
        }
    }

    /// Tables that workers take work from.
    private static let queues: Set<String> = [
        "deliveries", "mails", "notifications", "webhook_deliveries", "supplier_notices", "vendor_transactions",
    ]

    /// The steps that read a table or an index from one end to the other, or sort all that waits in a queue for
    /// the few rows of a LIMIT.
    ///
    /// Not counted: what a statement made itself (`below`, sub-queries, constants), and a list without any condition that is
    /// read in its order only as far as its LIMIT.
    package static func scans(in steps: [String], of sql: String) -> [String] {
        let isBounded = sql.contains(" LIMIT ") && !sql.contains("WHERE") && !steps.contains { $0.contains("TEMP B-TREE") }
        // What workers ask for again and again must not be sorted first: each time would cost as much as all that waits.
        if sql.contains(" LIMIT "), !sql.contains(" UNION "), steps.contains("USE TEMP B-TREE FOR ORDER BY") {
            let from = steps.first { $0.hasPrefix("SEARCH") }?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            if queues.contains(from) { return ["SORT \(from)"] }
        }
        return steps.filter { step in
            guard step.hasPrefix("SCAN") else { return step == "no plan" }
            let name = step.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            // An index of some rows whose condition the statement has is no whole table.
            let partial = [
                "messages_refused", "messages_unanswered", "messages_warned", "notifications_unsent", "notifications_for_digest",
                "supplier_notices_unsent",
            ]
            if partial.contains(where: step.contains) {
                return false
            }
            // A virtual table that is asked for words or for a row: what it answers by stands behind the number.
            if step.contains("VIRTUAL TABLE INDEX"), !step.hasSuffix(":") { return false }
            if sql.contains(" AND 0 ORDER BY ") { return false }
            let isOwn = name == "below" || name.hasPrefix("(") || step.contains("CONSTANT ROW") || step.contains("SUBQUERY")
            return !isOwn && !isBounded
        }
    }
}
