import Database
package import FoundationEssentials
package import Procurement

extension Store {
    private static let taskColumns = """
        id, order_id, invoice_id, round, stage, approver_id, reason, needed, basis, remind_after, escalate_after, expire_after, status, comment,
        decided_at, decided_by_id, created_at, escalated_to_id, opened_at, reminded_at, repeats_stage, carried_from_round
        """

    private static func task(_ row: any SQLRow) throws -> ApprovalTask {
        var read = RowReader(row)
        var task = ApprovalTask(
            id: try read.id(), orderID: read.optionalID(), invoiceID: read.optionalID(), round: try read.integer(),
            stage: try read.integer(),
            approverID: try read.id(), reason: try read.text(), needed: try read.integer(), basis: try read.text(),
            timing: ApprovalTiming(
                remindAfter: read.optionalInteger(), escalateAfter: read.optionalInteger(), expireAfter: read.optionalInteger()),
            status: try read.word(), comment: read.optionalText(), decidedAt: read.optionalDate(),
            decidedByID: read.optionalID(), createdAt: try read.date())
        task.escalatedToID = read.optionalID()
        task.openedAt = read.optionalDate()
        task.remindedAt = read.optionalDate()
        task.repeatsStage = read.optionalInteger()
        task.carriedFromRound = read.optionalInteger()
        return task
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

    /// Every round's tasks of an invoice, oldest first.
    package func tasks(of invoice: Identifier<Invoice>) throws -> [ApprovalTask] {
        try sql.query(
            "SELECT \(Self.taskColumns) FROM approval_tasks WHERE invoice_id = ?1 ORDER BY round, stage, id",
            [SQLValue(invoice)], Self.task)
    }

    /// Newest first; of everybody, or of the people in `approvers` and what was escalated to `escalatedTo`.
    package func tasks(
        status: ApprovalTask.Status?, approvers: [Identifier<User>]?, escalatedTo: Identifier<User>?, _ page: PageRequest
    ) throws -> Page<ApprovalTask> {
        var rest: [String] = []
        var arguments: [SQLValue] = []
        func place(_ value: SQLValue) -> String {
            arguments.append(value)
            return "?\(arguments.count)"
        }
        if let status { rest.append("status = \(place(SQLValue(status.rawValue)))") }
        if let after = page.after { rest.append("id < \(place(SQLValue(after)))") }
        let end = "ORDER BY id DESC LIMIT \(page.limit + 1)"
        // One search by index for each person, joined afterwards: an OR over two columns would read the whole table.
        var conditions: [[String]] = []
        if let approvers {
            conditions = approvers.map { ["approver_id = \(place(SQLValue($0)))"] }
            if let escalatedTo { conditions.append(["escalated_to_id = \(place(SQLValue(escalatedTo)))"]) }
        } else {
            conditions = [[]]
        }
        let searches = conditions.map { own in
            let all = own + rest
            return
                "SELECT \(Self.taskColumns) FROM approval_tasks\(all.isEmpty ? "" : " WHERE " + all.joined(separator: " AND ")) \(end)"
        }
        let text =
            searches.count == 1
            ? searches[0]
            : searches.map { "SELECT * FROM (\($0))" }.joined(separator: " UNION ") + " \(end)"
        let rows = try sql.query(text, arguments, Self.task)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// Counted by the same conditions that the list reads, so that the counter and the list agree.
    package func countOpenTasks(of approvers: [Identifier<User>], escalatedTo: Identifier<User>) throws -> Int {
        let places = approvers.indices.map { "?\($0 + 2)" }.joined(separator: ", ")
        return try sql.first(
            """
            SELECT count(*) FROM (SELECT id FROM approval_tasks WHERE approver_id IN (\(places)) AND status = 'open'
            UNION SELECT id FROM approval_tasks WHERE escalated_to_id = ?1 AND status = 'open')
            """, [SQLValue(escalatedTo)] + approvers.map { SQLValue($0) }
        ) { try $0.integer(0) } ?? 0
    }

    /// Open tasks for which something is due, the longest overdue first.
    package func tasksWithAlarm(before moment: Date, limit: Int) throws -> [ApprovalTask] {
        try sql.query(
            """
            SELECT \(Self.taskColumns) FROM approval_tasks WHERE next_alarm_at IS NOT NULL AND next_alarm_at <= ?1
            ORDER BY next_alarm_at LIMIT \(limit)
            """, [SQLValue(moment)], Self.task)
    }

    /// How long somebody took for their newest decisions, in hours; by the newest tasks, in which each status is searched by itself.
    package func decisionHours(of approver: Identifier<User>, limit: Int) throws -> [Double] {
        let searches = [ApprovalTask.Status.approved, .rejected].map { status in
            """
            SELECT * FROM (SELECT id, decided_at - coalesce(opened_at, created_at) AS pace FROM approval_tasks
            WHERE approver_id = ?1 AND status = '\(status.rawValue)' AND decided_at IS NOT NULL AND carried_from_round IS NULL
            ORDER BY id DESC LIMIT \(limit))
            """
        }
        return try sql.query(
            "\(searches.joined(separator: " UNION ALL ")) ORDER BY id DESC LIMIT \(limit)", [SQLValue(approver)]
        ) { Double(try $0.integer(1)) / 3_600_000 }
    }

    private static let taskRows = RowTable(
        "approval_tasks",
        [
            "id", "order_id", "invoice_id", "round", "stage", "approver_id", "reason", "needed", "basis", "remind_after",
            "escalate_after",
            "expire_after", "status", "comment", "decided_at", "decided_by_id", "created_at", "escalated_to_id", "opened_at",
            "reminded_at", "repeats_stage", "carried_from_round", "next_alarm_at",
        ])

    package func insert(_ task: ApprovalTask) throws {
        var row = BoundValues(cells: 23, octets: 384)
        row.append(task.id.text)
        row.append(task.orderID?.text)
        row.append(task.invoiceID?.text)
        row.append(task.round)
        row.append(task.stage)
        row.append(task.approverID.text)
        row.append(task.reason)
        row.append(task.needed)
        row.append(task.basis)
        row.append(task.timing.remindAfter)
        row.append(task.timing.escalateAfter)
        row.append(task.timing.expireAfter)
        row.append(task.status.rawValue)
        row.append(task.comment)
        row.append(task.decidedAt)
        row.append(task.decidedByID?.text)
        row.append(task.createdAt)
        row.append(task.escalatedToID?.text)
        row.append(task.openedAt)
        row.append(task.remindedAt)
        row.append(task.repeatsStage)
        row.append(task.carriedFromRound)
        row.append(task.nextAlarm?.at)
        try sql.execute(Self.taskRows.insert, row)
    }

    /// Writes a task, new or changed.
    package func save(_ task: ApprovalTask) throws {
        if try update(task) == 0 { try insert(task) }
    }

    /// Writes what of a task changes in its life: columns that are named are written into their indexes, changed or not. Answers
    /// how many there were to change.
    @discardableResult
    package func update(_ task: ApprovalTask) throws -> Int {
        var row = BoundValues(cells: 13, octets: 256)
        row.append(task.id.text)
        row.append(task.basis)
        row.append(task.timing.escalateAfter)
        row.append(task.status.rawValue)
        row.append(task.comment)
        row.append(task.decidedAt)
        row.append(task.decidedByID?.text)
        row.append(task.escalatedToID?.text)
        row.append(task.openedAt)
        row.append(task.remindedAt)
        row.append(task.repeatsStage)
        row.append(task.carriedFromRound)
        row.append(task.nextAlarm?.at)
        return try sql.execute(
            """
            UPDATE approval_tasks SET basis = ?2, escalate_after = ?3, status = ?4, comment = ?5, decided_at = ?6,
            decided_by_id = ?7, escalated_to_id = ?8, opened_at = ?9, reminded_at = ?10, repeats_stage = ?11,
            carried_from_round = ?12, next_alarm_at = ?13 WHERE id = ?1
            """, row)
    }

    // MARK: Links

    package func approvalLink(_ id: Identifier<ApprovalLink>) throws -> ApprovalLink? {
        try sql.first(
            "SELECT id, task_id, user_id, created_at, expires_at, used_at FROM approval_links WHERE id = ?1", [SQLValue(id)]
        ) { row in
            var read = RowReader(row)
            return ApprovalLink(
                id: try read.id(), taskID: try read.id(), userID: try read.id(), createdAt: try read.date(),
                expiresAt: try read.date(), usedAt: read.optionalDate())
        }
    }

    private static let linkRows = RowTable(
        "approval_links", ["id", "task_id", "user_id", "created_at", "expires_at", "used_at"])

    package func insert(_ link: ApprovalLink) throws {
        var row = BoundValues(cells: 6, octets: 128)
        row.append(link.id.text)
        row.append(link.taskID.text)
        row.append(link.userID.text)
        row.append(link.createdAt)
        row.append(link.expiresAt)
        row.append(link.usedAt)
        try sql.execute(Self.linkRows.insert, row)
    }

    /// A link is good once.
    package func useUp(_ id: Identifier<ApprovalLink>, at now: Date) throws {
        try sql.execute("UPDATE approval_links SET used_at = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(now)])
    }
}
