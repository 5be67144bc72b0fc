import Database
package import Procurement

extension Store {
    private static let taskColumns = "id, order_id, round, stage, approver_id, reason, status, comment, decided_at, created_at"

    private static func task(_ row: any SQLRow) throws -> ApprovalTask {
        var read = RowReader(row)
        return ApprovalTask(
            id: try read.id(), orderID: try read.id(), round: try read.integer(), stage: try read.integer(),
            approverID: try read.id(),
            reason: try read.text(), status: try read.word(), comment: read.optionalText(), decidedAt: read.optionalDate(),
            createdAt: try read.date())
    }

    package func task(_ id: Identifier<ApprovalTask>) throws -> ApprovalTask? {
        try sql.first("SELECT \(Self.taskColumns) FROM approval_tasks WHERE id = ?1", [SQLValue(id)], Self.task)
    }

    /// Every round's tasks, oldest first.
    package func tasks(of order: Identifier<PurchaseOrder>) throws -> [ApprovalTask] {
        try sql.query(
            "SELECT \(Self.taskColumns) FROM approval_tasks WHERE order_id = ?1 ORDER BY round, stage, id", [SQLValue(order)],
            Self.task)
    }

    /// Newest first; of one approver or of all.
    package func tasks(
        status: ApprovalTask.Status?, approver: Identifier<User>?, _ page: PageRequest
    ) throws -> Page<ApprovalTask> {
        var conditions: [String] = []
        var arguments: [SQLValue] = []
        func add(_ column: String, _ comparison: String, _ value: SQLValue) {
            arguments.append(value)
            conditions.append("\(column) \(comparison) ?\(arguments.count)")
        }
        if let approver { add("approver_id", "=", SQLValue(approver)) }
        if let status { add("status", "=", SQLValue(status.rawValue)) }
        if let after = page.after { add("id", "<", SQLValue(after)) }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let rows = try sql.query(
            "SELECT \(Self.taskColumns) FROM approval_tasks \(condition) ORDER BY id DESC LIMIT \(page.limit + 1)", arguments,
            Self.task)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    package func countOpenTasks(of approver: Identifier<User>) throws -> Int {
        try sql.first(
            "SELECT count(*) FROM approval_tasks WHERE approver_id = ?1 AND status = 'open'", [SQLValue(approver)]
        ) { try $0.integer(0) } ?? 0
    }

    package func save(_ task: ApprovalTask) throws {
        try upsert(
            "approval_tasks",
            [
                ("id", SQLValue(task.id)), ("order_id", SQLValue(task.orderID)), ("round", SQLValue(task.round)),
                ("stage", SQLValue(task.stage)), ("approver_id", SQLValue(task.approverID)), ("reason", SQLValue(task.reason)),
                ("status", SQLValue(task.status.rawValue)), ("comment", SQLValue(task.comment)),
                ("decided_at", SQLValue(task.decidedAt)), ("created_at", SQLValue(task.createdAt)),
            ])
    }
}
