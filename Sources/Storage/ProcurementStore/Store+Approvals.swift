import Database
package import FoundationEssentials
package import Procurement

extension Store {
    private static let taskColumns = """
        id, order_id, round, stage, approver_id, reason, needed, basis, remind_after, escalate_after, expire_after, status, comment,
        decided_at, decided_by_id, created_at, escalated_to_id, opened_at, reminded_at, repeats_stage, carried_from_round
        """

    private static func task(_ row: any SQLRow) throws -> ApprovalTask {
        var read = RowReader(row)
        var task = ApprovalTask(
            id: try read.id(), orderID: try read.id(), round: try read.integer(), stage: try read.integer(),
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

    /// How long somebody took for their newest decisions, in hours.
    package func decisionHours(of approver: Identifier<User>, limit: Int) throws -> [Double] {
        try sql.query(
            """
            SELECT decided_at - coalesce(opened_at, created_at) FROM approval_tasks
            WHERE approver_id = ?1 AND decided_at IS NOT NULL AND status IN ('approved', 'rejected') AND carried_from_round IS NULL
            ORDER BY decided_at DESC LIMIT \(limit)
            """, [SQLValue(approver)]
        ) { Double(try $0.integer(0)) / 3_600_000 }
    }

    package func save(_ task: ApprovalTask) throws {
        try upsert(
            "approval_tasks",
            [
                ("id", SQLValue(task.id)), ("order_id", SQLValue(task.orderID)), ("round", SQLValue(task.round)),
                ("stage", SQLValue(task.stage)), ("approver_id", SQLValue(task.approverID)), ("reason", SQLValue(task.reason)),
                ("needed", SQLValue(task.needed)), ("basis", SQLValue(task.basis)),
                ("remind_after", SQLValue(task.timing.remindAfter)), ("escalate_after", SQLValue(task.timing.escalateAfter)),
                ("expire_after", SQLValue(task.timing.expireAfter)), ("status", SQLValue(task.status.rawValue)),
                ("comment", SQLValue(task.comment)), ("decided_at", SQLValue(task.decidedAt)),
                ("decided_by_id", SQLValue(task.decidedByID)), ("created_at", SQLValue(task.createdAt)),
                ("escalated_to_id", SQLValue(task.escalatedToID)), ("opened_at", SQLValue(task.openedAt)),
                ("reminded_at", SQLValue(task.remindedAt)), ("repeats_stage", SQLValue(task.repeatsStage)),
                ("carried_from_round", SQLValue(task.carriedFromRound)), ("next_alarm_at", SQLValue(task.nextAlarm?.at)),
            ])
    }

    // MARK: Links and notifications

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

    package func save(_ link: ApprovalLink) throws {
        try upsert(
            "approval_links",
            [
                ("id", SQLValue(link.id)), ("task_id", SQLValue(link.taskID)), ("user_id", SQLValue(link.userID)),
                ("created_at", SQLValue(link.createdAt)), ("expires_at", SQLValue(link.expiresAt)),
                ("used_at", SQLValue(link.usedAt)),
            ])
    }

    package func insert(_ notification: Notification) throws {
        try insert(
            "notifications",
            [
                ("id", SQLValue(notification.id)), ("user_id", SQLValue(notification.userID)),
                ("kind", SQLValue(notification.kind.rawValue)), ("order_id", SQLValue(notification.orderID)),
                ("task_id", SQLValue(notification.taskID)), ("link_id", SQLValue(notification.linkID)),
                ("created_at", SQLValue(notification.createdAt)), ("not_before", SQLValue(notification.notBefore)),
            ])
    }

    /// Nobody has to be told any more what was taken back: notifications of the order from a moment on that wait to be sent.
    package func removeNotifications(of order: Identifier<PurchaseOrder>, since moment: Date) throws {
        try sql.execute(
            "DELETE FROM notifications WHERE order_id = ?1 AND created_at >= ?2 AND sent_at IS NULL AND not_before IS NOT NULL",
            [SQLValue(order), SQLValue(moment)])
    }

    /// Newest first; of one order.
    package func notifications(of order: Identifier<PurchaseOrder>) throws -> [Notification] {
        try sql.query(
            """
            SELECT id, user_id, kind, order_id, task_id, link_id, created_at, not_before FROM notifications WHERE order_id = ?1
            ORDER BY id DESC LIMIT 200
            """, [SQLValue(order)]
        ) { row in
            var read = RowReader(row)
            var notification = Notification(
                id: try read.id(), userID: try read.id(), kind: try read.word(), orderID: read.optionalID(),
                taskID: read.optionalID(), linkID: read.optionalID(), createdAt: try read.date())
            notification.notBefore = read.optionalDate()
            return notification
        }
    }
}
