import Database
import FoundationEssentials
import Procurement
import ProcurementStore
import SQLiteDatabase
import Testing

/// Data of an older version behind an upgrade.
struct UpgradeTests {
    @Test func `events are as they were behind the step that drops an index of theirs`() async throws {
        let database = try SQLiteDatabase.scratch()
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let before = Array(Migrations.sqlite.prefix { $0.name != "0010-event-rows" })
        try await Migrator(before).run(on: database, at: now)
        let written = (1...300).map { number in
            StoredEvent(
                sequence: number, id: Identifier(trusted: "evt_\(number)"), at: now, type: "order.created", actorKind: "system",
                actorID: number % 2 == 0 ? "usr_1" : nil, actorName: "Portico", subjectID: "po_\(number % 7)",
                details: "a=\(number)", hash: [UInt8(number % 256)])
        }
        try await database.write { sql in for event in written { try Store(sql).append(event) } }
        let applied = try await Migrator(Migrations.sqlite).run(on: database, at: now)
        #expect(applied.contains("0010-event-rows"))
        #expect(try await database.read { try Store($0).events(after: 0, limit: 1000) } == written)
        let plan = try await database.read { sql in
            try sql.query("EXPLAIN QUERY PLAN SELECT * FROM events WHERE subject_id = ?1 ORDER BY sequence", ["po_1"]) {
                try $0.text(3)
            }
        }
        #expect(plan.allSatisfy { $0.contains("USING INDEX events_by_subject") } && !plan.isEmpty)
        await database.close()
    }

    /// An order that waits for its second stage, with the link and the notices about it.
    static let waitingOrder = """
        INSERT INTO users (id, email, email_key, name, roles, is_active) VALUES
            ('usr_1', 'b@example.com', 'b@example.com', 'B', 'buyer', 1), ('usr_2', 'a@example.com', 'a@example.com', 'A', 'approver', 1),
            ('usr_3', 'c@example.com', 'c@example.com', 'C', 'approver', 1);
        INSERT INTO suppliers (id, name) VALUES ('sup_1', 'Shop');
        INSERT INTO punchout_connections (id, name, slug, supplier_id, from_domain, from_identity, to_domain, to_identity, punchout_url,
            order_url, mode, require_approval) VALUES ('poc_1', 'Shop', 'shop', 'sup_1', 'NetworkId', 'B', 'NetworkId', 'S', '', '', 'active', 1);
        INSERT INTO approval_policies (id, name, is_active) VALUES ('pol_1', 'All', 1);
        INSERT INTO approval_stages (policy_id, position, from_amount, currency, approvers, conditions, quorum) VALUES ('pol_1', 1, 0, 'USD', 'user:usr_2', '', 'any');
        INSERT INTO purchase_orders (id, status, origin, connection_id, supplier_id, buyer_id, is_test, currency, total, transmission,
            confirmation, receipt, billing, created_at, updated_at, submitted_at, version) VALUES
            ('po_1', 'pending_approval', 'punch_out', 'poc_1', 'sup_1', 'usr_1', 0, 'USD', 1000, 'not_sent', 'none', 'none', 'none', 1000, 3000, 2000, 2);
        INSERT INTO order_lines (order_id, line_number, supplier_part_id, description, quantity, unit_price, price_basis, currency, unit_of_measure, warnings, accepted, rejected, backordered, confirmation_notes, shipped)
            VALUES ('po_1', 1, 'P', 'Pen', '1', '10', '1', 'USD', 'EA', '', '0', '0', '0', '', '0');
        INSERT INTO approval_tasks (id, order_id, round, stage, approver_id, reason, status, comment, decided_at, created_at, needed, basis,
            remind_after, escalate_after, expire_after, decided_by_id, opened_at, next_alarm_at) VALUES
            ('apr_1', 'po_1', 1, 1, 'usr_2', 'All', 'approved', 'fine', 2500, 2000, 1, 'b1', NULL, NULL, NULL, 'usr_3', 2000, NULL),
            ('apr_2', 'po_1', 1, 2, 'usr_3', 'All', 'open', NULL, NULL, 2000, 1, 'b2', 4, 8, 24, NULL, 2500, 9000),
            ('apr_3', 'po_1', 1, 3, 'usr_2', 'All', 'waiting', NULL, NULL, 2000, 1, '', NULL, NULL, NULL, NULL, NULL, NULL);
        INSERT INTO approval_links (id, task_id, user_id, created_at, expires_at) VALUES ('lnk_1', 'apr_2', 'usr_3', 2500, 99000);
        INSERT INTO notifications (id, user_id, kind, order_id, task_id, link_id, created_at) VALUES
            ('ntf_1', 'usr_3', 'approval_requested', 'po_1', 'apr_2', 'lnk_1', 2500), ('ntf_2', 'usr_1', 'order_approved', 'po_1', NULL, NULL, 2600);
        """

