import Database
import FoundationEssentials
import ProcurementStore
import SQLiteDatabase
import Testing

/// How SQLite finds what approvals and budgets ask for: by an index, never by reading a whole table.
struct ApprovalQueryPlanTests {
    @Test(arguments: [
        "SELECT id FROM approval_tasks WHERE approver_id = 'a' AND status = 'open' AND id < 'z' ORDER BY id DESC LIMIT 51",
        "SELECT id FROM approval_tasks WHERE escalated_to_id = 'a' AND status = 'open' AND id < 'z' ORDER BY id DESC LIMIT 51",
        "SELECT id FROM approval_tasks WHERE next_alarm_at IS NOT NULL AND next_alarm_at <= 5 ORDER BY next_alarm_at LIMIT 100",
        "SELECT id FROM approval_tasks WHERE approver_id = 'a' AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT 50",
        "SELECT budget_id FROM budget_entries WHERE order_id = 'a' AND line_number IS NOT NULL GROUP BY budget_id, line_number",
        "SELECT id FROM budget_entries WHERE budget_id = 'a' AND id < 'z' ORDER BY id DESC LIMIT 51",
        "SELECT sum(actual) FROM budget_entries WHERE budget_id = 'a' AND at <= 5",
        "SELECT id FROM purchase_orders WHERE status = 'approved' ORDER BY id DESC LIMIT 200",
        "SELECT id FROM notifications WHERE order_id = 'a' ORDER BY id DESC LIMIT 200",
    ])
    func `a list is searched by an index and comes in its order`(query: String) async throws {
        let database = try SQLiteDatabase.scratch()
        _ = try await Migrator(Migrations.sqlite).run(on: database, at: Date(timeIntervalSince1970: 0))
        let plan = try await database.read { sql in
            try sql.query("EXPLAIN QUERY PLAN \(query)", []) { try $0.text(3) }
        }
        #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
        await database.close()
    }
}