    @Test func `a budget's ledger is as it was behind the step that lays it together`() async throws {
        let database = try SQLiteDatabase.scratch()
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let before = Array(Migrations.sqlite.prefix { $0.name != "0067-ledger-by-budget" })
        try await Migrator(before).run(on: database, at: now)
        let (order, budgets) = (
            Identifier<PurchaseOrder>(trusted: "po_1"), (1...2).map { Identifier<Budget>(trusted: "bud_\($0)") }
        )
        try await database.write { sql in
            try sql.executeScript(Self.waitingOrder)
            try sql.executeScript(
                """
                INSERT INTO budgets (id, name, amount, currency, period_start, period_end) VALUES
                    ('bud_1', 'One', 100, 'USD', '2026-01-01', '2026-12-31'), ('bud_2', 'Two', 100, 'USD', '2026-01-01', '2026-12-31');
                """)
            try Store(sql).append(
                (0..<20).map { number in
                    BudgetEntry(
                        id: Identifier(trusted: "bde_\(100 + number)"), at: now.addingTimeInterval(Double(number)),
                        posting: BudgetPosting(
                            budgetID: budgets[number % 2], kind: .reserve, delta: BudgetDelta(reserved: Int64(number)),
                            orderID: order, lineNumber: number % 3 + 1, invoiceID: nil,
                            counterpartID: number == 7 ? budgets[0] : nil, conversion: number == 8 ? "1.1" : nil,
                            note: "n\(number)"),
                        actor: "A")
                })
        }
        func ledger() async throws -> ([[BudgetEntry]], [BudgetHolding], [BudgetDelta]) {
            try await database.read { sql in
                let store = Store(sql)
                return (
                    try budgets.map { try store.budgetEntries(of: $0, PageRequest(limit: 50)).items },
                    try store.holdings(of: order),
                    try budgets.map { try store.balance(of: $0, before: Identifier(trusted: "bde_111")) }
                )
            }
        }
        let old = try await ledger()
        #expect(old.0.map(\.count) == [10, 10] && old.1.count == 6)
        #expect(try await Migrator(Migrations.sqlite).run(on: database, at: now).first == "0067-ledger-by-budget")
        let new = try await ledger()
        #expect(old == new)
        #expect(try await database.read { Set(try Store($0).budgets(heldBy: order)) } == Set(budgets))
        await database.close()
    }

    @Test func `approvals, their links and notices are as they were behind the step that lets invoices be approved`() async throws
    {
        let database = try SQLiteDatabase.scratch()
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let before = Array(Migrations.sqlite.prefix { $0.name != "0016-invoice-approvals" })
        #expect(before.last?.name == "0015-invoice-life")
        try await Migrator(before).run(on: database, at: now)
        try await database.write { sql in try sql.executeScript(Self.waitingOrder) }
        func rows(_ table: String, _ columns: String) async throws -> [String] {
            try await database.read { sql in
                try sql.query("SELECT \(columns) FROM \(table) ORDER BY id", []) { try $0.text(0) }
            }
        }
        func all() async throws -> [[String]] {
            let task = [
                "id", "order_id", "round", "stage", "approver_id", "reason", "status", "coalesce(comment, '-')",
                "coalesce(decided_at, '-')", "created_at", "needed", "basis", "coalesce(remind_after, '-')",
                "coalesce(escalate_after, '-')", "coalesce(expire_after, '-')", "coalesce(decided_by_id, '-')",
                "coalesce(opened_at, '-')", "coalesce(next_alarm_at, '-')",
            ].joined(separator: " || ',' || ")
            let notice = ["id", "user_id", "kind", "order_id", "coalesce(task_id, '-')", "coalesce(link_id, '-')", "created_at"]
            return [
                try await rows("approval_tasks", task),
                try await rows(
                    "approval_links", "id || ',' || task_id || ',' || user_id || ',' || created_at || ',' || expires_at"),
                try await rows("notifications", notice.joined(separator: " || ',' || ")),
            ]
        }
        let old = try await all()
        #expect(old.map(\.count) == [3, 1, 2])
        let applied = try await Migrator(Migrations.sqlite).run(on: database, at: now)
        #expect(applied.first == "0016-invoice-approvals")
        #expect(try await all() == old)
        let order: Identifier<PurchaseOrder> = Identifier(trusted: "po_1")
        try await database.read { sql in
            let store = Store(sql)
            let tasks = try store.tasks(of: order)
            #expect(tasks.map(\.status) == [.approved, .open, .waiting] && tasks.allSatisfy { $0.invoiceID == nil })
            #expect(tasks.map(\.orderID) == [order, order, order] && tasks[0].decidedByID?.text == "usr_3")
            #expect(try store.tasksWithAlarm(before: now, limit: 10).map(\.id.text) == ["apr_2"])
            #expect(try store.countOpenTasks(of: [Identifier(trusted: "usr_3")], escalatedTo: Identifier(trusted: "usr_3")) == 1)
            #expect(try store.policies().map(\.document) == [.purchaseOrder])
            #expect(
                try store.unsentNotifications(at: now, madeBefore: now, limit: 10).isEmpty, "nobody is mailed what is long known")
            #expect(try store.approvalLink(Identifier(trusted: "lnk_1"))?.taskID.text == "apr_2")
            #expect(try store.order(order)?.lines.count == 1)
            #expect(try sql.query("PRAGMA foreign_key_check", []) { _ in true }.isEmpty, "nothing refers to what is gone")
        }
        // What refers to an order goes with it, as before.
        try await database.write { sql in try sql.execute("DELETE FROM purchase_orders WHERE id = 'po_1'", []) }
        #expect(try await all().allSatisfy(\.isEmpty))
        await database.close()
    }
}
